package notescc

import (
	"strings"

	"github.com/massar-platform/massar/platform/xlsx"
)

// Bounds of the search for the header.
const (
	lastHeaderRow = 60
	lastColumn    = 60
	maxControls   = 5
)

// Coordinates of the layout that carry no label.
const (
	layoutHeader = 16
	layoutKeys   = 5
)

// findHeader looks for the row with the pupils' code label, then reads the
// markers above and the second header line below it.
func (r *reader) findHeader() bool {
	code := xlsx.Fold("رقم التلميذ")
	for row := 2; row <= min(lastHeaderRow, r.sheet.LastRow()); row++ {
		for _, cell := range r.sheet.Row(row) {
			if strings.Contains(xlsx.Fold(cell.Text), code) && r.readColumns(row, cell.Col) {
				return true
			}
		}
	}
	return false
}

func (r *reader) readColumns(row, codeCol int) bool {
	r.header, r.file.codeColumn, r.file.idColumn = row, codeCol, max(codeCol-1, 1)
	r.name, r.birth = codeCol+1, codeCol+3
	r.pairs = codeCol + 1
	for _, cell := range r.sheet.Row(row) {
		label := xlsx.Fold(cell.Text)
		switch {
		case cell.Col < codeCol && label == "id":
			r.file.idColumn = cell.Col
		case cell.Col > codeCol && strings.Contains(label, "اسم"):
			r.name = cell.Col
		case cell.Col > codeCol && (strings.Contains(label, "ازدياد") || strings.Contains(label, "ميلاد")):
			r.birth = cell.Col
			r.pairs = cell.Col + 1
		}
	}
	r.file.Columns, r.file.Issues = nil, nil
	seen := map[string]bool{}
	controls := 0
	for _, cell := range r.sheet.Row(row) {
		if cell.Col < r.pairs || cell.Col > lastColumn {
			continue
		}
		column, ok := r.classify(cell)
		if !ok {
			if r.holdsData(cell.Col) {
				r.issue(cell.Address(), xlsx.ReasonColumnUnknown, xlsx.Printable(cell.Text))
			}
			continue
		}
		if column.Kind == Control {
			controls++
			if column.Number == 0 {
				column.Number = controls
			}
		}
		key := column.Key()
		if seen[key] || column.Number > maxControls {
			r.issue(cell.Address(), xlsx.ReasonColumnUnknown, xlsx.Printable(cell.Text))
			continue
		}
		seen[key] = true
		r.file.Columns = append(r.file.Columns, column)
	}
	return controls > 0
}

// classify reads a pair from its three header rows. The marker is an id: in a
// sheet of three controls #4# stands over the activities.
func (r *reader) classify(cell xlsx.Cell) (Column, bool) {
	label := xlsx.Fold(cell.Text)
	c := Column{Label: xlsx.Printable(cell.Text), Mark: cell.Col}
	switch {
	case strings.Contains(label, "ملاحظ"):
		c.Kind = Remark
	case strings.Contains(label, "انشطه"):
		c.Kind = Activities
	case strings.Contains(label, "فرض"):
		c.Kind, c.Number = Control, ordinal(label)
	default:
		return Column{}, false
	}
	c.Marker = strings.Trim(r.sheet.At(cell.Col, r.header-1).Clean(), "# ")
	if c.Kind == Remark {
		return c, true
	}
	// Row 17 tells which of the two columns holds the mark.
	for _, col := range []int{cell.Col, cell.Col + 1} {
		if col > cell.Col && !r.sheet.Own(col, r.header).Empty() {
			break
		}
		switch under := xlsx.Fold(r.sheet.Own(col, r.header+1).Text); {
		case strings.Contains(under, "تغيب") || strings.Contains(under, "غياب"):
			c.Flag = col
			if col == cell.Col {
				c.Mark = cell.Col + 1
			}
		case strings.Contains(under, "نقط"):
			c.Mark = col
		}
	}
	return c, true
}

// holdsData tells whether a column without a known header holds anything below.
func (r *reader) holdsData(col int) bool {
	for row := r.header + 2; row <= min(r.sheet.LastRow(), r.header+2+maxRows); row++ {
		if !r.sheet.Own(col, row).Empty() && !r.sheet.Own(r.file.idColumn, row).Empty() {
			return true
		}
	}
	return false
}

func ordinal(label string) int {
	for _, word := range strings.FieldsFunc(label, notWord) {
		switch word {
		case "الاول", "الاولي", "1":
			return 1
		case "الثاني", "الثانيه", "2":
			return 2
		case "الثالث", "الثالثه", "3":
			return 3
		case "الرابع", "الرابعه", "4":
			return 4
		case "الخامس", "الخامسه", "5":
			return 5
		case "السادس", "السابع", "الثامن", "6", "7", "8", "9":
			return maxControls + 1
		}
	}
	return 0
}

// readFacts reads the head: labelled values by their label, wherever they
// stand, and the technical keys at their place in relation to the header.
func (r *reader) readFacts() {
	shift := r.header - layoutHeader
	f := &r.file.Facts
	for _, key := range []struct {
		to  *Fact
		col string
	}{
		{&f.SchoolCode, "C"}, {&f.ClassKey, "E"}, {&f.Session, "G"}, {&f.SubjectKey, "K"}, {&f.YearKey, "M"}, {&f.LevelKey, "O"},
	} {
		col, _, _ := xlsx.ParseAddress(key.col + "1")
		row := max(layoutKeys+shift, 1)
		*key.to = Fact{Cell: xlsx.Address(col, row), Value: xlsx.Printable(number(r.sheet.At(col, row)))}
	}
	for _, l := range []struct {
		to     *Fact
		cell   string
		labels []string
	}{
		{&f.Academy, "D7", academyLabels}, {&f.Directorate, "I7", directorateLabels}, {&f.School, "O7", schoolLabels},
		{&f.Level, "D9", levelLabels}, {&f.Class, "I9", classLabels}, {&f.Teacher, "O9", teacherLabels},
		{&f.Semester, "D11", semesterLabels}, {&f.Subject, "O11", subjectLabels}, {&f.Year, "D13", yearLabels},
	} {
		col, row, _ := xlsx.ParseAddress(l.cell)
		*l.to = r.labelled(l.labels, col, max(row+shift, 1))
	}
}

var (
	academyLabels     = []string{"اكاديميه", "الاكاديميه"}
	directorateLabels = []string{"م.الاقليميه", "م. الاقليميه", "المديريه الاقليميه", "المديريه", "نيابه"}
	schoolLabels      = []string{"موسسه", "الموسسه"}
	levelLabels       = []string{"المستوي"}
	classLabels       = []string{"القسم"}
	teacherLabels     = []string{"الاستاذ", "الاستاذه", "الاستاذ)ه("}
	semesterLabels    = []string{"الدوره"}
	subjectLabels     = []string{"الماده"}
	yearLabels        = []string{"السنه الدراسيه", "الموسم الدراسي"}
	otherLabels       = []string{"نقط"}
)

// labelled finds a label above the header and gives the value that follows it:
// in the same cell after a colon, or in the next filled cell of the row.
func (r *reader) labelled(labels []string, col, row int) Fact {
	for line := 1; line < r.header-1; line++ {
		cells := r.sheet.Row(line)
		for i, cell := range cells {
			before, after, colon := strings.Cut(cell.Clean(), ":")
			if !isLabel(before, labels) {
				continue
			}
			if after = xlsx.Printable(after); colon && after != "" {
				return Fact{Cell: cell.Address(), Value: after}
			}
			if i+1 < len(cells) && !isAnyLabel(cells[i+1].Text) {
				return Fact{Cell: cells[i+1].Address(), Value: xlsx.Printable(number(cells[i+1]))}
			}
		}
	}
	return Fact{Cell: xlsx.Address(col, row)}
}

func isLabel(text string, labels []string) bool {
	text = strings.TrimSpace(strings.TrimRight(xlsx.Fold(text), ": "))
	for _, l := range labels {
		if text == l {
			return true
		}
	}
	return false
}

func isAnyLabel(text string) bool {
	before, _, _ := strings.Cut(text, ":")
	for _, labels := range [][]string{
		academyLabels, directorateLabels, schoolLabels, levelLabels, classLabels, teacherLabels, semesterLabels, subjectLabels, yearLabels, otherLabels,
	} {
		if isLabel(before, labels) {
			return true
		}
	}
	return false
}
