package fet

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/massar-platform/massar/services/timetable/internal/bell"
)

// shorten makes a text fit to be shown: bounded, without control characters.
func shorten(text string) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	var b strings.Builder
	n := 0
	for _, r := range text {
		if n == MaxName {
			b.WriteRune('…')
			break
		}
		if badRune(r) {
			r = ' '
		}
		b.WriteRune(r)
		n++
	}
	return b.String()
}

// badRune is a character that no name has: controls, and the marks that turn the
// direction of what follows.
func badRune(r rune) bool {
	return unicode.IsControl(r) || r == utf8.RuneError || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == '\u2028' || r == '\u2029'
}

// clean trims a name and makes one space of several. ok is false for a name that
// is too long or has a bad character.
func clean(name string) (string, bool) {
	name = strings.Join(strings.Fields(name), " ")
	if utf8.RuneCountInString(name) > MaxName || !utf8.ValidString(name) || strings.ContainsFunc(name, badRune) {
		return "", false
	}
	return name, true
}

// fold makes names of days, hours and columns comparable: small letters, no
// accents, one form of each Arabic letter, Western digits.
func fold(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(strings.Join(strings.Fields(text), " ")) {
		switch {
		case strings.ContainsRune("éèêë", r):
			r = 'e'
		case strings.ContainsRune("àâä", r):
			r = 'a'
		case strings.ContainsRune("ùûü", r):
			r = 'u'
		case strings.ContainsRune("îï", r):
			r = 'i'
		case strings.ContainsRune("ôö", r):
			r = 'o'
		case r == 'ç':
			r = 'c'
		case strings.ContainsRune("أإآٱ", r):
			r = 'ا'
		case r == 'ى':
			r = 'ي'
		case r == 'ة':
			r = 'ه'
		case r >= '٠' && r <= '٩':
			r = '0' + r - '٠'
		case r == 'ـ' || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r):
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// ParseDay reads the name of a day: the weekday (1 Monday to 6 Saturday) and the
// half day that its suffix names, empty where it has none. French, Arabic and
// English names are known, in any case: "lundi_m", "MARDI_S", "الاثنين_م".
func ParseDay(name string) (weekday int, half bell.Half, ok bool) {
	word := fold(name)
	if weekday, ok = weekdayNamed(word); ok {
		return weekday, "", true
	}
	cut := strings.LastIndexAny(word, "_-. /")
	if cut < 0 {
		return 0, "", false
	}
	half, ok = halfNamed(strings.TrimSpace(word[cut+1:]))
	if !ok {
		return 0, "", false
	}
	weekday, ok = weekdayNamed(strings.TrimRight(word[:cut], "_-. /"))
	if !ok {
		return 0, "", false
	}
	return weekday, half, true
}

func weekdayNamed(word string) (int, bool) {
	word = strings.TrimPrefix(word, "يوم ")
	switch strings.TrimPrefix(word, "ال") {
	case "lundi", "lun", "monday", "mon", "اثنين", "1":
		return 1, true
	case "mardi", "mar", "tuesday", "tue", "ثلاثاء", "2":
		return 2, true
	case "mercredi", "mer", "wednesday", "wed", "اربعاء", "3":
		return 3, true
	case "jeudi", "jeu", "thursday", "thu", "خميس", "4":
		return 4, true
	case "vendredi", "ven", "friday", "fri", "جمعه", "5":
		return 5, true
	case "samedi", "sam", "saturday", "sat", "سبت", "6":
		return 6, true
	}
	return 0, false
}

func halfNamed(word string) (bell.Half, bool) {
	switch word {
	case "m", "matin", "am", "morning", "ص", "صباح", "صباحا":
		return bell.AM, true
	case "s", "soir", "apres-midi", "aprem", "pm", "afternoon", "م", "مساء":
		return bell.PM, true
	}
	return "", false
}

// parseClass reads "2BACSPF-1" or "2BACSPF-1:G1".
func parseClass(text string) (class, group string, ok bool) {
	class, group, grouped := strings.Cut(text, ":")
	class, ok = clean(class)
	if !ok || class == "" || strings.ContainsAny(class, "+,;") {
		return "", "", false
	}
	if !grouped {
		return class, "", true
	}
	group, ok = parseGroup(group)
	return class, group, ok && group != ""
}

// maxGroup is the longest name of a half group.
const maxGroup = 16

// parseGroup reads the name of a half group: letters and digits, made capitals.
func parseGroup(text string) (string, bool) {
	group := strings.ToUpper(strings.TrimSpace(text))
	if len(group) > maxGroup {
		return "", false
	}
	for _, r := range group {
		if (r < 'A' || r > 'Z') && (r < '0' || r > '9') {
			return "", false
		}
	}
	return group, true
}
