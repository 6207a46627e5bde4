package grade_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/refdata"
	"github.com/massar-platform/massar/services/grade"
)

// story is a world whose clock the test moves and in which one teacher, Salma,
// teaches everything.
type story struct {
	*world
	time     *clock.Fake
	teaching map[string]bool

	student  auth.Principal // the first student
	guardian auth.Principal // of the first student
	second   auth.Principal // a second person of the office

	moutamadris, waliye gradev1.GradeServiceClient
}

// tell runs a story on each engine.
func tell(t *testing.T, fn func(s *story)) {
	t.Helper()
	sqldbtest.Each(t, "grade", grade.Migrations(), func(t *testing.T, db sqldb.DB) { fn(newStory(t, db, nil)) })
}

// newStory begins a story under reference data, nil for those compiled in.
func newStory(t testing.TB, db sqldb.DB, ref *refdata.Set) *story {
	t.Helper()
	s := &story{time: clock.NewFake(time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)), teaching: map[string]bool{}}
	s.world = newWorldWith(t, db, today, students, func(w *world) { w.real, w.ref = s.time, ref })
	s.student = s.pupil(0)
	s.guardian = person(optionsv1.Role_ROLE_GUARDIAN)
	s.scopes[s.guardian.AccountID] = &typev1.Scope{StudentIds: []string{s.students[0]}}
	s.second = person(optionsv1.Role_ROLE_SCHOOL_OFFICE)
	s.scopes[s.second.AccountID] = &typev1.Scope{Nodes: []string{node}}
	s.moutamadris = gradev1.NewGradeServiceClient(s.stack.Conn(s, "moutamadris", "grade"))
	s.waliye = gradev1.NewGradeServiceClient(s.stack.Conn(s, "waliye", "grade"))
	s.teachAll(s.class)
	return s
}

func person(role optionsv1.Role) auth.Principal {
	return auth.Principal{AccountID: ids.New(), PersonID: ids.New(), SessionID: ids.New(), Role: role, SecondFactor: true}
}

// pupil is the account of a student.
func (s *story) pupil(i int) auth.Principal {
	p := person(optionsv1.Role_ROLE_STUDENT)
	p.PersonID = s.students[i]
	return p
}

// teachAll gives Salma every subject of a class.
func (s *story) teachAll(class string) {
	s.Helper()
	var changes []*schoolv1.Change
	for _, head := range s.heads(class) {
		changes = append(changes, assignmentRow(ids.InSchool(gresa), class, head.GetSubject().GetCode(), s.salma.PersonID, "2026-09-08", "", 1))
	}
	s.emit(changes...)
}

func (s *story) heads(class string) []*typev1.MarkSheetHead {
	s.Helper()
	answer, err := s.idara.ListMarkSheets(s.as(s.office), &gradev1.ListMarkSheetsRequest{ClassId: class, Semester: 1, PageSize: 100})
	require.NoError(s, err)
	return answer.GetMarkSheets()
}

// sheetOf finds the sheet of a subject of any class.
func (s *story) sheetOf(class, subject string) string {
	s.Helper()
	for _, head := range s.heads(class) {
		if head.GetSubject().GetCode() == subject {
			return head.GetMarkSheetId()
		}
	}
	require.FailNow(s, "no sheet of "+subject)
	return ""
}

// fillIn saves cells that must all be accepted.
func (s *story) fillIn(sheet string, cells ...*typev1.CellInput) {
	s.Helper()
	result, err := s.save(s.salma, sheet, cells...)
	require.NoError(s, err)
	require.Empty(s, result.GetConflicts())
	require.Empty(s, result.GetRefused())
	require.Len(s, result.GetSaved(), len(cells))
}

// closeSheet submits and validates a sheet.
func (s *story) closeSheet(sheet string) {
	s.Helper()
	_, err := s.submit(s.salma, sheet)
	require.NoError(s, err)
	_, err = s.validate(sheet)
	require.NoError(s, err)
}

// closeAll submits and validates every sheet of a class.
func (s *story) closeAll(class string) {
	s.Helper()
	for _, head := range s.heads(class) {
		s.closeSheet(head.GetMarkSheetId())
	}
}

func (s *story) publish(req *gradev1.PublishClassRequest) (*gradev1.Publication, error) {
	req.Semester = 1
	if req.ClassId == "" {
		req.ClassId = s.class
	}
	return s.idara.PublishClass(s.writing(s.office), req)
}

// publishNow closes all sheets of a class and publishes it at once.
func (s *story) publishNow(class string) {
	s.Helper()
	s.closeAll(class)
	p, err := s.publish(&gradev1.PublishClassRequest{ClassId: class})
	require.NoError(s, err)
	require.Equal(s, gradev1.Publication_State_PUBLISHED, p.GetState())
}

// marks reads a student's semester as somebody.
func (s *story) marks(p auth.Principal, student int) *typev1.StudentMarks {
	s.Helper()
	answer, err := s.tryMarks(p, student)
	require.NoError(s, err)
	return answer
}

func (s *story) tryMarks(p auth.Principal, student int) (*typev1.StudentMarks, error) {
	client := s.idara
	switch p.Role {
	case optionsv1.Role_ROLE_STUDENT:
		client = s.moutamadris
	case optionsv1.Role_ROLE_GUARDIAN:
		client = s.waliye
	}
	return client.GetStudentMarks(s.as(p), &gradev1.GetStudentMarksRequest{StudentId: s.students[student], SchoolYear: year, Semester: 1})
}

// own reads a student's marks as himself.
func (s *story) own(student int) *typev1.StudentMarks {
	s.Helper()
	return s.marks(s.pupil(student), student)
}

func subjectIn(t testing.TB, m *typev1.StudentMarks, code string) *typev1.SubjectMarks {
	t.Helper()
	for _, subject := range m.GetSubjects() {
		if subject.GetSubject().GetCode() == code {
			return subject
		}
	}
	require.FailNow(t, "no subject "+code)
	return nil
}

func bytesOf(t testing.TB, m proto.Message) []byte {
	t.Helper()
	b, err := proto.MarshalOptions{Deterministic: true}.Marshal(m)
	require.NoError(t, err)
	return b
}

// inArabic is as for a reader of Arabic.
func (s *story) inArabic(p auth.Principal) context.Context {
	return rpc.WithCall(s.stack.As(s, s.Context(), p), &rpc.Call{AcceptLanguage: "ar"})
}
