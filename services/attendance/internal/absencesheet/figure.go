package absencesheet

import (
	"errors"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/massar-platform/massar/platform/xlsx"
)

// Figure is a number of days or hours, exact to the hundredth. The zero Figure is
// an empty cell, which is not a 0.
type Figure struct {
	Hundredths int64
	Set        bool
	// Cell is where Read found it.
	Cell string
}

// ErrNotAFigure is returned by ParseFigure.
var ErrNotAFigure = errors.New("absencesheet: not a number of days or hours")

var figurePattern = regexp.MustCompile(`^[0-9]{1,4}(\.[0-9]{1,2})?$`)

// ParseFigure reads "3", "1.5" or "0.83", the form of the roll-up.
func ParseFigure(s string) (Figure, error) {
	if !figurePattern.MatchString(s) {
		return Figure{}, ErrNotAFigure
	}
	whole, decimals, _ := strings.Cut(s, ".")
	n, err := strconv.ParseInt(whole+(decimals + "00")[:2], 10, 64)
	if err != nil {
		return Figure{}, ErrNotAFigure
	}
	return Figure{Hundredths: n, Set: true}, nil
}

// String gives the form that ParseFigure reads, empty for an empty cell.
func (f Figure) String() string {
	if !f.Set {
		return ""
	}
	text := strconv.FormatInt(f.Hundredths/100, 10)
	rest := strings.TrimRight(strconv.FormatInt(f.Hundredths%100+100, 10)[1:], "0")
	if rest == "" {
		return text
	}
	return text + "." + rest
}

// plus adds two figures; two empty ones stay empty.
func (f Figure) plus(o Figure) Figure {
	return Figure{Hundredths: f.Hundredths + o.Hundredths, Set: f.Set || o.Set}
}

// readFigure reads a cell up to a highest value. A dash is how some write nothing.
func readFigure(c xlsx.Cell, highest int64) (Figure, bool) {
	text := c.Clean()
	if c.Number {
		n, err := strconv.ParseFloat(text, 64)
		// Spreadsheets store 1.1 as a binary fraction.
		rounded := math.Round(n * 100)
		if err != nil || math.IsNaN(n) || math.Abs(n*100-rounded) > 1e-6 || rounded < 0 || rounded > float64(highest) {
			return Figure{}, false
		}
		return Figure{Hundredths: int64(rounded), Set: true, Cell: c.Address()}, true
	}
	if text = latin(text); text == "" || text == "-" {
		return Figure{Cell: c.Address()}, true
	}
	f, err := ParseFigure(text)
	f.Cell = c.Address()
	return f, err == nil && f.Hundredths <= highest
}

// latin turns the digits and decimal signs of Arabic and French into plain ones.
func latin(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return r - '٠' + '0'
		case r >= '۰' && r <= '۹':
			return r - '۰' + '0'
		case r == '٫' || r == ',':
			return '.'
		}
		return r
	}, xlsx.Printable(s))
}
