package pattern

import (
	"cmp"
	"slices"

	"github.com/massar-platform/massar/services/timetable/internal/bell"
)

// Kind is what two lessons share that they cannot share.
type Kind string

// The kinds of conflicts.
const (
	ClassConflict   Kind = "CLASS"
	TeacherConflict Kind = "TEACHER"
	RoomConflict    Kind = "ROOM"
)

// Conflict says that two slots cannot both be held: they share a date, a period,
// and what Kind names. Period is the first that they share, Date the first date.
type Conflict struct {
	Kind   Kind
	A, B   Slot
	Period int
	Date   string
}

// Conflicts lists what the candidate collides with, by date, period and kind. A
// slot with the candidate's own id is left out, so that an edit is not compared
// with what it replaces; A is the candidate.
func Conflicts(slots []Slot, candidate Slot) []Conflict {
	var list []Conflict
	for _, s := range slots {
		if s.ID == candidate.ID && s.ID != "" {
			continue
		}
		list = append(list, collide(candidate, s)...)
	}
	slices.SortStableFunc(list, conflictOrder)
	return list
}

// AllConflicts lists every pair of slots that collide, each pair once for each
// kind. Only slots that share a weekday, a period and a class, teacher or room
// are compared at all.
func AllConflicts(slots []Slot) []Conflict {
	type place struct {
		weekday, period int
		kind            Kind
		what            string
	}
	type pair struct {
		a, b int
		kind Kind
	}
	places := map[place][]int{}
	for i, s := range slots {
		for period := s.Period; period < s.Period+s.Count; period++ {
			for _, r := range resources(s.Class, s.Staff, s.Room) {
				key := place{s.Weekday, period, r.kind, r.what}
				places[key] = append(places[key], i)
			}
		}
	}
	seen := map[pair]bool{}
	var list []Conflict
	for key, members := range places {
		slices.SortFunc(members, func(a, b int) int { return cmp.Or(cmp.Compare(slots[a].From, slots[b].From), cmp.Compare(a, b)) })
		for i, m := range members {
			for _, n := range members[i+1:] {
				if slots[m].To != "" && slots[n].From >= slots[m].To {
					break // and so do all that start later
				}
				a, b := min(m, n), max(m, n)
				if seen[pair{a, b, key.kind}] {
					continue
				}
				seen[pair{a, b, key.kind}] = true
				for _, c := range collide(slots[a], slots[b]) {
					if c.Kind == key.kind {
						list = append(list, c)
					}
				}
			}
		}
	}
	slices.SortFunc(list, conflictOrder)
	return list
}

type resource struct {
	kind Kind
	what string
}

// resources are what a lesson needs for itself.
func resources(class, staff, room string) []resource {
	list := make([]resource, 0, 3)
	for _, r := range []resource{{ClassConflict, class}, {TeacherConflict, staff}, {RoomConflict, room}} {
		if r.what != "" {
			list = append(list, r)
		}
	}
	return list
}

func collide(a, b Slot) []Conflict {
	period := max(a.Period, b.Period)
	if a.Weekday != b.Weekday || period >= a.Period+a.Count || period >= b.Period+b.Count {
		return nil
	}
	date, ok := sharedDate(a, b)
	if !ok {
		return nil
	}
	var list []Conflict
	for _, kind := range shared(a.Class, a.Group, a.Staff, a.Room, b.Class, b.Group, b.Staff, b.Room) {
		if kind != ClassConflict && joint(a.Joint, b.Joint) {
			continue
		}
		list = append(list, Conflict{Kind: kind, A: a, B: b, Period: period, Date: date})
	}
	return list
}

// earliest stands for the start of two slots that are both open to the past: the
// first day of which a lesson has an id.
const earliest = "2000-01-02"

// sharedDate is the first date on which both slots give a lesson. Validities
// that overlap on other weekdays only share none.
func sharedDate(a, b Slot) (string, bool) {
	first := cmp.Or(max(a.From, b.From), earliest)
	at := bell.Weekday(first)
	if at == 0 || a.Weekday < 1 || a.Weekday > 6 {
		return "", false
	}
	for ; at != a.Weekday; at = at%7 + 1 {
		first = next(first)
	}
	return first, a.covers(first) && b.covers(first)
}

// shared lists what two lessons at one time both claim. Two half groups of a
// class may have lessons at the same time; a group and its class may not.
func shared(classA, groupA, staffA, roomA, classB, groupB, staffB, roomB string) []Kind {
	var kinds []Kind
	if classA != "" && classA == classB && (groupA == "" || groupB == "" || groupA == groupB) {
		kinds = append(kinds, ClassConflict)
	}
	if staffA != "" && staffA == staffB {
		kinds = append(kinds, TeacherConflict)
	}
	if roomA != "" && roomA == roomB {
		kinds = append(kinds, RoomConflict)
	}
	return kinds
}

func conflictOrder(a, b Conflict) int {
	return cmp.Or(
		cmp.Compare(a.Date, b.Date), cmp.Compare(a.Period, b.Period), cmp.Compare(a.Kind, b.Kind),
		cmp.Compare(a.A.Class, b.A.Class), cmp.Compare(a.B.Class, b.B.Class), cmp.Compare(a.A.ID, b.A.ID), cmp.Compare(a.B.ID, b.B.ID),
	)
}
