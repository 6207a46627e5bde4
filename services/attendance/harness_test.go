package attendance_test

import (
	"context"
	"fmt"
	"log/slog"
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
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/refdata"
	"github.com/massar-platform/massar/services/attendance"
)

const (
	gresa    = "12345A"
	node     = "ma/07/351/" + gresa
	year     = "2026-2027"
	today    = "2026-11-23" // a Monday
	students = 5

	waitFor = 10 * time.Second
	tick    = 2 * time.Millisecond
)

// scriptedSchool serves school's change feed as the test fills it.
type scriptedSchool struct {
	schoolv1.UnimplementedSchoolServiceServer

	mu      sync.Mutex
	changes []*schoolv1.Change
}

func (f *scriptedSchool) Register(r grpc.ServiceRegistrar) {
	schoolv1.RegisterSchoolServiceServer(r, f)
}

func (f *scriptedSchool) ListChanges(_ context.Context, req *schoolv1.ListChangesRequest) (*schoolv1.ListChangesResponse, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	answer := &schoolv1.ListChangesResponse{}
	for _, c := range f.changes {
		if c.GetPos() > req.GetAfter() && len(answer.GetChanges()) < int(req.GetLimit()) {
			answer.Changes = append(answer.Changes, c)
		}
	}
	return answer, nil
}

func (f *scriptedSchool) emit(changes ...*schoolv1.Change) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, c := range changes {
		c.Pos = int64(len(f.changes) + 1)
		f.changes = append(f.changes, c)
	}
}

// scriptedTimetable answers for the lessons that the test plans. It keeps no rights:
// that the caller's lessons are his is attendance's to see, too.
type scriptedTimetable struct {
	timetablev1.UnimplementedTimetableServiceServer

	mu      sync.Mutex
	lessons map[string]*timetablev1.LessonRecord
	down    bool
	asked   int
	// owner is the account of the last caller, which came with his own token.
	owner string
}

func (f *scriptedTimetable) Register(r grpc.ServiceRegistrar) {
	timetablev1.RegisterTimetableServiceServer(r, f)
}

func (f *scriptedTimetable) lesson(ctx context.Context, id string) (*timetablev1.LessonRecord, error) {
	f.asked++
	caller, _ := auth.From(ctx)
	f.owner = caller.AccountID
	if f.down {
		return nil, errs.E(errs.Unavailable, errorsv1.Reason_UNAVAILABLE, "being down", nil)
	}
	record := f.lessons[id]
	if record == nil {
		return nil, errs.E(errs.NotFound, errorsv1.Reason_LESSON_NOT_FOUND, "finding a lesson", nil)
	}
	return record, nil
}

func (f *scriptedTimetable) GetLesson(ctx context.Context, req *timetablev1.GetLessonRequest) (*timetablev1.LessonRecord, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	record, err := f.lesson(ctx, req.GetLessonId())
	if err != nil {
		return nil, err
	}
	return proto.Clone(record).(*timetablev1.LessonRecord), nil
}

func (f *scriptedTimetable) FreezeLesson(ctx context.Context, req *timetablev1.FreezeLessonRequest) (*timetablev1.LessonRecord, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	record, err := f.lesson(ctx, req.GetLessonId())
	if err != nil {
		return nil, err
	}
	if record.GetLesson().GetStatus() == typev1.Lesson_Status_CANCELLED {
		return nil, errs.E(errs.FailedPrecondition, errorsv1.Reason_LESSON_CANCELLED, "freezing a lesson", nil)
	}
	record.Frozen = true
	return proto.Clone(record).(*timetablev1.LessonRecord), nil
}

func (f *scriptedTimetable) ThawLesson(ctx context.Context, req *timetablev1.ThawLessonRequest) (*timetablev1.ThawLessonResponse, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	record, err := f.lesson(ctx, req.GetLessonId())
	if err != nil {
		return nil, err
	}
	record.Frozen = false
	return &timetablev1.ThawLessonResponse{}, nil
}

func (f *scriptedTimetable) ListStudyHalfDays(_ context.Context, req *timetablev1.ListStudyHalfDaysRequest) (*timetablev1.ListStudyHalfDaysResponse, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked++
	if f.down {
		return nil, errs.E(errs.Unavailable, errorsv1.Reason_UNAVAILABLE, "being down", nil)
	}
	halves := map[string]*timetablev1.StudyHalfDay{}
	answer := &timetablev1.ListStudyHalfDaysResponse{}
	for id, record := range f.lessons {
		l := record.GetLesson()
		class := l.GetClass().GetClassId()
		if req.GetClassId() != "" && class != req.GetClassId() || req.GetClassId() == "" && class[:6] != req.GetSchoolCode() || l.GetDate() < req.GetFrom() || l.GetDate() > req.GetTo() ||
			l.GetStatus() == typev1.Lesson_Status_CANCELLED {
			continue
		}
		key := class + l.GetDate() + record.GetHalf()
		if halves[key] == nil {
			halves[key] = &timetablev1.StudyHalfDay{ClassId: class, Date: l.GetDate(), Half: record.GetHalf()}
			answer.HalfDays = append(answer.HalfDays, halves[key])
		}
		halves[key].Lessons = append(halves[key].Lessons, &timetablev1.StudyLesson{
			LessonId: id, Group: l.GetGroup(), Minutes: record.GetMinutes(),
		})
	}
	return answer, nil
}

func (f *scriptedTimetable) ListSchoolStudy(ctx context.Context, req *timetablev1.ListSchoolStudyRequest) (*timetablev1.ListSchoolStudyResponse, error) {
	answer, err := f.ListStudyHalfDays(ctx, &timetablev1.ListStudyHalfDaysRequest{SchoolCode: req.GetSchoolCode(), From: req.GetFrom(), To: req.GetTo()})
	return &timetablev1.ListSchoolStudyResponse{HalfDays: answer.GetHalfDays()}, err
}

func (f *scriptedTimetable) with(fn func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	fn()
}

func schoolRow(code, at string, version int64, settings *schoolv1.SchoolSettings) *schoolv1.Change {
	return &schoolv1.Change{Row: &schoolv1.Change_School{School: &schoolv1.SchoolRow{
		SchoolCode: code, Node: at, Name: &typev1.Name{Ar: "ثانوية", Latin: "Lycée"}, Cycle: "QUAL", Settings: settings, Version: version,
	}}}
}

func classRow(id, label string, version int64) *schoolv1.Change {
	return &schoolv1.Change{Row: &schoolv1.Change_Class{Class: &schoolv1.ClassRow{
		ClassId: id, SchoolCode: id[:6], SchoolYear: year, Label: label, Level: "2BACSPF", Version: version,
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

func groupRow(class, name string, version int64, enrolments ...string) *schoolv1.Change {
	return &schoolv1.Change{Row: &schoolv1.Change_Group{Group: &schoolv1.GroupRow{
		ClassId: class, Name: name, EnrolmentIds: enrolments, Version: version,
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

// world is one lycée with a class of the second year of the baccalaureate, Monday
// 23 November 2026 at ten past eight.
type world struct {
	testing.TB

	db        sqldb.DB
	stack     *rpctest.Stack
	school    *scriptedSchool
	timetable *scriptedTimetable
	service   *attendance.Service
	clock     *clock.Fake
	// offset is by how many days the schools' clock differs from it.
	offset int
	// summariesEvery is how often figures are added up; 0: never while a test runs.
	summariesEvery time.Duration
	scopes         map[string]*typev1.Scope
	// deps are what the service was made of.
	deps attendance.Deps
	// papers is the folder of the documents.
	papers string
	// log is where the service says what happens; nil: nowhere.
	log *slog.Logger

	class      string
	students   []string
	enrolments []string
	// salma teaches physics to the class and omar mathematics; they and the office are staff of the school.
	salma, omar, office auth.Principal
	// guardian is the mother of the first student, who is pupil.
	guardian, pupil auth.Principal

	moudaris, idara, waliye, moutamadris, grade attendancev1.AttendanceServiceClient
}

func person(role optionsv1.Role) auth.Principal {
	return auth.Principal{AccountID: ids.New(), PersonID: ids.New(), SessionID: ids.New(), Role: role, SecondFactor: true}
}

// each runs fn in a fresh world on each engine.
func each(t *testing.T, fn func(w *world)) {
	t.Helper()
	sqldbtest.Each(t, "attendance", attendance.Migrations(), func(t *testing.T, db sqldb.DB) { fn(newWorld(t, db, students)) })
}

// newWorld builds a world with a class of some size, and what the test edits before it is served.
func newWorld(t testing.TB, db sqldb.DB, size int, edits ...func(*world)) *world {
	t.Helper()
	w := &world{
		TB: t, db: db, school: &scriptedSchool{}, timetable: &scriptedTimetable{lessons: map[string]*timetablev1.LessonRecord{}},
		scopes: map[string]*typev1.Scope{}, clock: clock.NewFake(time.Time{}),
	}
	w.at(today, "08:10")
	w.salma, w.omar = person(optionsv1.Role_ROLE_TEACHER), person(optionsv1.Role_ROLE_TEACHER)
	w.office, w.guardian, w.pupil = person(optionsv1.Role_ROLE_SCHOOL_OFFICE), person(optionsv1.Role_ROLE_GUARDIAN), person(optionsv1.Role_ROLE_STUDENT)
	w.scopes[w.office.AccountID] = &typev1.Scope{Nodes: []string{node}}
	for _, edit := range edits {
		edit(w)
	}
	if w.summariesEvery == 0 {
		w.summariesEvery = time.Hour
	}
	w.serve()
	w.fill(size)
	w.pupil.PersonID = w.students[0]
	w.scopes[w.guardian.AccountID] = &typev1.Scope{StudentIds: []string{w.students[0]}}
	return w
}

// at sets the clock of the schools.
func (w *world) at(day, hour string) {
	w.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", day+" "+hour, clock.Zone())
	require.NoError(w, err)
	w.clock.Set(at)
}

// serve starts the service, in the same process as what it asks.
func (w *world) serve() {
	w.Helper()
	ref, err := refdata.Load()
	require.NoError(w, err)
	w.stack = rpctest.New(w.TB, []string{"attendance", "school", "timetable"})
	scope := auth.ScopeFunc(func(_ context.Context, p auth.Principal) (*typev1.Scope, error) {
		if s := w.scopes[p.AccountID]; s != nil {
			return s, nil
		}
		return &typev1.Scope{}, nil
	})
	w.deps = attendance.Deps{
		DB: w.db, School: schoolv1.NewSchoolServiceClient(w.stack.Conn(w, "attendance", "school")),
		Timetable: timetablev1.NewTimetableServiceClient(w.stack.Conn(w, "attendance", "timetable")), Scope: scope,
		Refdata: ref, Clock: clock.NewSchool(w.clock, w.offset), Log: w.log,
	}
	w.papers = w.TempDir()
	w.service, err = attendance.New(attendance.Config{
		PullEvery: 20 * time.Millisecond, Documents: "file://" + w.papers, SweepEvery: 20 * time.Millisecond,
		SummariesEvery: w.summariesEvery,
	}, w.deps)
	require.NoError(w, err)
	w.stack.Serve(w.TB, w.service, w.school, w.timetable)
	require.NoError(w, w.service.Start(w.Context()))
	w.Cleanup(func() {
		if err := w.service.Stop(context.Background()); err != nil {
			w.Errorf("stopping: %v", err)
		}
	})
	client := func(from string) attendancev1.AttendanceServiceClient {
		return attendancev1.NewAttendanceServiceClient(w.stack.Conn(w, from, "attendance"))
	}
	w.moudaris, w.idara, w.waliye, w.moutamadris, w.grade = client("moudaris"), client("idara"), client("waliye"), client("moutamadris"), client("grade")
}

func (w *world) fill(size int) {
	w.class = ids.InSchool(gresa)
	changes := []*schoolv1.Change{
		schoolRow(gresa, node, 1, &schoolv1.SchoolSettings{}),
		classRow(w.class, "2BACSPF-1", 1),
		staffRow(w.salma.PersonID, "سلمى", "Salma", 1), staffRow(w.omar.PersonID, "عمر", "Omar", 1),
		assignmentRow(ids.InSchool(gresa), w.class, "PC", w.salma.PersonID, "2026-09-08", "", 1),
		assignmentRow(ids.InSchool(gresa), w.class, "MATH", w.omar.PersonID, "2026-09-08", "", 1),
	}
	for i := range size {
		w.students, w.enrolments = append(w.students, ids.New()), append(w.enrolments, ids.New())
		changes = append(changes,
			studentRow(w.students[i], fmt.Sprintf("J%09d", 134567890+i), "تلميذ", "Eleve", 1),
			enrolmentRow(w.enrolments[i], w.students[i], w.class, int32(i+1), "2026-09-08", "", 1))
	}
	w.emit(changes...)
}

// emit lets school tell changes and waits until attendance has applied them.
func (w *world) emit(changes ...*schoolv1.Change) {
	w.Helper()
	w.school.emit(changes...)
	w.service.Wake()
	last := changes[len(changes)-1].GetPos()
	require.Eventually(w, func() bool {
		pos := int64(0)
		err := w.db.QueryRow(w.Context(), `SELECT pos FROM projection_cursor WHERE source = $1`, "school").Scan(&pos)
		return err == nil && pos >= last
	}, waitFor, tick)
}

// plan puts a lesson of two hours into the timetable and gives its id.
func (w *world) plan(teacher auth.Principal, day, start, group string) string {
	w.Helper()
	from, err := time.Parse("15:04", start)
	require.NoError(w, err)
	half := "AM"
	if start >= "13:00" {
		half = "PM"
	}
	subject := "PC"
	if teacher.PersonID == w.omar.PersonID {
		subject = "MATH"
	}
	id := ids.InSchool(gresa)
	w.timetable.with(func() {
		w.timetable.lessons[id] = &timetablev1.LessonRecord{Half: half, Minutes: 120, Lesson: &typev1.Lesson{
			LessonId: id, Date: day, Start: start, End: from.Add(2 * time.Hour).Format("15:04"),
			Subject: &typev1.Subject{Code: subject}, Teacher: &typev1.Teacher{StaffId: teacher.PersonID},
			Room: "S12", Class: &typev1.ClassRef{ClassId: w.class, Label: "2BACSPF-1"}, Group: group, Status: typev1.Lesson_Status_PLANNED,
		}}
	})
	return id
}

// as is the context of a signed-in caller who reads French.
func (w *world) as(p auth.Principal) context.Context {
	return rpc.WithCall(w.stack.As(w, w.Context(), p), &rpc.Call{AcceptLanguage: "fr", RequestID: "request-" + ids.New()})
}

// writing is as with a new idempotency key.
func (w *world) writing(p auth.Principal) context.Context { return rpctest.WithKey(w.as(p)) }

// withKey repeats a key.
func withKey(ctx context.Context, key string) context.Context { return write.WithKey(ctx, key) }

func (w *world) count(sql string, args ...any) int {
	w.Helper()
	n := 0
	require.NoError(w, w.db.QueryRow(w.Context(), sql, args...).Scan(&n))
	return n
}

// entry is one entry to write.
func (w *world) entry(student int, state typev1.Attendance_Value, version int32) *typev1.EntryInput {
	return &typev1.EntryInput{StudentId: w.students[student], State: state, Version: version}
}

func (w *world) client(p auth.Principal) attendancev1.AttendanceServiceClient {
	switch p.Role {
	case optionsv1.Role_ROLE_TEACHER:
		return w.moudaris
	case optionsv1.Role_ROLE_GUARDIAN:
		return w.waliye
	case optionsv1.Role_ROLE_STUDENT:
		return w.moutamadris
	}
	return w.idara
}

func (w *world) trySave(p auth.Principal, lesson, reason string, entries ...*typev1.EntryInput) (*typev1.RegisterResult, error) {
	return w.client(p).SaveRegister(w.writing(p), &attendancev1.SaveRegisterRequest{LessonId: lesson, LateReason: reason, Entries: entries})
}

// save is trySave of a register that is open.
func (w *world) save(p auth.Principal, lesson string, entries ...*typev1.EntryInput) *typev1.RegisterResult {
	w.Helper()
	got, err := w.trySave(p, lesson, "", entries...)
	require.NoError(w, err)
	return got
}

func (w *world) register(p auth.Principal, lesson string) *typev1.Register {
	w.Helper()
	answer, err := w.client(p).GetRegister(w.as(p), &attendancev1.GetRegisterRequest{LessonId: lesson})
	require.NoError(w, err)
	return answer
}

// events waits until grade is told at least so many, and gives them all.
func (w *world) events(atLeast int) []*attendancev1.AbsenceEvent {
	w.Helper()
	var events []*attendancev1.AbsenceEvent
	waiting := 0
	require.Eventually(w, func() bool {
		require.NoError(w, w.db.QueryRow(w.Context(), `SELECT COUNT(*) FROM outbox WHERE pos IS NULL`).Scan(&waiting))
		answer, err := w.grade.ListEvents(w.Context(), &attendancev1.ListEventsRequest{Limit: 1000})
		require.NoError(w, err)
		events = answer.GetEvents()
		return waiting == 0 && len(events) >= atLeast
	}, waitFor, tick)
	return events
}

// through is the position that grade has read to.
func (w *world) through() int64 {
	w.Helper()
	answer, err := w.grade.ListEvents(w.Context(), &attendancev1.ListEventsRequest{Limit: 1000})
	require.NoError(w, err)
	return answer.GetThrough()
}

func (w *world) month(p auth.Principal, month string) *typev1.MonthSheet {
	w.Helper()
	answer, err := w.client(p).GetMonthSheet(w.as(p), &attendancev1.GetMonthSheetRequest{ClassId: w.class, Month: month})
	require.NoError(w, err)
	return answer
}

func (w *world) fails(err error, reason errorsv1.Reason) {
	w.Helper()
	require.True(w, errs.Is(err, reason), "%v", err)
}
