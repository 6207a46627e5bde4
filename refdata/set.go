package refdata

import (
	"slices"
	"strings"
)

// componentCC is the component name of continuous assessment.
const componentCC = "CC"

// subjectDefault is the subject of a row that answers for a whole cycle.
const subjectDefault = "DEFAULT"

// statusAssumed is the status of an answer that no row gives.
const statusAssumed = "assumed"

// Set is the loaded reference data. It is read-only and safe for concurrent
// use; the slices are in file order and must not be changed.
type Set struct {
	Academies      []Academy
	Directorates   []Directorate
	Cycles         []Cycle
	Levels         []Level
	Streams        []Stream
	AllSubjects    []Subject
	Taught         []Taught
	Coefficients   []Coefficient
	Weights        []Weights
	ControlCounts  []ControlCount
	ExamWeights    []ExamWeight
	Mentions       []Mention
	Rules          []RuleRow
	Calendar       []CalendarEntry
	FixedHolidays  []FixedHoliday
	BellPeriods    []BellPeriod
	AllWeeklyHours []WeeklyHours

	labels      []classLabel
	fingerprint string

	academy      map[string]Academy
	directorate  map[string]Directorate
	cycle        map[string]Cycle
	level        map[string]Level
	stage        map[string]Level // the first level of the stage
	stream       map[[2]string]Stream
	subject      map[string]Subject
	label        map[string]classLabel
	coefficients map[coefficientKey][]Coefficient
	weights      map[[2]string][]Weights
	counts       map[[3]string][]ControlCount
	rules        map[string][]RuleRow
	bells        map[bellKey][]bellDay
	hours        map[[3]string][]WeeklyHours
}

type coefficientKey struct{ stage, stream, component, subject string }

// Rule is an exact answer with its origin. Assumed is true where no row exists.
type Rule struct {
	Value   Fraction
	Assumed bool
	Validity
	Origin
}

// WeightRule says how controls and activities share a subject mark.
type WeightRule struct {
	Controls, Activities Fraction
	Assumed              bool
	Validity
	Origin
}

// CountRule is the number of controls in a semester.
type CountRule struct {
	Count   int
	Assumed bool
	Validity
	Origin
}

// TaughtSubject is a subject of a class with its coefficient. Origin is that of
// the list: where no coefficients are published the list itself is assumed.
type TaughtSubject struct {
	Subject     Subject
	Coefficient Rule
	Assumed     bool
	Origin
}

// Fingerprint is the SHA-256, in hex, of the files that were loaded: equal
// data, equal fingerprint. A loader that stores it can skip what it has.
func (s *Set) Fingerprint() string { return s.fingerprint }

// Academy finds an academy by code.
func (s *Set) Academy(code string) (Academy, bool) { v, ok := s.academy[code]; return v, ok }

// Directorate finds a directorate by code.
func (s *Set) Directorate(code string) (Directorate, bool) {
	v, ok := s.directorate[code]
	return v, ok
}

// Cycle finds a cycle by code.
func (s *Set) Cycle(code string) (Cycle, bool) { v, ok := s.cycle[code]; return v, ok }

// Level finds a level by code, not by alias: 2BACSA is a code and an alias.
func (s *Set) Level(code string) (Level, bool) { v, ok := s.level[code]; return v, ok }

// Stream finds a stream of a stage.
func (s *Set) Stream(stage, code string) (Stream, bool) {
	v, ok := s.stream[[2]string{stage, code}]
	return v, ok
}

// Subject finds a subject by our short code.
func (s *Set) Subject(code string) (Subject, bool) { v, ok := s.subject[code]; return v, ok }

// place turns a level code or a stage, and a stream that may be empty, into
// what the tables are keyed by. An unknown level keeps its name as the stage, so
// that every lookup falls through to the assumed answers.
func (s *Set) place(level, stream string) (cycle, stage, of string) {
	l, ok := s.level[level]
	if !ok {
		l, ok = s.stage[level]
		l.Stream = ""
	}
	if !ok {
		return "", level, stream
	}
	if stream == "" {
		stream = l.Stream
	}
	return l.Cycle, l.Stage, stream
}

// Coefficient answers with the coefficient of a subject in the semester average
// of a level (or stage) and stream; an empty stream means that of the level. The
// fallback is assumed.
func (s *Set) Coefficient(level, stream, subject, year string) Rule {
	rule, ok := s.ExamCoefficient(level, stream, componentCC, subject, year)
	if !ok {
		return Rule{Value: s.fraction("fallback_coefficient", year), Assumed: true, Origin: Origin{Status: statusAssumed}}
	}
	return rule
}

// ExamCoefficient answers with the coefficient of a subject in one component
// (CC, LOCAL, REGIONAL, NATIONAL), or false: an exam has no assumed papers.
func (s *Set) ExamCoefficient(level, stream, component, subject, year string) (Rule, bool) {
	_, stage, of := s.place(level, stream)
	c, ok := latest(s.coefficients[coefficientKey{stage, of, component, subject}], year)
	if !ok && of != "" {
		c, ok = latest(s.coefficients[coefficientKey{stage, "", component, subject}], year)
	}
	if !ok {
		return Rule{}, false
	}
	return Rule{Value: c.Value, Validity: c.Validity, Origin: c.Origin}, true
}

// ExamSubjects lists the papers of an exam component with their coefficients,
// in file order.
func (s *Set) ExamSubjects(level, stream, component, year string) []TaughtSubject {
	var list []TaughtSubject
	_, stage, of := s.place(level, stream)
	seen := map[string]bool{}
	for _, c := range s.Coefficients {
		if c.Stage != stage || (c.Stream != of && c.Stream != "") || c.Component != component || seen[c.Subject] {
			continue
		}
		rule, ok := s.ExamCoefficient(level, stream, component, c.Subject, year)
		if !ok {
			continue
		}
		seen[c.Subject] = true
		list = append(list, TaughtSubject{Subject: s.subject[c.Subject], Coefficient: rule, Origin: rule.Origin})
	}
	return list
}

// Subjects lists what is taught in a level (or stage) and stream: the subjects
// with a coefficient in continuous assessment. Where none are published the
// list of taught_assumed.csv answers and is marked assumed. Preschool has none.
func (s *Set) Subjects(level, stream, year string) []TaughtSubject {
	list := s.ExamSubjects(level, stream, componentCC, year)
	if len(list) > 0 {
		return list
	}
	_, stage, of := s.place(level, stream)
	for _, t := range s.Taught {
		if t.Stage == stage && t.Stream == of && t.In(year) {
			list = append(list, TaughtSubject{
				Subject: s.subject[t.Subject], Coefficient: s.Coefficient(level, stream, t.Subject, year), Assumed: true, Origin: t.Origin,
			})
		}
	}
	return list
}

// CCWeight answers with the weights of controls and activities of a subject in
// a cycle: the subject's row, else the cycle's DEFAULT, else the assumed ones.
func (s *Set) CCWeight(cycle, subject, year string) WeightRule {
	for _, key := range []string{subject, subjectDefault} {
		if w, ok := latest(s.weights[[2]string{cycle, key}], year); ok {
			return WeightRule{Controls: w.Controls, Activities: w.Activities, Validity: w.Validity, Origin: w.Origin}
		}
	}
	controls := s.fraction("fallback_controls_weight", year)
	return WeightRule{Controls: controls, Activities: controls.oneMinus(), Assumed: true, Origin: Origin{Status: statusAssumed}}
}

// Controls answers with the number of controls in a semester of a subject in a
// cycle. Where the level is known, ControlsAt is more exact.
func (s *Set) Controls(cycle, subject, year string) CountRule {
	return s.count(cycle, "", subject, year)
}

// ControlsAt is Controls for a level (or stage): a row of the stage wins over
// that of the cycle (social subjects have 2 controls in 3AC, 3 before).
func (s *Set) ControlsAt(level, subject, year string) CountRule {
	cycle, stage, _ := s.place(level, "")
	return s.count(cycle, stage, subject, year)
}

func (s *Set) count(cycle, stage, subject, year string) CountRule {
	for _, key := range [][3]string{{cycle, stage, subject}, {cycle, "", subject}, {cycle, "", subjectDefault}} {
		if c, ok := latest(s.counts[key], year); ok {
			return CountRule{Count: c.Count, Validity: c.Validity, Origin: c.Origin}
		}
	}
	return CountRule{Count: int(s.fraction("fallback_controls", year).Num), Assumed: true, Origin: Origin{Status: statusAssumed}}
}

// ExamWeightsOf lists the components of a general average (scope 6AP, 3AC,
// 1BAC, BAC, BAC-LIBRE, or a stage with continuous assessment only).
func (s *Set) ExamWeightsOf(scope, year string) []ExamWeight {
	return current(s.ExamWeights, year, func(w ExamWeight) (string, bool) { return w.Component, w.Scope == scope })
}

// MentionsOf lists the bands of a scale (BAC, BULLETIN, COUNCIL) in file order.
func (s *Set) MentionsOf(scope, year string) []Mention {
	return current(s.Mentions, year, func(m Mention) (string, bool) { return m.Name.Fr, m.Scope == scope })
}

// Rule finds the line of rules.csv that holds in a school year.
func (s *Set) Rule(name, year string) (RuleRow, bool) { return latest(s.rules[name], year) }

// RuleValue is the value of a rule, empty where the rule is unknown.
func (s *Set) RuleValue(name, year string) string {
	r, _ := s.Rule(name, year)
	return r.Value
}

// fraction reads a rule that validate has checked to be a number.
func (s *Set) fraction(name, year string) Fraction {
	f, err := ParseFraction(s.RuleValue(name, year))
	if err != nil {
		return Fraction{Num: 1, Den: 1}
	}
	return f
}

type dated interface{ span() Validity }

func (v Validity) span() Validity { return v }

// latest picks, among rows sorted by newest first, the one valid in the year.
func latest[T dated](rows []T, year string) (T, bool) {
	for _, r := range rows {
		if r.span().In(year) {
			return r, true
		}
	}
	var none T
	return none, false
}

// current resolves, for each name of a group, the row valid in the year.
func current[T dated](rows []T, year string, name func(T) (string, bool)) []T {
	var list []T
	at := map[string]int{}
	for _, r := range rows {
		key, mine := name(r)
		if !mine || !r.span().In(year) {
			continue
		}
		i, seen := at[key]
		switch {
		case !seen:
			at[key] = len(list)
			list = append(list, r)
		case r.span().From > list[i].span().From:
			list[i] = r
		}
	}
	return list
}

func newestFirst[T dated](rows []T) {
	slices.SortStableFunc(rows, func(a, b T) int { return strings.Compare(b.span().From, a.span().From) })
}
