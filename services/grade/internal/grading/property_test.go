package grading_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/massar-platform/massar/services/grade/internal/grading"
)

func anyMark() *rapid.Generator[grading.Mark] {
	return rapid.Custom(func(t *rapid.T) grading.Mark {
		return grading.Mark(rapid.Int64Range(0, 2000).Draw(t, "hundredths") * 10)
	})
}

func anyWeights() *rapid.Generator[grading.Weights] {
	return rapid.Custom(func(t *rapid.T) grading.Weights {
		den := rapid.Int64Range(1, 12).Draw(t, "den")
		num := rapid.Int64Range(0, den).Draw(t, "num")
		controls, err := grading.NewRational(num, den)
		require.NoError(t, err)
		activities, err := grading.NewRational(den-num, den)
		require.NoError(t, err)
		weights, err := grading.NewWeights(controls, activities)
		require.NoError(t, err)
		return weights
	})
}

func anyCells() *rapid.Generator[[]grading.Cell] {
	return rapid.Custom(func(t *rapid.T) []grading.Cell {
		cells := make([]grading.Cell, rapid.IntRange(0, 6).Draw(t, "cells"))
		for i := range cells {
			state := rapid.SampledFrom([]grading.State{
				grading.Graded, grading.Graded, grading.Graded, grading.Missing, grading.Absent, grading.Pending,
				grading.AbsentJustified, grading.AbsentUnjustified, grading.Exempt,
			}).Draw(t, "state")
			cells[i].Entry.State = state
			if state == grading.Graded {
				cells[i].Entry.Mark = anyMark().Draw(t, "mark")
			}
			cells[i].Part = grading.Part(rapid.IntRange(0, 1).Draw(t, "part"))
		}
		return cells
	})
}

func anyRules(base grading.Rules) *rapid.Generator[grading.Rules] {
	return rapid.Custom(func(t *rapid.T) grading.Rules {
		base.Rounding = rapid.SampledFrom([]grading.Rounding{grading.HalfUp, grading.Truncate}).Draw(t, "rounding")
		base.AverageFrom = rapid.SampledFrom([]grading.AverageFrom{grading.Rounded, grading.Exact}).Draw(t, "average from")
		return base
	})
}

func shuffled[T any](t *rapid.T, list []T) []T {
	copied := slices.Clone(list)
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
	r.Shuffle(len(copied), func(i, j int) { copied[i], copied[j] = copied[j], copied[i] })
	return copied
}

func TestOrderOfMarksNeverMatters(t *testing.T) {
	base := defaultRules(t)
	rapid.Check(t, func(t *rapid.T) {
		cells, weights, rules := anyCells().Draw(t, "cells"), anyWeights().Draw(t, "weights"), anyRules(base).Draw(t, "rules")
		require.Equal(t, grading.SubjectMark(cells, weights, rules), grading.SubjectMark(shuffled(t, cells), weights, rules))
	})
}

func TestSubjectMarkIsBetweenItsMarks(t *testing.T) {
	base := defaultRules(t)
	rapid.Check(t, func(t *rapid.T) {
		cells, weights, rules := anyCells().Draw(t, "cells"), anyWeights().Draw(t, "weights"), anyRules(base).Draw(t, "rules")
		got := grading.SubjectMark(cells, weights, rules)
		low, high := grading.Mark(1<<40), grading.Mark(-1)
		for _, c := range cells {
			if m, ok := grading.Numeric(c.Entry, rules); ok {
				low, high = min(low, m), max(high, m)
			}
		}
		if got.State != grading.Graded {
			require.Equal(t, grading.Result{State: got.State}, got)
			return
		}
		require.GreaterOrEqual(t, got.Exact.Cmp(low.Rational()), 0)
		require.LessOrEqual(t, got.Exact.Cmp(high.Rational()), 0)
		require.GreaterOrEqual(t, got.Printed, low)
		require.LessOrEqual(t, got.Printed, high)
		require.Equal(t, got.Exact.Round(rules.Rounding), got.Printed)
	})
}

func TestPendingIsNeverANumber(t *testing.T) {
	base := defaultRules(t)
	rapid.Check(t, func(t *rapid.T) {
		cells, weights := anyCells().Draw(t, "cells"), anyWeights().Draw(t, "weights")
		state := rapid.SampledFrom([]grading.State{grading.Absent, grading.Pending}).Draw(t, "state")
		cells = append(cells, grading.Cell{Part: grading.Control, Entry: grading.Entry{State: state}})
		got := grading.SubjectMark(cells, weights, base)
		if weights.Controls.Sign() > 0 {
			require.Equal(t, grading.Result{State: grading.Pending}, got)
			require.Equal(t, grading.Pending, grading.SemesterAverage([]grading.Weighted{{grading.Whole(1), got}, {grading.Whole(7), grading.Given(15000)}}, base).State)
		}
	})
}

// A mark between the lowest and the highest keeps the mean between them, and
// moves it towards itself.
func TestAMarkBetweenKeepsTheMeanBetween(t *testing.T) {
	rules := defaultRules(t)
	weights, err := grading.NewWeights(grading.Whole(1), grading.Whole(0))
	require.NoError(t, err)
	rapid.Check(t, func(t *rapid.T) {
		marks := rapid.SliceOfN(anyMark(), 1, 5).Draw(t, "marks")
		low, high := slices.Min(marks), slices.Max(marks)
		added := grading.Mark(rapid.Int64Range(int64(low)/10, int64(high)/10).Draw(t, "added") * 10)
		mean := func(list []grading.Mark) grading.Result {
			var cells []grading.Cell
			for _, m := range list {
				cells = append(cells, grading.Cell{Entry: grading.Entry{State: grading.Graded, Mark: m}})
			}
			return grading.SubjectMark(cells, weights, rules)
		}
		before, after := mean(marks), mean(append(slices.Clone(marks), added))
		require.True(t, low <= after.Printed && after.Printed <= high)
		direction := added.Rational().Cmp(before.Exact)
		require.Equal(t, direction, after.Exact.Cmp(before.Exact))
	})
}

func anyTerms(t *rapid.T) []grading.Weighted {
	terms := make([]grading.Weighted, rapid.IntRange(1, 13).Draw(t, "subjects"))
	for i := range terms {
		coefficient, err := grading.NewRational(rapid.Int64Range(1, 9).Draw(t, "coefficient"), rapid.SampledFrom([]int64{1, 1, 2, 3}).Draw(t, "den"))
		require.NoError(t, err)
		terms[i].Coefficient = coefficient
		terms[i].Result = grading.Given(anyMark().Draw(t, "mark"))
	}
	return terms
}

func TestAverageProperties(t *testing.T) {
	base := defaultRules(t)
	rapid.Check(t, func(t *rapid.T) {
		terms, rules := anyTerms(t), anyRules(base).Draw(t, "rules")
		got := grading.SemesterAverage(terms, rules)
		low, high := terms[0].Result.Printed, terms[0].Result.Printed
		for _, term := range terms {
			low, high = min(low, term.Result.Printed), max(high, term.Result.Printed)
		}
		require.Equal(t, grading.Graded, got.State)
		require.True(t, low <= got.Printed && got.Printed <= high)
		require.Equal(t, got, grading.SemesterAverage(shuffled(t, terms), rules), "the order of subjects never matters")
		require.Equal(t, got, grading.GeneralAverage(terms, rules), "with every part there they are one computation")

		exempt := grading.Weighted{Coefficient: grading.Whole(5), Result: grading.Result{State: grading.Exempt}}
		require.Equal(t, got, grading.SemesterAverage(append(slices.Clone(terms), exempt), rules), "an exempt subject leaves with its coefficient")
		for i := range terms {
			terms[i].Coefficient = terms[i].Coefficient.Mul(grading.Whole(3))
		}
		require.Equal(t, got, grading.SemesterAverage(terms, rules), "only the proportion of coefficients counts")
	})
}

func TestRankProperties(t *testing.T) {
	base := defaultRules(t)
	rapid.Check(t, func(t *rapid.T) {
		rules := anyRules(base).Draw(t, "rules")
		averages := make([]grading.Result, rapid.IntRange(0, 40).Draw(t, "pupils"))
		for i := range averages {
			averages[i] = grading.Given(grading.Mark(rapid.Int64Range(990, 1010).Draw(t, "average") * 10))
			if rapid.IntRange(0, 4).Draw(t, "state") == 0 {
				averages[i] = grading.Result{State: grading.Pending}
			}
		}
		ranks := grading.Ranks(averages, rules)
		require.Len(t, ranks, len(averages))
		for i, a := range averages {
			higher := 0
			for _, b := range averages {
				if a.State == grading.Graded && b.State == grading.Graded && b.Printed > a.Printed {
					higher++
				}
			}
			if a.State != grading.Graded {
				require.Zero(t, ranks[i])
				continue
			}
			require.Equal(t, 1+higher, ranks[i])
		}
	})
}

func TestParseOfFormatIsTheMark(t *testing.T) {
	eastern := func(s string) string {
		var out []rune
		for _, r := range s {
			switch {
			case r == '.':
				out = append(out, '٫')
			default:
				out = append(out, r-'0'+'٠')
			}
		}
		return string(out)
	}
	rapid.Check(t, func(t *rapid.T) {
		m := anyMark().Draw(t, "mark")
		for _, text := range []string{m.String(), eastern(m.String()), " " + m.String() + "\u200f"} {
			got, err := grading.ParseMark(text, 20)
			require.NoError(t, err)
			require.Equal(t, grading.Entry{State: grading.Graded, Mark: m}, got)
		}
	})
}
