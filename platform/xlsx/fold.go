package xlsx

import (
	"strings"
	"unicode"
)

// Fold brings a label to the form in which labels are compared: alef and hamza
// forms, ta marbuta, alef maksura, tatweel, vowel signs, digits, accents, case,
// invisible marks and runs of white space no longer make a difference.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		if unicode.IsSpace(r) {
			space = b.Len() > 0
			continue
		}
		r = foldRune(r)
		if r < 0 {
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// foldRune gives -1 for what a label does not need.
func foldRune(r rune) rune {
	switch {
	case r == 'أ' || r == 'إ' || r == 'آ' || r == 'ٱ':
		return 'ا'
	case r == 'ى' || r == 'ئ' || r == 'ی':
		return 'ي'
	case r == 'ة':
		return 'ه'
	case r == 'ؤ':
		return 'و'
	case r == 'ک':
		return 'ك'
	case r == 'ـ', r >= 0x064B && r <= 0x065F, r == 0x0670, r >= 0x0300 && r <= 0x036F:
		return -1
	case r >= '٠' && r <= '٩':
		return r - '٠' + '0'
	case unicode.Is(unicode.Cf, r) || unicode.IsControl(r):
		return -1
	case r < 0x80:
		return unicode.ToLower(r)
	}
	r = unicode.ToLower(r)
	switch r {
	case 'à', 'â', 'ä', 'á':
		return 'a'
	case 'ç':
		return 'c'
	case 'é', 'è', 'ê', 'ë':
		return 'e'
	case 'î', 'ï', 'í':
		return 'i'
	case 'ô', 'ö', 'ó':
		return 'o'
	case 'ù', 'û', 'ü', 'ú':
		return 'u'
	}
	return r
}

// Clean trims a text and turns each run of white space, tabs and line breaks
// included, into one space: such runs are typing slips in school files.
func Clean(s string) string { return strings.Join(strings.Fields(s), " ") }

// Allowed tells whether a text is free of control characters, of marks that
// turn the direction of what follows, and of broken characters. Pass it a
// cleaned text: tabs and line breaks are control characters too.
func Allowed(s string) bool {
	for _, r := range s {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == unicode.ReplacementChar || r == 0xFEFF {
			return false
		}
		if r >= 0xFFF9 && r <= 0xFFFF || r >= 0x2028 && r <= 0x2029 {
			return false
		}
	}
	return true
}

// Printable cleans a text and drops what Allowed refuses, for texts that are
// only shown.
func Printable(s string) string {
	return Clean(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || Allowed(string(r)) {
			return r
		}
		return -1
	}, s))
}
