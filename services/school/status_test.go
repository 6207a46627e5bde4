package school_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/tests/fixtures"
)

func (w *world) end(studentID, status, date string) (*typev1.Student, error) {
	w.Helper()
	return w.idara.EndEnrolment(w.writing(w.office), &schoolv1.EndEnrolmentRequest{StudentId: studentID, Status: status, Date: date, Reason: "décision"})
}

func (w *world) reintegrate(studentID, class, date string) (*schoolv1.ReintegrateStudentResponse, error) {
	w.Helper()
	return w.idara.ReintegrateStudent(w.writing(w.office), &schoolv1.ReintegrateStudentRequest{StudentId: studentID, ClassId: class, Date: date, Reason: "conseil de classe"})
}

// Each way of leaving has its word, from its day, in every list; and who comes back has his.
func TestWhatBecameOfAStudent(t *testing.T) {
	each(t, func(w *world) {
		w.accepted(w.office, list(6))
		class := w.findClass(w.office, "2APIC-1").GetClassId()
		first, _, _ := w.ref.Lessons(year)
		var students []string
		for _, s := range w.students(w.office, class) {
			students = append(students, s.GetStudentId())
		}
		for i, status := range []string{"LEFT", "STOPPED", "EXCLUDED", "DID_NOT_JOIN"} {
			ended, err := w.end(students[i], status, "")
			require.NoError(w, err)
			require.Equal(w, status, ended.GetStatus())
			require.Equal(w, []string{ended.GetMassarCode()}, w.being(w.office, status))
		}
		planned, err := w.end(students[4], "STOPPED", "2026-11-24")
		require.NoError(w, err)
		require.Equal(w, "ENROLLED", planned.GetStatus())
		require.Len(w, w.being(w.office, "ENROLLED"), 2)
		require.Equal(w, map[string]string{
			students[0]: "LEFT", students[1]: "STOPPED", students[2]: "EXCLUDED", students[3]: "DID_NOT_JOIN", students[4]: "ENROLLED", students[5]: "ENROLLED",
		}, w.listed(class))
		// Who did not join was never there.
		require.Equal(w, []place{{class, 4, first, first}}, w.places(students[3]))
		path, err := w.idara.ListPath(w.as(w.office), &schoolv1.ListPathRequest{StudentId: students[3]})
		require.NoError(w, err)
		require.Empty(w, path.GetSteps())
		w.on("2026-11-24", func() { require.Len(w, w.being(w.office, "STOPPED"), 2) })
		_, err = w.end(students[5], "MOVED", "")
		require.Equal(w, errs.Invalid, errs.KindOf(err), "only a transfer moves")
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM audit_log WHERE rpc = 'school.EndEnrolment' AND detail LIKE '%EXCLUDED%'`))

		// Back in another class of the school.
		other := w.newClass("2APIC-2")
		back, err := w.reintegrate(students[1], other, "")
		require.NoError(w, err)
		require.Empty(w, back.GetWarnings())
		require.Equal(w, "REINTEGRATED", back.GetStudent().GetStatus())
		require.Equal(w, "2APIC-2", back.GetStudent().GetClass().GetLabel())
		require.Equal(w, []string{second}, w.being(w.office, "REINTEGRATED"))
		require.Empty(w, w.being(w.office, "STOPPED"))
		require.Equal(w, []place{{class, 2, first, today}, {other, 1, today, ""}}, w.places(students[1]))
		_, err = w.reintegrate(students[2], class, "")
		require.NoError(w, err, "who was excluded too, into his own class")
		require.Equal(w, "REINTEGRATED", w.listed(class)[students[2]])
		w.oneClassADay()
		// A name narrows a status; a status of another year is that year's.
		answer, err := w.idara.SearchStudents(w.as(w.office), &schoolv1.SearchStudentsRequest{Status: "REINTEGRATED", Query: "G200000003"})
		require.NoError(w, err)
		require.Len(w, answer.GetStudents(), 1)
		answer, err = w.idara.SearchStudents(w.as(w.office), &schoolv1.SearchStudentsRequest{Status: "LEFT", SchoolYear: "2025-2026"})
		require.NoError(w, err)
		require.Empty(w, answer.GetStudents())
		w.on("2027-09-20", func() {
			answer, err := w.idara.SearchStudents(w.as(w.office), &schoolv1.SearchStudentsRequest{Status: "STOPPED", SchoolYear: year})
			require.NoError(w, err)
			require.Len(w, answer.GetStudents(), 1, "the one who was to stop")
		})
		_, err = w.idara.SearchStudents(w.as(w.office), &schoolv1.SearchStudentsRequest{})
		w.badField(err, "query", errorsv1.Reason_FIELD_REQUIRED)
		_, err = w.idara.SearchStudents(w.as(w.office), &schoolv1.SearchStudentsRequest{Status: "GONE"})
		require.Equal(w, errs.Invalid, errs.KindOf(err))
		_, err = w.idara.SearchStudents(w.as(w.office), &schoolv1.SearchStudentsRequest{Status: "LEFT", SchoolYear: "2026-2028"})
		w.badField(err, "schoolYear", errorsv1.Reason_SCHOOL_YEAR_UNKNOWN)
		_, err = w.idara.SearchStudents(w.as(w.harbourOffice), &schoolv1.SearchStudentsRequest{Status: "LEFT", SchoolCode: palms})
		w.missing(err, errorsv1.Reason_SCHOOL_NOT_FOUND)
		// Pages of a status are of that status.
		page, err := w.idara.SearchStudents(w.as(w.office), &schoolv1.SearchStudentsRequest{Status: "REINTEGRATED", PageSize: 1})
		require.NoError(w, err)
		require.NotEmpty(w, page.GetNextPageToken())
		_, err = w.idara.SearchStudents(w.as(w.office), &schoolv1.SearchStudentsRequest{Status: "LEFT", PageSize: 1, PageToken: page.GetNextPageToken()})
		w.refused(err, errs.Invalid, errorsv1.Reason_PAGE_TOKEN_INVALID)
	})
}

func TestReturnsThatAreRefused(t *testing.T) {
	each(t, func(w *world) {
		p := populate(w)
		elsewhere := w.class(w.cedarsOffice, "TCSF-1").GetClassId()
		_, err := w.end(p.students[0], "STOPPED", "2026-11-20")
		require.NoError(w, err)
		_, err = w.end(p.students[1], "LEFT", "")
		require.NoError(w, err)
		before := w.rows()
		for _, c := range []struct {
			student, class string
			kind           errs.Kind
			reason         errorsv1.Reason
		}{
			{p.students[1], p.class, errs.FailedPrecondition, errorsv1.Reason_STUDENT_NOT_STOPPED},
			{p.students[2], p.class, errs.FailedPrecondition, errorsv1.Reason_STUDENT_NOT_STOPPED},
			{p.students[0], elsewhere, errs.FailedPrecondition, errorsv1.Reason_CLASS_OF_OTHER_SCHOOL},
			{p.students[0], ids.InSchool(palms), errs.NotFound, errorsv1.Reason_CLASS_NOT_FOUND},
			{ids.New(), p.class, errs.NotFound, errorsv1.Reason_STUDENT_NOT_FOUND},
		} {
			_, err := w.reintegrate(c.student, c.class, "")
			w.refused(err, c.kind, c.reason)
		}
		for _, date := range []string{"2026-11-19", "2027-09-01", "x"} {
			_, err := w.reintegrate(p.students[0], p.class, date)
			w.badField(err, "date", errorsv1.Reason_DATE_INVALID)
		}
		_, err = w.idara.ReintegrateStudent(w.writing(w.cedarsOffice), &schoolv1.ReintegrateStudentRequest{StudentId: p.students[0], ClassId: elsewhere, Reason: "essai"})
		w.missing(err, errorsv1.Reason_STUDENT_NOT_FOUND)
		require.Equal(w, before, w.rows())
		w.on("2027-09-20", func() {
			_, err := w.reintegrate(p.students[0], p.class, "")
			w.refused(err, errs.FailedPrecondition, errorsv1.Reason_SCHOOL_YEAR_CLOSED)
			// Who stopped last year comes back this year.
			class := w.newClass("2APIC-1")
			back, err := w.reintegrate(p.students[0], class, "")
			require.NoError(w, err)
			require.Equal(w, "REINTEGRATED", back.GetStudent().GetStatus())
		})
		// Another school has enrolled him since: he is not this one's to take back.
		w.accepted(w.cedarsOffice, list(2, func(c *fixtures.ListClass) {
			c.Label, c.School, c.Pupils = "TCSF-1", "ثانوية الأرز", c.Pupils[1:]
		}))
		_, err = w.reintegrate(p.students[1], p.class, "")
		w.missing(err, errorsv1.Reason_STUDENT_NOT_FOUND)
	})
}

// The limits of one source are said, and stop nobody.
func TestAgesOfThoseWhoComeBack(t *testing.T) {
	each(t, func(w *world) {
		p := populate(w)
		for i, c := range []struct {
			birth string
			warn  bool
		}{{"2008-11-23", false}, {"2007-11-24", false}, {"2007-11-23", true}} {
			w.exec(`UPDATE students SET birth_date = $1 WHERE student_id = $2`, c.birth, p.students[i])
			_, err := w.end(p.students[i], "STOPPED", "")
			require.NoError(w, err)
			back, err := w.reintegrate(p.students[i], p.class, "")
			require.NoError(w, err)
			if !c.warn {
				require.Empty(w, back.GetWarnings(), c.birth)
				continue
			}
			require.Len(w, back.GetWarnings(), 1)
			require.Equal(w, "AGE_ABOVE_LIMIT", back.GetWarnings()[0].GetReason())
			require.Contains(w, back.GetWarnings()[0].GetMessage(), "19 ans")
			require.Contains(w, back.GetWarnings()[0].GetMessage(), "18 ans")
		}
	})
}

// A class is of its school's cycle, whether it is opened or comes in a list.
func TestClassesAreOfTheCycle(t *testing.T) {
	each(t, func(w *world) {
		_, err := w.idara.CreateClass(w.writing(w.cedarsOffice), &schoolv1.CreateClassRequest{Label: "2APIC-1"})
		w.badField(err, "label", errorsv1.Reason_CLASS_LEVEL_NOT_OF_SCHOOL)
		answer, err := w.load(w.cedarsOffice, list(2, func(c *fixtures.ListClass) { c.School = "ثانوية الأرز" }))
		require.NoError(w, err)
		require.Len(w, answer.GetRefused(), 1)
		require.Equal(w, "CLASS_LEVEL_NOT_OF_SCHOOL", answer.GetRefused()[0].GetReason())
		require.Zero(w, w.count(`SELECT COUNT(*) FROM classes`))
	})
}
