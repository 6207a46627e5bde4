package absencesheet

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/massar-platform/massar/platform/xlsx"
)

// Sheet is an absence sheet to be written. Read's Row serves as its row: Line and
// Cell are ignored, and the total is added up here.
type Sheet struct {
	Class string // names the sheet of the workbook
	Rows  []Row
}

// Places of the layout.
const (
	rankColumn = 2 // B; unconfirmed, the layout names the column but not its place
	firstMonth = 6 // F
	headerRows = 3
)

// ErrMonthNotInSheet is returned by Write for a month after June.
var ErrMonthNotInSheet = errors.New("absencesheet: the sheet goes from September to June")

// monthLabels are the words of the layout, the total last.
var monthLabels = [...]string{"شتنبر", "أكتوبر", "نونبر", "دجنبر", "يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "المجموع"}

// Write writes a sheet in MASSAR's layout, from right to left. Texts are text
// cells, whatever they begin with; figures are number cells.
func Write(s Sheet) ([]byte, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	w := &writer{rows: s.Rows, file: excelize.NewFile(), name: sheetName(s.Class)}
	defer w.file.Close()
	for _, step := range []func() error{w.prepare, w.header, w.lines, w.shape} {
		if err := step(); err != nil {
			return nil, fmt.Errorf("writing an absence sheet: %w", err)
		}
	}
	var out bytes.Buffer
	if err := w.file.Write(&out); err != nil {
		return nil, fmt.Errorf("writing an absence sheet: %w", err)
	}
	return out.Bytes(), nil
}

func (s Sheet) check() error {
	if len(s.Rows) > maxRows {
		return fmt.Errorf("absencesheet: %d rows, over %d", len(s.Rows), maxRows)
	}
	months := Months()
	for i, row := range s.Rows {
		for month, f := range row.Months {
			if !slices.Contains(months, month) {
				return fmt.Errorf("row %d: %w", i, ErrMonthNotInSheet)
			}
			for part := range partsOf {
				if n := f.at(part).Hundredths; n < 0 || n > highest(column{month: month, part: part}) {
					return fmt.Errorf("absencesheet: row %d has figures that no month can have", i)
				}
			}
		}
	}
	return nil
}

var notInSheetName = strings.NewReplacer("[", "(", "]", ")", ":", "-", "*", "-", "?", "-", "/", "-", `\`, "-", "'", "-")

// sheetName makes a name that spreadsheets accept.
func sheetName(class string) string {
	name := []rune(notInSheetName.Replace(xlsx.Printable(class)))
	if len(name) == 0 {
		return "Absences"
	}
	return xlsx.Clean(string(name[:min(len(name), excelize.MaxSheetNameLength)]))
}

type writer struct {
	rows   []Row
	file   *excelize.File
	name   string
	err    error
	styles struct{ header, person, figure int }
}

// text writes a text cell, never a formula.
func (w *writer) text(cell, s string) {
	if w.err == nil && s != "" {
		w.err = w.file.SetCellStr(w.name, cell, escape(s))
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

func (w *writer) merge(col1, row1, col2, row2 int) {
	if w.err == nil {
		w.err = w.file.MergeCell(w.name, xlsx.Address(col1, row1), xlsx.Address(col2, row2))
	}
}

func (w *writer) style(col1, row1, col2, row2, id int) {
	if w.err == nil {
		w.err = w.file.SetCellStyle(w.name, xlsx.Address(col1, row1), xlsx.Address(col2, row2), id)
	}
}

func (w *writer) figure(col, row int, f Figure) {
	if w.err == nil && f.Set {
		w.err = w.file.SetCellFloat(w.name, xlsx.Address(col, row), float64(f.Hundredths)/100, -1, 64)
	}
}

// textFormat keeps a cell text when a person types over it: a name that begins
// with "=" must not become a formula after an edit.
const textFormat = 49

func (w *writer) prepare() error {
	if err := w.file.SetSheetName("Sheet1", w.name); err != nil {
		return err
	}
	border := []excelize.Border{
		{Type: "left", Color: "808080", Style: 1}, {Type: "right", Color: "808080", Style: 1},
		{Type: "top", Color: "808080", Style: 1}, {Type: "bottom", Color: "808080", Style: 1},
	}
	center := &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}
	for _, s := range []struct {
		to    *int
		style excelize.Style
	}{
		{&w.styles.header, excelize.Style{
			Font: &excelize.Font{Bold: true}, Alignment: center, Border: border,
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"DCE6F1"}},
		}},
		{&w.styles.person, excelize.Style{NumFmt: textFormat, Alignment: &excelize.Alignment{Vertical: "center", ReadingOrder: 2}, Border: border}},
		{&w.styles.figure, excelize.Style{Alignment: center, Border: border}},
	} {
		id, err := w.file.NewStyle(&s.style)
		if err != nil {
			return err
		}
		*s.to = id
	}
	return nil
}

// lastColumnOf is the last column of the total.
const lastColumnOf = firstMonth + len(monthLabels)*partsOf - 1

func (w *writer) header() error {
	w.style(rankColumn, 1, lastColumnOf, headerRows, w.styles.header)
	for i, label := range []string{"الترتيب", "رقم التلميذ", "النسب", "الإسم"} {
		col := rankColumn + i
		w.text(xlsx.Address(col, 1), label)
		w.merge(col, 1, col, headerRows)
	}
	for i, label := range monthLabels {
		col := firstMonth + i*partsOf
		w.text(xlsx.Address(col, 1), label)
		w.merge(col, 1, col+3, 1)
		for k, kind := range []string{"مبرر", "غير مبرر"} {
			w.text(xlsx.Address(col+2*k, 2), kind)
			w.merge(col+2*k, 2, col+2*k+1, 2)
			w.text(xlsx.Address(col+2*k, 3), "الأيام")
			w.text(xlsx.Address(col+2*k+1, 3), "الساعات")
		}
	}
	return w.err
}

func (w *writer) lines() error {
	for i, row := range w.rows {
		line := headerRows + 1 + i
		w.figure(rankColumn, line, Figure{Hundredths: int64(i+1) * 100, Set: true})
		w.text(xlsx.Address(layoutCode, line), row.MassarCode)
		w.text(xlsx.Address(layoutCode+1, line), xlsx.Printable(row.Family))
		w.text(xlsx.Address(layoutCode+2, line), xlsx.Printable(row.First))
		w.style(rankColumn, line, rankColumn, line, w.styles.figure)
		w.style(layoutCode, line, layoutCode+2, line, w.styles.person)
		w.style(firstMonth, line, lastColumnOf, line, w.styles.figure)
		var sum Figures
		for m, month := range Months() {
			w.group(firstMonth+m*partsOf, line, row.Months[month])
			sum = sum.plus(row.Months[month])
		}
		w.group(firstMonth+len(Months())*partsOf, line, sum)
	}
	return w.err
}

func (w *writer) group(col, line int, f Figures) {
	for part := range partsOf {
		w.figure(col+part, line, *f.at(part))
	}
}

// shape sets what is no cell: view, widths, frozen head.
func (w *writer) shape() error {
	f := w.file
	if err := f.SetSheetDimension(w.name, "A1:"+xlsx.Address(lastColumnOf, headerRows+len(w.rows))); err != nil {
		return err
	}
	for _, width := range []struct {
		from, to int
		width    float64
	}{{1, 1, 2}, {rankColumn, rankColumn, 7}, {layoutCode, layoutCode, 14}, {layoutCode + 1, layoutCode + 2, 16}, {firstMonth, lastColumnOf, 8}} {
		if err := f.SetColWidth(w.name, xlsx.ColumnName(width.from), xlsx.ColumnName(width.to), width.width); err != nil {
			return err
		}
	}
	rightToLeft := true
	if err := f.SetSheetView(w.name, 0, &excelize.ViewOptions{RightToLeft: &rightToLeft}); err != nil {
		return err
	}
	return f.SetPanes(w.name, &excelize.Panes{
		Freeze: true, XSplit: firstMonth - 1, YSplit: headerRows, TopLeftCell: "F4", ActivePane: "bottomRight",
		Selection: []excelize.Selection{{SQRef: "F4", ActiveCell: "F4", Pane: "bottomRight"}},
	})
}

// NewFigures reads the four figures of a month from their text, such as the
// roll-up prints.
func NewFigures(justifiedDays, justifiedHours, unjustifiedDays, unjustifiedHours string) (Figures, error) {
	var f Figures
	for part, text := range []string{justifiedDays, justifiedHours, unjustifiedDays, unjustifiedHours} {
		n, err := ParseFigure(text)
		if err != nil {
			return Figures{}, err
		}
		*f.at(part) = n
	}
	return f, nil
}
