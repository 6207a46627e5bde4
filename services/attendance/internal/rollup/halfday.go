package rollup

import (
	"cmp"
	"slices"
	"time"

	"github.com/massar-platform/massar/services/attendance/internal/absence"
)

// Half is one of the two halves of a school day, before and after the midday break
// of the bell schedule.
type Half uint8

// The halves.
const (
	Morning Half = iota
	Afternoon
)

// Attendance is one student in one lesson whose register was taken.
type Attendance struct {
	LessonID string
	Date     string
	Half     Half
	Minutes  int
	// State is what the register says; Standing is absence.Decide's answer.
	State       absence.State
	MinutesLate int
	Standing    absence.Standing
}

// Bounds are the days of a student in a class: from From, and no longer on To. An
// empty bound is open.
type Bounds struct{ From, To string }

// Contains says whether a day lies within the bounds.
func (b Bounds) Contains(day string) bool {
	return b.From <= day && (b.To == "" || day < b.To)
}

// HalfDay is one half day of study of one student.
type HalfDay struct {
	Date string
	Half Half // Morning where a day makes one half day
	// Lessons and Missed count lessons; Minutes and MissedMinutes their minutes.
	Lessons, Missed        int
	Minutes, MissedMinutes int64
	Absent                 bool
	// Standing is that of an absent half day, else absence.NoAbsence.
	Standing absence.Standing
}

// group is a half day while its lessons are added.
type group struct {
	HalfDay
	kinds   Kinds // missed minutes by kind
	counted bool  // false where a Saturday makes no half day
	seen    [4]bool
}

// HalfDays adds the lessons of one student within the bounds up to half days, in
// the order of time.
func HalfDays(lessons []Attendance, b Bounds, r Rules) []HalfDay {
	var days []HalfDay
	for _, g := range groups(lessons, b, r) {
		if g.counted {
			days = append(days, g.HalfDay)
		}
	}
	return days
}

func groups(lessons []Attendance, b Bounds, r Rules) []*group {
	type key struct {
		date string
		half Half
	}
	index := map[key]*group{}
	saturday := map[string]bool{}
	for _, l := range lessons {
		if !b.Contains(l.Date) {
			continue
		}
		isSaturday, known := saturday[l.Date]
		if !known {
			day, err := time.Parse(time.DateOnly, l.Date)
			isSaturday = err == nil && day.Weekday() == time.Saturday
			saturday[l.Date] = isSaturday
		}
		k := key{l.Date, l.Half}
		if isSaturday && r.SaturdayHalfDays < 2 {
			k.half = Morning
		}
		g := index[k]
		if g == nil {
			g = &group{HalfDay: HalfDay{Date: k.date, Half: k.half}, counted: !isSaturday || r.SaturdayHalfDays > 0}
			index[k] = g
		}
		g.add(l, r)
	}
	list := make([]*group, 0, len(index))
	for _, g := range index {
		g.judge(r)
		list = append(list, g)
	}
	slices.SortFunc(list, func(a, b *group) int { return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Half, b.Half)) })
	return list
}

// standing gives what a lesson counts as, NoAbsence for one that was not missed.
func standing(l Attendance, r Rules) absence.Standing {
	switch {
	case l.State == absence.Late && r.LateCounts, l.State == absence.SentToOffice && r.OfficeCounts:
		return absence.Unjustified
	case !l.State.IsAbsence():
		return absence.NoAbsence
	case l.Standing == absence.NoAbsence || l.Standing > absence.Unjustified:
		return absence.Undecided // an absence that nobody has judged
	}
	return l.Standing
}

func (g *group) add(l Attendance, r Rules) {
	minutes := int64(max(l.Minutes, 0))
	g.Lessons++
	g.Minutes += minutes
	s := standing(l, r)
	if s == absence.NoAbsence {
		return
	}
	g.Missed++
	g.MissedMinutes += minutes
	g.seen[s] = true
	g.kinds.add(s, minutes)
}

// judge says whether the half day is absent, and of which kind.
func (g *group) judge(r Rules) {
	switch r.halfDayOn(g.Date) {
	case Any:
		g.Absent = g.Missed > 0
	case All:
		g.Absent = g.Missed > 0 && g.Missed == g.Lessons
	case Share:
		g.Absent = g.Missed > 0 && g.MissedMinutes*r.ShareDen >= g.Minutes*r.ShareNum
	}
	if !g.Absent || !g.counted {
		g.Absent = false
		return
	}
	order := [...]absence.Standing{absence.Unjustified, absence.Undecided, absence.Justified}
	if r.MixedJustified {
		order = [...]absence.Standing{absence.Justified, absence.Undecided, absence.Unjustified}
	}
	for _, s := range order {
		if g.seen[s] {
			g.Standing = s
			return
		}
	}
}
