package secrets

import (
	_ "embed"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"
)

// The lengths of passwords, in characters.
const (
	MinPassword      = 8
	MinStaffPassword = 12
	MaxPassword      = 256
)

// fewDistinct is the number of different characters below which a password is no password.
const fewDistinct = 4

//go:embed common.txt
var commonText string

// commonWords reads the embedded list once, when the first password is set.
var commonWords = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	for line := range strings.Lines(commonText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, word := range strings.Fields(line) {
			words[unswap(word)] = true
		}
	}
	return words
})

// Weakness says why a password is refused.
type Weakness uint8

// The weaknesses.
const (
	Strong Weakness = iota
	TooShort
	TooLong
	TooCommon
)

// CheckPassword judges a new password. own are the person's identifiers (Massar code, phone, e-mail), which
// it must not be made of. There are no rules about kinds of characters: length and surprise are what counts.
func CheckPassword(password string, staff bool, own ...string) Weakness {
	password = Normalise(password)
	length := utf8.RuneCountInString(password)
	least := MinPassword
	if staff {
		least = MinStaffPassword
	}
	switch {
	case length < least:
		return TooShort
	case length > MaxPassword:
		return TooLong
	case distinct(password) < fewDistinct, isRun(password), isDate(password), isCommon(password), isOwn(password, own):
		return TooCommon
	}
	return Strong
}

func distinct(s string) int {
	seen := map[rune]bool{}
	for _, r := range strings.ToLower(s) {
		seen[r] = true
	}
	return len(seen)
}

// isRun finds rows of characters that follow one another, up or down: 12345678, abcdefgh, 87654321.
func isRun(s string) bool {
	runes := []rune(strings.ToLower(s))
	steps := map[rune]int{}
	for i := 1; i < len(runes); i++ {
		steps[runes[i]-runes[i-1]]++
	}
	// Nine then zero belongs to the row, so one odd step is let pass.
	for step, n := range steps {
		if (step == 1 || step == -1 || step == 0) && n >= len(runes)-2 {
			return true
		}
	}
	return false
}

// isDate finds a day written in eight digits, in any of the usual orders: a birth date is known to many.
func isDate(s string) bool {
	digits := keep(s, unicode.IsDigit)
	if len(digits) != 8 || len(keep(s, unicode.IsLetter)) > 0 {
		return false
	}
	for _, layout := range []string{"02012006", "01022006", "20060102"} {
		day, err := time.Parse(layout, digits)
		if err == nil && day.Year() > 1900 && day.Year() < 2100 {
			return true
		}
	}
	return false
}

// isCommon strips digits and signs from the ends, undoes letter swaps and looks the rest up, once or repeated.
// "massar" and "taalim" are refused wherever they stand.
func isCommon(s string) bool {
	lower := unswap(strings.ToLower(s))
	for _, word := range []string{"massar", "taalim"} {
		if strings.Contains(lower, unswap(word)) {
			return true
		}
	}
	letters := keep(strings.TrimFunc(strings.ToLower(s), notLetter), unicode.IsLetter)
	core := keep(strings.TrimFunc(unswap(strings.TrimFunc(strings.ToLower(s), notLetter)), notLetter), unicode.IsLetter)
	words := commonWords()
	for _, candidate := range []string{unswap(letters), core} {
		if candidate == "" {
			continue
		}
		if words[candidate] || words[unrepeat(candidate)] {
			return true
		}
	}
	// Nothing but digits and signs: what people type there are phones, dates and rows.
	return letters == "" && len(keep(s, unicode.IsDigit)) < MinStaffPassword
}

// isOwn finds the person's own identifiers inside the password.
func isOwn(password string, own []string) bool {
	plain := strings.ToLower(keep(password, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }))
	for _, value := range own {
		value, _, _ = strings.Cut(strings.ToLower(value), "@")
		value = keep(value, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
		// A national number is typed without its country.
		value = strings.TrimPrefix(value, "212")
		if len(value) >= 4 && strings.Contains(plain, value) {
			return true
		}
	}
	return false
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

func keep(s string, want func(rune) bool) string {
	return strings.Map(func(r rune) rune {
		if want(r) {
			return r
		}
		return -1
	}, s)
}

// unswap undoes the usual swaps of letters for digits and signs.
func unswap(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '0':
			return 'o'
		case '1', '!', '|':
			return 'i'
		case '3', '€', 'é', 'è', 'ê':
			return 'e'
		case '4', '@', 'à', 'â':
			return 'a'
		case '5', '$':
			return 's'
		case '7':
			return 't'
		case '8':
			return 'b'
		case 'ç':
			return 'c'
		}
		return r
	}, s)
}

// unrepeat finds the part that a word repeats: salamsalam is salam.
func unrepeat(s string) string {
	for size := 1; size <= len(s)/2; size++ {
		if len(s)%size == 0 && strings.Repeat(s[:size], len(s)/size) == s {
			return s[:size]
		}
	}
	return s
}
