package refdata

import "fmt"

// LatestYear is the last school year of the calendar.
func (s *Set) LatestYear() string {
	latest := ""
	for _, c := range s.Calendar {
		latest = max(latest, c.SchoolYear)
	}
	return latest
}

// Assumptions lists, in a stable order, every answer for the latest school
// year that no row gives: subject lists, coefficients, weights and counts. A
// loader prints them, so that nobody takes them for facts.
func (s *Set) Assumptions() []string { return s.AssumptionsIn(s.LatestYear()) }

// AssumptionsIn is Assumptions for one school year.
func (s *Set) AssumptionsIn(year string) []string {
	list := assumptionList{seen: map[string]bool{}}
	for _, l := range s.Levels {
		if l.Stage == "" {
			continue
		}
		place := l.Stage
		if l.Stream != "" {
			place += "/" + l.Stream
		}
		subjects := s.Subjects(l.Code, "", year)
		if len(subjects) == 0 {
			list.add("subjects of %s: none known", place)
		}
		for _, t := range subjects {
			code := t.Subject.Code
			if t.Assumed {
				list.add("subjects of %s: %s is assumed to be taught", place, code)
			}
			if t.Coefficient.Assumed {
				list.add("coefficient of %s in %s: %s", code, place, t.Coefficient.Value)
			}
			if w := s.CCWeight(l.Cycle, code, year); w.Assumed {
				list.add("weights of %s in cycle %s: controls %s, activities %s", code, l.Cycle, w.Controls, w.Activities)
			}
			if c := s.ControlsAt(l.Code, code, year); c.Assumed {
				list.add("controls of %s in cycle %s: %d a semester", code, l.Cycle, c.Count)
			}
		}
	}
	return list.lines
}

type assumptionList struct {
	lines []string
	seen  map[string]bool
}

func (a *assumptionList) add(format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	if !a.seen[line] {
		a.seen[line] = true
		a.lines = append(a.lines, line)
	}
}
