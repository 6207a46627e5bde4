package pattern

import (
	"cmp"
	"slices"
)

// Change is how one pattern becomes another from a day on.
type Change struct {
	// Kept stay as they are.
	Kept []Slot
	// Dated keep their id and content; their From or To is another now.
	Dated []Slot
	// Ended began before the day and are no longer valid from it: To is the day.
	Ended []Slot
	// Removed would have begun on the day or after it.
	Removed []Slot
	// Created are new; their ids are still empty.
	Created []Slot
}

// Empty tells whether nothing changes.
func (c Change) Empty() bool {
	return len(c.Dated) == 0 && len(c.Ended) == 0 && len(c.Removed) == 0 && len(c.Created) == 0
}

// Diff compares the slots of a school with what they shall be from a day on. The
// ids of the wanted slots are not looked at; a From that is empty or before the
// day means the day. A slot with the same content keeps its id, so that its
// lessons keep theirs. What was before the day is not changed: slots that ended
// by then are in no list.
func Diff(old, wanted []Slot, day string) Change {
	pool := map[Content][]Slot{}
	for _, s := range sortedByFrom(old) {
		if s.To == "" || s.To > day {
			pool[s.Content] = append(pool[s.Content], s)
		}
	}
	var c Change
	rest := make([]Slot, 0, len(wanted))
	// Slots that match to the day first, so that none of them is spent on one that
	// only has the same content.
	for _, w := range sortedByFrom(wanted) {
		w.ID, w.From = "", max(w.From, day)
		i := slices.IndexFunc(pool[w.Content], func(s Slot) bool { return max(s.From, day) == w.From && s.To == w.To })
		if i < 0 {
			rest = append(rest, w)
			continue
		}
		c.Kept = append(c.Kept, pool[w.Content][i])
		pool[w.Content] = slices.Delete(pool[w.Content], i, i+1)
	}
	for _, w := range rest {
		// One that has begun can only go on without a gap.
		i := slices.IndexFunc(pool[w.Content], func(s Slot) bool { return s.From >= day || w.From == day })
		if i < 0 {
			c.Created = append(c.Created, w)
			continue
		}
		s := pool[w.Content][i]
		pool[w.Content] = slices.Delete(pool[w.Content], i, i+1)
		if s.From >= day {
			s.From = w.From
		}
		s.To = w.To
		c.Dated = append(c.Dated, s)
	}
	for _, left := range pool {
		for _, s := range left {
			if s.From < day {
				s.To = day
				c.Ended = append(c.Ended, s)
			} else {
				c.Removed = append(c.Removed, s)
			}
		}
	}
	for _, list := range [][]Slot{c.Kept, c.Dated, c.Ended, c.Removed, c.Created} {
		slices.SortFunc(list, slotOrder)
	}
	return c
}

// Patch applies a change to the slots it was made for. newID gives the ids of
// the created ones.
func Patch(old []Slot, c Change, newID func() string) []Slot {
	changed := map[string]Slot{}
	for _, list := range [][]Slot{c.Dated, c.Ended} {
		for _, s := range list {
			changed[s.ID] = s
		}
	}
	gone := map[string]bool{}
	for _, s := range c.Removed {
		gone[s.ID] = true
	}
	result := make([]Slot, 0, len(old)+len(c.Created))
	for _, s := range old {
		if gone[s.ID] {
			continue
		}
		if now, ok := changed[s.ID]; ok {
			s = now
		}
		result = append(result, s)
	}
	for _, s := range c.Created {
		s.ID = newID()
		result = append(result, s)
	}
	return result
}

func sortedByFrom(list []Slot) []Slot {
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b Slot) int { return cmp.Or(cmp.Compare(a.From, b.From), slotOrder(a, b)) })
	return sorted
}

func slotOrder(a, b Slot) int {
	return cmp.Or(
		cmp.Compare(a.Class, b.Class), cmp.Compare(a.Group, b.Group), cmp.Compare(a.Weekday, b.Weekday),
		cmp.Compare(a.Period, b.Period), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Staff, b.Staff),
		cmp.Compare(a.Room, b.Room), cmp.Compare(a.Joint, b.Joint), cmp.Compare(a.From, b.From), cmp.Compare(a.ID, b.ID),
	)
}
