package localtext

import (
	"strconv"
	"strings"
)

// Lang is a language in which the platform can speak.
type Lang string

// The languages for which every message exists.
const (
	Arabic Lang = "ar"
	French Lang = "fr"
)

// Default is the language of a caller who asked for none that exists.
const Default = Arabic

// The header comes from outside: what is beyond these bounds is not read.
const (
	maxHeader = 512
	maxRanges = 32
)

// Langs returns every language, the default first.
func Langs() []Lang { return []Lang{Arabic, French} }

// ParseLang reads a stored or configured language tag; ok is false when no
// message exists in it.
func ParseLang(tag string) (lang Lang, ok bool) {
	primary, _, _ := strings.Cut(strings.ReplaceAll(tag, "_", "-"), "-")
	for _, lang := range Langs() {
		if strings.EqualFold(primary, string(lang)) {
			return lang, true
		}
	}
	return Default, false
}

// FromAcceptLanguage chooses the language for an Accept-Language header: the
// highest quality among those that exist, the first named when two are equal,
// Default when there is none.
func FromAcceptLanguage(header string) Lang {
	if len(header) > maxHeader {
		header = header[:maxHeader]
	}
	best, bestQuality := Default, 0.0
	for i, part := range strings.Split(header, ",") {
		if i == maxRanges {
			break
		}
		tag, params, _ := strings.Cut(part, ";")
		lang, ok := ParseLang(strings.TrimSpace(tag))
		if !ok {
			continue
		}
		if quality := parseQuality(params); quality > bestQuality {
			best, bestQuality = lang, quality
		}
	}
	return best
}

// parseQuality reads ";q=0.8". No parameter is quality 1; one that cannot be read
// is 0, so that a broken range is ignored.
func parseQuality(params string) float64 {
	params = strings.TrimSpace(params)
	if params == "" {
		return 1
	}
	value, ok := strings.CutPrefix(strings.ToLower(params), "q=")
	if !ok {
		return 0
	}
	quality, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil || !(quality >= 0 && quality <= 1) {
		return 0
	}
	return quality
}
