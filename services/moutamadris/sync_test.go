package moutamadris_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc/rpctest"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	moutamadrisv1 "github.com/massar-platform/massar/proto/gen/massar/moutamadris/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/moutamadris"
)

// world is what the shared services say of one student, and which of them are away.
type world struct {
	mu   sync.Mutex
	away map[string]error
	mark string
	note string
	gone bool // the student has no class this year
}

func (w *world) now(service string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.away[service]
}

type (
	identity struct {
		identityv1.UnimplementedIdentityServiceServer
		*world
	}
	school struct {
		schoolv1.UnimplementedSchoolServiceServer
		*world
	}
	grade struct {
		gradev1.UnimplementedGradeServiceServer
		*world
	}
	timetable struct {
		timetablev1.UnimplementedTimetableServiceServer
		*world
	}
	attendance struct {
		attendancev1.UnimplementedAttendanceServiceServer
		*world
	}
)

func (s identity) Register(r grpc.ServiceRegistrar) { identityv1.RegisterIdentityServiceServer(r, s) }
func (s school) Register(r grpc.ServiceRegistrar)   { schoolv1.RegisterSchoolServiceServer(r, s) }
func (s grade) Register(r grpc.ServiceRegistrar)    { gradev1.RegisterGradeServiceServer(r, s) }
func (s timetable) Register(r grpc.ServiceRegistrar) {
	timetablev1.RegisterTimetableServiceServer(r, s)
}
func (s attendance) Register(r grpc.ServiceRegistrar) {
	attendancev1.RegisterAttendanceServiceServer(r, s)
}

func (s identity) GetAccount(context.Context, *identityv1.GetAccountRequest) (*identityv1.GetAccountResponse, error) {
	return &identityv1.GetAccountResponse{AccountId: "a", Locale: "ar"}, s.now("identity")
}

func (s school) GetStudent(context.Context, *schoolv1.GetStudentRequest) (*typev1.Student, error) {
	return &typev1.Student{SchoolCode: "12345A"}, s.now("school")
}

func (s school) GetSchool(context.Context, *schoolv1.GetSchoolRequest) (*schoolv1.School, error) {
	return &schoolv1.School{Ref: &typev1.SchoolRef{SchoolCode: "12345A"}}, s.now("school")
}

func (s school) ListPath(context.Context, *schoolv1.ListPathRequest) (*schoolv1.ListPathResponse, error) {
	return &schoolv1.ListPathResponse{Steps: []*typev1.PathStep{{From: "2026-09-01"}, {From: "2025-09-01"}}}, s.now("school")
}

func (s grade) GetStudentMarks(_ context.Context, req *gradev1.GetStudentMarksRequest) (*typev1.StudentMarks, error) {
	if s.gone {
		return nil, errs.E(errs.NotFound, errorsv1.Reason_MARKS_NOT_FOUND, "reading", nil)
	}
	marks := &typev1.StudentMarks{SchoolYear: "2026-2027", Semester: max(1, req.GetSemester())}
	marks.Subjects = []*typev1.SubjectMarks{{Subject: &typev1.Subject{Code: "MATH"}, Mark: &s.mark}, {Subject: &typev1.Subject{Code: "FR"}}}
	return marks, s.now("grade")
}

func (s timetable) GetStudentWeek(_ context.Context, req *timetablev1.GetStudentWeekRequest) (*typev1.Week, error) {
	return &typev1.Week{Week: req.GetWeek(), Version: time.Now().String(), Lessons: []*typev1.Lesson{
		{LessonId: "1", Date: "2026-11-23", Start: "08:30", Note: s.note}, {LessonId: "2", Date: "2026-11-23", Start: "09:30"},
	}}, s.now("timetable")
}

func (s attendance) ListStudentAbsences(context.Context, *attendancev1.ListStudentAbsencesRequest) (*typev1.StudentAbsences, error) {
	return &typev1.StudentAbsences{To: time.Now().String(), Totals: &typev1.AbsenceTotals{HalfDays: "0"}}, s.now("attendance")
}

func TestSync(t *testing.T) {
	stack := rpctest.New(t, []string{"moutamadris", "identity", "school", "grade", "timetable", "attendance"})
	w := &world{away: map[string]error{}, mark: "12.00"}
	conn := func(to string) *grpc.ClientConn { return stack.Conn(t, "moutamadris", to) }
	monday := clock.NewFake(time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC))
	stack.Serve(t, identity{world: w}, school{world: w}, grade{world: w}, timetable{world: w}, attendance{world: w}, moutamadris.New(moutamadris.Deps{
		Identity: identityv1.NewIdentityServiceClient(conn("identity")), School: schoolv1.NewSchoolServiceClient(conn("school")),
		Grade: gradev1.NewGradeServiceClient(conn("grade")), Timetable: timetablev1.NewTimetableServiceClient(conn("timetable")),
		Attendance: attendancev1.NewAttendanceServiceClient(conn("attendance")), Clock: clock.NewSchool(monday, 0),
	}))
	client := moutamadrisv1.NewMoutamadrisServiceClient(stack.Conn(t, "gateway", "moutamadris"))
	ctx := stack.AsRole(t, t.Context(), optionsv1.Role_ROLE_STUDENT, ids.New())
	held := map[string][]string{}
	sync := func() *moutamadrisv1.SyncResponse {
		t.Helper()
		req := &moutamadrisv1.SyncRequest{}
		for name, tags := range held {
			req.Held = append(req.Held, &typev1.HeldPart{Name: name, Tags: strings.Join(tags, "")})
		}
		answer, err := client.Sync(ctx, req)
		require.NoError(t, err)
		for _, part := range answer.GetParts() {
			held[part.GetName()] = slices.DeleteFunc(held[part.GetName()], func(tag string) bool { return strings.Contains(part.GetRemoved(), tag) })
			for _, item := range part.GetItems() {
				held[part.GetName()] = append(held[part.GetName()], item.GetTag())
			}
		}
		for _, name := range answer.GetGone() {
			delete(held, name)
		}
		return answer
	}
	first := sync()
	require.Equal(t, "2026-11-23T10:00:00+01:00", first.GetSchoolTime())
	names := map[string]int{}
	for name, tags := range held {
		names[name] = len(tags)
	}
	require.Equal(t, map[string]int{
		"me": 1, "marks/2026-2027/1": 3, "marks/2026-2027/2": 3, "week/2026-W48": 3, "week/2026-W49": 3, "absences": 1, "path": 2,
	}, names)
	// The version of a timetable and the day up to which absences count change all the time, and say nothing.
	again := sync()
	require.Empty(t, again.GetParts())
	require.Empty(t, again.GetGone())

	w.note = "formation"
	changed := sync().GetParts()
	require.Len(t, changed, 2, "this week and the next")
	require.Len(t, changed[0].GetItems(), 1, "one lesson of each")
	require.Len(t, changed[0].GetRemoved(), 8)
	require.Equal(t, "formation", changed[0].GetItems()[0].GetLesson().GetNote())

	// A service that is away takes nothing from anybody, and holds nobody up.
	for service, stale := range map[string][]string{
		"identity": {"me"}, "school": {"me", "path"}, "grade": {"marks/2026-2027/1", "marks/2026-2027/2"},
		"timetable": {"week/2026-W48", "week/2026-W49"}, "attendance": {"absences"},
	} {
		for _, kind := range []errs.Kind{errs.Unavailable, errs.DeadlineExceeded, errs.Internal} {
			w.mu.Lock()
			w.away = map[string]error{service: errs.E(kind, errorsv1.Reason_UNAVAILABLE, "reading", nil)}
			w.mu.Unlock()
			answer := sync()
			require.Equal(t, stale, answer.GetStale(), "%s %s", service, kind)
			require.Empty(t, answer.GetParts())
			require.Empty(t, answer.GetGone())
		}
	}
	w.away = map[string]error{"grade": errs.E(errs.Unavailable, errorsv1.Reason_UNAVAILABLE, "reading", nil)}
	w.note = ""
	answer := sync()
	require.Len(t, answer.GetParts(), 2, "the others go on")
	require.Len(t, answer.GetStale(), 2)
	before := held
	held = map[string][]string{}
	require.Equal(t, []string{"marks/"}, sync().GetStale(), "what a new phone has not got either is named by how it begins")
	held = before
	w.away = map[string]error{}

	// A week later last week's week is gone, without any event.
	monday.Set(monday.Now().AddDate(0, 0, 7))
	answer = sync()
	require.Equal(t, []string{"week/2026-W48"}, answer.GetGone())
	require.Equal(t, "week/2026-W50", answer.GetParts()[0].GetName())
	w.gone = true
	require.Equal(t, []string{"marks/2026-2027/1", "marks/2026-2027/2"}, sync().GetGone(), "there are none, and that is known")
}
