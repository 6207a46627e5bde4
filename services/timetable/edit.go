package timetable

import (
	"context"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// edit is what a write does to the pattern of a school. It is applied to what was
// read first, so that the rules see the outcome, and written once they agree.
type edit struct {
	// put are the new slots and those that are other now; removed never were.
	put     []pattern.Slot
	removed []string
	// next names the slot that goes on where another one ended.
	next map[string]string
	// changes and restored are changes of lessons that follow their slot.
	changes, restored []pattern.Exception
}

// on gives the pattern as it would be. Changes of lessons that their slot no longer
// gives go over to the slot that goes on in its place, or end with it.
func (e *edit) on(p pattern.School) pattern.School {
	put := make(map[string]pattern.Slot, len(e.put))
	for _, s := range e.put {
		put[s.ID] = s
	}
	gone := make(map[string]bool, len(e.removed))
	for _, id := range e.removed {
		gone[id] = true
	}
	after, slots := p, make(map[string]pattern.Slot, len(p.Slots)+len(put))
	after.Slots, after.Exceptions = make([]pattern.Slot, 0, len(p.Slots)+len(put)), nil
	for _, s := range p.Slots {
		if now, changed := put[s.ID]; changed {
			s = now
		}
		if !gone[s.ID] {
			after.Slots = append(after.Slots, s)
			slots[s.ID] = s
		}
	}
	for _, s := range e.put {
		if _, known := slots[s.ID]; !known {
			after.Slots = append(after.Slots, s)
			slots[s.ID] = s
		}
	}
	e.changes, e.restored = nil, nil
	for _, x := range p.Exceptions {
		_, changed := put[x.SlotID]
		if !changed && !gone[x.SlotID] || slots[x.SlotID].On(x.Date) {
			after.Exceptions = append(after.Exceptions, x)
			continue
		}
		e.restored = append(e.restored, x)
		if next, ok := slots[e.next[x.SlotID]]; ok && next.On(x.Date) {
			x.SlotID = next.ID
			e.changes = append(e.changes, x)
			after.Exceptions = append(after.Exceptions, x)
		}
	}
	return after
}

// write writes the edit; on has been called.
func (e *edit) write(ctx context.Context, tx sqldb.Tx, d *desk) error {
	put := make([]pattern.Slot, len(e.put))
	for i, s := range e.put {
		// What lasts to the end of the year says so, and not which day that is.
		if s.To == d.ends {
			s.To = ""
		}
		put[i] = s
	}
	if err := store.PutSlots(ctx, tx, d.school.Code, d.year, put); err != nil {
		return err
	}
	if err := store.DeleteSlots(ctx, tx, d.school.Code, e.removed); err != nil {
		return err
	}
	if err := store.DeleteChanges(ctx, tx, d.school.Code, e.restored); err != nil {
		return err
	}
	return store.PutChanges(ctx, tx, d.school.Code, e.changes)
}

// requireHours refuses a slot that never gives a lesson, or that has no hour on one
// of its days.
func (d *desk) requireHours(p pattern.School, s pattern.Slot) error {
	held := false
	for _, day := range d.days[s.Weekday] {
		if day < s.From || day >= s.To {
			continue
		}
		if _, ok := p.Times(day, s.Period, s.Count); !ok {
			return d.noHour(s, day)
		}
		held = held || !d.suspended(p, s.Class, day)
	}
	if !held {
		return badDate("from", s.From)
	}
	return nil
}

// noHour says that the school has no such period on a day.
func (d *desk) noHour(s pattern.Slot, day string) error {
	text := periodText(s, day, d.lang)
	return errs.E(errs.Invalid, errorsv1.Reason_PERIOD_UNKNOWN, "finding the hour of a lesson", nil, errs.Args(text),
		errs.Field("period", errorsv1.Reason_PERIOD_UNKNOWN, text))
}

// suspended says whether an event takes the lessons of a class on a day.
func (d *desk) suspended(p pattern.School, class, day string) bool {
	for _, e := range p.Events {
		if e.Suspends(class, day) {
			return true
		}
	}
	return false
}
