package grading_test

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/massar-platform/massar/services/grade/internal/grading"
)

func TestParseRational(t *testing.T) {
	for text, want := range map[string]string{
		"7": "7", "13.125": "105/8", "71/6": "71/6", "132.7/11": "1327/110", "4/6": "2/3", "0/9": "0", "0.00": "0", "1/0.5": "2",
		"123456789012345678901234567890/2": "61728394506172839450617283945",
	} {
		got, err := grading.ParseRational(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got.String(), text)
	}
	for _, text := range []string{"", "/", "1/", "/2", "1/0", "1/0.0", "-1", "1.", ".5", "1e5", "0x1", "1,5", "1/2/3", " 1", "1..2", "٧", strings.Repeat("1", 1001)} {
		_, err := grading.ParseRational(text)
		require.ErrorIs(t, err, grading.ErrNotRational, text)
	}
	for _, den := range []int64{0, -1, math.MinInt64} {
		_, err := grading.NewRational(1, den)
		require.ErrorIs(t, err, grading.ErrNotRational)
	}
}

func TestTheFastPathEndsInTime(t *testing.T) {
	top, bottom := grading.Whole(math.MaxInt64), grading.Whole(math.MinInt64)
	require.Equal(t, "9223372036854775808", top.Add(grading.Whole(1)).String())
	require.Equal(t, "-9223372036854775809", bottom.Add(grading.Whole(-1)).String())
	require.Equal(t, "9223372036854775808", bottom.Mul(grading.Whole(-1)).String())
	require.Equal(t, top, top.Add(grading.Whole(1)).Add(grading.Whole(-1)), "a value that fits again has its one small form")
	require.Equal(t, -1, top.Cmp(top.Add(grading.Whole(1))))
	require.Equal(t, grading.Rational{}, top.Add(top.Mul(grading.Whole(-1))))
}

// anyInt draws small numbers, and numbers at the edge where the fast path ends.
func anyInt() *rapid.Generator[int64] {
	return rapid.OneOf(
		rapid.Int64Range(-50, 50),
		rapid.Int64(),
		rapid.SampledFrom([]int64{math.MinInt64, math.MinInt64 + 1, math.MaxInt64, math.MaxInt64 - 1, 1 << 31, 1 << 32, 3037000500}),
	)
}

type pair struct {
	fast grading.Rational
	slow *big.Rat
}

func anyPair(t *rapid.T, name string) pair {
	n := anyInt().Draw(t, name)
	d := anyInt().Filter(func(v int64) bool { return v > 0 }).Draw(t, name+" den")
	fast, err := grading.NewRational(n, d)
	require.NoError(t, err)
	return pair{fast, big.NewRat(n, d)}
}

func TestRationalAgreesWithMathBig(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := anyPair(t, "start")
		for range rapid.IntRange(0, 6).Draw(t, "steps") {
			other := anyPair(t, "operand")
			require.Equal(t, value.slow.Cmp(other.slow), value.fast.Cmp(other.fast))
			if rapid.Bool().Draw(t, "add") {
				value = pair{value.fast.Add(other.fast), new(big.Rat).Add(value.slow, other.slow)}
			} else {
				value = pair{value.fast.Mul(other.fast), new(big.Rat).Mul(value.slow, other.slow)}
			}
			require.Equal(t, value.slow.RatString(), value.fast.String())
			require.Equal(t, value.slow.Sign(), value.fast.Sign())
		}
		if value.slow.Sign() >= 0 && len(value.fast.String()) <= 1000 {
			again, err := grading.ParseRational(value.fast.String())
			require.NoError(t, err)
			require.Zero(t, again.Cmp(value.fast))
		}
	})
}

// floor100 is the floor of 100 times the absolute value, by math/big alone.
func floor100(r *big.Rat) *big.Int {
	n := new(big.Int).Mul(new(big.Int).Abs(r.Num()), big.NewInt(100))
	return n.Quo(n, r.Denom())
}

func TestRoundingDiffersOnlyWhereItMust(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := anyPair(t, "value")
		whole := floor100(v.slow)
		if whole.CmpAbs(big.NewInt(math.MaxInt64/10-1)) >= 0 {
			return // beyond every mark; checked below
		}
		half, cut := v.fast.Round(grading.HalfUp), v.fast.Round(grading.Truncate)
		if v.slow.Sign() < 0 {
			half, cut = -half, -cut
		}
		require.Equal(t, whole.Int64()*10, int64(cut))
		rest := new(big.Rat).Sub(new(big.Rat).Mul(new(big.Rat).Abs(v.slow), big.NewRat(100, 1)), new(big.Rat).SetInt(whole))
		if rest.Cmp(big.NewRat(1, 2)) >= 0 {
			require.Equal(t, cut+10, half, "a rest of a half or more is one hundredth more")
		} else {
			require.Equal(t, cut, half, "a rest under a half changes nothing")
		}
	})
}

func TestRoundBeyondTheRange(t *testing.T) {
	huge, err := grading.ParseRational(strings.Repeat("9", 40))
	require.NoError(t, err)
	top := grading.Mark(math.MaxInt64 / 10 * 10)
	require.Equal(t, top, huge.Round(grading.HalfUp))
	require.Equal(t, -top, huge.Mul(grading.Whole(-1)).Round(grading.Truncate))
	require.Equal(t, top, grading.Whole(math.MaxInt64).Round(grading.HalfUp))
}
