package attendance

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/attendance/internal/absence"
	"github.com/massar-platform/massar/services/attendance/internal/rollup"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// judged is an entry that is not PRESENT with what it counts as on a day. Every
// reader of absences has it from judge, so that an absence stands alike everywhere.
type judged struct {
	store.Absence
	absence.Verdict
	// JustifyBy is the last day on which it can be justified in time; empty where
	// there is nothing to justify.
	JustifyBy string
}

// judge joins entries with the justifications of their students in the school of the lesson.
func (s *Service) judge(ctx context.Context, q sqldb.Querier, absences []store.Absence, today string) ([]judged, error) {
	if len(absences) == 0 {
		return nil, nil
	}
	from, to := absences[0].Date, absences[0].Date
	var students []string
	seen := map[string]bool{}
	for _, a := range absences {
		if !a.State.IsAbsence() {
			continue
		}
		from, to = min(from, a.Date), max(to, a.Date)
		if !seen[a.StudentID] {
			seen[a.StudentID] = true
			students = append(students, a.StudentID)
		}
	}
	justifications, err := store.JustificationsOf(ctx, q, students, from, to)
	if err != nil {
		return nil, err
	}
	rules := map[string]absence.Rules{}
	list := make([]judged, len(absences))
	for i, a := range absences {
		year := s.yearOf(a.Date)
		r, known := rules[year]
		if !known {
			if r, err = s.absenceRules(year); err != nil {
				return nil, err
			}
			rules[year] = r
		}
		brought := justifications[store.Excused{School: a.School, StudentID: a.StudentID}]
		list[i] = judged{Absence: a, Verdict: absence.Decide(a.Entry(), brought, r, today)}
		if a.State == absence.Absent {
			list[i].JustifyBy = absence.Deadline(a.Entry(), r)
		}
	}
	return list, nil
}

// yearOf is the school year of a day. Days come from the database or were read by
// clock.ParseDate: one that is no day has the newest rules.
func (s *Service) yearOf(day string) string {
	if year, ok := s.ref.SchoolYear(day); ok {
		return year
	}
	return s.ref.LatestYear()
}

// absenceRules are the dated rules of absences.
func (s *Service) absenceRules(year string) (absence.Rules, error) {
	r, err := absence.NewRules(func(name string) string { return s.ref.RuleValue(name, year) })
	if err != nil {
		return absence.Rules{}, fmt.Errorf("reading the rules of absences in %s: %w", year, err)
	}
	return r, nil
}

// rollupRules are the dated rules of totals, with the school's own ones of half days.
func (s *Service) rollupRules(year string, own []roster.AttendanceRule) (rollup.Rules, error) {
	r, err := rollup.NewRules(func(name string) string { return s.ref.RuleValue(name, year) })
	if err == nil {
		for _, rule := range own {
			r, err = r.Since(rule.From, rule.HalfDayRule)
			if err != nil {
				break
			}
		}
	}
	if err != nil {
		return rollup.Rules{}, fmt.Errorf("reading the rules of half days in %s: %w", year, err)
	}
	return r, nil
}
