package timetable

import (
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/services/timetable/internal/bell"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
)

// bookOf are the hours of a school: its own schedules, else the national ones of its
// cycle.
func (s *Service) bookOf(school roster.School, own []bell.Schedule) bell.Book {
	return bell.Book{Own: own, Season: s.ref.Season, National: func(date string) []bell.Period { return s.national(school.Cycle, date) }}
}

// national are the national periods of a cycle on a date.
func (s *Service) national(cycle, date string) []bell.Period {
	list := s.ref.BellSchedule(cycle, date)
	periods := make([]bell.Period, len(list))
	for i, p := range list {
		periods[i] = bell.Period{Number: p.Number, Start: p.StartMinute, End: p.EndMinute, Half: bell.Half(p.Half)}
	}
	return periods
}

// withHours gives what was loaded of a school the national calendar and the hours of
// the school. What it answers belongs to one goroutine.
func (s *Service) withHours(p pattern.School, school roster.School, own []bell.Schedule) pattern.School {
	book := s.bookOf(school, own)
	periods, days := map[string][]bell.Period{}, map[string]bool{}
	p.SchoolDay = func(date string) bool {
		held, known := days[date]
		if !known {
			held = s.ref.IsSchoolDay(date)
			days[date] = held
		}
		return held
	}
	p.Times = func(date string, period, count int) (bell.Times, bool) {
		list, known := periods[date]
		if !known {
			list = book.Periods(date)
			periods[date] = list
		}
		return bell.TimesIn(list, period, count)
	}
	return p
}
