package pattern

import (
	"cmp"
	"slices"

	"github.com/massar-platform/massar/services/timetable/internal/bell"
)

// Clash says that two lessons of a date cannot both be held.
type Clash struct {
	Kind Kind
	A, B Lesson
}

// Clashes lists what a lesson collides with among the lessons of its date, by
// minutes. A cancelled lesson collides with nothing, nor does a lesson with
// itself; A is the candidate. Lessons without hours are compared by period.
func Clashes(lessons []Lesson, candidate Lesson) []Clash {
	var list []Clash
	for _, l := range lessons {
		if l.ID != candidate.ID {
			list = append(list, clash(candidate, l)...)
		}
	}
	return list
}

// AllClashes lists every pair of lessons that collide on their date, each pair
// once for each kind.
func AllClashes(lessons []Lesson) []Clash {
	sorted := slices.Clone(lessons)
	slices.SortFunc(sorted, order)
	type place struct {
		date string
		kind Kind
		what string
	}
	places := map[place][]int{}
	for i, l := range sorted {
		for _, r := range resources(l.Class, l.Staff, l.Room) {
			key := place{l.Date, r.kind, r.what}
			places[key] = append(places[key], i)
		}
	}
	var list []Clash
	for key, members := range places {
		for i, m := range members {
			for _, n := range members[i+1:] {
				for _, c := range clash(sorted[m], sorted[n]) {
					if c.Kind == key.kind {
						list = append(list, c)
					}
				}
			}
		}
	}
	slices.SortFunc(list, func(a, b Clash) int {
		return cmp.Or(order(a.A, b.A), order(a.B, b.B), cmp.Compare(a.Kind, b.Kind))
	})
	return list
}

func clash(a, b Lesson) []Clash {
	if a.Date != b.Date || a.Status == Cancelled || b.Status == Cancelled || !together(a, b) {
		return nil
	}
	var list []Clash
	for _, kind := range shared(a.Class, a.Group, a.Staff, a.Room, b.Class, b.Group, b.Staff, b.Room) {
		if kind != ClassConflict && joint(a.Joint, b.Joint) {
			continue
		}
		list = append(list, Clash{Kind: kind, A: a, B: b})
	}
	return list
}

// together tells whether two lessons of a date are held at the same time.
func together(a, b Lesson) bool {
	if a.Timed() && b.Timed() {
		return a.Start < b.End && b.Start < a.End
	}
	return a.Period < b.Period+b.Count && b.Period < a.Period+a.Count
}

func weekdayOf(date string) int { return bell.Weekday(date) }
