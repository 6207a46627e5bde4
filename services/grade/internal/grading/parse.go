package grading

import (
	"strings"
	"unicode"
)

// Refusal says why a typed mark is not accepted. Its text is the name of the
// reason in the error catalogue.
type Refusal string

// The refusals of ParseMark.
const (
	NotANumber Refusal = "MARK_NOT_A_NUMBER"
	Negative   Refusal = "MARK_NEGATIVE"
	AboveScale Refusal = "MARK_ABOVE_SCALE"
	TooPrecise Refusal = "MARK_TOO_PRECISE"
)

// Error gives the name of the reason.
func (r Refusal) Error() string { return string(r) }

// ParseMark reads a mark as people and spreadsheets write it: Western or
// Arabic-Indic digits, a decimal point, comma or Arabic separator, spaces around
// it, invisible direction marks. غائب gives Absent and معفى gives Exempt in any
// spelling of hamza, alef and ya, with or without tatweel and diacritics, also
// in the feminine. An empty text gives Missing. Everything else is a Refusal:
// more than two decimals are refused and never rounded, because the teacher must
// see what is stored.
func ParseMark(typed string, scale int) (Entry, error) {
	text := strings.TrimFunc(typed, ignorable)
	if text == "" {
		return Entry{State: Missing}, nil
	}
	if state, ok := parseWord(text); ok {
		return Entry{State: state}, nil
	}
	mark, err := parseNumber(text)
	if err != nil {
		return Entry{}, err
	}
	if mark > Mark(scale)*perPoint {
		return Entry{}, AboveScale
	}
	return Entry{State: Graded, Mark: mark}, nil
}

// ignorable: spaces and the marks that only steer the direction of writing.
func ignorable(r rune) bool { return unicode.IsSpace(r) || invisible(r) }

func invisible(r rune) bool {
	switch {
	case r == '\u200e', r == '\u200f', r == '\u061c', r == '\ufeff',
		r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
		return true
	}
	return false
}

// tooLarge is above every scale; larger numbers are cut to it so that a long
// run of digits cannot overflow.
const tooLarge = Mark(1_000_000)

func parseNumber(text string) (Mark, error) {
	negative := false
	for _, sign := range []string{"-", "\u2212"} {
		if rest, found := strings.CutPrefix(text, sign); found {
			text, negative = rest, true
			break
		}
	}
	var (
		points          Mark
		part            int // digits seen before, then after the separator
		decimals        Mark
		seen, separated bool
		gap, tooPrecise bool
	)
	for _, r := range text {
		digit, isDigit := digitOf(r)
		switch {
		case invisible(r):
		case isDigit:
			if gap && part > 0 {
				return 0, NotANumber // "1 4" is two numbers
			}
			gap, seen = false, true
			part++
			switch {
			case !separated:
				points = min(points*10+Mark(digit), tooLarge)
			case part == 1:
				decimals += Mark(digit) * 100
			case part == 2:
				decimals += Mark(digit) * 10
			default:
				tooPrecise = true
			}
		case unicode.IsSpace(r):
			gap = true
		case separator(r) && !separated:
			separated, part, gap = true, 0, false
		default:
			return 0, NotANumber
		}
	}
	switch {
	case !seen:
		return 0, NotANumber
	case negative:
		return 0, Negative
	case tooPrecise:
		return 0, TooPrecise
	}
	return points*perPoint + decimals, nil
}

// digitOf reads Western, Arabic-Indic and extended Arabic-Indic digits.
func digitOf(r rune) (int, bool) {
	switch {
	case r >= '0' && r <= '9':
		return int(r - '0'), true
	case r >= '\u0660' && r <= '\u0669':
		return int(r - '\u0660'), true
	case r >= '\u06f0' && r <= '\u06f9':
		return int(r - '\u06f0'), true
	}
	return 0, false
}

// separator: point, comma, Arabic decimal separator, Arabic comma.
func separator(r rune) bool { return r == '.' || r == ',' || r == '\u066b' || r == '\u060c' }

// parseWord knows the words of MASSAR's sheets in their folded spelling.
func parseWord(text string) (State, bool) {
	var buffer [8]rune
	folded := buffer[:0]
	for _, r := range text {
		if invisible(r) || r == '\u0640' || (r >= '\u064b' && r <= '\u065f') || r == '\u0670' {
			continue
		}
		if len(folded) == len(buffer) {
			return Missing, false
		}
		folded = append(folded, foldLetter(r))
	}
	switch {
	case spells(folded, "غايب"), spells(folded, "غايبه"):
		return Absent, true
	case spells(folded, "معفي"), spells(folded, "معفيه"), spells(folded, "معفاه"):
		return Exempt, true
	}
	return Missing, false
}

// foldLetter joins the letters that people write for one another.
func foldLetter(r rune) rune {
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ئ', 'ى', 'ی':
		return 'ي'
	case 'ة':
		return 'ه'
	}
	return r
}

func spells(folded []rune, word string) bool {
	i := 0
	for _, r := range word {
		if i == len(folded) || folded[i] != r {
			return false
		}
		i++
	}
	return i == len(folded)
}
