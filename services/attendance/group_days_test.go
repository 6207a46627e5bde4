package attendance_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// datedGroupRow is a group with its members as school tells them: an enrolment, a first day and a first day no longer.
func datedGroupRow(class, name string, version int64, members ...[3]string) *schoolv1.Change {
	row := &schoolv1.GroupRow{ClassId: class, Name: name, Version: version}
	for _, m := range members {
		row.Members = append(row.Members, &schoolv1.GroupMembership{EnrolmentId: m[0], From: m[1], To: m[2]})
	}
	return &schoolv1.Change{Row: &schoolv1.Change_Group{Group: row}}
}

// monthRow is the line of a student in the month of his class: half days that he missed, his rate.
func (w *world) monthRow(student int) []string {
	w.Helper()
	for _, row := range w.month(w.office, "").GetRows() {
		if row.GetStudentId() == w.students[student] {
			return []string{row.GetHalfDays(), row.GetRate()}
		}
	}
	require.Fail(w, "no such student in the month")
	return nil
}

// A change of group does not rewrite the days before it: neither what was his to attend, nor his rate.
func TestAChangeOfGroupLeavesTotals(t *testing.T) {
	each(t, func(w *world) {
		w.emit(datedGroupRow(w.class, "G1", 1, [3]string{w.enrolments[0], "2026-09-08", ""}),
			datedGroupRow(w.class, "G2", 1, [3]string{w.enrolments[1], "2026-09-08", ""}))
		// On Monday one group after the other, on Tuesday the first group only, on Wednesday the second.
		first, second := w.plan(w.salma, today, "08:00", "G1"), w.plan(w.salma, today, "14:00", "G2")
		third, fourth := w.plan(w.salma, "2026-11-24", "08:00", "G1"), w.plan(w.salma, "2026-11-25", "08:00", "G2")
		w.save(w.salma, first, w.entry(0, absent, 0))
		w.at(today, "14:10")
		w.save(w.salma, second)
		w.at("2026-11-24", "08:10")
		w.save(w.salma, third)
		w.at("2026-11-25", "08:00")
		before := w.monthRow(0)
		require.Equal(w, []string{"1", "50.00"}, before)
		w.emit(datedGroupRow(w.class, "G1", 2, [3]string{w.enrolments[0], "2026-09-08", "2026-11-25"}),
			datedGroupRow(w.class, "G2", 2, [3]string{w.enrolments[0], "2026-11-25", ""}, [3]string{w.enrolments[1], "2026-09-08", ""}))
		require.Equal(w, before, w.monthRow(0))
		w.at("2026-11-25", "08:10")
		w.save(w.salma, fourth)
		require.Equal(w, []string{"1", "66.67"}, w.monthRow(0))
		require.Equal(w, []string{"0", "100.00"}, w.monthRow(1))
		require.Equal(w, "1", w.absences(w.guardian, 0).GetTotals().GetHalfDays())
	})
}

// A register that is taken late has those who were in the group on the day of the lesson.
func TestALateRegisterHasTheGroupOfItsDay(t *testing.T) {
	each(t, func(w *world) {
		lesson := w.plan(w.salma, today, "08:00", "G1")
		w.emit(datedGroupRow(w.class, "G1", 2, [3]string{w.enrolments[0], "2026-09-08", "2026-11-24"}, [3]string{w.enrolments[1], "2026-09-08", ""},
			[3]string{w.enrolments[2], "2026-11-24", ""}),
			datedGroupRow(w.class, "G2", 2, [3]string{w.enrolments[0], "2026-11-24", ""}, [3]string{w.enrolments[2], "2026-09-08", "2026-11-24"}),
			// The second student is in the class no longer; he was on Monday.
			enrolmentRow(w.enrolments[1], w.students[1], w.class, 2, "2026-09-08", "2026-11-24", 2))
		w.at("2026-11-24", "08:05")
		var shown []string
		for _, e := range w.register(w.salma, lesson).GetEntries() {
			shown = append(shown, e.GetStudentId())
		}
		require.Equal(w, w.students[:2], shown)
		got := w.save(w.salma, lesson, w.entry(0, absent, 0), w.entry(1, absent, 0), w.entry(2, absent, 0))
		require.Len(w, got.GetSaved(), 2)
		require.Len(w, got.GetRefused(), 1)
		require.Equal(w, "STUDENT_NOT_IN_LESSON", got.GetRefused()[0].GetReason())
		require.Equal(w, w.students[2], got.GetRefused()[0].GetStudentId())
		require.Len(w, w.register(w.salma, lesson).GetEntries(), 2)
	})
}
