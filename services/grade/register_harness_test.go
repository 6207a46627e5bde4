package grade_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"

	"github.com/massar-platform/massar/platform/errs"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// fakeAttendance serves attendance's feed as the test fills it, in small pages.
type fakeAttendance struct {
	attendancev1.UnimplementedAttendanceServiceServer

	mu     sync.Mutex
	down   bool
	events []*attendancev1.AbsenceEvent
}

func (f *fakeAttendance) Register(r grpc.ServiceRegistrar) {
	attendancev1.RegisterAttendanceServiceServer(r, f)
}

func (f *fakeAttendance) ListEvents(_ context.Context, req *attendancev1.ListEventsRequest) (*attendancev1.ListEventsResponse, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.down {
		return nil, errs.E(errs.Unavailable, errorsv1.Reason_UNAVAILABLE, "being down", nil)
	}
	answer := &attendancev1.ListEventsResponse{Through: req.GetAfter()}
	for _, e := range f.events {
		if e.GetPos() > req.GetAfter() && e.GetPos() <= req.GetAfter()+10 {
			answer.Events, answer.Through = append(answer.Events, e), e.GetPos()
		}
	}
	return answer, nil
}

func (f *fakeAttendance) setDown(down bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.down = down
}

// registers is a story whose mathematics control C1 was held on a day before.
type registers struct {
	*story
	math string
	day  string
}

func takeRegisters(t *testing.T, fn func(r *registers)) {
	t.Helper()
	tell(t, func(s *story) {
		r := &registers{story: s, math: s.sheet("MATH"), day: "2026-11-20"}
		r.date("C1", r.day)
		fn(r)
	})
}

func (r *registers) date(column, day string) {
	r.Helper()
	_, err := r.moudaris.SetColumn(r.writing(r.salma.Principal), &gradev1.SetColumnRequest{MarkSheetId: r.math, Column: column, Date: day})
	require.NoError(r, err)
}

// event is how a student stood in a lesson of mathematics on the day of the control.
func (r *registers) event(student int, lesson string, state typev1.Attendance_Value, standing typev1.Absence_Standing_Value) *attendancev1.AbsenceEvent {
	return &attendancev1.AbsenceEvent{
		LessonId: gresa + "." + lesson, ClassId: r.class, Subject: "MATH", Date: r.day, StudentId: r.students[student],
		State: state, Standing: standing,
	}
}

// say lets attendance tell events and waits until every sheet has followed.
func (r *registers) say(events ...*attendancev1.AbsenceEvent) {
	r.Helper()
	r.tell(events...)
	r.followed()
}

// tell lets attendance tell events, with positions for versions where they have none,
// and waits until they are applied.
func (r *registers) tell(events ...*attendancev1.AbsenceEvent) {
	r.Helper()
	r.lessons.mu.Lock()
	for _, e := range events {
		e.Pos = int64(len(r.lessons.events) + 1)
		if e.GetVersion() == 0 {
			e.Version = e.GetPos()
		}
		r.lessons.events = append(r.lessons.events, e)
	}
	last := len(r.lessons.events)
	r.lessons.mu.Unlock()
	r.service.Wake()
	require.Eventually(r, func() bool {
		return r.count(`SELECT COALESCE(MAX(pos), 0) FROM projection_cursor WHERE source = 'attendance'`) == last
	}, 10*time.Second, 2*time.Millisecond)
}

// followed waits until no check is left.
func (r *registers) followed() {
	r.Helper()
	require.Eventually(r, func() bool { return r.count(`SELECT COUNT(*) FROM absence_checks`) == 0 }, 10*time.Second, 2*time.Millisecond)
}

// shows requires what stands in a cell of C1: state, version.
func (r *registers) shows(student int, state typev1.MarkState_Value, version int) *typev1.SheetCell {
	r.Helper()
	cell := r.at(r.read(r.salma.Principal, r.math), student, "C1")
	require.Equal(r, fmt.Sprint(state, version), fmt.Sprint(cell.GetState(), cell.GetVersion()))
	return cell
}

// told is the trail of a student as the office reads it.
func (r *registers) told(student int) []string {
	r.Helper()
	answer, err := r.idara.ListMarkEvents(r.as(r.office), &gradev1.ListMarkEventsRequest{MarkSheetId: r.math, StudentId: r.students[student]})
	require.NoError(r, err)
	var list []string
	for _, e := range answer.GetEvents() {
		list = append(list, fmt.Sprintf("%s %s>%s %s", e.GetKind(), e.GetBefore(), e.GetAfter(), e.GetReason()))
	}
	return list
}
