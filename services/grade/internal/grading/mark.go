package grading

import (
	"math"
	"math/big"
	"math/bits"
	"strconv"
)

// Mark is an exact mark or printed figure in thousandths: 14.50 is 14500.
// Marks that are entered and figures that are printed are whole hundredths.
type Mark int64

// perPoint is the number of thousandths in one point.
const perPoint = 1000

// Rational gives the mark as an exact number of points.
func (m Mark) Rational() Rational { return ratio(int64(m), perPoint) }

// String gives "14.50"; a third decimal is shown only where there is one.
func (m Mark) String() string { return string(m.Append(nil)) }

// Append appends the text of the mark, for encoders of many marks.
func (m Mark) Append(b []byte) []byte {
	n := magnitude(int64(m))
	if m < 0 {
		b = append(b, '-')
	}
	b = strconv.AppendUint(b, n/perPoint, 10)
	thousandths := n % perPoint
	b = append(b, '.', byte('0'+thousandths/100), byte('0'+thousandths/10%10))
	if thousandths%10 != 0 {
		b = append(b, byte('0'+thousandths%10))
	}
	return b
}

// Rounding is how a printed figure gets its two decimals.
type Rounding uint8

const (
	// HalfUp rounds a half hundredth away from zero: 13.125 prints 13.13.
	HalfUp Rounding = iota
	// Truncate drops what follows the second decimal: 13.125 prints 13.12.
	Truncate
)

// String gives the word of the rule "rounding".
func (m Rounding) String() string {
	if m == Truncate {
		return "TRUNCATE"
	}
	return "HALF_UP"
}

// Round prints an exact figure: two decimals by the given mode. A value beyond
// the range of Mark, which no school figure reaches, gives the nearest mark.
func (r Rational) Round(mode Rounding) Mark {
	if r.big == nil {
		hi, lo := bits.Mul64(magnitude(r.num), 100)
		if den := uint64(r.den) + 1; hi < den {
			hundredths, rest := bits.Div64(hi, lo, den)
			if mode == HalfUp && rest >= den-rest {
				hundredths++
			}
			return fromHundredths(hundredths, r.num < 0)
		}
	}
	exact := r.toBig()
	scaled := new(big.Int).Mul(new(big.Int).Abs(exact.Num()), big.NewInt(100))
	hundredths, rest := scaled.QuoRem(scaled, exact.Denom(), new(big.Int))
	if mode == HalfUp && rest.Lsh(rest, 1).Cmp(exact.Denom()) >= 0 {
		hundredths.Add(hundredths, big.NewInt(1))
	}
	if !hundredths.IsUint64() {
		return fromHundredths(math.MaxUint64, exact.Sign() < 0)
	}
	return fromHundredths(hundredths.Uint64(), exact.Sign() < 0)
}

func fromHundredths(n uint64, negative bool) Mark {
	m := Mark(min(n, math.MaxInt64/10) * 10)
	if negative {
		return -m
	}
	return m
}
