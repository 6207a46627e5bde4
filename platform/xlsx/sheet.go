package xlsx

import (
	"encoding/xml"
	"errors"
	"io"
	"sort"
	"strconv"
	"strings"
)

// Cell is one filled cell. The zero Cell is an empty one.
type Cell struct {
	Col, Row int
	// Text is what the file stores: a number as it was written there, never
	// as its display format shows it.
	Text string
	// Number tells a number cell from a text that looks like one.
	Number bool
	// Formula tells that Text is the last result of a formula.
	Formula bool
}

// Address names the cell.
func (c Cell) Address() string { return Address(c.Col, c.Row) }

// Empty tells a cell without anything but white space.
func (c Cell) Empty() bool { return strings.TrimSpace(c.Text) == "" }

// Clean gives the text without outer and doubled white space.
func (c Cell) Clean() string { return Clean(c.Text) }

// Sheet holds the filled cells of one sheet.
type Sheet struct {
	Name        string
	Hidden      bool
	RightToLeft bool
	Merges      []Range
	rows        map[int][]Cell // by column
	last        int
}

// LastRow is the number of the last row with a filled cell.
func (s *Sheet) LastRow() int { return s.last }

// Row gives the filled cells of a row from left to right.
func (s *Sheet) Row(row int) []Cell { return s.rows[row] }

// Own gives the cell itself, empty inside a merged range.
func (s *Sheet) Own(col, row int) Cell {
	cells := s.rows[row]
	i := sort.Search(len(cells), func(i int) bool { return cells[i].Col >= col })
	if i < len(cells) && cells[i].Col == col {
		return cells[i]
	}
	return Cell{Col: col, Row: row}
}

// At gives the cell that shows at a place: inside a merged range, its first.
func (s *Sheet) At(col, row int) Cell {
	if m, ok := s.Merge(col, row); ok {
		return s.Own(m.Col1, m.Row1)
	}
	return s.Own(col, row)
}

// Merge gives the merged range that covers a cell.
func (s *Sheet) Merge(col, row int) (Range, bool) {
	for _, m := range s.Merges {
		if m.Contains(col, row) {
			return m, true
		}
	}
	return Range{}, false
}

// Sheet reads a sheet by name, without regard to case.
func (b *Book) Sheet(name string) (*Sheet, error) {
	for i, ref := range b.sheets {
		if strings.EqualFold(strings.TrimSpace(ref.name), name) {
			return b.SheetAt(i)
		}
	}
	return nil, refuse(ReasonSheetNotFound, "the sheet is not in the workbook")
}

// SheetAt reads the sheet at a place in Names. Its cells are charged to the
// limits of the book once.
func (b *Book) SheetAt(i int) (*Sheet, error) {
	ref := &b.sheets[i]
	if ref.read != nil {
		return ref.read, nil
	}
	if _, err := b.relations(ref.part); err != nil {
		return nil, err
	}
	el, closer, ok, err := b.part(ref.part)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, refuse(ReasonFileBroken, "a sheet is missing")
	}
	defer closer.Close()
	s := &Sheet{Name: ref.name, Hidden: ref.hidden, rows: map[int][]Cell{}}
	p := &sheetParser{book: b, sheet: s, el: el}
	if err := p.parse(); err != nil {
		return nil, err
	}
	ref.read = s
	return s, nil
}

type sheetParser struct {
	book     *Book
	sheet    *Sheet
	el       *elements
	row, col int
	sorted   bool
}

func (p *sheetParser) parse() error {
	p.sorted = true
	if err := p.el.each(p.element); err != nil {
		return err
	}
	if p.sorted {
		return nil
	}
	for _, cells := range p.sheet.rows {
		sort.SliceStable(cells, func(i, j int) bool { return cells[i].Col < cells[j].Col })
		for i := 1; i < len(cells); i++ {
			if cells[i].Col == cells[i-1].Col {
				return refuse(ReasonFileBroken, "a sheet holds one cell twice")
			}
		}
	}
	return nil
}

func (p *sheetParser) element(start xml.StartElement) error {
	switch start.Name.Local {
	case "sheetView":
		v := attr(start, "rightToLeft")
		p.sheet.RightToLeft = p.sheet.RightToLeft || v == "1" || v == "true"
	case "row":
		p.row++
		p.col = 0
		if v := attr(start, "r"); v != "" {
			n, err := strconv.Atoi(v)
			if err != nil || n < 1 || n > maxSheetRow {
				return refuse(ReasonFileBroken, "a row has no valid number")
			}
			p.row = n
		}
	case "c":
		return p.cell(start)
	case "mergeCell":
		r, ok := parseRange(attr(start, "ref"))
		if !ok {
			return refuse(ReasonFileBroken, "a merged range has no valid address")
		}
		if len(p.sheet.Merges) == p.book.limits.Merges {
			return refuse(ReasonFileTooLarge, "too many merged ranges")
		}
		p.sheet.Merges = append(p.sheet.Merges, r)
	}
	return nil
}

// cell reads one <c>. Empty cells, which only carry a format, are dropped
// wherever they lie: spreadsheets write them far outside the table.
func (p *sheetParser) cell(start xml.StartElement) error {
	p.col++
	col, row := p.col, p.row
	if ref := attr(start, "r"); ref != "" {
		c, r, ok := ParseAddress(ref)
		if !ok {
			return refuse(ReasonFileBroken, "a cell has no valid address")
		}
		col, row = c, r
		p.col = c
	}
	c := Cell{Col: col, Row: row}
	if err := p.value(&c, attr(start, "t")); err != nil {
		return err
	}
	if c.Empty() {
		return nil
	}
	limits := p.book.limits
	if row < 1 || row > limits.Row || col > limits.Col {
		return refuse(ReasonFileTooLarge, "a cell lies too far out")
	}
	p.book.cells--
	if p.book.cells < 0 {
		return refuse(ReasonFileTooLarge, "the workbook has too many cells")
	}
	cells := p.sheet.rows[row]
	if n := len(cells); n > 0 && cells[n-1].Col >= col {
		p.sorted = false
	}
	p.sheet.rows[row] = append(cells, c)
	p.sheet.last = max(p.sheet.last, row)
	return nil
}

// value reads the children of <c> up to its end.
func (p *sheetParser) value(c *Cell, kind string) error {
	depth := p.el.depth
	for {
		tok, err := p.el.next()
		if errors.Is(err, io.EOF) {
			return refuse(ReasonFileBroken, "a sheet ends inside a cell")
		}
		if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.EndElement:
			if p.el.depth < depth {
				return nil
			}
		case xml.StartElement:
			switch t.Name.Local {
			case "f":
				c.Formula = true
			case "v", "is":
				text, err := p.el.text(p.book.limits.Text, t.Name.Local == "is")
				if err != nil {
					return err
				}
				if err := p.set(c, kind, text); err != nil {
					return err
				}
			}
		}
	}
}

func (p *sheetParser) set(c *Cell, kind, text string) error {
	switch kind {
	case "s":
		s, ok := p.book.shared(text)
		if !ok {
			return refuse(ReasonFileBroken, "a cell names a text that is not there")
		}
		c.Text = s
	case "", "n":
		c.Text = strings.TrimSpace(text)
		if c.Text == "" {
			return nil
		}
		if !decimal(c.Text) {
			return refuse(ReasonFileBroken, "a number cell holds no number")
		}
		c.Number = true
	case "b":
		c.Text = "FALSE"
		if strings.TrimSpace(text) == "1" {
			c.Text = "TRUE"
		}
	default: // str, inlineStr, e, d
		c.Text = text
	}
	return nil
}

// decimal tells a finite number in the notation of the format; ParseFloat alone
// would let words and hexadecimal through.
func decimal(s string) bool {
	if strings.Trim(s, "0123456789+-.eE") != "" {
		return false
	}
	_, err := strconv.ParseFloat(s, 64)
	return err == nil
}
