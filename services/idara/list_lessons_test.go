package idara_test

import (
	"context"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"

	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc/rpctest"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/idara"
)

// longDay is timetable: a school with many lessons in a day.
type longDay struct {
	timetablev1.UnimplementedTimetableServiceServer
	lessons []*typev1.Lesson
}

func (d *longDay) Register(r grpc.ServiceRegistrar) {
	timetablev1.RegisterTimetableServiceServer(r, d)
}

func (d *longDay) ListLessons(context.Context, *timetablev1.ListLessonsRequest) (*timetablev1.ListLessonsResponse, error) {
	return &timetablev1.ListLessonsResponse{Lessons: d.lessons}, nil
}

// registers is attendance: the register of every second lesson was taken.
type registers struct {
	attendancev1.UnimplementedAttendanceServiceServer
	mu    sync.Mutex
	asked []int
}

func (f *registers) Register(r grpc.ServiceRegistrar) {
	attendancev1.RegisterAttendanceServiceServer(r, f)
}

func (f *registers) ListRegisters(_ context.Context, req *attendancev1.ListRegistersRequest) (*attendancev1.ListRegistersResponse, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked = append(f.asked, len(req.GetLessonIds()))
	answer := &attendancev1.ListRegistersResponse{}
	for i, id := range req.GetLessonIds() {
		if i%2 == 0 {
			answer.Registers = append(answer.Registers, &attendancev1.RegisterHead{LessonId: id, Absent: 3})
		}
	}
	return answer, nil
}

// A day of a large school has more lessons than attendance is asked about at once.
func TestALongDay(t *testing.T) {
	stack := rpctest.New(t, []string{"idara", "timetable", "attendance"})
	day, taken := &longDay{}, &registers{}
	for range 1001 {
		day.lessons = append(day.lessons, &typev1.Lesson{LessonId: ids.InSchool(gresa)})
	}
	stack.Serve(t, day, taken, idara.New(idara.Deps{
		Timetable:  timetablev1.NewTimetableServiceClient(stack.Conn(t, "idara", "timetable")),
		Attendance: attendancev1.NewAttendanceServiceClient(stack.Conn(t, "idara", "attendance")),
	}))
	client := idarav1.NewIdaraServiceClient(stack.Conn(t, "gateway", "idara"))
	list := func() []*idarav1.LessonRegister {
		t.Helper()
		answer, err := client.ListLessons(stack.AsRole(t, t.Context(), optionsv1.Role_ROLE_SCHOOL_OFFICE, ids.New()), &idarav1.ListLessonsRequest{})
		require.NoError(t, err)
		return answer.GetLessons()
	}
	lessons := list()
	require.Equal(t, []int{500, 500, 1}, taken.asked)
	require.Len(t, lessons, 1001)
	for i, l := range lessons {
		require.Equal(t, day.lessons[i].GetLessonId(), l.GetLesson().GetLessonId())
		require.Equal(t, i%2 == 0, l.GetTaken())
	}
	require.Equal(t, int32(3), lessons[1000].GetAbsent())

	day.lessons = nil
	require.Empty(t, list())
	require.Len(t, taken.asked, 3, "nobody is asked about nothing")
}
