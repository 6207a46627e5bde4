package attendance

import (
	"context"
	"slices"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/attendance/internal/rollup"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// tenure is a time of a student in a class with his times in groups there.
type tenure struct {
	ClassID  string
	Groups   []roster.Membership
	From, To string
}

// has says whether a lesson of a group on a day is one of it.
func (t tenure) has(classID, group, day string) bool {
	return t.ClassID == classID && t.From <= day && roster.Lasts(t.To, day) && (group == "" || t.inGroup(group, day))
}

func (t tenure) inGroup(group, day string) bool {
	return slices.ContainsFunc(t.Groups, func(m roster.Membership) bool { return m.Group == group && m.On(day) })
}

// ofStays says whether a lesson is one of a student's by the class list.
func ofStays(stays []tenure, classID, group, day string) bool {
	return slices.ContainsFunc(stays, func(t tenure) bool { return t.has(classID, group, day) })
}

// attendances are the lessons of one student whose register is taken: those of his
// class and group, and those in which something was written about him whatever the
// class list says now. So what a list shows is what its totals count.
func attendances(lessons []store.Taken, stays []tenure, entries map[string]judged) []rollup.Attendance {
	list := make([]rollup.Attendance, 0, len(lessons))
	for _, l := range lessons {
		e, written := entries[l.LessonID]
		if !written && !ofStays(stays, l.ClassID, l.Group, l.Date) {
			continue
		}
		a := rollup.Attendance{LessonID: l.LessonID, Date: l.Date, Half: halfOf(l.Half), Minutes: l.Minutes}
		if written {
			a.State, a.MinutesLate, a.Standing = e.State, e.MinutesLate, e.Standing
		}
		list = append(list, a)
	}
	return list
}

// halfPM is the word of the timetable for the half day behind the midday break.
const halfPM = "PM"

func halfOf(word string) rollup.Half {
	if word == halfPM {
		return rollup.Afternoon
	}
	return rollup.Morning
}

// byLesson puts a student's entries beside their lessons.
func byLesson(list []judged) map[string]judged {
	by := make(map[string]judged, len(list))
	for _, a := range list {
		by[a.LessonID] = a
	}
	return by
}

// studentTotals adds up what a student missed in the days from to to, in every class
// that he was in, each by the rules of its school and year.
func (s *Service) studentTotals(ctx context.Context, q sqldb.Querier, places []roster.Place, list []judged, from, to string) (rollup.Totals, error) {
	stays := make([]tenure, 0, len(places))
	classes := map[string][]string{} // by school
	add := func(school, class string) {
		if !slices.Contains(classes[school], class) {
			classes[school] = append(classes[school], class)
		}
	}
	for _, p := range places {
		if p.From > to || !roster.Lasts(p.To, from) {
			continue
		}
		stays = append(stays, tenure{ClassID: p.ClassID, Groups: p.Groups, From: p.From, To: p.To})
		add(p.School, p.ClassID)
	}
	for _, a := range list {
		add(a.School, a.ClassID)
	}
	entries := byLesson(list)
	var sum rollup.Totals
	for code, ids := range classes {
		lessons, err := store.TakenOf(ctx, q, code, ids, from, to)
		if err != nil {
			return rollup.Totals{}, err
		}
		own, err := roster.AttendanceRules(ctx, q, code)
		if err != nil {
			return rollup.Totals{}, err
		}
		years := map[string][]rollup.Attendance{}
		for _, a := range attendances(lessons, stays, entries) {
			year := s.yearOf(a.Date)
			years[year] = append(years[year], a)
		}
		for year, attended := range years {
			rules, err := s.rollupRules(year, own)
			if err != nil {
				return rollup.Totals{}, err
			}
			sum = sum.Plus(rollup.Sum(rollup.Months(attended, rollup.Bounds{}, rules)))
		}
	}
	return sum, nil
}
