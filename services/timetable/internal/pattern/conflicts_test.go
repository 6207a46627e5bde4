package pattern_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/services/timetable/internal/pattern"
)

func TestConflicts(t *testing.T) {
	edit := func(f func(*pattern.Slot)) pattern.Slot {
		s := slot(2, "B", 1, 2, 1)
		f(&s)
		return s
	}
	type c = pattern.Conflict
	kinds := func(list []c) (k []pattern.Kind) {
		for _, v := range list {
			k = append(k, v.Kind)
		}
		return k
	}
	whole := slot(1, "A", 1, 1, 2) // periods 1 and 2 of Monday
	tests := []struct {
		name  string
		other pattern.Slot
		want  []pattern.Kind
	}{
		{"nothing shared", edit(func(*pattern.Slot) {}), nil},
		{"teacher", edit(func(s *pattern.Slot) { s.Staff = "tA" }), []pattern.Kind{"TEACHER"}},
		{"room", edit(func(s *pattern.Slot) { s.Room = "rA" }), []pattern.Kind{"ROOM"}},
		{"class", edit(func(s *pattern.Slot) { s.Class = "A" }), []pattern.Kind{"CLASS"}},
		{"all three", edit(func(s *pattern.Slot) { s.Class, s.Staff, s.Room = "A", "tA", "rA" }), []pattern.Kind{"CLASS", "ROOM", "TEACHER"}},
		{"group of the class", edit(func(s *pattern.Slot) { s.Class, s.Group = "A", "G1" }), []pattern.Kind{"CLASS"}},
		{"the period after", edit(func(s *pattern.Slot) { s.Class, s.Period = "A", 3 }), nil},
		{"a long one that ends before", edit(func(s *pattern.Slot) { s.Class, s.Period, s.Count = "A", 3, 4 }), nil},
		{"another weekday", edit(func(s *pattern.Slot) { s.Class, s.Weekday = "A", 2 }), nil},
		{"it begins when the other ends", edit(func(s *pattern.Slot) { s.Class, s.From, s.To = "A", "2027-07-11", "" }), nil},
		{"one shared day", edit(func(s *pattern.Slot) { s.Class, s.From, s.To = "A", "2027-07-05", "" }), []pattern.Kind{"CLASS"}},
		{"dates overlap, but on no Monday", edit(func(s *pattern.Slot) { s.Class, s.From, s.To = "A", "2027-07-06", "" }), nil},
		{"a one-off on the day", edit(func(s *pattern.Slot) { s.Class, s.From, s.To = "A", monday, tuesday }), []pattern.Kind{"CLASS"}},
		{"unknown room and teacher collide with nothing", edit(func(s *pattern.Slot) { s.Staff, s.Room = "", "" }), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := pattern.Conflicts([]pattern.Slot{whole}, tt.other)
			require.Equal(t, tt.want, kinds(got))
			all := pattern.AllConflicts([]pattern.Slot{whole, tt.other})
			require.Equal(t, tt.want, kinds(all), "all at once finds the same")
			for _, v := range got {
				require.Equal(t, tt.other, v.A)
				require.Equal(t, whole, v.B)
				require.Equal(t, 2, v.Period)
			}
		})
	}

	g1, g2 := slot(3, "C", 1, 1, 1), slot(4, "C", 1, 1, 1)
	g1.Group, g2.Group, g2.Staff, g2.Room = "G1", "G2", "other", "other"
	require.Empty(t, pattern.AllConflicts([]pattern.Slot{g1, g2}), "half groups side by side")
	g2.Group = "G1"
	require.Equal(t, []pattern.Kind{"CLASS"}, kinds(pattern.AllConflicts([]pattern.Slot{g1, g2})))

	require.Empty(t, pattern.Conflicts([]pattern.Slot{whole}, whole), "an edit is not compared with what it replaces")
	noID := whole
	noID.ID = ""
	require.Len(t, pattern.Conflicts([]pattern.Slot{noID}, noID), 3)

	a, b := slot(1, "A", 3, 2, 3), slot(2, "A", 3, 4, 1)
	a.From, a.To, b.From, b.To = "", "", "", ""
	got := pattern.AllConflicts([]pattern.Slot{a, b})
	require.Len(t, got, 3, "one for each kind, though two periods would be shared")
	require.Equal(t, 4, got[0].Period)
	require.Equal(t, "2000-01-05", got[0].Date, "both open to the past")
}

func TestTheFirstDateOfAConflictIsNamed(t *testing.T) {
	a, b := slot(1, "A", 5, 1, 1), slot(2, "A", 5, 1, 1)
	b.From = "2026-11-28" // a Saturday
	got := pattern.Conflicts([]pattern.Slot{a}, b)
	require.Len(t, got, 3)
	require.Equal(t, "2026-12-04", got[0].Date)
}

// bigSchool has 40 classes with 35 single lessons each and no conflict: in hour h the class c has the teacher c+h.
func bigSchool() []pattern.Slot {
	var slots []pattern.Slot
	for c := range 40 {
		for h := range 35 {
			s := slot(len(slots)+1, fmt.Sprint("c", c), 1+h/7, 1+h%7, 1)
			s.Staff, s.Room = fmt.Sprint("t", (c+h)%60), fmt.Sprint("r", (c+2*h)%50)
			slots = append(slots, s)
		}
	}
	return slots
}

func TestAllConflictsOfABigSchoolIsQuick(t *testing.T) {
	slots := bigSchool()
	began := time.Now()
	require.Empty(t, pattern.AllConflicts(slots))
	took := time.Since(began)
	require.Less(t, took, 50*time.Millisecond)

	// Ten patterns one after the other, as ten imports of a year leave them.
	var history []pattern.Slot
	for v := range 10 {
		for _, s := range slots {
			s.ID = fmt.Sprint(v, s.ID)
			s.From, s.To = fmt.Sprintf("20%02d-09-01", 10+v), fmt.Sprintf("20%02d-09-01", 11+v)
			history = append(history, s)
		}
	}
	began = time.Now()
	require.Empty(t, pattern.AllConflicts(history))
	require.Less(t, time.Since(began), 500*time.Millisecond)
}

func BenchmarkAllConflicts(b *testing.B) {
	slots := bigSchool()
	for b.Loop() {
		if len(pattern.AllConflicts(slots)) != 0 {
			b.Fatal("conflicts in a school without any")
		}
	}
}

func BenchmarkWeek(b *testing.B) {
	school := pattern.School{Slots: bigSchool(), Times: hourly}
	for b.Loop() {
		if len(pattern.Between(monday, saturday, school)) != 1400 {
			b.Fatal("lessons are missing")
		}
	}
}

func TestClashesAreByMinutes(t *testing.T) {
	lesson := func(id, class, staff string, start, end int) pattern.Lesson {
		return pattern.Lesson{ID: id, Date: monday, Class: class, Staff: staff, Period: 1, Count: 1, Start: start, End: end, Status: pattern.Planned}
	}
	a := lesson("a", "A", "t1", 480, 540)
	tests := []struct {
		name string
		b    pattern.Lesson
		want []pattern.Kind
	}{
		{"one minute", lesson("b", "B", "t1", 539, 600), []pattern.Kind{"TEACHER"}},
		{"one after the other, though both are period 1", lesson("b", "B", "t1", 540, 600), nil},
		{"another date", func() pattern.Lesson { l := lesson("b", "B", "t1", 480, 540); l.Date = tuesday; return l }(), nil},
		{"cancelled", func() pattern.Lesson { l := lesson("b", "B", "t1", 480, 540); l.Status = pattern.Cancelled; return l }(), nil},
		{"itself", lesson("a", "A", "t1", 480, 540), nil},
		{"without hours, by period", lesson("b", "A", "t2", 0, 0), []pattern.Kind{"CLASS"}},
		{"inside", lesson("b", "A", "t1", 500, 510), []pattern.Kind{"CLASS", "TEACHER"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []pattern.Kind
			for _, c := range pattern.Clashes([]pattern.Lesson{tt.b}, a) {
				require.Equal(t, a, c.A)
				require.Equal(t, tt.b, c.B)
				got = append(got, c.Kind)
			}
			require.Equal(t, tt.want, got)
			if tt.b.ID != a.ID {
				require.Len(t, pattern.AllClashes([]pattern.Lesson{a, tt.b}), len(tt.want))
			}
		})
	}
}
