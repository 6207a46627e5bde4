package refdata

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// The counts that the ministry publishes; a file with another number of rows is
// a mistake, not a decree.
const (
	academyCount     = 12
	directorateCount = 82
)

// numericRules and dayRules are read by this package, so their form is checked
// here; the values of the other rules belong to the package that applies them.
var (
	numericRules = []string{"fallback_coefficient", "fallback_controls_weight", "fallback_controls", "absence_delay_days", "statistics_min", "second_session_floor"}
	dayRules     = []string{"school_year_starts", "lessons_start", "lessons_end", "second_semester_starts"}
	otherRules   = []string{"rounding", "average_from", "absence_unjustified", "absence_justified", "missing", "exempt", "second_session_on_zero", "second_session_keeps"}
)

type checker struct{ faults []error }

func (c *checker) expect(ok bool, format string, args ...any) {
	if !ok {
		c.faults = append(c.faults, fmt.Errorf(format, args...))
	}
}

func validate(s *Set) []error {
	c := &checker{}
	checkKeys(c, s)
	checkPlaces(c, s)
	checkSchool(c, s)
	checkGrading(c, s)
	checkSums(c, s)
	checkRules(c, s)
	checkAttendance(c, s)
	checkCalendar(c, s)
	checkTimetable(c, s)
	return c.faults
}

// unique refuses two rows with one key; for dated rows the key has valid_from.
func unique[T any](c *checker, file string, rows []T, key func(T) string) {
	seen := make(map[string]bool, len(rows))
	for _, r := range rows {
		c.expect(!seen[key(r)], "%s: %q is there twice", file, key(r))
		seen[key(r)] = true
	}
}

func checkKeys(c *checker, s *Set) {
	k := func(parts ...string) string { return strings.Join(parts, "|") }
	unique(c, "academies.csv", s.Academies, func(a Academy) string { return a.Code })
	unique(c, "directorates.csv", s.Directorates, func(d Directorate) string { return d.Code })
	unique(c, "cycles.csv", s.Cycles, func(v Cycle) string { return v.Code })
	unique(c, "levels.csv", s.Levels, func(l Level) string { return l.Code })
	unique(c, "levels.csv, class_labels", s.labels, func(l classLabel) string { return l.text })
	unique(c, "streams.csv", s.Streams, func(v Stream) string { return k(v.Stage, v.Code) })
	unique(c, "subjects.csv", s.AllSubjects, func(v Subject) string { return v.Code })
	unique(c, "taught_assumed.csv", s.Taught, func(v Taught) string { return k(v.Stage, v.Stream, v.Subject, v.From) })
	unique(c, "coefficients.csv", s.Coefficients, func(v Coefficient) string { return k(v.Stage, v.Stream, v.Component, v.Subject, v.From) })
	unique(c, "cc_weights.csv", s.Weights, func(v Weights) string { return k(v.Cycle, v.Subject, v.From) })
	unique(c, "control_counts.csv", s.ControlCounts, func(v ControlCount) string { return k(v.Cycle, v.Stage, v.Subject, v.From) })
	unique(c, "exam_weights.csv", s.ExamWeights, func(v ExamWeight) string { return k(v.Scope, v.Component, v.From) })
	unique(c, "mentions.csv", s.Mentions, func(v Mention) string { return k(v.Scope, v.Name.Fr, v.From) })
	unique(c, "rules.csv", s.Rules, func(v RuleRow) string { return k(v.Name, v.From) })
	unique(c, "fixed_holidays.csv", s.FixedHolidays, func(v FixedHoliday) string { return k(v.Day, v.From) })
	unique(c, "bell_schedules.csv", s.BellPeriods, func(b BellPeriod) string {
		return k(b.Cycle, b.Season, strconv.Itoa(b.Weekday), strconv.Itoa(b.Number), b.From)
	})
	unique(c, "weekly_hours_assumed.csv", s.AllWeeklyHours, func(h WeeklyHours) string { return k(h.Stage, h.Stream, h.Subject, h.From) })
	unique(c, "calendar.csv", s.Calendar, func(v CalendarEntry) string { return k(v.SchoolYear, v.Kind, v.Start, v.Name.Fr) })
}

func checkPlaces(c *checker, s *Set) {
	c.expect(len(s.Academies) == academyCount, "academies.csv: %d academies, there are %d", len(s.Academies), academyCount)
	c.expect(len(s.Directorates) == directorateCount, "directorates.csv: %d directorates, there are %d", len(s.Directorates), directorateCount)
	for _, d := range s.Directorates {
		_, ok := s.academy[d.Academy]
		c.expect(ok, "directorates.csv: %s names the unknown academy %q", d.Code, d.Academy)
	}
}

func checkSchool(c *checker, s *Set) {
	feeders := map[string]bool{}
	for _, l := range s.Levels {
		feeders[l.Stage] = true
	}
	for _, v := range s.Streams {
		feeders[v.Code] = true
	}
	for _, l := range s.Levels {
		_, ok := s.cycle[l.Cycle]
		c.expect(ok, "levels.csv: %s names the unknown cycle %q", l.Code, l.Cycle)
		_, ok = s.stream[[2]string{l.Stage, l.Stream}]
		c.expect(ok || l.Stream == "", "levels.csv: %s names the unknown stream %q of %q", l.Code, l.Stream, l.Stage)
		c.expect((l.Stage == "") == (l.Scale == 0), "levels.csv: %s needs both a stage and a scale, or neither", l.Code)
		owner, ok := s.label[l.Code]
		c.expect(ok && owner.level == l.Code, "levels.csv: the class label %q must belong to its own level", l.Code)
	}
	for _, v := range s.Streams {
		for _, f := range v.Feeders {
			c.expect(feeders[f], "streams.csv: %s/%s names the unknown feeder %q", v.Stage, v.Code, f)
		}
	}
	for _, v := range s.AllSubjects {
		for _, cycle := range v.Cycles {
			_, ok := s.cycle[cycle]
			// ORIG is no cycle of its own: the subjects of the originel schools.
			c.expect(ok || cycle == "ORIG", "subjects.csv: %s names the unknown cycle %q", v.Code, cycle)
		}
	}
	for _, v := range s.Taught {
		c.subject(s, "taught_assumed.csv", v.Subject)
		c.stage(s, "taught_assumed.csv", v.Stage, v.Stream)
	}
}

func (c *checker) subject(s *Set, file, code string) {
	_, ok := s.subject[code]
	c.expect(ok, "%s: unknown subject %q", file, code)
}

func (c *checker) stage(s *Set, file, stage, stream string) {
	_, ok := s.stage[stage]
	c.expect(ok, "%s: unknown stage %q", file, stage)
	_, ok = s.stream[[2]string{stage, stream}]
	c.expect(ok || stream == "", "%s: unknown stream %q of %q", file, stream, stage)
}

func checkGrading(c *checker, s *Set) {
	components := []string{componentCC, "CC-ALT", "LOCAL", "REGIONAL", "NATIONAL"}
	for _, v := range s.Coefficients {
		c.subject(s, "coefficients.csv", v.Subject)
		c.stage(s, "coefficients.csv", v.Stage, v.Stream)
		c.expect(slices.Contains(components, v.Component), "coefficients.csv: unknown component %q", v.Component)
		c.expect(!v.Value.IsZero(), "coefficients.csv: %s %s %s: a coefficient is above 0; close the row with valid_to instead", v.Stage, v.Stream, v.Subject)
	}
	one := Fraction{Num: 1, Den: 1}
	for _, v := range s.Weights {
		c.cycleSubject(s, "cc_weights.csv", v.Cycle, v.Subject)
		c.expect(v.Controls.Num <= v.Controls.Den && v.Controls.oneMinus() == v.Activities,
			"cc_weights.csv: %s %s: controls %s and activities %s must make %s", v.Cycle, v.Subject, v.Controls, v.Activities, one)
	}
	for _, v := range s.ControlCounts {
		c.cycleSubject(s, "control_counts.csv", v.Cycle, v.Subject)
		if v.Stage != "" {
			c.stage(s, "control_counts.csv", v.Stage, "")
		}
		c.expect(v.Count >= 1 && v.Count <= 5, "control_counts.csv: %s %s: %d controls; a sheet has 1 to 5", v.Cycle, v.Subject, v.Count)
	}
}

func (c *checker) cycleSubject(s *Set, file, cycle, subject string) {
	_, ok := s.cycle[cycle]
	c.expect(ok, "%s: unknown cycle %q", file, cycle)
	if subject != subjectDefault {
		c.subject(s, file, subject)
	}
}

func checkRules(c *checker, s *Set) {
	for _, name := range slices.Concat(numericRules, dayRules, otherRules) {
		rows := s.rules[name]
		c.expect(len(rows) > 0 && rows[len(rows)-1].From == "", "rules.csv: %s needs a row that is open to the past", name)
		for _, r := range rows {
			if slices.Contains(numericRules, name) {
				_, err := ParseFraction(r.Value)
				c.expect(err == nil, "rules.csv: %s: %q is no number", name, r.Value)
			}
			if slices.Contains(dayRules, name) {
				c.expect(validDay(r.Value), "rules.csv: %s: %q is no day such as 09-01", name, r.Value)
			}
		}
	}
}

func checkCalendar(c *checker, s *Set) {
	for _, v := range s.Calendar {
		c.expect(v.Start <= v.End, "calendar.csv: %s %s ends before it starts", v.SchoolYear, v.Name.Fr)
		year, ok := s.SchoolYear(v.Start)
		c.expect(ok && year == v.SchoolYear, "calendar.csv: %s is not in %s", v.Start, v.SchoolYear)
	}
	for _, h := range s.FixedHolidays {
		c.expect(validDay(h.Day), "fixed_holidays.csv: %q is no day such as 11-06", h.Day)
	}
}

// validDay accepts "MM-DD" of a year that is no leap year.
func validDay(s string) bool { return len(s) == 5 && shift("2001-"+s, 0) != "" }
