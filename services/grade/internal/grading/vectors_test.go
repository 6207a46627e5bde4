package grading_test

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/refdata"
	"github.com/massar-platform/massar/services/grade/internal/grading"
)

const vectorYear = "2026-2027"

// notOurs names the vectors that other packages own, so that none is forgotten
// by accident.
var notOurs = map[string]string{"attendance-1": "the attendance rate of a month belongs to the attendance service"}

const vectorCount = 30

type vector struct {
	ID     string          `json:"id"`
	Kind   string          `json:"kind"`
	Given  json.RawMessage `json:"given"`
	Expect json.RawMessage `json:"expect"`
}

// expectation holds every field that any vector expects; unknown ones fail.
type expectation struct {
	Exact         string `json:"exact"`
	HalfUp        string `json:"half_up"`
	Truncate      string `json:"truncate"`
	WeightedSum   string `json:"weighted_sum"`
	CoefSum       int64  `json:"coef_sum"`
	State         string `json:"state"`
	Refused       string `json:"refused"`
	Mark          string `json:"mark"`
	Admitted      *bool  `json:"admitted"`
	Pass          *bool  `json:"pass"`
	Mention       string `json:"mention"`
	SecondSession bool   `json:"second_session"`
	Rounded       string `json:"ROUNDED"`
	ExactFrom     string `json:"EXACT"`
	Ranks         []*int `json:"ranks"`
}

func decode(t *testing.T, data []byte, into any) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	d.UseNumber()
	require.NoError(t, d.Decode(into))
}

func TestVectors(t *testing.T) {
	data, err := os.ReadFile("testdata/vectors.json")
	require.NoError(t, err)
	var vectors []json.RawMessage
	decode(t, data, &vectors)
	require.Len(t, vectors, vectorCount)
	run, left := 0, 0
	for _, raw := range vectors {
		var v vector
		require.NoError(t, json.Unmarshal(raw, &v))
		if _, other := notOurs[v.ID]; other {
			left++
			continue
		}
		run++
		t.Run(v.ID, func(t *testing.T) {
			check, known := vectorKinds[v.Kind]
			require.True(t, known, "no test runs vectors of kind %q", v.Kind)
			var want expectation
			decode(t, v.Expect, &want)
			check(t, v.Given, want)
		})
	}
	require.Equal(t, len(notOurs), left, "every vector named in notOurs exists")
	require.Equal(t, vectorCount, run+left)
}

var vectorKinds = map[string]func(*testing.T, json.RawMessage, expectation){
	"weighted_average": vectorWeightedAverage,
	"subject_semester": vectorSubject,
	"semester_average": vectorSemester,
	"national_exam":    vectorExam,
	"regional_exam":    vectorExam,
	"annual_average":   vectorAnnual,
	"bac_general":      general("BAC", map[string]string{"cc": "CC", "regional": "REGIONAL", "national": "NATIONAL"}),
	"3ac_general":      general("3AC", map[string]string{"cc": "CC", "local": "LOCAL", "regional": "REGIONAL"}),
	"6ap_general":      general("6AP", map[string]string{"cc": "CC", "local": "LOCAL", "provincial": "PROVINCIAL"}),
	"1bac_annual":      vectorFirstBac,
	"mark_entry":       vectorEntry,
	"rank":             vectorRank,
}

func reference(t testing.TB) *refdata.Set {
	t.Helper()
	s, err := refdata.Load()
	require.NoError(t, err)
	return s
}

func defaultRules(t testing.TB) grading.Rules {
	t.Helper()
	s := reference(t)
	rules, err := grading.NewRules(func(name string) string { return s.RuleValue(name, vectorYear) })
	require.NoError(t, err)
	return rules
}

func rational(t testing.TB, text string) grading.Rational {
	t.Helper()
	r, err := grading.ParseRational(text)
	require.NoError(t, err, text)
	return r
}

func fraction(t testing.TB, f refdata.Fraction) grading.Rational {
	t.Helper()
	r, err := grading.NewRational(f.Num, f.Den)
	require.NoError(t, err)
	return r
}

func mark(t testing.TB, text string) grading.Mark {
	t.Helper()
	e, err := grading.ParseMark(text, 20)
	require.NoError(t, err, text)
	require.Equal(t, grading.Graded, e.State, text)
	return e.Mark
}

// same checks a result under one rounding against the figures of a vector; the
// expected truncation is checked where the vector has one.
func same(t *testing.T, want expectation, compute func(grading.Rules) grading.Result) {
	t.Helper()
	rules := defaultRules(t)
	got := compute(rules)
	if want.State != "" {
		require.Equal(t, grading.Result{State: got.State}, got, "a figure that is no number carries none")
		require.Equal(t, want.State, got.State.String())
		return
	}
	require.Equal(t, grading.Graded, got.State)
	if want.Exact != "" {
		require.Zero(t, got.Exact.Cmp(rational(t, want.Exact)), "exact: %s, want %s", got.Exact, want.Exact)
	}
	if want.WeightedSum != "" {
		require.Zero(t, got.Exact.Mul(grading.Whole(want.CoefSum)).Cmp(rational(t, want.WeightedSum)))
	}
	require.Equal(t, want.HalfUp, got.Printed.String())
	if want.Truncate != "" {
		rules.Rounding = grading.Truncate
		require.Equal(t, want.Truncate, compute(rules).Printed.String())
	}
}

func vectorWeightedAverage(t *testing.T, given json.RawMessage, want expectation) {
	var in struct {
		Sum  string `json:"weighted_sum"`
		Coef int64  `json:"coef_sum"`
	}
	decode(t, given, &in)
	// One term of weight 1/coefficients makes sum/coefficients without knowing the marks.
	weight, err := grading.NewRational(1, in.Coef)
	require.NoError(t, err)
	exact := rational(t, in.Sum).Mul(weight)
	require.Equal(t, want.HalfUp, exact.Round(grading.HalfUp).String())
	require.Equal(t, want.Truncate, exact.Round(grading.Truncate).String())
}

// subjectInput is a subject as semester vectors write it: by its cells or by
// its printed mark or state.
type subjectInput struct {
	Code        string            `json:"code"`
	Coefficient string            `json:"coefficient"`
	Mark        string            `json:"mark"`
	State       string            `json:"state"`
	Controls    []json.RawMessage `json:"controls"`
	Activities  json.RawMessage   `json:"activities"`
	Percent     int64             `json:"controls_percent"`
	Weight      string            `json:"controls_weight"`
	Scale       int               `json:"scale"`
}

// entry reads 12, "12.00", {"state": "PENDING"} or null.
func entry(t *testing.T, raw json.RawMessage) grading.Entry {
	t.Helper()
	if raw == nil || string(raw) == "null" {
		return grading.Entry{}
	}
	var state struct {
		State string `json:"state"`
	}
	if raw[0] == '{' {
		decode(t, raw, &state)
		s, ok := grading.ParseState(state.State)
		require.True(t, ok, state.State)
		return grading.Entry{State: s}
	}
	return grading.Entry{State: grading.Graded, Mark: mark(t, string(bytes.Trim(raw, `"`)))}
}

func (in subjectInput) result(t *testing.T, rules grading.Rules) grading.Result {
	t.Helper()
	switch {
	case in.State != "":
		s, ok := grading.ParseState(in.State)
		require.True(t, ok)
		return grading.Result{State: s}
	case in.Mark != "":
		return grading.Given(mark(t, in.Mark))
	}
	controls, err := grading.NewRational(in.Percent, 100)
	require.NoError(t, err)
	if in.Weight != "" {
		controls = rational(t, in.Weight)
	}
	minus, err := grading.NewRational(-1, 1)
	require.NoError(t, err)
	weights, err := grading.NewWeights(controls, grading.Whole(1).Add(controls.Mul(minus)))
	require.NoError(t, err)
	var cells []grading.Cell
	for _, c := range in.Controls {
		cells = append(cells, grading.Cell{Part: grading.Control, Entry: entry(t, c)})
	}
	cells = append(cells, grading.Cell{Part: grading.Activities, Entry: entry(t, in.Activities)})
	return grading.SubjectMark(cells, weights, rules)
}

func vectorSubject(t *testing.T, given json.RawMessage, want expectation) {
	var in subjectInput
	decode(t, given, &in)
	same(t, want, func(rules grading.Rules) grading.Result { return in.result(t, rules) })
}

func vectorSemester(t *testing.T, given json.RawMessage, want expectation) {
	var in struct {
		Subjects []subjectInput `json:"subjects"`
	}
	decode(t, given, &in)
	average := func(rules grading.Rules) grading.Result {
		var terms []grading.Weighted
		for _, s := range in.Subjects {
			terms = append(terms, grading.Weighted{Coefficient: rational(t, s.Coefficient), Result: s.result(t, rules)})
		}
		return grading.SemesterAverage(terms, rules)
	}
	if want.Rounded == "" {
		same(t, want, average)
		return
	}
	rules := defaultRules(t)
	require.Equal(t, grading.Rounded, rules.AverageFrom, "the default takes the printed figure")
	require.Equal(t, want.Rounded, average(rules).Printed.String())
	rules.AverageFrom = grading.Exact
	require.Equal(t, want.ExactFrom, average(rules).Printed.String())
}

func vectorExam(t *testing.T, given json.RawMessage, want expectation) {
	var in struct {
		Marks map[string]json.Number `json:"marks"`
		Coefs map[string]int64       `json:"coefs"`
	}
	decode(t, given, &in)
	var terms []grading.Weighted
	for code, m := range in.Marks {
		require.Contains(t, in.Coefs, code)
		terms = append(terms, grading.Weighted{Coefficient: grading.Whole(in.Coefs[code]), Result: grading.Given(mark(t, m.String()))})
	}
	same(t, want, func(rules grading.Rules) grading.Result { return grading.GeneralAverage(terms, rules) })
}

func vectorAnnual(t *testing.T, given json.RawMessage, want expectation) {
	var in struct{ S1, S2 string }
	decode(t, given, &in)
	same(t, want, func(rules grading.Rules) grading.Result {
		return grading.AnnualAverage(grading.Given(mark(t, in.S1)), grading.Given(mark(t, in.S2)), rules)
	})
}

func vectorFirstBac(t *testing.T, given json.RawMessage, want expectation) {
	var in struct{ S1, S2, Regional string }
	decode(t, given, &in)
	weights := map[string]grading.Rational{}
	for _, w := range reference(t).ExamWeightsOf("1BAC", vectorYear) {
		weights[w.Component] = fraction(t, w.Weight)
	}
	same(t, want, func(rules grading.Rules) grading.Result {
		return grading.AnnualWithExam(grading.Given(mark(t, in.S1)), grading.Given(mark(t, in.S2)), grading.Given(mark(t, in.Regional)),
			weights["CC"], weights["REGIONAL"], rules)
	})
}

// general runs a certificate with the weights, thresholds and mentions of the
// reference data.
func general(scope string, fields map[string]string) func(*testing.T, json.RawMessage, expectation) {
	return func(t *testing.T, given json.RawMessage, want expectation) {
		var in map[string]string
		decode(t, given, &in)
		require.Len(t, in, len(fields))
		set := reference(t)
		var terms []grading.Weighted
		var rule grading.PassRule
		for _, w := range set.ExamWeightsOf(scope, vectorYear) {
			rule.PassMark = fraction(t, w.PassMark)
			for field, component := range fields {
				if component == w.Component {
					terms = append(terms, grading.Weighted{Coefficient: fraction(t, w.Weight), Result: grading.Given(mark(t, in[field]))})
				}
			}
		}
		require.Len(t, terms, len(fields))
		same(t, want, func(rules grading.Rules) grading.Result { return grading.GeneralAverage(terms, rules) })

		rule.SecondSession = scope == "BAC"
		rule.SecondFloor = rational(t, set.RuleValue("second_session_floor", vectorYear))
		rule.SecondOnZero = set.RuleValue("second_session_on_zero", vectorYear) == "YES"
		var mentions []grading.Mention
		for _, m := range set.MentionsOf(scope, vectorYear) {
			mentions = append(mentions, grading.Mention{Min: fraction(t, m.Min), Code: m.Short})
		}
		got := grading.Decide(grading.GeneralAverage(terms, defaultRules(t)), nil, rule, mentions)
		wantPass := want.Admitted
		if wantPass == nil {
			wantPass = want.Pass
		}
		require.NotNil(t, wantPass)
		require.Equal(t, grading.Decision{Decided: true, Passed: *wantPass, SecondSession: want.SecondSession, Mention: want.Mention}, got)
	}
}

func vectorEntry(t *testing.T, given json.RawMessage, want expectation) {
	var in struct {
		Scale int
		Typed string
	}
	decode(t, given, &in)
	got, err := grading.ParseMark(in.Typed, in.Scale)
	switch {
	case want.Refused != "":
		require.EqualError(t, err, want.Refused)
	case want.State != "":
		require.NoError(t, err)
		require.Equal(t, want.State, got.String())
	default:
		require.NoError(t, err)
		require.Equal(t, want.Mark, got.String())
	}
}

func vectorRank(t *testing.T, given json.RawMessage, want expectation) {
	var in struct{ Averages []json.RawMessage }
	decode(t, given, &in)
	var averages []grading.Result
	for _, raw := range in.Averages {
		e := entry(t, raw)
		if e.State != grading.Graded {
			averages = append(averages, grading.Result{State: e.State})
			continue
		}
		averages = append(averages, grading.Given(e.Mark))
	}
	got := grading.Ranks(averages, defaultRules(t))
	require.Len(t, got, len(want.Ranks))
	for i, rank := range want.Ranks {
		if rank == nil {
			require.Zero(t, got[i])
			continue
		}
		require.Equal(t, *rank, got[i])
	}
}
