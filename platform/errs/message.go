package errs

import (
	"fmt"
	"strings"

	"github.com/massar-platform/massar/platform/localtext"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// text is one message in both languages. {1} is the place of the first argument; a part in square brackets
// falls away when an argument in it was not given.
type text struct{ ar, fr string }

// First-strong isolate and its end: what stands between them (a number, a cell, a Latin word) cannot
// disturb the order of the Arabic around it.
const (
	isolate    = "\u2068"
	isolateEnd = "\u2069"
)

// Message is the catalogue's text for a reason, for a parent or a teacher, in Arabic or French. Arguments
// fill its places; places without an argument fall away with the words around them.
func Message(r errorsv1.Reason, lang localtext.Lang, args ...any) string {
	t, ok := lookup(r)
	if !ok {
		t, _ = lookup(errorsv1.Reason_INTERNAL)
	}
	if lang == localtext.French {
		return fill(t.fr, args, false)
	}
	return fill(t.ar, args, true)
}

// lookup finds a reason in the catalogue; each domain of reason.proto has its own table.
func lookup(r errorsv1.Reason) (text, bool) {
	table := generalMessages
	switch {
	case r >= 600:
		table = attendanceMessages
	case r >= 500:
		table = timetableMessages
	case r >= 400:
		table = gradeMessages
	case r >= 300:
		table = fileMessages
	case r >= 200:
		table = schoolMessages
	case r >= 100:
		table = identityMessages
	}
	t, ok := table[r]
	return t, ok
}

// fill puts args into a template, dropping the bracketed parts that miss one.
func fill(template string, args []any, isolated bool) string {
	if !strings.ContainsAny(template, "[{") {
		return template
	}
	var b strings.Builder
	for template != "" {
		open := strings.IndexByte(template, '[')
		if open < 0 {
			part, _ := fillPart(template, args, isolated)
			b.WriteString(part)
			break
		}
		part, _ := fillPart(template[:open], args, isolated)
		b.WriteString(part)
		end := open + strings.IndexByte(template[open:], ']')
		if part, ok := fillPart(template[open+1:end], args, isolated); ok {
			b.WriteString(part)
		}
		template = template[end+1:]
	}
	return b.String()
}

// fillPart replaces the places of one part in a single pass, so that an argument that looks like a place
// stays what it is; false when an argument is missing.
func fillPart(part string, args []any, isolated bool) (string, bool) {
	complete := true
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(part, "{")
		b.WriteString(before)
		if !found {
			return b.String(), complete
		}
		n := int(rest[0] - '1')
		part = rest[2:]
		value := ""
		if n < len(args) {
			value = fmt.Sprint(args[n])
		}
		switch {
		case value == "":
			complete = false
		case isolated:
			b.WriteString(isolate + value + isolateEnd)
		default:
			b.WriteString(value)
		}
	}
}
