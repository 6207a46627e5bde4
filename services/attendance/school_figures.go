package attendance

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/summary"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// oldMonthEvery is in how many days a month that is over and decided is added up again: timetables of the past are
// corrected, and nobody tells.
const oldMonthEvery = 7

// newKeeper makes what adds absence up. The period is a month.
func (s *Service) newKeeper() (*summary.Keeper, error) {
	return summary.NewKeeper(summary.Config{
		DB: s.db, Name: "attendance", Schools: summary.Projected, Renew: s.addSchoolUp, Every: s.cfg.SummariesEvery, Clock: s.clock, Log: s.log,
		Periods: func() []string { return s.monthsSoFar(s.clock.Today()) },
	})
}

// monthsSoFar are the months of the school year up to that of a day, the newest first.
func (s *Service) monthsSoFar(day string) []string {
	at, err := time.Parse(clock.DateLayout, day)
	if err != nil {
		return nil
	}
	first := s.yearOf(day)[:len("2026")] + "-09"
	var months []string
	for month := at.AddDate(0, 0, 1-at.Day()); month.Format(monthLayout) >= first && len(months) < 12; month = month.AddDate(0, -1, 0) {
		months = append(months, month.Format(monthLayout))
	}
	return months
}

// addSchoolUp adds the month sheets of a school up. The current month is due again when the day changes, and so is one
// in which absences are undecided: their delay passes.
func (s *Service) addSchoolUp(ctx context.Context, subject summary.Subject) (summary.Renewed, error) {
	r := reach{today: s.clock.Today(), now: s.clock.Now(), system: true}
	due := summary.Tomorrow(s.clock)
	var sum store.Figures
	school, err := roster.FindSchool(ctx, s.db, subject.School)
	switch {
	case errors.Is(err, roster.ErrNotFound):
		// Its row has not come yet; it is added up when it has.
		return summary.Renewed{Due: due}, nil
	case err != nil:
		return summary.Renewed{}, err
	}
	name, first, last, err := month(r, subject.Period)
	if err != nil {
		return summary.Renewed{}, fmt.Errorf("adding up %q: %w", subject.Period, err)
	}
	classes, err := s.figuresOfClasses(ctx, r, school, first, last)
	if err != nil {
		return summary.Renewed{}, err
	}
	for _, class := range classes {
		sum = sum.Plus(class.Figures)
	}
	if sum.Undecided == 0 && last < dayBefore(r.today) {
		due = due.AddDate(0, 0, oldMonthEvery-1)
	}
	return summary.Renewed{Write: []sqldb.Statement{store.PutTotals(subject.School, name, sum)}, Due: due}, nil
}

// classTotal is the month of one class.
type classTotal struct {
	class roster.Class
	store.Figures
}

// figuresOfClasses are the totals of the month sheets of a school's classes, by label.
func (s *Service) figuresOfClasses(ctx context.Context, r reach, school roster.School, first, last string) ([]classTotal, error) {
	classes, err := roster.SchoolClasses(ctx, s.db, school.Code, s.yearOf(first))
	if err != nil || len(classes) == 0 {
		return nil, err
	}
	months, err := s.classMonthsOf(ctx, r, classes, school, first, last)
	if err != nil {
		return nil, err
	}
	totals := make([]classTotal, len(months))
	for i, m := range months {
		sum := m.total()
		totals[i] = classTotal{class: m.class, Figures: store.Figures{
			StudyHalfDays: sum.StudyHalfDays, Justified: sum.HalfDays.Justified, Unjustified: sum.HalfDays.Unjustified,
			Undecided: sum.HalfDays.Undecided, RegistersMissing: int64(m.missing),
		}}
	}
	return totals, nil
}

// markDays notes that the months of some days of a school have changed, both days included.
func markDays(ctx context.Context, tx sqldb.Tx, school, from, to string) error {
	first, err := time.Parse(monthLayout, from[:min(len(from), len(monthLayout))])
	if err != nil {
		return fmt.Errorf("reading the month of %q: %w", from, err)
	}
	var moved []summary.Subject
	for month := first; month.Format(clock.DateLayout) <= to && len(moved) < 12; month = month.AddDate(0, 1, 0) {
		moved = append(moved, summary.Subject{School: school, Period: month.Format(monthLayout)})
	}
	return summary.Mark(ctx, tx, moved...)
}

// markRoster notes the schools whose classes, class lists, groups or rules have changed: any month of the year may
// stand otherwise.
func (s *Service) markRoster(ctx context.Context, tx sqldb.Tx, page roster.Page) error {
	var schools []string
	for _, one := range page.Schools {
		schools = append(schools, one.Code)
	}
	for _, one := range page.Classes {
		schools = append(schools, one.School)
	}
	for _, one := range page.Enrolments {
		schools = append(schools, roster.SchoolOf(one.ClassID))
	}
	for _, one := range page.Groups {
		schools = append(schools, roster.SchoolOf(one.ClassID))
	}
	var moved []summary.Subject
	months, seen := s.monthsSoFar(s.clock.Today()), map[string]bool{}
	for _, school := range schools {
		if seen[school] {
			continue
		}
		seen[school] = true
		for _, month := range months {
			moved = append(moved, summary.Subject{School: school, Period: month})
		}
	}
	return summary.Mark(ctx, tx, moved...)
}
