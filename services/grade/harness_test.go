package grade_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/rpc/rpctest"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	"github.com/massar-platform/massar/platform/write"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/refdata"
	"github.com/massar-platform/massar/services/grade"
)

const (
	gresa    = "12345A"
	node     = "ma/07/351/" + gresa
	year     = "2026-2027"
	today    = "2026-11-23"
	students = 5
)

// fakeSchool serves school's change feed as the test fills it.
type fakeSchool struct {
	schoolv1.UnimplementedSchoolServiceServer

	mu      sync.Mutex
	down    bool
	changes []*schoolv1.Change
}

func (f *fakeSchool) Register(r grpc.ServiceRegistrar) { schoolv1.RegisterSchoolServiceServer(r, f) }

func (f *fakeSchool) ListChanges(_ context.Context, req *schoolv1.ListChangesRequest) (*schoolv1.ListChangesResponse, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.down {
		return nil, errs.E(errs.Unavailable, errorsv1.Reason_UNAVAILABLE, "being down", nil)
	}
	answer := &schoolv1.ListChangesResponse{}
	for _, c := range f.changes {
		if c.GetPos() > req.GetAfter() && len(answer.GetChanges()) < int(req.GetLimit()) {
			answer.Changes = append(answer.Changes, c)
		}
	}
	return answer, nil
}

func (f *fakeSchool) setDown(down bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.down = down
}

func (f *fakeSchool) emit(changes ...*schoolv1.Change) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, c := range changes {
		c.Pos = int64(len(f.changes) + 1)
		f.changes = append(f.changes, c)
	}
}

func schoolRow(code, at string, early bool, version int64) *schoolv1.Change {
	return &schoolv1.Change{Row: &schoolv1.Change_School{School: &schoolv1.SchoolRow{
		SchoolCode: code, Node: at, Name: &typev1.Name{Ar: "ثانوية", Latin: "Lycée"}, Cycle: "QUAL",
		Settings: &schoolv1.SchoolSettings{EarlyRelease: early, ShowRank: true}, Version: version,
	}}}
}

func classRow(id, label, level string, version int64) *schoolv1.Change {
	return &schoolv1.Change{Row: &schoolv1.Change_Class{Class: &schoolv1.ClassRow{
		ClassId: id, SchoolCode: id[:6], SchoolYear: year, Label: label, Level: level, Version: version,
	}}}
}

func studentRow(id, code, ar, latin string, version int64) *schoolv1.Change {
	return &schoolv1.Change{Row: &schoolv1.Change_Student{Student: &schoolv1.StudentRow{
		StudentId: id, MassarCode: code, Name: &typev1.Name{Ar: ar, Latin: latin}, BirthDate: "2009-03-01", Version: version,
	}}}
}

func enrolmentRow(id, student, class string, number int32, from, to string, version int64) *schoolv1.Change {
	return &schoolv1.Change{Row: &schoolv1.Change_Enrolment{Enrolment: &schoolv1.EnrolmentRow{
		EnrolmentId: id, StudentId: student, ClassId: class, Number: number, From: from, To: to, Version: version,
	}}}
}

func assignmentRow(id, class, subject, staff, from, to string, version int64) *schoolv1.Change {
	return &schoolv1.Change{Row: &schoolv1.Change_Assignment{Assignment: &schoolv1.AssignmentRow{
		AssignmentId: id, ClassId: class, Subject: subject, StaffId: staff, From: from, To: to, Version: version,
	}}}
}

func staffRow(id, ar, latin string, version int64) *schoolv1.Change {
	return &schoolv1.Change{Row: &schoolv1.Change_Staff{Staff: &schoolv1.StaffRow{
		StaffId: id, SchoolCode: gresa, Name: &typev1.Name{Ar: ar, Latin: latin}, Version: version,
	}}}
}

// world is one lycée with a class of the second year of the baccalaureate, whose
// physics is taught by two teachers and whose mathematics by a third.
type world struct {
	testing.TB

	db      sqldb.DB
	stack   *rpctest.Stack
	school  *fakeSchool
	lessons *fakeAttendance
	service *grade.Service
	scopes  map[string]*typev1.Scope
	// real is the clock below the school's; nil is the machine's. ref is nil for the
	// reference data that are compiled in.
	real clock.Clock
	ref  *refdata.Set
	// summariesEvery is how often figures are added up; 0: never while a test runs.
	summariesEvery time.Duration

	class       string
	students    []string
	enrolments  []string
	salma, omar teacher
	nadia       teacher
	office      auth.Principal

	moudaris, idara gradev1.GradeServiceClient
}

type teacher struct {
	auth.Principal
	assignment string
}

func newTeacher() teacher {
	return teacher{
		Principal: auth.Principal{
			AccountID: ids.New(), PersonID: ids.New(), SessionID: ids.New(), Role: optionsv1.Role_ROLE_TEACHER, SecondFactor: true,
		},
		assignment: ids.InSchool(gresa),
	}
}

// each runs fn in a fresh world on each engine.
func each(t *testing.T, fn func(w *world)) {
	t.Helper()
	sqldbtest.Each(t, "grade", grade.Migrations(), func(t *testing.T, db sqldb.DB) { fn(newWorld(t, db, today)) })
}

// newWorld builds a world whose school clock shows the given day.
func newWorld(t testing.TB, db sqldb.DB, day string) *world {
	t.Helper()
	return newWorldOf(t, db, day, students)
}

// newWorldOf is newWorld with a class of another size.
func newWorldOf(t testing.TB, db sqldb.DB, day string, size int) *world {
	t.Helper()
	return newWorldWith(t, db, day, size, func(*world) {})
}

// newWorldWith is newWorldOf with a clock or reference data of the test's own.
func newWorldWith(t testing.TB, db sqldb.DB, day string, size int, edit func(*world)) *world {
	t.Helper()
	w := &world{TB: t, db: db, school: &fakeSchool{}, lessons: &fakeAttendance{}, scopes: map[string]*typev1.Scope{}}
	edit(w)
	if w.summariesEvery == 0 {
		w.summariesEvery = time.Hour
	}
	w.salma, w.omar, w.nadia = newTeacher(), newTeacher(), newTeacher()
	w.office = auth.Principal{
		AccountID: ids.New(), PersonID: ids.New(), SessionID: ids.New(), Role: optionsv1.Role_ROLE_SCHOOL_OFFICE, SecondFactor: true,
	}
	w.scopes[w.office.AccountID] = &typev1.Scope{Nodes: []string{node}}
	w.serve(day)
	w.fill(size)
	return w
}

// serve starts the service, in the same process as the fake school.
func (w *world) serve(day string) {
	w.Helper()
	if w.ref == nil {
		ref, err := refdata.Load()
		require.NoError(w, err)
		w.ref = ref
	}
	if w.real == nil {
		w.real = clock.System{}
	}
	offset, err := clock.OffsetTo(w.real, day)
	require.NoError(w, err)
	w.stack = rpctest.New(w.TB, []string{"grade", "school", "attendance"})
	scope := auth.ScopeFunc(func(_ context.Context, p auth.Principal) (*typev1.Scope, error) {
		if s := w.scopes[p.AccountID]; s != nil {
			return s, nil
		}
		return &typev1.Scope{}, nil
	})
	w.service, err = grade.New(grade.Config{PullEvery: 20 * time.Millisecond, SummariesEvery: w.summariesEvery}, grade.Deps{
		DB: w.db, School: schoolv1.NewSchoolServiceClient(w.stack.Conn(w, "grade", "school")),
		Attendance: attendancev1.NewAttendanceServiceClient(w.stack.Conn(w, "grade", "attendance")), Scope: scope,
		Refdata: w.ref, Clock: clock.NewSchool(w.real, offset),
	})
	require.NoError(w, err)
	w.stack.Serve(w.TB, w.service, w.school, w.lessons)
	require.NoError(w, w.service.Start(w.Context()))
	w.Cleanup(func() {
		if err := w.service.Stop(context.Background()); err != nil {
			w.Errorf("stopping: %v", err)
		}
	})
	w.moudaris = gradev1.NewGradeServiceClient(w.stack.Conn(w, "moudaris", "grade"))
	w.idara = gradev1.NewGradeServiceClient(w.stack.Conn(w, "idara", "grade"))
}

func (w *world) fill(size int) {
	w.class = ids.InSchool(gresa)
	changes := []*schoolv1.Change{
		schoolRow(gresa, node, true, 1),
		classRow(w.class, "2BACSPF-1", "2BACSPF", 1),
		staffRow(w.salma.PersonID, "سلمى", "Salma", 1), staffRow(w.omar.PersonID, "عمر", "Omar", 1),
		assignmentRow(w.salma.assignment, w.class, "PC", w.salma.PersonID, "2026-09-08", "", 1),
		assignmentRow(w.omar.assignment, w.class, "PC", w.omar.PersonID, "2026-09-08", "", 1),
		assignmentRow(w.nadia.assignment, w.class, "MATH", w.nadia.PersonID, "2026-09-08", "", 1),
	}
	for i := range size {
		w.students, w.enrolments = append(w.students, ids.New()), append(w.enrolments, ids.New())
		changes = append(changes,
			studentRow(w.students[i], fmt.Sprintf("J%09d", 134567890+i), "تلميذ", "Eleve", 1),
			enrolmentRow(w.enrolments[i], w.students[i], w.class, int32(i+1), "2026-09-08", "", 1))
	}
	w.emit(changes...)
}

// emit lets school tell changes and waits until grade has applied them.
func (w *world) emit(changes ...*schoolv1.Change) {
	w.Helper()
	w.school.emit(changes...)
	w.service.Wake()
	last := changes[len(changes)-1].GetPos()
	require.Eventually(w, func() bool {
		pos := int64(0)
		err := w.db.QueryRow(w.Context(), `SELECT pos FROM projection_cursor WHERE source = $1`, "school").Scan(&pos)
		return err == nil && pos >= last
	}, 10*time.Second, 2*time.Millisecond)
}

// as is the context of a signed-in caller who reads French.
func (w *world) as(p auth.Principal) context.Context {
	return rpc.WithCall(w.stack.As(w, w.Context(), p), &rpc.Call{AcceptLanguage: "fr", RequestID: "request-" + ids.New()})
}

// writing is as with a new idempotency key.
func (w *world) writing(p auth.Principal) context.Context { return rpctest.WithKey(w.as(p)) }

func (w *world) count(sql string, args ...any) int {
	w.Helper()
	n := 0
	require.NoError(w, w.db.QueryRow(w.Context(), sql, args...).Scan(&n))
	return n
}

// sheet finds the sheet of a subject in the first semester.
func (w *world) sheet(subject string) string {
	w.Helper()
	answer, err := w.idara.ListMarkSheets(w.as(w.office), &gradev1.ListMarkSheetsRequest{ClassId: w.class, Semester: 1, PageSize: 100})
	require.NoError(w, err)
	for _, head := range answer.GetMarkSheets() {
		if head.GetSubject().GetCode() == subject {
			return head.GetMarkSheetId()
		}
	}
	require.FailNow(w, "no sheet of "+subject)
	return ""
}

// cell is one mark to write.
func (w *world) cell(student int, column, mark string, version int32) *typev1.CellInput {
	return &typev1.CellInput{StudentId: w.students[student], Column: column, Mark: proto.String(mark), Version: version}
}

// state is one state to write.
func (w *world) state(student int, column string, state typev1.MarkState_Value, version int32) *typev1.CellInput {
	return &typev1.CellInput{StudentId: w.students[student], Column: column, State: state.Enum(), Version: version}
}

func (w *world) save(p teacher, sheet string, cells ...*typev1.CellInput) (*typev1.SaveResult, error) {
	return w.moudaris.SaveMarkSheet(w.writing(p.Principal), &gradev1.SaveMarkSheetRequest{MarkSheetId: sheet, Cells: cells})
}

func (w *world) read(p auth.Principal, sheet string) *typev1.MarkSheet {
	w.Helper()
	client := w.idara
	if p.Role == optionsv1.Role_ROLE_TEACHER {
		client = w.moudaris
	}
	answer, err := client.GetMarkSheet(w.as(p), &gradev1.GetMarkSheetRequest{MarkSheetId: sheet})
	require.NoError(w, err)
	return answer
}

// at is the cell of a student in a sheet as read.
func (w *world) at(sheet *typev1.MarkSheet, student int, column string) *typev1.SheetCell {
	w.Helper()
	for _, row := range sheet.GetRows() {
		for _, cell := range row.GetCells() {
			if row.GetStudentId() == w.students[student] && cell.GetColumn() == column {
				return cell
			}
		}
	}
	require.FailNow(w, "no cell "+column)
	return nil
}

// withKey repeats a key.
func withKey(ctx context.Context, key string) context.Context { return write.WithKey(ctx, key) }
