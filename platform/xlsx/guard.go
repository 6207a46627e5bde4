package xlsx

import (
	"bytes"
	"io"
)

// tagGuard bounds the length of one tag. The XML decoder collects all
// attributes of an element before it hands the element over, so without this
// one tag with a million attributes would escape the budget of elements.
type tagGuard struct {
	r     io.Reader
	state guardState
	quote byte
	size  int
	tail  [8]byte // the last bytes seen, newest last
}

type guardState uint8

const (
	inText guardState = iota
	inTag
	inComment
	inData
	inInstruction
)

const maxTag = 64 << 10

// Read implements io.Reader.
func (g *tagGuard) Read(p []byte) (int, error) {
	n, err := g.r.Read(p)
	for _, c := range p[:n] {
		copy(g.tail[:], g.tail[1:])
		g.tail[len(g.tail)-1] = c
		g.step(c)
		if g.size > maxTag {
			return 0, refuse(ReasonFileTooLarge, "a part holds a tag that is too long")
		}
	}
	return n, err
}

func (g *tagGuard) step(c byte) {
	switch g.state {
	case inText:
		if c == '<' {
			g.state, g.size, g.quote = inTag, 0, 0
		}
	case inTag:
		g.tag(c)
	case inComment:
		g.leave(c, "-->")
	case inData:
		g.leave(c, "]]>")
	case inInstruction:
		g.leave(c, "?>")
	}
}

func (g *tagGuard) tag(c byte) {
	g.size++
	switch {
	case g.size == 1 && c == '?':
		g.state = inInstruction
	case g.size == 3 && bytes.HasSuffix(g.tail[:], []byte("<!--")):
		g.state = inComment
	case g.size == 8 && bytes.Equal(g.tail[:], []byte("![CDATA[")):
		g.state, g.size = inData, 0
	case g.quote != 0:
		if c == g.quote {
			g.quote = 0
		}
	case c == '"' || c == '\'':
		g.quote = c
	case c == '>':
		g.state, g.size = inText, 0
	}
}

// leave ends a comment, a data section or an instruction. A data section is
// text, whose length is bounded where it is read; the decoder gathers the other
// two whole, so they count.
func (g *tagGuard) leave(c byte, end string) {
	if g.state != inData {
		g.size++
	}
	if c == '>' && bytes.HasSuffix(g.tail[:], []byte(end)) {
		g.state, g.size = inText, 0
	}
}
