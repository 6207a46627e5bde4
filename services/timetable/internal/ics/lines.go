package ics

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxOctets is the longest line, its end not counted.
const maxOctets = 75

// text writes a property with a text as its value; an empty one is left out.
func (w *writer) text(name, value string) {
	if value != "" {
		w.raw(name, escape(value))
	}
}

// raw writes a property whose value needs no escape, folded.
func (w *writer) raw(name, value string) {
	line := name + ":" + value
	room := maxOctets
	for len(line) > room {
		cut := room
		for cut > 0 && !utf8.RuneStart(line[cut]) {
			cut--
		}
		w.out.WriteString(line[:cut])
		w.out.WriteString("\r\n ")
		line, room = line[cut:], maxOctets-1
	}
	w.out.WriteString(line)
	w.out.WriteString("\r\n")
}

// escape makes a text a value: separators get a backslash, lines become \n, and
// characters that a calendar must not hold go.
func escape(text string) string {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\r\n", "\n")
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '\\' || r == ';' || r == ',':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n' || r == '\r':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteByte(' ')
		case !unicode.IsControl(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}
