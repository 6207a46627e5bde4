package demo

import (
	"math/rand/v2"
	"time"

	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// registerWeeks is for how many school weeks before this one there are registers.
const registerWeeks = 6

// daysBefore are the days of lessons of so many school weeks before that of today, and of this one until
// yesterday, oldest first. A week of holidays is no school week.
func (p *plan) daysBefore(weeks int) []string {
	first, _, _ := p.ref.Lessons(p.year)
	today := day(p.today)
	monday := today.AddDate(0, 0, -(int(today.Weekday())+6)%7)
	var days []string
	held := false
	for date := today.AddDate(0, 0, -1); ; date = date.AddDate(0, 0, -1) {
		text := date.Format(time.DateOnly)
		if text < first {
			break
		}
		if p.ref.IsSchoolDay(text) {
			days, held = append([]string{text}, days...), true
		}
		if date.Weekday() == time.Monday {
			if held && date.Before(monday) {
				weeks--
			}
			if weeks == 0 {
				break
			}
			held = false
		}
	}
	return days
}

// habit is how often a pupil is away without a reason, and how punctual.
type habit struct {
	// skips, strays and lates are in 1000: half days missed, single lessons missed, lessons begun late.
	skips, strays, lates int
	// runs is in 100: how likely each of two illnesses is.
	runs int
	// risk: the family was asked, and brought nothing that counts.
	risk bool
}

// missed are the half days of a date that a pupil missed.
type missed uint8

const (
	missedMorning missed = 1 << iota
	missedAfternoon
	// known: the teachers know that it is allowed.
	known
	missedDay = missedMorning | missedAfternoon
)

// What becomes of an excuse.
type verdict uint8

const (
	silent verdict = iota
	waiting
	accepted
	refused
)

// spell is an absence over some days, and what was said about it.
type spell struct {
	from, to string
	verdict  verdict
	reason   typev1.JustificationReason_Value
	paper    bool
}

// verdictOn is what became of the excuse of a day.
func (pu *pupil) verdictOn(date string) verdict {
	if pu.missed[date]&known != 0 {
		return accepted
	}
	for _, one := range pu.spells {
		if one.from <= date && date <= one.to {
			return one.verdict
		}
	}
	return silent
}

// newAbsences makes up when every pupil was away.
func (p *plan) newAbsences() {
	told := map[*pupil]bool{}
	for _, s := range p.schools {
		for _, pu := range s.students() {
			told[pu] = true
		}
	}
	for _, f := range p.families {
		for _, child := range f.children {
			told[child] = true
		}
	}
	for _, s := range p.schools {
		for _, c := range s.classes {
			for _, pu := range c.pupils {
				pu.missed = map[string]missed{}
				if told[pu] {
					p.tellAbsences(pu)
					continue
				}
				p.pupilAbsences(pu)
			}
		}
	}
}

// habitOf draws how often a pupil is away: most hardly ever, some often, a few so often that somebody must act.
func habitOf(r *rand.Rand) habit {
	switch chance := r.IntN(100); {
	case chance < 58:
		return habit{lates: 4, runs: 8}
	case chance < 86:
		return habit{skips: 6, strays: 3, lates: 12, runs: 40}
	case chance < 96:
		return habit{skips: 30, strays: 8, lates: 30, runs: 60}
	}
	return habit{skips: 90 + r.IntN(170), strays: 15, lates: 45, runs: 50, risk: true}
}

// pupilAbsences makes up a pupil's illnesses, of one to three days, and the half days missed without one.
func (p *plan) pupilAbsences(pu *pupil) {
	r := p.source.of(pu.code, "attendance")
	pu.habit = habitOf(r)
	n := len(p.days)
	for half := range 2 {
		if r.IntN(100) >= pu.habit.runs || n < 8 {
			continue
		}
		at, long := half*n/2+r.IntN(n/2-3), 1+r.IntN(3)
		one := spell{from: p.days[at], to: p.days[at+long-1], reason: typev1.JustificationReason_ILLNESS}
		if r.IntN(2) == 0 && !pu.habit.risk && at+long < n-2 {
			one.verdict = accepted
		}
		kind := missedDay
		if r.IntN(8) == 0 {
			kind, one.verdict, one.reason = kind|known, silent, typev1.JustificationReason_ADMINISTRATIVE
		}
		for _, date := range p.days[at : at+long] {
			pu.missed[date] |= kind
		}
		pu.spells = append(pu.spells, one)
	}
	for _, date := range append(p.days[:n:n], p.today) {
		for _, half := range []missed{missedMorning, missedAfternoon} {
			if r.IntN(1000) < pu.habit.skips {
				pu.missed[date] |= half
			}
		}
	}
	if pu.habit.risk && n > 0 {
		// The family was called in for all of it, and what it said was not accepted.
		pu.spells = []spell{{from: p.days[0], to: p.days[n-1], verdict: refused, reason: typev1.JustificationReason_OTHER}}
	}
}

// tellAbsences gives a pupil whose account or whose guardian's is one of the demo an absence in every state:
// accepted, refused, waiting, and one of which nobody has said anything.
func (p *plan) tellAbsences(pu *pupil) {
	pu.habit, pu.told = habit{lates: 15}, true
	add := func(back, long int, one spell) {
		at := len(p.days) - back
		for at >= 0 && at < len(p.days) && !pu.class.held(p.days[at]) {
			at--
		}
		if at < 0 {
			return
		}
		one.from, one.to = p.days[at], p.days[min(at+long, len(p.days))-1]
		for _, date := range p.days[at:min(at+long, len(p.days))] {
			pu.missed[date] |= missedDay
		}
		pu.spells = append(pu.spells, one)
	}
	add(14, 3, spell{verdict: accepted, reason: typev1.JustificationReason_ILLNESS, paper: true})
	add(8, 1, spell{verdict: refused, reason: typev1.JustificationReason_TRANSPORT})
	add(4, 1, spell{verdict: waiting, reason: typev1.JustificationReason_FAMILY})
	add(1, 1, spell{verdict: silent})
}

// firstPeriod is when the lessons of a class begin on a date.
func (c *class) firstPeriod(date string) int {
	first := 0
	for _, slot := range c.slots {
		if slot.weekday == int(day(date).Weekday()) && (first == 0 || slot.period < first) {
			first = slot.period
		}
	}
	return first
}

// held says whether a class has lessons on a date's weekday.
func (c *class) held(date string) bool {
	for _, slot := range c.slots {
		if slot.weekday == int(day(date).Weekday()) {
			return true
		}
	}
	return false
}

// hour is when a lesson is, and to which half day it counts.
type hour struct {
	start, end int
	half       missed
}

// hourOf finds the hour of a slot on a date.
func (p *plan) hourOf(s *school, slot weekSlot, date string) (hour, bool) {
	periods := p.ref.BellSchedule(s.cycle, date)
	last := slot.period + slot.count - 1
	if slot.period < 1 || last > len(periods) {
		return hour{}, false
	}
	h := hour{start: periods[slot.period-1].StartMinute, end: periods[last-1].EndMinute, half: missedMorning}
	if periods[slot.period-1].Half == "PM" {
		h.half = missedAfternoon
	}
	return h, true
}

// registered says whether the teacher takes the register of a lesson before today: most do.
func (p *plan) registered(c *class, slot weekSlot, date string) bool {
	if len(p.days) == 0 || date < p.days[0] || date >= p.today {
		return false
	}
	return p.lesson(c, slot, date, "taken").IntN(100) >= forgottenIn100
}

// forgottenIn100 is how many registers nobody takes.
const forgottenIn100 = 3

// lesson is the stream of one lesson.
func (p *plan) lesson(c *class, slot weekSlot, date, what string) *rand.Rand {
	return p.source.of("lesson", what, c.school.code, c.label, slot.group, date, string(rune('0'+slot.period)))
}

// attended is how a pupil who was not simply there was in a lesson.
type attended struct {
	pupil   *pupil
	state   typev1.Attendance_Value
	minutes int
}

// register makes up who was away from a lesson, late or sent out of it. The rest were there.
func (p *plan) register(c *class, slot weekSlot, date string) []attended {
	h, ok := p.hourOf(c.school, slot, date)
	if !ok {
		return nil
	}
	r := p.lesson(c, slot, date, "register")
	var list []attended
	for _, pu := range c.members(slot.group) {
		chance, minutes := r.IntN(1000), 3+r.IntN(22)
		away := pu.missed[date]
		switch {
		case pu.told && date == p.today && slot.period == c.firstPeriod(date):
			list = append(list, attended{pu, typev1.Attendance_LATE, minutes})
		case away&h.half != 0 && away&known != 0:
			list = append(list, attended{pu, typev1.Attendance_EXCUSED, 0})
		case away&h.half != 0, chance < pu.habit.strays:
			list = append(list, attended{pu, typev1.Attendance_ABSENT, 0})
		case chance < pu.habit.strays+pu.habit.lates:
			list = append(list, attended{pu, typev1.Attendance_LATE, minutes})
		case chance == 999:
			list = append(list, attended{pu, typev1.Attendance_SENT_TO_OFFICE, 0})
		}
	}
	return list
}
