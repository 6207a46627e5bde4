package refdata

// index fills the lookup maps; validate then checks what the maps cannot hold,
// such as two rows with one key.
func (s *Set) index() {
	s.academy = by(s.Academies, func(a Academy) string { return a.Code })
	s.directorate = by(s.Directorates, func(d Directorate) string { return d.Code })
	s.cycle = by(s.Cycles, func(c Cycle) string { return c.Code })
	s.level = by(s.Levels, func(l Level) string { return l.Code })
	s.stream = by(s.Streams, func(st Stream) [2]string { return [2]string{st.Stage, st.Code} })
	s.subject = by(s.AllSubjects, func(sub Subject) string { return sub.Code })
	s.label = by(s.labels, func(l classLabel) string { return l.text })
	s.stage = map[string]Level{}
	for _, l := range s.Levels {
		if _, seen := s.stage[l.Stage]; !seen && l.Stage != "" {
			s.stage[l.Stage] = l
		}
	}
	s.coefficients = group(s.Coefficients, func(c Coefficient) coefficientKey {
		return coefficientKey{c.Stage, c.Stream, c.Component, c.Subject}
	})
	s.weights = group(s.Weights, func(w Weights) [2]string { return [2]string{w.Cycle, w.Subject} })
	s.counts = group(s.ControlCounts, func(c ControlCount) [3]string { return [3]string{c.Cycle, c.Stage, c.Subject} })
	s.indexBells()
	s.hours = group(s.AllWeeklyHours, func(h WeeklyHours) [3]string { return [3]string{h.Stage, h.Stream, h.Subject} })
	s.rules = group(s.Rules, func(r RuleRow) string { return r.Name })
}

func by[K comparable, T any](rows []T, key func(T) K) map[K]T {
	m := make(map[K]T, len(rows))
	for _, r := range rows {
		m[key(r)] = r
	}
	return m
}

func group[K comparable, T dated](rows []T, key func(T) K) map[K][]T {
	m := map[K][]T{}
	for _, r := range rows {
		m[key(r)] = append(m[key(r)], r)
	}
	for _, list := range m {
		newestFirst(list)
	}
	return m
}
