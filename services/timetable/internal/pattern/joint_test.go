package pattern_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/services/timetable/internal/pattern"
)

func TestAJointActivitySharesItsTeacherAndRoom(t *testing.T) {
	both := func(class, joint string) pattern.Slot {
		s := slot(int(class[0]), class, 1, 1, 1)
		s.Staff, s.Room, s.Joint = "t", "r", joint
		return s
	}
	tests := []struct {
		name string
		a, b pattern.Slot
		want []pattern.Kind
	}{
		{"one activity", both("A", "x"), both("B", "x"), nil},
		{"two activities", both("A", "x"), both("B", "y"), []pattern.Kind{"ROOM", "TEACHER"}},
		{"one on its own", both("A", "x"), both("B", ""), []pattern.Kind{"ROOM", "TEACHER"}},
		{"both on their own", both("A", ""), both("B", ""), []pattern.Kind{"ROOM", "TEACHER"}},
		{"a class twice", both("A", "x"), func() pattern.Slot { s := both("A", "x"); s.ID = slotID(9); return s }(), []pattern.Kind{"CLASS"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var one, all, clashes []pattern.Kind
			for _, c := range pattern.Conflicts([]pattern.Slot{tt.a}, tt.b) {
				one = append(one, c.Kind)
			}
			for _, c := range pattern.AllConflicts([]pattern.Slot{tt.a, tt.b}) {
				all = append(all, c.Kind)
			}
			school := pattern.School{Slots: []pattern.Slot{tt.a, tt.b}, Times: hourly}
			for _, c := range pattern.AllClashes(pattern.LessonsOn(monday, school)) {
				clashes = append(clashes, c.Kind)
			}
			require.Equal(t, tt.want, one)
			require.Equal(t, tt.want, all)
			require.ElementsMatch(t, tt.want, clashes)
		})
	}

	// A lesson of the activity that is changed is on its own.
	school := pattern.School{Slots: []pattern.Slot{both("A", "x"), both("B", "x"), both("C", "x")}, Times: hourly}
	a := school.Slots[0].ID
	for kind, want := range map[pattern.Status]int{pattern.Cancelled: 0, pattern.Moved: 0, pattern.Replaced: 2} {
		school.Exceptions = []pattern.Exception{{SlotID: a, Date: monday, Kind: kind, Room: "other"}}
		if kind == pattern.Moved {
			school.Exceptions[0].ToPeriod = 2
		}
		require.Len(t, pattern.AllClashes(pattern.LessonsOn(monday, school)), want, "%s: the teacher of two others", kind)
	}
	school.Exceptions = []pattern.Exception{
		{SlotID: a, Date: monday, Kind: pattern.Moved, ToPeriod: 2},
		{SlotID: school.Slots[1].ID, Date: monday, Kind: pattern.Moved, ToPeriod: 2},
	}
	require.Len(t, pattern.AllClashes(pattern.LessonsOn(monday, school)), 2, "moved together they are still two: room and teacher")
}

func TestRejoin(t *testing.T) {
	part := func(n int, class, joint string, period int) pattern.Slot {
		s := slot(n, class, 1, period, 1)
		s.Staff, s.Room, s.Joint = "t", "r", joint
		return s
	}
	marks := func(slots ...pattern.Slot) (list []string) {
		for _, s := range pattern.Rejoin(slots) {
			list = append(list, s.Joint)
		}
		return list
	}
	a, b, c := part(1, "A", "x", 1), part(2, "B", "x", 1), part(3, "C", "x", 1)
	ab := marks(a, b)
	require.NotEmpty(t, ab[0])
	require.Equal(t, ab[0], ab[1])
	require.Equal(t, ab, marks(part(8, "B", "another", 1), part(9, "A", "another", 1)), "whatever file it is from, and in whatever order")
	require.NotEqual(t, ab[0], marks(a, b, c)[0], "another class is another activity")
	require.NotEqual(t, ab[0], marks(part(1, "A", "x", 2), part(2, "B", "x", 2))[0], "so is another hour")
	require.Equal(t, []string{"", "", ""}, marks(a, part(2, "B", "x", 2), part(3, "C", "", 1)), "no company, no activity")
	require.Equal(t, []string{"", ""}, marks(a, part(2, "A", "x", 1)), "the same class twice is one")
}
