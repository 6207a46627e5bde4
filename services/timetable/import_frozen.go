package timetable

import (
	"slices"

	"github.com/massar-platform/massar/services/timetable/internal/pattern"
)

// keepRegisters lets lessons whose register is taken stand in the way of nothing: a
// slot that is replaced goes on until behind the last of them, as it does when it is
// changed alone, and what follows it, or would collide with it, begins there. So a file
// that holds from today can come at noon.
func (p *importPlan) keepRegisters(change pattern.Change) pattern.Change {
	behind := map[string]string{}
	for _, l := range p.pattern.Frozen {
		if l.Planned >= p.first {
			behind[l.SlotID] = max(behind[l.SlotID], addDays(l.Planned, 1))
		}
	}
	standing := p.heldElsewhere()
	var going []pattern.Slot
	goOn := func(s pattern.Slot) bool {
		to, taken := behind[s.ID]
		if !taken {
			return false
		}
		s.To = to
		going = append(going, s)
		s.From = max(s.From, p.first)
		standing = append(standing, s)
		return true
	}
	change.Ended = slices.DeleteFunc(change.Ended, goOn)
	change.Removed = slices.DeleteFunc(change.Removed, goOn)
	if len(standing) == 0 {
		return change
	}
	// What is there before the file's first day is not put off.
	coming := func(s pattern.Slot) bool { return s.From >= p.first }
	var next []pattern.Slot
	for _, s := range slices.Concat(change.Created, change.Dated) {
		if coming(s) {
			next = append(next, s)
		}
	}
	begins := map[string]string{}
	for old, next := range successors(going, next) {
		begins[next] = behind[old]
	}
	for _, list := range [][]pattern.Slot{change.Created, change.Dated} {
		for i, s := range list {
			if !coming(s) {
				continue
			}
			list[i].From = max(s.From, begins[s.ID])
			for _, c := range pattern.Conflicts(standing, s) {
				list[i].From = max(list[i].From, c.B.To)
			}
		}
	}
	// What would begin behind the end of the year never does.
	change.Created = slices.DeleteFunc(change.Created, func(s pattern.Slot) bool { return s.From >= s.To })
	change.Ended = append(change.Ended, going...)
	return change
}

// heldElsewhere are the lessons whose register is taken and that the weekly pattern
// does not give where they were held, each as a slot of its day.
func (p *importPlan) heldElsewhere() []pattern.Slot {
	slots := make(map[string]pattern.Slot, len(p.pattern.Slots))
	for _, s := range p.pattern.Slots {
		slots[s.ID] = s
	}
	var held []pattern.Slot
	for _, l := range p.pattern.Frozen {
		slot := slots[l.SlotID]
		if l.Date >= p.first && (l.Status != pattern.Planned || oneDay(slot) || !slot.On(l.Date)) {
			held = append(held, asSlot(l))
		}
	}
	return held
}
