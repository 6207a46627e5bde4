package grading_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/services/grade/internal/grading"
)

func g(t testing.TB, text string) grading.Entry {
	t.Helper()
	return grading.Entry{State: grading.Graded, Mark: mark(t, text)}
}

func is(s grading.State) grading.Entry { return grading.Entry{State: s} }

func weights(t testing.TB, controls, activities string) grading.Weights {
	t.Helper()
	w, err := grading.NewWeights(rational(t, controls), rational(t, activities))
	require.NoError(t, err)
	return w
}

func TestSubjectMark(t *testing.T) {
	tests := []struct {
		name                 string
		controls, activities []grading.Entry
		wc, wa               string
		want                 string // a mark or a state
	}{
		{"activities without a mark leave with their weight", []grading.Entry{g(t, "10"), g(t, "13")}, nil, "3/4", "1/4", "11.50"},
		{"activities alone", []grading.Entry{is(grading.Missing)}, []grading.Entry{g(t, "15")}, "3/4", "1/4", "15.00"},
		{"activities that weigh 0 are not looked at", []grading.Entry{g(t, "10")}, []grading.Entry{is(grading.Pending)}, "1", "0", "10.00"},
		{"controls that weigh 0 are not looked at", []grading.Entry{is(grading.Pending)}, []grading.Entry{g(t, "12")}, "0", "1", "12.00"},
		{"activities alone where they weigh 0", nil, []grading.Entry{g(t, "12")}, "1", "0", "MISSING"},
		{"an undecided absence as entered", []grading.Entry{g(t, "10"), is(grading.Absent)}, nil, "1", "0", "PENDING"},
		{"pending activities", []grading.Entry{g(t, "10")}, []grading.Entry{is(grading.Pending)}, "3/4", "1/4", "PENDING"},
		{"an unjustified absence only", []grading.Entry{is(grading.AbsentUnjustified)}, nil, "1", "0", "0.00"},
		{"a justified absence only", []grading.Entry{is(grading.AbsentJustified)}, nil, "1", "0", "MISSING"},
		{"an exempt control leaves", []grading.Entry{g(t, "12"), is(grading.Exempt)}, nil, "1", "0", "12.00"},
		{"exempt and nothing else", []grading.Entry{is(grading.Exempt), is(grading.Missing)}, nil, "1", "0", "EXEMPT"},
		{"exempt in the activities only", []grading.Entry{is(grading.Missing)}, []grading.Entry{is(grading.Exempt)}, "3/4", "1/4", "EXEMPT"},
		{"pending beats exempt", []grading.Entry{is(grading.Exempt), is(grading.Absent)}, nil, "1", "0", "PENDING"},
		{"no cells", nil, nil, "3/4", "1/4", "MISSING"},
		{"a half is rounded up", []grading.Entry{g(t, "10.00"), g(t, "10.01")}, nil, "1", "0", "10.01"},
		{"thirds", []grading.Entry{g(t, "10"), g(t, "10"), g(t, "11")}, []grading.Entry{g(t, "14")}, "2/3", "1/3", "11.56"},
	}
	rules := defaultRules(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var cells []grading.Cell
			for _, e := range tt.controls {
				cells = append(cells, grading.Cell{Part: grading.Control, Entry: e})
			}
			for _, e := range tt.activities {
				cells = append(cells, grading.Cell{Part: grading.Activities, Entry: e})
			}
			got := grading.SubjectMark(cells, weights(t, tt.wc, tt.wa), rules)
			require.Equal(t, tt.want, grading.Entry{State: got.State, Mark: got.Printed}.String())
		})
	}
}

func TestRulesDecideOpenQuestions(t *testing.T) {
	rules := defaultRules(t)
	w := weights(t, "1", "0")
	mean := func(change func(*grading.Rules), second grading.State) string {
		r := rules
		change(&r)
		got := grading.SubjectMark([]grading.Cell{{Entry: g(t, "12")}, {Entry: is(second)}}, w, r)
		return grading.Entry{State: got.State, Mark: got.Printed}.String()
	}
	keep := func(*grading.Rules) {}
	require.Equal(t, "6.00", mean(keep, grading.AbsentUnjustified))
	require.Equal(t, "12.00", mean(func(r *grading.Rules) { r.Unjustified = grading.Leaves }, grading.AbsentUnjustified))
	require.Equal(t, "12.00", mean(keep, grading.AbsentJustified))
	require.Equal(t, "6.00", mean(func(r *grading.Rules) { r.Justified = grading.CountsZero }, grading.AbsentJustified))
	require.Equal(t, "12.00", mean(keep, grading.Missing))
	require.Equal(t, "6.00", mean(func(r *grading.Rules) { r.Missing = grading.CountsZero }, grading.Missing))

	rules.Missing = grading.CountsZero
	all := grading.SubjectMark([]grading.Cell{{Entry: is(grading.Missing)}}, w, rules)
	require.Equal(t, grading.Missing, all.State, "a sheet that nobody filled is Missing, whatever the rule")
}

func TestNewRules(t *testing.T) {
	rules := defaultRules(t)
	require.Equal(t, grading.Rules{
		Rounding: grading.HalfUp, AverageFrom: grading.Rounded, Justified: grading.Leaves, Unjustified: grading.CountsZero,
		Missing: grading.Leaves, Exempt: grading.Leaves, StatisticsMin: 5, AbsenceDelayDays: 3,
	}, rules)
	for name, bad := range map[string]string{"rounding": "half_up", "average_from": "", "missing": "ZEROS", "statistics_min": "five", "absence_delay_days": "-1"} {
		set := reference(t)
		_, err := grading.NewRules(func(n string) string {
			if n == name {
				return bad
			}
			return set.RuleValue(n, vectorYear)
		})
		require.ErrorIs(t, err, grading.ErrUnknownRule)
		require.ErrorContains(t, err, name)
	}
	_, err := grading.NewWeights(rational(t, "2/3"), rational(t, "1/4"))
	require.ErrorIs(t, err, grading.ErrWeights)
	_, err = grading.NewWeights(grading.Whole(2), grading.Whole(-1))
	require.ErrorIs(t, err, grading.ErrWeights)
}

func TestSemesterAverageStates(t *testing.T) {
	rules := defaultRules(t)
	term := func(coefficient int64, r grading.Result) grading.Weighted {
		return grading.Weighted{Coefficient: grading.Whole(coefficient), Result: r}
	}
	twelve := term(3, grading.Given(12000))
	missing, exempt, pending := term(2, grading.Result{State: grading.Missing}), term(1, grading.Result{State: grading.Exempt}), term(5, grading.Result{State: grading.Pending})
	tests := []struct {
		name          string
		terms         []grading.Weighted
		state, strict string // of SemesterAverage and of GeneralAverage
	}{
		{"a number", []grading.Weighted{twelve}, "GRADED", "GRADED"},
		{"a missing subject leaves, a missing component does not", []grading.Weighted{twelve, missing}, "GRADED", "MISSING"},
		{"exempt leaves", []grading.Weighted{twelve, exempt}, "GRADED", "GRADED"},
		{"pending waits", []grading.Weighted{twelve, missing, pending}, "PENDING", "PENDING"},
		{"nothing", nil, "MISSING", "MISSING"},
		{"all missing", []grading.Weighted{missing, missing}, "MISSING", "MISSING"},
		{"all exempt", []grading.Weighted{exempt}, "EXEMPT", "EXEMPT"},
		{"exempt and missing", []grading.Weighted{exempt, missing}, "MISSING", "MISSING"},
		{"a pending subject of weight 0", []grading.Weighted{twelve, term(0, grading.Result{State: grading.Pending})}, "GRADED", "GRADED"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, strict := grading.SemesterAverage(tt.terms, rules), grading.GeneralAverage(tt.terms, rules)
			require.Equal(t, tt.state, got.State.String())
			require.Equal(t, tt.strict, strict.State.String())
			if got.State == grading.Graded {
				require.Equal(t, "12.00", got.Printed.String())
			}
		})
	}
}

func TestAnnualAverageNeedsBothSemesters(t *testing.T) {
	rules := defaultRules(t)
	twelve := grading.Given(12000)
	require.Equal(t, grading.Missing, grading.AnnualAverage(twelve, grading.Result{}, rules).State)
	require.Equal(t, grading.Pending, grading.AnnualAverage(grading.Result{State: grading.Pending}, twelve, rules).State)
	require.Equal(t, "12.50", grading.AnnualAverage(twelve, grading.Given(13000), rules).Printed.String())
}

func TestPapers(t *testing.T) {
	rules := defaultRules(t)
	require.Equal(t, grading.Given(0), grading.FromEntry(is(grading.AbsentUnjustified), rules))
	require.Equal(t, grading.Given(12000), grading.FromEntry(g(t, "12"), rules))
	for entry, want := range map[grading.State]grading.State{
		grading.AbsentJustified: grading.Missing, grading.Absent: grading.Pending, grading.Pending: grading.Pending,
		grading.Exempt: grading.Exempt, grading.Missing: grading.Missing,
	} {
		require.Equal(t, grading.Result{State: want}, grading.FromEntry(is(entry), rules))
	}
	eight, nine, none := grading.Given(8000), grading.Given(9000), grading.Result{State: grading.Missing}
	require.Equal(t, nine, grading.Better(eight, nine))
	require.Equal(t, nine, grading.Better(nine, eight))
	require.Equal(t, eight, grading.Better(eight, none))
	require.Equal(t, eight, grading.Better(none, eight))
	require.Equal(t, grading.Pending, grading.Better(grading.Result{State: grading.Pending}, none).State)
}

func TestDecide(t *testing.T) {
	rule := grading.PassRule{PassMark: grading.Whole(10), SecondSession: true, SecondFloor: grading.Whole(7), SecondOnZero: true}
	mentions := []grading.Mention{{grading.Whole(10), "P"}, {grading.Whole(16), "TB"}, {grading.Whole(12), "AB"}, {grading.Whole(14), "B"}}
	exact := func(text string) grading.Result {
		return grading.Result{State: grading.Graded, Exact: rational(t, text), Printed: rational(t, text).Round(grading.HalfUp)}
	}
	zero := []grading.Result{grading.Given(12000), grading.Given(0)}
	once := rule
	once.SecondSession = false
	tests := []struct {
		name    string
		average grading.Result
		papers  []grading.Result
		rule    grading.PassRule
		want    grading.Decision
	}{
		{"exactly the pass mark", exact("10"), nil, rule, grading.Decision{Decided: true, Passed: true, Mention: "P"}},
		{"prints the pass mark, does not reach it", exact("9.995"), nil, rule, grading.Decision{Decided: true, SecondSession: true}},
		{"prints a mention, does not reach it", exact("13.996"), nil, rule, grading.Decision{Decided: true, Passed: true, Mention: "AB"}},
		{"exactly a mention", exact("16"), nil, rule, grading.Decision{Decided: true, Passed: true, Mention: "TB"}},
		{"exactly the floor", exact("7"), nil, rule, grading.Decision{Decided: true, SecondSession: true}},
		{"under the floor", exact("6.999"), nil, rule, grading.Decision{Decided: true}},
		{"under the floor with a zero", exact("6.999"), zero, rule, grading.Decision{Decided: true, SecondSession: true}},
		{"passed with a zero", exact("12"), zero, rule, grading.Decision{Decided: true, Passed: true, Mention: "AB"}},
		{"no second session", exact("9"), zero, once, grading.Decision{Decided: true}},
		{"pending", grading.Result{State: grading.Pending}, zero, rule, grading.Decision{}},
		{"missing", grading.Result{}, nil, rule, grading.Decision{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			require.Equal(t, tt.want, grading.Decide(tt.average, tt.papers, tt.rule, mentions))
		})
	}
	_, ok := grading.MentionOf(rational(t, "9.999"), mentions)
	require.False(t, ok)
}

func TestRanksFollowTheFigureThatIsShown(t *testing.T) {
	rules := defaultRules(t)
	averages := []grading.Result{
		{State: grading.Graded, Exact: rational(t, "12.001"), Printed: 12000},
		{State: grading.Graded, Exact: rational(t, "12.004"), Printed: 12000},
		{State: grading.Graded, Exact: rational(t, "11"), Printed: 11000},
	}
	require.Equal(t, []int{1, 1, 3}, grading.Ranks(averages, rules), "equal on paper, equal in rank")
	rules.AverageFrom = grading.Exact
	require.Equal(t, []int{2, 1, 3}, grading.Ranks(averages, rules))
}

func TestWeightsAreShares(t *testing.T) {
	rules := defaultRules(t)
	cells := []grading.Cell{{Part: grading.Control, Entry: g(t, "12.5")}, {Part: grading.Activities, Entry: g(t, "15")}}
	shares := weights(t, "3/4", "1/4")
	require.Equal(t, grading.SubjectMark(cells, shares, rules),
		grading.SubjectMark(cells, grading.Weights{Controls: grading.Whole(3), Activities: grading.Whole(1)}, rules))
	require.True(t, shares.HasActivities())
	require.False(t, weights(t, "1", "0").HasActivities(), "no activities column where they weigh 0")
}

func TestStatistics(t *testing.T) {
	rules := defaultRules(t)
	four := []grading.Mark{12000, 8000, 19000, 6000}
	_, ok := grading.Statistics(four, rules)
	require.False(t, ok, "the figures of four would tell marks")
	got, ok := grading.Statistics(append(four, 0), rules)
	require.True(t, ok)
	require.Equal(t, grading.Stats{Low: 0, Average: 9000, High: 19000}, got)
	got, ok = grading.Statistics([]grading.Mark{10000, 10000, 10000, 10000, 10000, 10020}, rules)
	require.True(t, ok)
	require.Equal(t, "10.00", got.Average.String())

	rules.StatisticsMin = 0
	_, ok = grading.Statistics(nil, rules)
	require.False(t, ok, "nothing has no figures")
}

func TestHowLongAnAbsenceWaits(t *testing.T) {
	tests := []struct {
		name, control, entered, today string
		delay                         int
		want                          grading.State
	}{
		{"on the day", "2026-10-12", "2026-10-12", "2026-10-12", 3, grading.Pending},
		{"on the last day", "2026-10-12", "2026-10-12", "2026-10-15", 3, grading.Pending},
		{"the day after", "2026-10-12", "2026-10-12", "2026-10-16", 3, grading.AbsentUnjustified},
		{"entered late: the family still has its days", "2026-10-12", "2026-10-20", "2026-10-23", 3, grading.Pending},
		{"entered late: after the delay", "2026-10-12", "2026-10-20", "2026-10-24", 3, grading.AbsentUnjustified},
		{"undated: from entry", "", "2026-10-20", "2026-10-23", 3, grading.Pending},
		{"undated: after the delay", "", "2026-10-20", "2026-10-24", 3, grading.AbsentUnjustified},
		{"over the end of a month", "2026-10-30", "2026-10-30", "2026-11-02", 3, grading.Pending},
		{"over the new year", "2026-12-30", "2026-12-30", "2027-01-03", 3, grading.AbsentUnjustified},
		{"a control to come", "2026-12-01", "2026-11-23", "2026-11-30", 3, grading.Pending},
		{"no delay", "2026-10-12", "2026-10-12", "2026-10-13", 0, grading.AbsentUnjustified},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			until, err := grading.AbsenceDeadline(tt.control, tt.entered, tt.delay)
			require.NoError(t, err)
			for _, undecided := range []grading.State{grading.Absent, grading.Pending} {
				require.Equal(t, is(tt.want), is(undecided).Decided(until, tt.today))
			}
		})
	}
	for _, dates := range [][2]string{{"12/10/2026", "2026-10-12"}, {"", ""}, {"2026-10-12", ""}, {"2026-10-12", "today"}} {
		until, err := grading.AbsenceDeadline(dates[0], dates[1], 3)
		require.Error(t, err)
		require.Equal(t, is(grading.Pending), is(grading.Pending).Decided(until, "2027-01-01"), "an unreadable date never becomes a 0")
	}
	for _, entry := range []grading.Entry{g(t, "12"), is(grading.AbsentJustified), is(grading.Missing), is(grading.Exempt)} {
		require.Equal(t, entry, entry.Decided("2026-10-15", "2027-01-01"), "what somebody decided stays")
	}
}

func TestStateWords(t *testing.T) {
	for s := grading.Missing; s <= grading.Exempt; s++ {
		got, ok := grading.ParseState(s.String())
		require.True(t, ok)
		require.Equal(t, s, got)
	}
	_, ok := grading.ParseState("UNKNOWN")
	require.False(t, ok)
}

// Stored events hold these numbers.
func TestStateNumbersAreStable(t *testing.T) {
	require.Equal(t, []grading.State{0, 1, 2, 3, 4, 5, 6}, []grading.State{
		grading.Missing, grading.Graded, grading.Absent, grading.Pending, grading.AbsentJustified, grading.AbsentUnjustified, grading.Exempt,
	})
}
