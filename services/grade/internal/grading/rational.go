package grading

import (
	"errors"
	"math"
	"math/big"
	"math/bits"
	"strconv"
	"strings"
)

// ErrNotRational is returned for a text or a pair that is no exact number.
var ErrNotRational = errors.New("not an exact number")

// Rational is an exact number in lowest terms. The zero value is 0. Values that
// fit are held in two words, so that the marks of a class are computed without
// allocation; larger ones fall back to math/big. A value has one form, so ==
// compares small values correctly; use Cmp to compare any two.
type Rational struct {
	num int64
	den int64    // the denominator less one, so that the zero value is 0/1
	big *big.Rat // set only when num or the denominator does not fit
}

// NewRational gives num/den. The denominator must be positive.
func NewRational(num, den int64) (Rational, error) {
	if den <= 0 {
		return Rational{}, ErrNotRational
	}
	return ratio(num, den), nil
}

// Whole gives n as a Rational.
func Whole(n int64) Rational { return ratio(n, 1) }

// ParseRational reads "7", "13.125", "71/6" or "132.7/11": digits with at most
// one point on each side of at most one slash. It reads all that String writes,
// except for negative values, which no figure of a school has.
func ParseRational(s string) (Rational, error) {
	if len(s) > 1000 { // an exact value of a whole year stays far below
		return Rational{}, ErrNotRational
	}
	top, bottom, fraction := strings.Cut(s, "/")
	n, ok := parseDecimal(top)
	if !ok {
		return Rational{}, ErrNotRational
	}
	if !fraction {
		return n, nil
	}
	d, ok := parseDecimal(bottom)
	if !ok || d.Sign() == 0 {
		return Rational{}, ErrNotRational
	}
	return n.quo(d), nil
}

func parseDecimal(s string) (Rational, bool) {
	whole, decimals, point := strings.Cut(s, ".")
	digits := whole + decimals
	if whole == "" || (point && decimals == "") || strings.Trim(digits, "0123456789") != "" {
		return Rational{}, false
	}
	if len(digits) <= 18 {
		n, err := strconv.ParseInt(digits, 10, 64)
		if err != nil {
			return Rational{}, false
		}
		d := int64(1)
		for range decimals {
			d *= 10
		}
		return ratio(n, d), true
	}
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		return Rational{}, false
	}
	return fromBig(r), true
}

// ratio reduces num/den, den > 0.
func ratio(num, den int64) Rational {
	if den == 1 {
		return Rational{num: num}
	}
	if num == math.MinInt64 { // has no absolute value in two words
		return fromBig(big.NewRat(num, den))
	}
	g := gcd(magnitude(num), uint64(den))
	return Rational{num: num / int64(g), den: den/int64(g) - 1}
}

func fromBig(r *big.Rat) Rational {
	if r.Num().IsInt64() && r.Denom().IsInt64() {
		return Rational{num: r.Num().Int64(), den: r.Denom().Int64() - 1}
	}
	return Rational{big: r}
}

func (r Rational) toBig() *big.Rat {
	if r.big != nil {
		return r.big
	}
	return big.NewRat(r.num, r.den+1)
}

// Add gives r+o.
func (r Rational) Add(o Rational) Rational {
	if r.big == nil && o.big == nil {
		if r.den == o.den {
			if sum, ok := addInt(r.num, o.num); ok {
				return ratio(sum, r.den+1)
			}
		}
		a, okA := mulInt(r.num, o.den+1)
		b, okB := mulInt(o.num, r.den+1)
		d, okD := mulInt(r.den+1, o.den+1)
		if okA && okB && okD {
			if sum, ok := addInt(a, b); ok {
				return ratio(sum, d)
			}
		}
	}
	return fromBig(new(big.Rat).Add(r.toBig(), o.toBig()))
}

// Mul gives r times o.
func (r Rational) Mul(o Rational) Rational {
	if r.big == nil && o.big == nil {
		// Reducing across first keeps products of marks and weights small.
		a, b := ratio(r.num, o.den+1), ratio(o.num, r.den+1)
		if a.big == nil && b.big == nil {
			n, okN := mulInt(a.num, b.num)
			d, okD := mulInt(a.den+1, b.den+1)
			if okN && okD {
				return Rational{num: n, den: d - 1}
			}
		}
	}
	return fromBig(new(big.Rat).Mul(r.toBig(), o.toBig()))
}

// quo gives r divided by o, which callers have checked not to be 0.
func (r Rational) quo(o Rational) Rational {
	if o.big == nil && o.num > 0 {
		return r.Mul(Rational{num: o.den + 1, den: o.num - 1})
	}
	return fromBig(new(big.Rat).Quo(r.toBig(), o.toBig()))
}

// Cmp gives -1, 0 or 1 as r is below, equal to or above o.
func (r Rational) Cmp(o Rational) int {
	if r.big == nil && o.big == nil {
		a, okA := mulInt(r.num, o.den+1)
		b, okB := mulInt(o.num, r.den+1)
		if okA && okB {
			switch {
			case a < b:
				return -1
			case a > b:
				return 1
			}
			return 0
		}
	}
	return r.toBig().Cmp(o.toBig())
}

// Sign gives -1, 0 or 1 as r is below, equal to or above 0.
func (r Rational) Sign() int {
	if r.big != nil {
		return r.big.Sign()
	}
	switch {
	case r.num < 0:
		return -1
	case r.num > 0:
		return 1
	}
	return 0
}

// String gives "13", "105/8" or "71/6": exact, and read back by ParseRational.
func (r Rational) String() string {
	if r.big != nil {
		return r.big.RatString()
	}
	if r.den == 0 {
		return strconv.FormatInt(r.num, 10)
	}
	return strconv.FormatInt(r.num, 10) + "/" + strconv.FormatInt(r.den+1, 10)
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return uint64(-(n + 1)) + 1
	}
	return uint64(n)
}

// gcd of two numbers that are not both 0.
func gcd(a, b uint64) uint64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func addInt(a, b int64) (int64, bool) {
	sum := a + b
	return sum, (sum > a) == (b > 0)
}

func mulInt(a, b int64) (int64, bool) {
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	if hi != 0 || lo > math.MaxInt64 {
		return 0, false
	}
	if (a < 0) != (b < 0) {
		return -int64(lo), true
	}
	return int64(lo), true
}
