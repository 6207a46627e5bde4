package pattern_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/services/timetable/internal/pattern"
)

// randomSlot is one of few contents, so that slots often meet.
func randomSlot(r *rand.Rand, n int) pattern.Slot {
	s := slot(n, fmt.Sprint(r.IntN(4)), 1+r.IntN(6), 1+r.IntN(4), 1+r.IntN(2))
	s.Group = []string{"", "", "G1", "G2"}[r.IntN(4)]
	s.Staff, s.Room = fmt.Sprint("t", r.IntN(6)), []string{"", "r1", "r2", "r3", "r4"}[r.IntN(5)]
	s.From = day(r.IntN(40))
	s.To = ""
	if r.IntN(3) > 0 {
		s.To = day(1 + slices.Index(days(), s.From) + r.IntN(40))
	}
	return s
}

func day(n int) string {
	return time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n).Format(time.DateOnly)
}

func days() []string {
	var list []string
	for n := range 100 {
		list = append(list, day(n))
	}
	return list
}

// admitted keeps of many random slots those that conflict with none before them.
func admitted(r *rand.Rand, tries int) []pattern.Slot {
	var slots []pattern.Slot
	for n := range tries {
		s := randomSlot(r, n+1)
		if len(slots) > 0 && r.IntN(3) == 0 {
			// Another class joins what is there.
			i := r.IntN(len(slots))
			if slots[i].Joint == "" {
				slots[i].Joint = slots[i].ID
			}
			was := s
			s = slots[i]
			s.ID, s.Class, s.Group = was.ID, was.Class, was.Group
		}
		if len(pattern.Conflicts(slots, s)) == 0 {
			slots = append(slots, s)
		}
	}
	return slots
}

func TestAPatternWithoutConflictsGivesLessonsWithoutClashes(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 1))
		school := pattern.School{Slots: admitted(r, 150), Times: hourly}
		require.Greater(t, len(school.Slots), 15)
		require.Empty(t, pattern.AllConflicts(school.Slots))
		lessons := pattern.Between(day(0), day(99), school)
		require.Empty(t, pattern.AllClashes(lessons))
		seen := map[string]bool{}
		for _, l := range lessons {
			require.False(t, seen[l.ID], "a lesson twice")
			seen[l.ID] = true
		}
		// Exceptions that were checked as a write checks them keep it so.
		for range 600 {
			s := school.Slots[r.IntN(len(school.Slots))]
			on := day(r.IntN(90))
			if !s.On(on) || slices.ContainsFunc(school.Exceptions, func(e pattern.Exception) bool { return e.SlotID == s.ID && e.Date == on }) {
				continue
			}
			e := pattern.Exception{SlotID: s.ID, Date: on, Kind: []pattern.Status{pattern.Cancelled, pattern.Moved, pattern.Replaced}[r.IntN(3)]}
			switch e.Kind {
			case pattern.Moved:
				e.ToDate, e.ToPeriod = day(r.IntN(95)), 1+r.IntN(4)
			case pattern.Replaced:
				e.Staff, e.Room = fmt.Sprint("t", r.IntN(8)), "r5"
			}
			id := lessonID(t, indexOf(s), on)
			now, ok := pattern.Find(id, school)
			require.True(t, ok)
			changed := school.Apply(now, e)
			if len(pattern.Clashes(pattern.LessonsOn(changed.Date, school), changed)) > 0 {
				continue
			}
			school.Exceptions = append(school.Exceptions, e)
			got, ok := pattern.Find(id, school)
			require.True(t, ok)
			require.Equal(t, changed, got, "what was checked is what is shown")
		}
		require.Greater(t, len(school.Exceptions), 10)
		// A cancelled lesson leaves its place free, which a moved one may then take.
		require.Empty(t, pattern.AllClashes(pattern.Between(day(0), day(99), school)))
		require.Len(t, pattern.Between(day(0), day(99), school), len(lessons), "no lesson is lost or doubled")
	}
}

func indexOf(s pattern.Slot) int {
	var n int
	_, err := fmt.Sscanf(s.ID[24:32], "%x", &n)
	if err != nil {
		return 0
	}
	return n
}

// AllConflicts must find what comparing each with each finds.
func TestAllConflictsFindsWhatComparingEachWithEachFinds(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 2))
		var slots []pattern.Slot
		want := map[string]bool{}
		for n := range 60 {
			s := randomSlot(r, n+1)
			for _, c := range pattern.Conflicts(slots, s) {
				want[fmt.Sprint(c.Kind, c.B.ID, c.A.ID, c.Period, c.Date)] = true
			}
			slots = append(slots, s)
		}
		got := map[string]bool{}
		for _, c := range pattern.AllConflicts(slots) {
			key := fmt.Sprint(c.Kind, c.A.ID, c.B.ID, c.Period, c.Date)
			require.False(t, got[key], "told twice")
			got[key] = true
		}
		require.Equal(t, want, got)
	}
}

// on lists the contents of a date, as a multiset.
func on(slots []pattern.Slot, date string) map[pattern.Content]int {
	m := map[pattern.Content]int{}
	for _, s := range slots {
		if s.On(date) {
			m[s.Content]++
		}
	}
	return m
}

func TestADiffAppliedGivesTheWantedPatternAndLeavesThePast(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 3))
		old := admitted(r, 60)
		from := day(20 + r.IntN(20))
		// Wanted: some of the old ones as they are, some with other dates, some new.
		var wanted []pattern.Slot
		for _, s := range old {
			switch r.IntN(4) {
			case 0:
				s.From = max(s.From, from)
				if s.To == "" || s.To > from {
					wanted = append(wanted, s)
				}
			case 1:
				s.From, s.To = from, ""
				wanted = append(wanted, s)
			case 2:
				s.From, s.To = day(45), day(70)
				wanted = append(wanted, s)
			}
		}
		for n := range r.IntN(10) {
			s := randomSlot(r, 1000+n)
			s.From = max(s.From, from)
			if s.To == "" || s.To > s.From {
				wanted = append(wanted, s)
			}
		}
		change := pattern.Diff(old, wanted, from)
		next := 5000
		got := pattern.Patch(old, change, func() string { next++; return slotID(next) })
		for _, d := range days() {
			if d < from {
				require.Equal(t, on(old, d), on(got, d), "the past of %s, seed %d", d, seed)
			} else {
				require.Equal(t, on(wanted, d), on(got, d), "%s, seed %d", d, seed)
			}
		}
		seen := map[string]bool{}
		for _, s := range got {
			require.False(t, seen[s.ID])
			seen[s.ID] = true
			require.True(t, s.To == "" || s.From < s.To, "an empty validity")
		}
		again := pattern.Diff(got, wanted, from)
		require.True(t, again.Empty(), "the same import again changes nothing: %+v", again)
	}
}

func TestDiffKeepsTheIdsOfWhatStays(t *testing.T) {
	same, gone, longer, future := slot(1, "A", 1, 1, 1), slot(2, "A", 1, 2, 1), slot(3, "A", 1, 3, 1), slot(4, "A", 2, 1, 1)
	future.From = "2027-01-04"
	past := slot(5, "A", 3, 1, 1)
	past.To = "2026-10-01"
	fresh := slot(0, "A", 4, 1, 1)
	fresh.ID, fresh.From = "", ""
	extended := longer
	extended.ID, extended.From, extended.To = "", "", "2027-07-31"
	kept := same
	kept.ID, kept.From = "", ""

	c := pattern.Diff([]pattern.Slot{future, longer, gone, same, past}, []pattern.Slot{fresh, extended, kept}, monday)
	require.Equal(t, []pattern.Slot{same}, c.Kept)
	longer.To = "2027-07-31"
	require.Equal(t, []pattern.Slot{longer}, c.Dated)
	gone.To = monday
	require.Equal(t, []pattern.Slot{gone}, c.Ended)
	require.Equal(t, []pattern.Slot{future}, c.Removed)
	fresh.From = monday
	require.Equal(t, []pattern.Slot{fresh}, c.Created)

	room := same
	room.Room = "other"
	c = pattern.Diff([]pattern.Slot{same}, []pattern.Slot{room}, monday)
	require.Len(t, c.Ended, 1, "another room is another slot: its past lessons keep theirs")
	require.Len(t, c.Created, 1)
	require.Empty(t, c.Created[0].ID)
}
