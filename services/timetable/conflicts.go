package timetable

import (
	"slices"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/timetable/internal/bell"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
)

// oneDay tells whether a slot is a single lesson. It is compared by its date and not
// by the pattern: it may stand where a weekly lesson is cancelled that day.
func oneDay(s pattern.Slot) bool { return s.To != "" && s.To == addDays(s.From, 1) }

// asSlot is a lesson of a date as a slot of that one day.
func asSlot(l pattern.Lesson) pattern.Slot {
	return pattern.Slot{
		ID: l.SlotID, From: l.Date, To: addDays(l.Date, 1),
		Content: pattern.Content{
			Class: l.Class, Group: l.Group, Subject: l.Subject, Staff: l.Staff, Room: l.Room,
			Weekday: bell.Weekday(l.Date), Period: l.Period, Count: l.Count, Joint: l.Joint,
		},
	}
}

// collisions lists what the touched slots collide with, the touched one first: weekly
// lessons by the pattern, and on every day that has a single, moved, replaced or
// frozen lesson all lessons as they would be held. nil touches all.
func (d *desk) collisions(p pattern.School, touched map[string]bool) []pattern.Conflict {
	var weekly []pattern.Slot
	for _, s := range p.Slots {
		if !oneDay(s) {
			s.From = max(s.From, d.first)
			weekly = append(weekly, s)
		}
	}
	var found []pattern.Conflict
	for _, c := range pattern.AllConflicts(weekly) {
		if touches(touched, c.A.ID, c.B.ID) {
			found = append(found, c)
		}
	}
	for _, c := range d.clashes(p, specialDays(p, d.first), touched) {
		found = append(found, pattern.Conflict{Kind: c.Kind, A: asSlot(c.A), B: asSlot(c.B), Period: max(c.A.Period, c.B.Period), Date: c.A.Date})
	}
	for i, c := range found {
		if touched != nil && !touched[c.A.ID] {
			found[i].A, found[i].B = c.B, c.A
		}
	}
	slices.SortStableFunc(found, func(a, b pattern.Conflict) int {
		switch {
		case a.Date < b.Date:
			return -1
		case a.Date > b.Date:
			return 1
		}
		return a.Period - b.Period
	})
	return found
}

func touches(touched map[string]bool, a, b string) bool {
	return touched == nil || touched[a] || touched[b]
}

// clashes lists what collides on some days. Two weekly lessons that are held as
// planned are left out: the pattern speaks of them.
func (d *desk) clashes(p pattern.School, days []string, touched map[string]bool) []pattern.Clash {
	single := map[string]bool{}
	for _, s := range p.Slots {
		if oneDay(s) {
			single[s.ID] = true
		}
	}
	special := func(l pattern.Lesson) bool { return l.Status != pattern.Planned || l.Frozen || single[l.SlotID] }
	var found []pattern.Clash
	for _, day := range days {
		for _, c := range pattern.AllClashes(lessonsOn(p, day)) {
			if touches(touched, c.A.SlotID, c.B.SlotID) && (special(c.A) || special(c.B)) {
				found = append(found, c)
			}
		}
	}
	return found
}

// specialDays are the days from a first one on whose lessons are not those of the
// pattern.
func specialDays(p pattern.School, first string) []string {
	var days []string
	for _, s := range p.Slots {
		if oneDay(s) {
			days = append(days, s.From)
		}
	}
	for _, e := range p.Exceptions {
		switch {
		case e.Kind == pattern.Moved && e.ToDate != "":
			days = append(days, e.ToDate)
		case e.Kind != pattern.Cancelled:
			days = append(days, e.Date)
		}
	}
	for _, l := range p.Frozen {
		days = append(days, l.Date)
	}
	days = slices.DeleteFunc(days, func(day string) bool { return day < first })
	slices.Sort(days)
	return slices.Compact(days)
}

// lessonsOn are the lessons of a day. It keeps only what that day needs: the lookups
// of a whole school year are not built for one day.
func lessonsOn(p pattern.School, day string) []pattern.Lesson {
	weekday := bell.Weekday(day)
	on := p
	on.Slots, on.Exceptions, on.Frozen = nil, nil, nil
	moved := map[string]bool{}
	for _, e := range p.Exceptions {
		if e.Date == day || e.ToDate == day {
			on.Exceptions = append(on.Exceptions, e)
			moved[e.SlotID] = true
		}
	}
	for _, s := range p.Slots {
		if s.Weekday == weekday || moved[s.ID] {
			on.Slots = append(on.Slots, s)
		}
	}
	for _, l := range p.Frozen {
		if l.Date == day || l.Planned == day || moved[l.SlotID] {
			on.Frozen = append(on.Frozen, l)
		}
	}
	return pattern.LessonsOn(day, on)
}

// maxConflicts bounds the conflicts of one answer.
const maxConflicts = 1000

func (d *desk) conflictProtos(found []pattern.Conflict) []*typev1.SlotConflict {
	list := make([]*typev1.SlotConflict, 0, min(len(found), maxConflicts))
	for _, c := range found[:min(len(found), maxConflicts)] {
		list = append(list, &typev1.SlotConflict{
			Kind: string(c.Kind), First: d.slotProto(c.A), Second: d.slotProto(c.B), Date: c.Date,
			Message: kindText(c.Kind, d.lang) + d.slotText(c.B, c.Date),
		})
	}
	return list
}

// refuse is the error for the first of some conflicts; nil without any. It names the
// lesson that is there already.
func (d *desk) refuse(found []pattern.Conflict) error {
	if len(found) == 0 {
		return nil
	}
	c := found[0]
	return errs.E(errs.FailedPrecondition, errorsv1.Reason_TIMETABLE_CONFLICT, "checking a timetable", nil,
		errs.Args(d.slotText(c.B, c.Date)), errs.Meta("slotId", c.B.ID), errs.Meta("kind", string(c.Kind)), errs.Meta("date", c.Date))
}
