package sqldb

import (
	"strconv"
	"strings"
)

// anonymousParams writes a statement's $n as ? where that means the same. To SQLite $n is a name, and the driver
// looks up the name of each parameter among all names before it: for the hundreds of a multi-row statement that
// is a tenth of the time of a save.
//
// SQLite numbers parameters as they first appear. Where that is $1, $2, $3, … in order, a parameter that appears
// once keeps its number without its name. Any other text stays as it is.
func anonymousParams(text string) string {
	found, ok := params(text)
	if !ok {
		return text
	}
	uses := map[int]int{}
	for _, p := range found {
		if p.number > len(uses)+1 {
			return text // not in order
		}
		uses[p.number]++
	}
	var b strings.Builder
	b.Grow(len(text))
	from := 0
	for _, p := range found {
		if uses[p.number] > 1 {
			continue
		}
		b.WriteString(text[from:p.begin])
		b.WriteByte('?')
		from = p.end
	}
	b.WriteString(text[from:])
	return b.String()
}

// param is one $n in a text.
type param struct{ number, begin, end int }

// params finds the parameters outside of quotes and comments; false for a text with parameters of another form
// or something that is not understood.
func params(text string) ([]param, bool) {
	var found []param
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '\'', '"', '`':
			end := strings.IndexByte(text[i+1:], c)
			if end < 0 {
				return nil, false
			}
			i += end + 1 // a doubled quote is the end and another beginning
		case '[', '?', '@', '#':
			return nil, false
		case ':':
			if i+1 < len(text) && isWord(text[i+1]) {
				return nil, false
			}
		case '-', '/':
			if i+1 < len(text) && (text[i:i+2] == "--" || text[i:i+2] == "/*") {
				return nil, false
			}
		case '$':
			end := i + 1
			for end < len(text) && isWord(text[end]) {
				end++
			}
			number, err := strconv.Atoi(text[i+1 : end])
			if err != nil || number < 1 || text[i+1] == '0' || text[i+1] == '+' {
				return nil, false
			}
			found = append(found, param{number, i, end})
			i = end - 1
		}
	}
	return found, true
}

func isWord(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == ':' || c == '$' || c >= 0x80
}
