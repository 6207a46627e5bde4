package moudaris_test

import (
	"context"
	"slices"
	"strings"
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
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/moudaris"
)

type (
	identity struct {
		identityv1.UnimplementedIdentityServiceServer
	}
	school struct {
		schoolv1.UnimplementedSchoolServiceServer
	}
	// grade has a sheet in each semester; one of today's may be away.
	grade struct {
		gradev1.UnimplementedGradeServiceServer
		away bool
	}
	// timetable has a lesson on each of its days, by date.
	timetable struct {
		timetablev1.UnimplementedTimetableServiceServer
		lessons []*typev1.Lesson
	}
	attendance struct {
		attendancev1.UnimplementedAttendanceServiceServer
	}
)

func (s identity) Register(r grpc.ServiceRegistrar) { identityv1.RegisterIdentityServiceServer(r, s) }
func (s school) Register(r grpc.ServiceRegistrar)   { schoolv1.RegisterSchoolServiceServer(r, s) }
func (s *grade) Register(r grpc.ServiceRegistrar)   { gradev1.RegisterGradeServiceServer(r, s) }
func (s *timetable) Register(r grpc.ServiceRegistrar) {
	timetablev1.RegisterTimetableServiceServer(r, s)
}
func (s attendance) Register(r grpc.ServiceRegistrar) {
	attendancev1.RegisterAttendanceServiceServer(r, s)
}

func (school) ListClasses(context.Context, *schoolv1.ListClassesRequest) (*schoolv1.ListClassesResponse, error) {
	return &schoolv1.ListClassesResponse{Classes: []*typev1.ClassInfo{{ClassId: "12345A.c"}}}, nil
}

func (school) ListClassStudents(context.Context, *schoolv1.ListClassStudentsRequest) (*schoolv1.ListClassStudentsResponse, error) {
	return &schoolv1.ListClassStudentsResponse{Students: []*typev1.Student{{Number: 1}, {Number: 2}}}, nil
}

func (s *grade) ListMarkSheets(_ context.Context, req *gradev1.ListMarkSheetsRequest) (*gradev1.ListMarkSheetsResponse, error) {
	semester := max(1, req.GetSemester())
	return &gradev1.ListMarkSheetsResponse{MarkSheets: []*typev1.MarkSheetHead{
		{MarkSheetId: "12345A.math" + string('0'+semester), Semester: semester}, {MarkSheetId: "12345A.fr" + string('0'+semester), Semester: semester},
	}}, nil
}

func (s *grade) GetMarkSheet(_ context.Context, req *gradev1.GetMarkSheetRequest) (*typev1.MarkSheet, error) {
	if s.away && strings.HasPrefix(req.GetMarkSheetId(), "12345A.fr") {
		return nil, errs.E(errs.Unavailable, errorsv1.Reason_UNAVAILABLE, "reading", nil)
	}
	return &typev1.MarkSheet{MarkSheetId: req.GetMarkSheetId(), Rows: []*typev1.SheetRow{{Number: 1}, {Number: 2}}}, nil
}

func (s *timetable) GetTeacherWeek(_ context.Context, req *timetablev1.GetTeacherWeekRequest) (*typev1.Week, error) {
	week := &typev1.Week{Week: req.GetWeek()}
	for _, lesson := range s.lessons {
		day, err := clock.ParseDate(lesson.GetDate())
		if err != nil {
			return nil, err
		}
		if clock.NewSchool(clock.NewFake(day), 0).Week(0) == req.GetWeek() {
			week.Lessons = append(week.Lessons, lesson)
		}
	}
	return week, nil
}

func (attendance) GetRegister(_ context.Context, req *attendancev1.GetRegisterRequest) (*typev1.Register, error) {
	return &typev1.Register{Lesson: &typev1.Lesson{LessonId: req.GetLessonId()}, Entries: []*typev1.RegisterEntry{{Number: 1}}}, nil
}

// A teacher's phone keeps the registers of today and of the last day before it on which he had a lesson, however long
// ago a break has put that, and the sheets of today's semester whole.
func TestSync(t *testing.T) {
	stack := rpctest.New(t, []string{"moudaris", "identity", "school", "grade", "timetable", "attendance"})
	marks, table := &grade{}, &timetable{}
	conn := func(to string) *grpc.ClientConn { return stack.Conn(t, "moudaris", to) }
	day := clock.NewFake(time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)) // a Monday
	stack.Serve(t, identity{}, school{}, marks, table, attendance{}, moudaris.New(moudaris.Deps{
		Identity: identityv1.NewIdentityServiceClient(conn("identity")), School: schoolv1.NewSchoolServiceClient(conn("school")),
		Grade: gradev1.NewGradeServiceClient(conn("grade")), Timetable: timetablev1.NewTimetableServiceClient(conn("timetable")),
		Attendance: attendancev1.NewAttendanceServiceClient(conn("attendance")), Clock: clock.NewSchool(day, 0),
	}))
	client := moudarisv1.NewMoudarisServiceClient(stack.Conn(t, "gateway", "moudaris"))
	ctx := stack.AsRole(t, t.Context(), optionsv1.Role_ROLE_TEACHER, ids.New())
	sync := func(held ...*typev1.HeldPart) *moudarisv1.SyncResponse {
		t.Helper()
		answer, err := client.Sync(ctx, &moudarisv1.SyncRequest{Held: held})
		require.NoError(t, err)
		return answer
	}
	parts := func(answer *moudarisv1.SyncResponse, prefix string) []string {
		var names []string
		for _, part := range answer.GetParts() {
			if name, ok := strings.CutPrefix(part.GetName(), prefix); ok {
				names = append(names, name)
			}
		}
		return names
	}
	lesson := func(id, date string, status typev1.Lesson_Status_Value) *typev1.Lesson {
		return &typev1.Lesson{LessonId: id, Date: date, Start: "08:30", Status: status}
	}
	const planned, cancelled = typev1.Lesson_Status_PLANNED, typev1.Lesson_Status_CANCELLED
	for name, c := range map[string]struct {
		lessons []*typev1.Lesson
		want    []string
	}{
		"Friday, over a weekend": {[]*typev1.Lesson{
			lesson("thu", "2026-11-19", planned), lesson("fri", "2026-11-20", planned), lesson("fri2", "2026-11-20", planned),
			lesson("mon", "2026-11-23", planned), lesson("tue", "2026-11-24", planned),
		}, []string{"fri", "fri2", "mon"}},
		"what is cancelled is not taken": {[]*typev1.Lesson{
			lesson("thu", "2026-11-19", planned), lesson("fri", "2026-11-20", cancelled), lesson("mon", "2026-11-23", cancelled), lesson("mon2", "2026-11-23", planned),
		}, []string{"mon2", "thu"}},
		"after two weeks of break": {[]*typev1.Lesson{lesson("old", "2026-11-07", planned), lesson("mon", "2026-11-23", planned)}, []string{"mon", "old"}},
		"nothing yet":              {[]*typev1.Lesson{lesson("tue", "2026-11-24", planned)}, nil},
	} {
		table.lessons = c.lessons
		require.Equal(t, c.want, parts(sync(), "register/"), name)
	}
	first := sync()
	require.Equal(t, []string{"12345A.fr1", "12345A.math1"}, parts(first, "sheet/"))
	require.Equal(t, []string{"12345A.c/students"}, parts(first, "class/"))
	sheets := first.GetParts()[slices.IndexFunc(first.GetParts(), func(p *moudarisv1.SyncPart) bool { return p.GetName() == "sheets" })]
	require.Len(t, sheets.GetItems(), 4, "heads of both semesters")
	require.Equal(t, []string{"me"}, first.GetStale(), "identity of this test says nothing")

	marks.away = true
	answer := sync(&typev1.HeldPart{Name: "sheet/12345A.fr1", Tags: "AAAAAAAA"}, &typev1.HeldPart{Name: "sheet/12345A.fr0", Tags: "AAAAAAAA"})
	require.Equal(t, []string{"me", "sheet/12345A.fr1"}, answer.GetStale())
	require.Equal(t, []string{"sheet/12345A.fr0"}, answer.GetGone(), "one that he does not have any more")
	require.Equal(t, []string{"12345A.math1"}, parts(answer, "sheet/"))
}
