package refdata

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// ErrNotAFraction is returned by ParseFraction for a text that is no exact
// number of the kinds it reads.
var ErrNotAFraction = errors.New("not a fraction")

// Fraction is an exact rational number in lowest terms with a positive Den.
// The zero value is not valid; loaded data never hold it.
type Fraction struct {
	Num, Den int64
}

// ParseFraction reads "7", "0.75" or "2/3". Weights such as 2/3 have no finite
// decimal form, so fractions are the only form that data are kept in.
func ParseFraction(s string) (Fraction, error) {
	if top, bottom, found := strings.Cut(s, "/"); found {
		n, err := parseDigits(top)
		if err != nil {
			return Fraction{}, fmt.Errorf("%q: %w", s, err)
		}
		d, err := parseDigits(bottom)
		if err != nil || d == 0 {
			return Fraction{}, fmt.Errorf("%q: %w", s, ErrNotAFraction)
		}
		return lowest(n, d), nil
	}
	whole, decimals, _ := strings.Cut(s, ".")
	if len(decimals) > 6 || strings.HasSuffix(s, ".") {
		return Fraction{}, fmt.Errorf("%q: %w", s, ErrNotAFraction)
	}
	n, err := parseDigits(whole + decimals)
	if err != nil || whole == "" {
		return Fraction{}, fmt.Errorf("%q: %w", s, ErrNotAFraction)
	}
	d := int64(1)
	for range decimals {
		d *= 10
	}
	return lowest(n, d), nil
}

// String gives "7" or "2/3", the form that the API shows for coefficients.
func (f Fraction) String() string {
	if f.Den == 1 {
		return strconv.FormatInt(f.Num, 10)
	}
	return strconv.FormatInt(f.Num, 10) + "/" + strconv.FormatInt(f.Den, 10)
}

// IsZero reports whether the value is 0.
func (f Fraction) IsZero() bool { return f.Num == 0 }

// oneMinus gives 1-f, the weight of the other part.
func (f Fraction) oneMinus() Fraction { return lowest(f.Den-f.Num, f.Den) }

// parseDigits reads an unsigned number short enough never to overflow a sum.
func parseDigits(s string) (int64, error) {
	if s == "" || len(s) > 12 {
		return 0, ErrNotAFraction
	}
	for _, r := range s {
		if r < '0' || r > '9' {
			return 0, ErrNotAFraction
		}
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%w: %w", ErrNotAFraction, err)
	}
	return n, nil
}

// lowest reduces n/d, d above 0.
func lowest(n, d int64) Fraction {
	a, b := n, d
	for b != 0 {
		a, b = b, a%b
	}
	return Fraction{Num: n / a, Den: d / a}
}
