package xlsx

import (
	"math"
	"strconv"
)

// shownDigits is how many digits of a number spreadsheets show at most; further ones are noise of the binary
// fraction in which they store it.
const shownDigits = 15

// Shown is what a person finds at an address of a sheet that was read, fit to be shown. A number is given
// without its display format; inside a merged range it is what the range shows.
func (b *Book) Shown(sheet, address string) string {
	col, row, ok := ParseAddress(address)
	if !ok {
		return ""
	}
	for i := range b.sheets {
		if s := b.sheets[i].read; s != nil && s.Name == sheet {
			return s.At(col, row).shown()
		}
	}
	return ""
}

func (c Cell) shown() string {
	if f, err := strconv.ParseFloat(c.Text, 64); c.Number && err == nil && math.Abs(f) < 1e15 {
		// Parsing what was just formatted cannot fail.
		short, _ := strconv.ParseFloat(strconv.FormatFloat(f, 'g', shownDigits, 64), 64)
		return strconv.FormatFloat(short, 'f', -1, 64)
	}
	return Printable(c.Text)
}
