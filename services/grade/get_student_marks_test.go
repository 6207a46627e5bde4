package grade_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

func TestWhoReadsAStudentsMarks(t *testing.T) {
	tell(t, func(s *story) {
		s.published()
		at := func(role optionsv1.Role, scope *typev1.Scope) auth.Principal {
			p := person(role)
			s.scopes[p.AccountID] = scope
			return p
		}
		for name, c := range map[string]struct {
			reader auth.Principal
			ok     bool
		}{
			"himself":                 {s.pupil(0), true},
			"a classmate":             {s.pupil(1), false},
			"a guardian":              {s.guardian, true},
			"a guardian of another":   {at(optionsv1.Role_ROLE_GUARDIAN, &typev1.Scope{StudentIds: []string{s.students[1]}}), false},
			"a guardian denied":       {at(optionsv1.Role_ROLE_GUARDIAN, &typev1.Scope{}), false},
			"the office":              {s.office, true},
			"the province":            {at(optionsv1.Role_ROLE_PROVINCE, &typev1.Scope{Nodes: []string{"ma/07/351"}}), true},
			"another province":        {at(optionsv1.Role_ROLE_PROVINCE, &typev1.Scope{Nodes: []string{"ma/07/35"}}), false},
			"another school's office": {at(optionsv1.Role_ROLE_SCHOOL_OFFICE, &typev1.Scope{Nodes: []string{"ma/07/351/99999Z"}}), false},
			"the ministry":            {at(optionsv1.Role_ROLE_MINISTRY, &typev1.Scope{Nodes: []string{"ma"}}), true},
		} {
			m, err := s.tryMarks(c.reader, 0)
			if c.ok {
				require.NoError(s, err, name)
				require.Equal(s, "10.00", m.GetAverage().GetValue(), name)
				continue
			}
			require.Equal(s, errs.NotFound, errs.KindOf(err), name)
			require.True(s, errs.Is(err, errorsv1.Reason_STUDENT_NOT_FOUND), name)
		}
		_, err := s.moutamadris.GetStudentMarks(s.as(s.student), &gradev1.GetStudentMarksRequest{StudentId: s.students[0], SchoolYear: "2019-2020", Semester: 1})
		require.Equal(s, errs.NotFound, errs.KindOf(err))
		require.True(s, errs.Is(err, errorsv1.Reason_MARKS_NOT_FOUND), "he is known, and was in no class then: %v", err)
		_, err = s.idara.GetStudentMarks(s.as(s.office), &gradev1.GetStudentMarksRequest{StudentId: s.students[0], SchoolYear: "2019-2020", Semester: 1})
		require.True(s, errs.Is(err, errorsv1.Reason_STUDENT_NOT_FOUND), "%v", err)
		for _, unknown := range []string{"2026", "2026-2028", "2027-2026", "abcd-efgh", "2026/2027", "demain"} {
			_, err = s.moutamadris.GetStudentMarks(s.as(s.student), &gradev1.GetStudentMarksRequest{StudentId: s.students[0], SchoolYear: unknown})
			require.Equal(s, errs.Invalid, errs.KindOf(err), unknown)
			require.True(s, errs.Is(err, errorsv1.Reason_SCHOOL_YEAR_UNKNOWN), "%s: %v", unknown, err)
			require.Len(s, fieldsOf(err), 1)
			require.Equal(s, "schoolYear", fieldsOf(err)[0].Name)
			_, err = s.idara.ListMarkSheets(s.as(s.office), &gradev1.ListMarkSheetsRequest{SchoolYear: unknown})
			require.True(s, errs.Is(err, errorsv1.Reason_SCHOOL_YEAR_UNKNOWN), "%s: %v", unknown, err)
		}
		stranger := person(optionsv1.Role_ROLE_STUDENT)
		_, err = s.moutamadris.GetStudentMarks(s.as(stranger), &gradev1.GetStudentMarksRequest{StudentId: stranger.PersonID})
		require.True(s, errs.Is(err, errorsv1.Reason_MARKS_NOT_FOUND), "%v", err)

		require.Eventually(s, func() bool {
			return s.count(`SELECT COUNT(*) FROM read_log WHERE rpc = 'grade.GetStudentMarks'`) == 3
		}, 5*time.Second, 10*time.Millisecond, "reads of staff are logged, those of families are not")
		require.Equal(s, s.students[0], s.text(`SELECT ref FROM read_log WHERE account_id = $1 AND rpc = 'grade.GetStudentMarks'`, s.office.AccountID))
	})
}

// What is not named is today's.
func TestMarksOfToday(t *testing.T) {
	tell(t, func(s *story) {
		s.published()
		m, err := s.moutamadris.GetStudentMarks(s.as(s.student), &gradev1.GetStudentMarksRequest{StudentId: s.students[0]})
		require.NoError(s, err)
		require.Equal(s, year, m.GetSchoolYear())
		require.Equal(s, int32(1), m.GetSemester())
		require.Equal(s, "10.00", m.GetAverage().GetValue())
		m, err = s.moutamadris.GetStudentMarks(s.as(s.student), &gradev1.GetStudentMarksRequest{StudentId: s.students[0], Semester: 2})
		require.NoError(s, err)
		require.Equal(s, typev1.MarkState_NOT_PUBLISHED, m.GetAverage().GetState())
		require.Len(s, m.GetSubjects(), len(s.heads(s.class)))
	})
}

// The marks of a class that a student has left stay his, and staff of both schools
// see them.
func TestMarksStayWhenAStudentMoves(t *testing.T) {
	tell(t, func(s *story) {
		s.published()
		const other = "54321B"
		class := ids.InSchool(other)
		s.emit(schoolRow(other, "ma/01/001/"+other, true, 1), classRow(class, "2BACSPF-9", "2BACSPF", 1),
			enrolmentRow(s.enrolments[0], s.students[0], s.class, 1, "2026-09-08", "2026-11-24", 2),
			enrolmentRow(ids.New(), s.students[0], class, 1, "2026-11-24", "", 1))
		s.time.Advance(48 * time.Hour)
		require.Equal(s, "10.00", s.own(0).GetAverage().GetValue())
		arrived := person(optionsv1.Role_ROLE_SCHOOL_OFFICE)
		s.scopes[arrived.AccountID] = &typev1.Scope{Nodes: []string{"ma/01/001/" + other}}
		require.Equal(s, "10.00", s.marks(arrived, 0).GetAverage().GetValue())
		_, err := s.tryMarks(arrived, 1)
		require.True(s, errs.Is(err, errorsv1.Reason_STUDENT_NOT_FOUND))

		// The new class publishes without a mark of his: the old marks stay.
		sheets, err := s.idara.ListMarkSheets(s.as(arrived), &gradev1.ListMarkSheetsRequest{ClassId: class, Semester: 1, PageSize: 100})
		require.NoError(s, err)
		var missing []*gradev1.MissingSheet
		for _, head := range sheets.GetMarkSheets() {
			missing = append(missing, &gradev1.MissingSheet{MarkSheetId: head.GetMarkSheetId(), Reason: "arrivé en novembre"})
		}
		_, err = s.idara.PublishClass(s.writing(arrived), &gradev1.PublishClassRequest{ClassId: class, Semester: 1, Missing: missing})
		require.NoError(s, err)
		require.Equal(s, "10.00", s.own(0).GetAverage().GetValue())
		m, err := s.moutamadris.GetStudentMarks(s.as(s.student), &gradev1.GetStudentMarksRequest{StudentId: s.students[0], Semester: 2})
		require.NoError(s, err)
		require.Equal(s, "2BACSPF-9", m.GetClass().GetLabel(), "what comes is of the new class")
		// Which is the new school's to read, and no longer the old one's; what it gave itself is.
		next := &gradev1.GetStudentMarksRequest{StudentId: s.students[0], Semester: 2}
		_, err = s.idara.GetStudentMarks(s.as(arrived), next)
		require.NoError(s, err)
		_, err = s.idara.GetStudentMarks(s.as(s.office), next)
		require.True(s, errs.Is(err, errorsv1.Reason_STUDENT_NOT_FOUND), "%v", err)
		require.Equal(s, "10.00", s.marks(s.office, 0).GetAverage().GetValue())
		s.audited()
	})
}

// Families are told at the hour and not before.
func TestFamiliesAreToldAtTheHour(t *testing.T) {
	tell(t, func(s *story) {
		s.closeAll(s.class)
		hour := s.time.Now().Add(time.Hour)
		_, err := s.publish(&gradev1.PublishClassRequest{PublishAt: hour.Format(time.RFC3339), GuardianDelay: "3600s"})
		require.NoError(s, err)
		student, guardians := s.told()
		told := func(toStudent, toGuardians int, why string) {
			s.Helper()
			// Twice: each is told once.
			require.NoError(s, s.service.Announce(s.Context()))
			require.NoError(s, s.service.Announce(s.Context()))
			wereStudent, wereGuardians := student, guardians
			student, guardians = s.told()
			require.Equal(s, toStudent, student-wereStudent, "student: "+why)
			require.Equal(s, toGuardians, guardians-wereGuardians, "guardians: "+why)
		}
		told(0, 0, "before the hour")
		s.time.Set(hour)
		told(1, 0, "at the hour")
		// What changes between the hours is the student's to see, and not yet theirs.
		c, err := s.propose(s.salma.Principal, &gradev1.ProposeCorrectionRequest{MarkSheetId: s.sheet("PC"), Mark: proto.String("15")})
		require.NoError(s, err)
		_, err = s.decide(s.second, c.GetCorrectionId(), true, "")
		require.NoError(s, err)
		told(1, 0, "between the hours")
		s.time.Set(hour.Add(time.Hour))
		told(0, 1, "guardians are told at their own hour")
		_, err = s.propose(s.salma.Principal, &gradev1.ProposeCorrectionRequest{MarkSheetId: s.sheet("PC"), Mark: proto.String("16")})
		require.NoError(s, err)
		told(0, 0, "a proposal")
	})
}

// Where both hours come together, or nobody looked in between, families are told once.
func TestFamiliesAreToldOnceOfOnePublication(t *testing.T) {
	tell(t, func(s *story) {
		s.closeAll(s.class)
		hour := s.time.Now().Add(time.Hour)
		_, err := s.publish(&gradev1.PublishClassRequest{PublishAt: hour.Format(time.RFC3339), GuardianDelay: "3600s"})
		require.NoError(s, err)
		s.time.Set(hour.Add(2 * time.Hour))
		require.NoError(s, s.service.Announce(s.Context()))
		require.NoError(s, s.service.Announce(s.Context()))
		student, guardians := s.told()
		require.Equal(s, []int{1, 1}, []int{student, guardians})
	})
}

// told counts how often the first student and his guardians were told of his marks.
func (s *story) told() (student, guardians int) {
	s.Helper()
	id := s.students[0]
	of := func(to string) int {
		return s.count(`SELECT COUNT(*) FROM changes WHERE kind = 'MARKS' AND ref = $1 AND topic IN ($2, $3)`, id, id, id+to)
	}
	return of("/student"), of("/guardians")
}
