package xlsx

import "strconv"

// Address names a cell: Address(7, 18) is "G18".
func Address(col, row int) string { return ColumnName(col) + strconv.Itoa(row) }

// ColumnName gives the letters of a 1-based column number.
func ColumnName(col int) string {
	var buf [8]byte
	i := len(buf)
	for col > 0 && i > 0 {
		col--
		i--
		buf[i] = byte('A' + col%26)
		col /= 26
	}
	return string(buf[i:])
}

// ParseAddress reads "G18" or "$G$18" as column 7, row 18.
func ParseAddress(s string) (col, row int, ok bool) {
	letters, digits := 0, 0
	for i := range len(s) {
		switch c := s[i]; {
		case c == '$':
		case c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z':
			if digits > 0 || letters == 3 {
				return 0, 0, false
			}
			letters++
			col = col*26 + int(c&^0x20-'A') + 1
		case c >= '0' && c <= '9':
			if letters == 0 || digits == 7 {
				return 0, 0, false
			}
			digits++
			row = row*10 + int(c-'0')
		default:
			return 0, 0, false
		}
	}
	return col, row, letters > 0 && row > 0 && row <= maxSheetRow && col <= maxSheetCol
}

// The format's own bounds.
const (
	maxSheetRow = 1048576
	maxSheetCol = 16384
)

// Range is a rectangle of cells, both corners included.
type Range struct{ Col1, Row1, Col2, Row2 int }

// Contains tells whether the cell lies in the range.
func (r Range) Contains(col, row int) bool {
	return col >= r.Col1 && col <= r.Col2 && row >= r.Row1 && row <= r.Row2
}

// String gives the range as "D7:F7".
func (r Range) String() string { return Address(r.Col1, r.Row1) + ":" + Address(r.Col2, r.Row2) }

func parseRange(s string) (Range, bool) {
	first, second := s, s
	for i := range len(s) {
		if s[i] == ':' {
			first, second = s[:i], s[i+1:]
			break
		}
	}
	c1, r1, ok1 := ParseAddress(first)
	c2, r2, ok2 := ParseAddress(second)
	if !ok1 || !ok2 {
		return Range{}, false
	}
	return Range{min(c1, c2), min(r1, r2), max(c1, c2), max(r1, r2)}, true
}
