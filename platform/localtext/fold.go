package localtext

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold returns the form of a text under which a search compares it. Texts that a
// person would type for the same name fold to the same form: letters are small
// and without accents; hamza forms, ta marbuta, alef maksura and the letters
// borrowed for foreign sounds become the plain letter; vowel signs, tatweel,
// apostrophes and invisible characters go; digits become 0 to 9; everything that
// separates words becomes one space.
//
// Fold(Fold(s)) == Fold(s), for any s.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	// Bytes that are no characters would keep their neighbours from being decomposed.
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(s, "")) {
		text, separates := foldRune(r)
		if separates {
			gap = b.Len() > 0
			continue
		}
		if text == "" {
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteString(text)
	}
	return b.String()
}

// foldRune returns what a decomposed character becomes, or that it separates
// words.
func foldRune(r rune) (text string, separates bool) {
	if r < 0x80 {
		return foldASCII(r)
	}
	switch {
	case unicode.Is(unicode.M, r), unicode.Is(unicode.Cf, r), r == unicode.ReplacementChar:
		return "", false
	case unicode.IsSpace(r), unicode.IsControl(r), unicode.Is(unicode.Pd, r):
		return "", true
	case unicode.Is(unicode.Nd, r):
		return string('0' + digitValue(r)), false
	}
	if folded, ok := foldLetter(r); ok {
		return folded, false
	}
	return string(unicode.ToLower(r)), false
}

func foldASCII(r rune) (text string, separates bool) {
	switch {
	case r <= ' ' || r == 0x7f || r == '-' || r == '_':
		return "", true
	case r == '\'' || r == '`':
		return "", false
	}
	return string(unicode.ToLower(r)), false
}

// foldLetter maps the letters that decomposition leaves apart.
func foldLetter(r rune) (string, bool) {
	switch r {
	case 'ء', 'ـ', // a bare hamza is often left out; tatweel only stretches
		'’', '‘', 'ʼ', 'ʻ', 'ʿ', 'ʾ', '´', 'ʹ':
		return "", true
	case 'ٱ', 'ٲ', 'ٳ', 'ٵ':
		return "ا", true
	case 'ة', 'ۃ', 'ە', 'ہ', 'ھ', 'ۀ', 'ۂ':
		return "ه", true
	case 'ى', 'ی', 'ې', 'ے', 'ۍ', 'ێ':
		return "ي", true
	case 'ٶ', 'ۆ', 'ۇ', 'ۋ':
		return "و", true
	case 'ک', 'ڪ', 'گ', 'ڭ', 'ݣ', 'ڬ', 'ڮ':
		return "ك", true
	case 'ڤ', 'ڥ', 'ڢ':
		return "ف", true
	case 'ڧ', 'ڨ':
		return "ق", true
	case 'پ':
		return "ب", true
	case 'چ', 'ژ':
		return "ج", true
	case 'æ', 'Æ':
		return "ae", true
	case 'œ', 'Œ':
		return "oe", true
	case 'ø', 'Ø':
		return "o", true
	case 'ß', 'ẞ':
		return "ss", true
	case 'đ', 'Đ', 'ð', 'Ð':
		return "d", true
	case 'ł', 'Ł':
		return "l", true
	case 'þ', 'Þ':
		return "th", true
	case 'ı':
		return "i", true
	case 'ς':
		return "σ", true
	}
	return "", false
}

// digitValue is 0 to 9: the decimal digits of every script lie in runs of ten.
func digitValue(r rune) rune {
	for _, run := range unicode.Nd.R16 {
		if rune(run.Lo) <= r && r <= rune(run.Hi) {
			return (r - rune(run.Lo)) % 10
		}
	}
	for _, run := range unicode.Nd.R32 {
		if rune(run.Lo) <= r && r <= rune(run.Hi) {
			return (r - rune(run.Lo)) % 10
		}
	}
	return 0
}
