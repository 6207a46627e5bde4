package pattern_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/services/timetable/internal/bell"
	"github.com/massar-platform/massar/services/timetable/internal/lessonid"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
)

const (
	monday   = "2026-11-23"
	tuesday  = "2026-11-24"
	thursday = "2026-11-26"
	saturday = "2026-11-28"
)

// slotID is the id of slot number n.
func slotID(n int) string { return fmt.Sprintf("00000000-0000-8000-8000-%08x0000", n) }

func lessonID(t *testing.T, n int, day string) string {
	t.Helper()
	id, ok := lessonid.Lesson(slotID(n), day)
	require.True(t, ok)
	return id
}

// slot is a whole class's lesson of the year.
func slot(n int, class string, weekday, period, count int) pattern.Slot {
	return pattern.Slot{
		ID: slotID(n), From: "2026-09-01", To: "2027-07-11",
		Content: pattern.Content{
			Class: class, Subject: "MATH", Staff: "t" + class, Room: "r" + class, Weekday: weekday, Period: period, Count: count,
		},
	}
}

// hourly is a bell of eight hours, four on Saturday.
func hourly(date string, period, count int) (bell.Times, bool) {
	var list []bell.Period
	for i, start := range []int{480, 540, 600, 660, 840, 900, 960, 1020} {
		half := bell.AM
		if i >= 4 {
			half = bell.PM
		}
		list = append(list, bell.Period{Number: i + 1, Start: start, End: start + 60, Half: half})
	}
	if bell.Weekday(date) == bell.Saturday {
		list = list[:4]
	}
	return bell.TimesIn(list, period, count)
}

func TestLessonsOn(t *testing.T) {
	maths := slot(1, "A", 1, 1, 2)
	later := slot(2, "A", 1, 5, 1)
	later.From = tuesday
	over := slot(3, "A", 1, 5, 1)
	over.To = monday
	once := slot(4, "A", 1, 7, 1)
	once.From, once.To = monday, tuesday
	school := pattern.School{Slots: []pattern.Slot{once, maths, later, over, slot(5, "A", 2, 1, 1)}, Times: hourly}

	got := pattern.LessonsOn(monday, school)
	require.Len(t, got, 2, "one that begins tomorrow and one that ended today are not held")
	require.Equal(t, pattern.Lesson{
		ID: lessonID(t, 1, monday), SlotID: slotID(1), Date: monday, Planned: monday, Class: "A", Subject: "MATH", Staff: "tA", Room: "rA",
		Period: 1, Count: 2, Start: 480, End: 600, Half: bell.AM, Status: pattern.Planned, SlotStaff: "tA", SlotRoom: "rA",
	}, got[0])
	require.Equal(t, lessonID(t, 4, monday), got[1].ID)
	require.Equal(t, bell.PM, got[1].Half)

	require.Empty(t, pattern.LessonsOn("2026-11-29", school), "Sunday")
	require.Empty(t, pattern.LessonsOn("x", school))
	require.Len(t, pattern.Between(monday, saturday, school), 3)
	require.Len(t, pattern.Between("2026-11-30", "2026-12-05", school), 3, "the one-off is over, the later one has begun")

	school.Times = nil
	untimed := pattern.LessonsOn(monday, school)
	require.Len(t, untimed, 2, "a lesson is not lost for want of a bell")
	require.False(t, untimed[0].Timed())
}

func TestEventsAndHolidays(t *testing.T) {
	school := pattern.School{Slots: []pattern.Slot{slot(1, "A", 1, 1, 1), slot(2, "B", 1, 1, 1)}, Times: hourly}
	tests := []struct {
		name string
		edit func(*pattern.School)
		want []string
	}{
		{"nothing", func(*pattern.School) {}, []string{"A", "B"}},
		{"no school day", func(s *pattern.School) { s.SchoolDay = func(string) bool { return false } }, nil},
		{"exam of a class", func(s *pattern.School) {
			s.Events = []pattern.Event{{Kind: pattern.EventExam, First: monday, Last: monday, Classes: []string{"A"}}}
		}, []string{"B"}},
		{"closed, from the day before to the day after", func(s *pattern.School) {
			s.Events = []pattern.Event{{Kind: pattern.EventClosed, First: "2026-11-22", Last: tuesday}}
		}, nil},
		{"closed until the day before", func(s *pattern.School) {
			s.Events = []pattern.Event{{Kind: pattern.EventClosed, First: "2026-11-20", Last: "2026-11-22"}}
		}, []string{"A", "B"}},
		{"an event that suspends nothing", func(s *pattern.School) {
			s.Events = []pattern.Event{{Kind: pattern.EventOnly, First: monday, Last: monday}}
		}, []string{"A", "B"}},
		{"a frozen lesson stays", func(s *pattern.School) {
			s.SchoolDay = func(string) bool { return false }
			s.Frozen = []pattern.Lesson{{ID: lessonID(t, 2, monday), Date: monday, Class: "B", Start: 1, End: 2}}
		}, []string{"B"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := school
			tt.edit(&s)
			var classes []string
			for _, l := range pattern.LessonsOn(monday, s) {
				classes = append(classes, l.Class)
			}
			require.Equal(t, tt.want, classes)
		})
	}
}

func TestExceptions(t *testing.T) {
	base := pattern.School{Slots: []pattern.Slot{slot(1, "A", 1, 1, 2), slot(2, "A", 4, 3, 1)}, Times: hourly}
	with := func(e pattern.Exception, edit ...func(*pattern.School)) pattern.School {
		s := base
		s.Exceptions = []pattern.Exception{e}
		for _, f := range edit {
			f(&s)
		}
		return s
	}
	id := lessonID(t, 1, monday)

	t.Run("cancelled stays in its place", func(t *testing.T) {
		got := pattern.LessonsOn(monday, with(pattern.Exception{SlotID: slotID(1), Date: monday, Kind: pattern.Cancelled, Note: "strike", Staff: "x"}))
		require.Len(t, got, 1)
		require.Equal(t, pattern.Cancelled, got[0].Status)
		require.Equal(t, "strike", got[0].Note)
		require.Equal(t, "tA", got[0].Staff)
		require.Equal(t, 480, got[0].Start)
	})
	t.Run("only that date", func(t *testing.T) {
		got := pattern.LessonsOn("2026-11-30", with(pattern.Exception{SlotID: slotID(1), Date: monday, Kind: pattern.Cancelled}))
		require.Equal(t, pattern.Planned, got[0].Status)
	})
	t.Run("replaced teacher, then room", func(t *testing.T) {
		got := pattern.LessonsOn(monday, with(pattern.Exception{SlotID: slotID(1), Date: monday, Kind: pattern.Replaced, Staff: "other"}))
		require.Equal(t, []string{"other", "rA", "tA"}, []string{got[0].Staff, got[0].Room, got[0].SlotStaff})
		got = pattern.LessonsOn(monday, with(pattern.Exception{SlotID: slotID(1), Date: monday, Kind: pattern.Replaced, Room: "hall"}))
		require.Equal(t, []string{"tA", "hall", "rA"}, []string{got[0].Staff, got[0].Room, got[0].SlotRoom})
		require.Equal(t, pattern.Replaced, got[0].Status)
	})
	t.Run("moved to another day: once, there", func(t *testing.T) {
		s := with(pattern.Exception{SlotID: slotID(1), Date: monday, Kind: pattern.Moved, ToDate: saturday, ToPeriod: 3, Room: "hall"})
		require.Empty(t, pattern.LessonsOn(monday, s))
		got := pattern.LessonsOn(saturday, s)
		require.Len(t, got, 1)
		require.Equal(t, id, got[0].ID)
		require.Equal(t, []any{saturday, monday, 3, 2, 600, 720, "hall"},
			[]any{got[0].Date, got[0].Planned, got[0].Period, got[0].Count, got[0].Start, got[0].End, got[0].Room})
		week := pattern.Between(monday, saturday, s)
		require.Len(t, week, 2)
		found, ok := pattern.Find(id, s)
		require.True(t, ok)
		require.Equal(t, got[0], found)
	})
	t.Run("moved within its day", func(t *testing.T) {
		got := pattern.LessonsOn(monday, with(pattern.Exception{SlotID: slotID(1), Date: monday, Kind: pattern.Moved, ToPeriod: 5, ToCount: 1}))
		require.Len(t, got, 1)
		require.Equal(t, []any{pattern.Moved, 840, 900, bell.PM}, []any{got[0].Status, got[0].Start, got[0].End, got[0].Half})
	})
	t.Run("moved to a Sunday", func(t *testing.T) {
		s := with(pattern.Exception{SlotID: slotID(1), Date: monday, Kind: pattern.Moved, ToDate: "2026-11-29"})
		require.Len(t, pattern.LessonsOn("2026-11-29", s), 1)
	})
	t.Run("moved away from a day that is closed stands", func(t *testing.T) {
		s := with(pattern.Exception{SlotID: slotID(1), Date: monday, Kind: pattern.Moved, ToDate: saturday}, func(s *pattern.School) {
			s.Events = []pattern.Event{{Kind: pattern.EventClosed, First: monday, Last: monday}}
		})
		require.Len(t, pattern.LessonsOn(saturday, s), 1)
	})
	t.Run("moved to a day that is closed is not shown", func(t *testing.T) {
		s := with(pattern.Exception{SlotID: slotID(1), Date: monday, Kind: pattern.Moved, ToDate: saturday}, func(s *pattern.School) {
			s.Events = []pattern.Event{{Kind: pattern.EventClosed, First: saturday, Last: saturday}}
		})
		require.Empty(t, pattern.Between(monday, tuesday, s))
		require.Empty(t, pattern.LessonsOn(saturday, s))
		_, ok := pattern.Find(id, s)
		require.False(t, ok)
	})
	t.Run("of a slot that has ended, or of another weekday", func(t *testing.T) {
		for _, e := range []pattern.Exception{
			{SlotID: slotID(1), Date: "2027-07-12", Kind: pattern.Moved, ToDate: saturday},
			{SlotID: slotID(1), Date: tuesday, Kind: pattern.Moved, ToDate: saturday},
			{SlotID: slotID(9), Date: monday, Kind: pattern.Moved, ToDate: saturday},
		} {
			require.Empty(t, pattern.LessonsOn(saturday, with(e)))
		}
	})
	t.Run("a lesson moved before its slot ended stands", func(t *testing.T) {
		s := with(pattern.Exception{SlotID: slotID(1), Date: monday, Kind: pattern.Moved, ToDate: saturday})
		s.Slots = []pattern.Slot{s.Slots[0]}
		s.Slots[0].To = tuesday
		require.Len(t, pattern.LessonsOn(saturday, s), 1)
	})
}

func TestAFrozenLessonIsItsSnapshot(t *testing.T) {
	id := lessonID(t, 1, monday)
	snapshot := pattern.Lesson{
		ID: id, SlotID: slotID(1), Date: thursday, Planned: monday, Class: "A", Subject: "FR", Staff: "old", Room: "old",
		Period: 2, Count: 1, Start: 500, End: 550, Half: bell.AM, Status: pattern.Moved,
	}
	school := pattern.School{
		Slots: []pattern.Slot{slot(1, "A", 1, 1, 2)}, Times: hourly, Frozen: []pattern.Lesson{snapshot},
		Exceptions: []pattern.Exception{{SlotID: slotID(1), Date: monday, Kind: pattern.Cancelled}},
	}
	want := snapshot
	want.Frozen = true
	require.Equal(t, []pattern.Lesson{want}, pattern.Between(monday, saturday, school))
	school.Exceptions[0] = pattern.Exception{SlotID: slotID(1), Date: monday, Kind: pattern.Moved, ToDate: saturday}
	require.Equal(t, []pattern.Lesson{want}, pattern.Between(monday, saturday, school))
	school.Slots = nil
	require.Equal(t, []pattern.Lesson{want}, pattern.Between(monday, saturday, school), "the slot may be gone")
	got, ok := pattern.Find(id, school)
	require.True(t, ok)
	require.Equal(t, want, got)
	require.False(t, school.Frozen[0].Frozen, "what the caller owns is not written to")
}

func TestFind(t *testing.T) {
	s := pattern.School{Slots: []pattern.Slot{slot(1, "A", 1, 1, 1)}, Times: hourly}
	for name, id := range map[string]string{
		"the slot itself": slotID(1), "another weekday": lessonID(t, 1, tuesday), "after its end": lessonID(t, 1, "2027-07-12"),
		"before its start": lessonID(t, 1, "2026-08-31"), "unknown slot": lessonID(t, 2, monday), "no id": "x",
	} {
		_, ok := pattern.Find(id, s)
		require.False(t, ok, name)
	}
}
