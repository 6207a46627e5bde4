package xlsx

import (
	"encoding/xml"
	"errors"
	"io"
)

// elements reads a part as a stream of XML and charges each element to the
// budget that all parts of the book share.
type elements struct {
	dec    *xml.Decoder
	budget *int
	depth  int
}

// maxDepth is far over what spreadsheets nest.
const maxDepth = 64

func newElements(r io.Reader, budget *int) *elements {
	return &elements{dec: xml.NewDecoder(&tagGuard{r: r}), budget: budget}
}

// next gives the next token; io.EOF at the end of a well-formed part.
func (e *elements) next() (xml.Token, error) {
	tok, err := e.dec.Token()
	if errors.Is(err, io.EOF) {
		return nil, io.EOF
	}
	if err != nil {
		return nil, broken("reading XML", err)
	}
	switch tok.(type) {
	case xml.StartElement:
		e.depth++
		*e.budget--
		if *e.budget < 0 {
			return nil, refuse(ReasonFileTooLarge, "the workbook has too many elements")
		}
		if e.depth > maxDepth {
			return nil, refuse(ReasonFileBroken, "a part is nested too deeply")
		}
	case xml.EndElement:
		e.depth--
	case xml.Directive:
		return nil, refuse(ReasonFileBroken, "a part declares a document type")
	}
	return tok, nil
}

// each calls fn for every start element of the part.
func (e *elements) each(fn func(xml.StartElement) error) error {
	for {
		tok, err := e.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if start, ok := tok.(xml.StartElement); ok {
			if err := fn(start); err != nil {
				return err
			}
		}
	}
}

// text gives the characters of the element just entered and leaves it. With
// runs, only what stands inside <t> counts, and phonetic guides do not.
func (e *elements) text(limit int, runs bool) (string, error) {
	var out []byte
	depth, take, skip := e.depth, 0, 0
	if !runs {
		take = depth
	}
	for {
		tok, err := e.next()
		if err != nil {
			return "", broken("reading a text", err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if t.Name.Local == "rPh" && skip == 0 {
				skip = e.depth
			}
			if runs && t.Name.Local == "t" && skip == 0 {
				take = e.depth
			}
		case xml.EndElement:
			if e.depth < depth {
				return unescape(string(out)), nil
			}
			if e.depth < skip {
				skip = 0
			}
			if runs && e.depth < take {
				take = 0
			}
		case xml.CharData:
			if take > 0 && skip == 0 {
				if len(out)+len(t) > limit {
					return "", refuse(ReasonFileTooLarge, "a text is too long")
				}
				out = append(out, t...)
			}
		}
	}
}

func attr(start xml.StartElement, local string) string {
	for _, a := range start.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// unescape reads the format's own escape for characters that XML cannot hold:
// _x000D_ is a carriage return, _x005F_ an underscore.
func unescape(s string) string {
	var out []byte
	last := 0
	for i := 0; i+7 <= len(s); i++ {
		if s[i] != '_' || s[i+1] != 'x' || s[i+6] != '_' {
			continue
		}
		var r rune
		ok := true
		for _, c := range []byte(s[i+2 : i+6]) {
			switch {
			case c >= '0' && c <= '9':
				r = r<<4 | rune(c-'0')
			case c >= 'A' && c <= 'F':
				r = r<<4 | rune(c-'A'+10)
			case c >= 'a' && c <= 'f':
				r = r<<4 | rune(c-'a'+10)
			default:
				ok = false
			}
		}
		if !ok {
			continue
		}
		out = append(out, s[last:i]...)
		out = append(out, string(r)...)
		i += 6
		last = i + 1
	}
	if last == 0 {
		return s
	}
	return string(append(out, s[last:]...))
}
