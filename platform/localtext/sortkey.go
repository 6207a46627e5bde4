package localtext

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// SortKey returns a text whose bytes order names as a class list does: Arabic by
// the Arabic alphabet, Latin without regard to case and accents, Latin before
// Arabic, and numbers by value, so that class 2 comes before class 10. Names that
// fold alike are ordered by their own spelling.
func SortKey(s string) string {
	folded := Fold(s)
	var b strings.Builder
	b.Grow(len(folded) + len(s) + 8)
	for len(folded) > 0 {
		digits := leadingDigits(folded)
		if digits == 0 {
			next := strings.IndexAny(folded, "0123456789")
			if next < 0 {
				next = len(folded)
			}
			b.WriteString(folded[:next])
			folded = folded[next:]
			continue
		}
		number := strings.TrimLeft(folded[:digits], "0")
		// The length comes first, nine at a time: "7" < "8" < "90" < "91".
		for n := len(number); ; n -= 9 {
			if n < 9 {
				b.WriteByte('0' + byte(n))
				break
			}
			b.WriteByte('9')
		}
		b.WriteString(number)
		folded = folded[digits:]
	}
	// The separator sorts before every letter and is allowed in a TEXT column.
	b.WriteByte(1)
	for _, r := range norm.NFC.String(s) {
		if r != 0 {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func leadingDigits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}
