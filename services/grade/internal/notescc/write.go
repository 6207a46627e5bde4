package notescc

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/massar-platform/massar/platform/xlsx"
)

// Rows of the layout.
const (
	rowMarkers = 15
	rowSecond  = 17
	rowFirst   = 18
	firstPair  = 7  // column G
	headEnd    = 19 // column S: the head is wider than a sheet with few controls
)

// Write writes a mark sheet in MASSAR's layout. Texts are text cells, whatever
// they begin with; graded marks are number cells.
func Write(c Canvas) ([]byte, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	w := &writer{canvas: c, file: excelize.NewFile(), columns: append(append([]Column(nil), c.Columns...), Column{Kind: Remark})}
	defer w.file.Close()
	steps := []func() error{w.prepare, w.technical, w.head, w.pairs, w.rows, w.shape}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, fmt.Errorf("writing a mark sheet: %w", err)
		}
	}
	var out bytes.Buffer
	if err := w.file.Write(&out); err != nil {
		return nil, fmt.Errorf("writing a mark sheet: %w", err)
	}
	return out.Bytes(), nil
}

type writer struct {
	canvas  Canvas
	file    *excelize.File
	columns []Column
	err     error
	styles  styleIDs
}

// lastPair is the second column of the remark.
func (w *writer) lastPair() int { return firstPair + 2*len(w.columns) - 1 }

// text writes a text cell, never a formula.
func (w *writer) text(cell, s string) {
	if w.err == nil && s != "" {
		w.err = w.file.SetCellStr(SheetName, cell, escape(s))
	}
}

// escape keeps a text that looks like the format's escape of a character from
// being read as one. Two such texts may share an underscore.
func escape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		if escapePattern.MatchString(s[i:]) {
			b.WriteString("_x005F")
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

var escapePattern = regexp.MustCompile(`^_x[0-9A-Fa-f]{4}_`)

func (w *writer) number(cell string, n float64) {
	if w.err == nil {
		w.err = w.file.SetCellFloat(SheetName, cell, n, -1, 64)
	}
}

func (w *writer) merge(from, to string) {
	if w.err == nil {
		w.err = w.file.MergeCell(SheetName, from, to)
	}
}

func (w *writer) style(from, to string, id int) {
	if w.err == nil {
		w.err = w.file.SetCellStyle(SheetName, from, to, id)
	}
}

func (w *writer) prepare() error {
	if err := w.file.SetSheetName("Sheet1", SheetName); err != nil {
		return err
	}
	if w.canvas.Snapshot != "" {
		property := excelize.CustomProperty{Name: SnapshotProperty, Value: w.canvas.Snapshot}
		if err := w.file.SetCustomProps(property); err != nil {
			return err
		}
	}
	styles, err := newStyles(w.file)
	w.styles = styles
	return err
}

// technical writes rows 1, 2 and 5, which MASSAR's own import reads.
func (w *writer) technical() error {
	for col := 1; col <= w.lastPair(); col++ {
		w.text(xlsx.Address(col, 1), xlsx.ColumnName(col))
		if col != firstPair {
			w.text(xlsx.Address(col, 2), "sgs")
		}
	}
	w.number("G2", 10)
	c := w.canvas
	w.text("C5", c.SchoolCode)
	w.text("E5", c.ClassKey)
	w.key("G5", c.Session)
	w.number("I5", 0)
	w.text("K5", c.SubjectKey)
	w.key("M5", c.YearKey)
	w.text("O5", c.LevelKey)
	return w.err
}

// key writes a technical value as a number where it is one.
func (w *writer) key(cell, s string) {
	if n, ok := whole(s); ok {
		w.number(cell, float64(n))
		return
	}
	w.text(cell, s)
}

func (w *writer) head() error {
	c := w.canvas
	for _, f := range []struct{ labelCell, label, cell, value, until string }{
		{"F4", "نقط المراقبة المستمرة", "", "", "I4"},
		{"C7", "أكاديمية :", "D7", c.Academy, "F7"},
		{"G7", "م.الإقليمية : ", "I7", c.Directorate, "K7"},
		{"L7", "مؤسسة", "O7", c.School, "S7"},
		{"C9", "المستوى  :  ", "D9", c.Level, "F9"},
		{"G9", "القسم  :", "I9", c.Class, "K9"},
		{"L9", "الاستاذ", "O9", c.Teacher, "S9"},
		{"C11", "الدورة  :", "D11", semesterLabel(c.Semester), "F11"},
		{"G11", "نقط :", "", "", ""},
		{"L11", "المادة", "O11", c.Subject, "S11"},
		{"C13", "السنة الدراسية :", "D13", strings.ReplaceAll(c.SchoolYear, "-", "/"), "F13"},
	} {
		w.text(f.labelCell, f.label)
		w.style(f.labelCell, f.labelCell, w.styles.label)
		switch {
		case f.cell != "":
			w.text(f.cell, xlsx.Printable(f.value))
			w.style(f.cell, f.until, w.styles.value)
			w.merge(f.cell, f.until)
		case f.until != "":
			w.style(f.labelCell, f.until, w.styles.title)
			w.merge(f.labelCell, f.until)
		}
	}
	return w.err
}

// pairs writes rows 15 to 17.
func (w *writer) pairs() error {
	w.text("B16", "ID")
	w.text("C16", "رقم  التلميذ  ")
	w.text("D16", "إسم التلميذ  ")
	w.text("F16", " تاريخ الإزدياد")
	w.style("B16", xlsx.Address(w.lastPair(), rowSecond), w.styles.header)
	w.merge("C16", "C17")
	w.merge("D16", "E17")
	w.merge("F16", "F17")
	for i, column := range w.columns {
		first, second := firstPair+2*i, firstPair+2*i+1
		// In one order: a file numbers its texts as they come, and equal sheets give equal bytes.
		w.text(xlsx.Address(first, rowMarkers), marker(column, w.controls()))
		w.text(xlsx.Address(first, layoutHeader), heading(column))
		w.merge(xlsx.Address(first, rowMarkers), xlsx.Address(second, rowMarkers))
		w.merge(xlsx.Address(first, layoutHeader), xlsx.Address(second, layoutHeader))
		w.style(xlsx.Address(first, rowMarkers), xlsx.Address(second, rowMarkers), w.styles.marker)
		under := "النقطة"
		if column.Kind == Remark {
			under = "-"
		}
		w.text(xlsx.Address(first, rowSecond), under)
		w.text(xlsx.Address(second, rowSecond), "التغيب")
	}
	return w.err
}

func (w *writer) controls() int {
	n := 0
	for _, c := range w.columns {
		if c.Kind == Control {
			n++
		}
	}
	return n
}

func (w *writer) rows() error {
	for i, row := range w.canvas.Rows {
		line := rowFirst + i
		at := func(col int) string { return xlsx.Address(col, line) }
		id, ok := whole(row.InternalID)
		if !ok {
			id = i + 1
		}
		w.number(at(2), float64(id))
		w.text(at(3), row.MassarCode)
		w.text(at(4), xlsx.Printable(row.Name))
		w.text(at(6), birthDate(row.BirthDate))
		w.style(at(2), at(2), w.styles.mark) // a number: never the text format
		w.style(at(3), at(6), w.styles.person)
		w.style(at(firstPair), at(w.lastPair()-2), w.styles.mark)
		w.style(at(w.lastPair()-1), at(w.lastPair()), w.styles.remark)
		w.merge(at(4), at(5))
		for j, value := range row.Values {
			if err := w.value(at(firstPair+2*j), value); err != nil {
				return err
			}
		}
		w.text(at(w.lastPair()-1), xlsx.Printable(row.Remark))
	}
	return w.err
}

func (w *writer) value(cell string, v Value) error {
	if v.State != Graded {
		w.text(cell, word(v.State))
		return w.err
	}
	n, err := strconv.ParseFloat(v.Mark, 64)
	if err != nil {
		return fmt.Errorf("the mark of %s is no number", cell)
	}
	w.number(cell, n)
	return w.err
}

// shape sets what is no cell: view, hidden parts, widths, frozen head.
func (w *writer) shape() error {
	f := w.file
	end := xlsx.Address(max(w.lastPair(), headEnd), max(rowSecond, rowFirst+len(w.canvas.Rows)-1))
	if err := f.SetSheetDimension(SheetName, "A1:"+end); err != nil {
		return err
	}
	if err := f.SetColVisible(SheetName, "B", false); err != nil {
		return err
	}
	for _, row := range []int{1, 2, 5} {
		if err := f.SetRowVisible(SheetName, row, false); err != nil {
			return err
		}
	}
	last := w.lastPair()
	for _, width := range []struct {
		from, to int
		width    float64
	}{{1, 1, 3}, {3, 3, 14}, {4, 4, 20}, {5, 5, 12}, {6, 6, 13}, {firstPair, last - 2, 9}, {last - 1, last - 1, 28}} {
		if err := f.SetColWidth(SheetName, xlsx.ColumnName(width.from), xlsx.ColumnName(width.to), width.width); err != nil {
			return err
		}
	}
	rightToLeft := true
	if err := f.SetSheetView(SheetName, 0, &excelize.ViewOptions{RightToLeft: &rightToLeft}); err != nil {
		return err
	}
	return f.SetPanes(SheetName, &excelize.Panes{
		Freeze: true, XSplit: firstPair - 1, YSplit: rowSecond, TopLeftCell: "G18", ActivePane: "bottomRight",
		Selection: []excelize.Selection{{SQRef: "G18", ActiveCell: "G18", Pane: "bottomRight"}},
	})
}
