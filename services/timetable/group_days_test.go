package timetable_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
)

// datedGroupRow is a group with its members as school tells them: an enrolment, a first day and a first day no longer.
func datedGroupRow(class, name string, version int64, members ...[3]string) *schoolv1.Change {
	row := &schoolv1.GroupRow{ClassId: class, Name: name, Version: version}
	for _, m := range members {
		row.Members = append(row.Members, &schoolv1.GroupMembership{EnrolmentId: m[0], From: m[1], To: m[2]})
	}
	return &schoolv1.Change{Row: &schoolv1.Change_Group{Group: row}}
}

// TestChangeOfGroupLeavesPastWeeks has a student go from G1 to G2 on the Wednesday: each day is that of its own group.
func TestChangeOfGroupLeavesPastWeeks(t *testing.T) {
	each(t, func(w *world) {
		for weekday := 1; weekday <= 6; weekday++ {
			w.slot(w.a, "G1", "PC", w.salma, "", weekday, 1, 1)
			w.slot(w.a, "G2", "MATH", w.omar, "", weekday, 2, 1)
		}
		w.emit(datedGroupRow(w.a, "G1", 2, [3]string{w.sara.enrolment, "2026-09-08", "2026-11-25"}),
			datedGroupRow(w.a, "G2", 2, [3]string{w.sara.enrolment, "2026-11-25", ""}, [3]string{w.amin.enrolment, "2026-09-08", ""}))
		w.main = w.start(w.redisOff())
		require.Equal(w, []string{"Mon 08:00 PC G1", "Tue 08:00 PC G1", "Thu 08:00 PC G1", "Fri 08:00 PC G1", "Sat 08:00 PC G1"},
			lines(w.main.studentWeek(w.sara, "2026-W47").GetLessons()))
		changed := w.main.studentWeek(w.sara, week)
		require.Equal(w, []string{
			"Mon 08:00 PC G1", "Tue 08:00 PC G1", "Wed 09:00 MATH G2", "Thu 09:00 MATH G2", "Fri 09:00 MATH G2", "Sat 09:00 MATH G2",
		}, lines(changed.GetLessons()))
		require.Equal(w, []string{"SCHOOL", "SCHOOL", "SCHOOL", "SCHOOL", "SCHOOL", "SCHOOL", "REST"}, kindsOf(changed))
		require.Len(w, w.main.studentWeek(w.sara, "2026-W49").GetLessons(), 6)
		require.Equal(w, "G2", w.main.studentWeek(w.sara, "2026-W49").GetLessons()[0].GetGroup())
	})
}

// TestGroupThatEnded can be read about, and not planned for.
func TestGroupThatEnded(t *testing.T) {
	each(t, func(w *world) {
		w.emit(datedGroupRow(w.a, "G1", 2, [3]string{w.sara.enrolment, "2026-09-08", today}))
		w.main = w.start(w.redisOff())
		_, err := w.main.idara.GetClassWeek(w.main.as(w.office), &timetablev1.GetClassWeekRequest{ClassId: w.a, Group: "G1", Week: "2026-W46"})
		require.NoError(w, err)
		_, err = w.main.idara.CreateSlot(w.main.writing(w.office), w.mondays(func(r *timetablev1.CreateSlotRequest) { r.Group = "G1" }))
		requireReason(w, errorsv1.Reason_GROUP_NOT_FOUND, err)
		w.plan(w.mondays(func(r *timetablev1.CreateSlotRequest) { r.Group = "G2" }))
	})
}
