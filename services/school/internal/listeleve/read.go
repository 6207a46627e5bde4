package listeleve

import (
	"slices"
	"strconv"
	"strings"

	"github.com/massar-platform/massar/platform/xlsx"
)

// Bounds of the search and of one class.
const (
	lastHeaderRow = 60
	maxStudents   = 200
)

// Read reads a class list. An error says that the file as a whole cannot be
// read and is an *xlsx.Error; bad rows are all listed in File.Issues.
func Read(data []byte) (*File, error) {
	book, err := xlsx.Open(data, xlsx.DefaultLimits())
	if err != nil {
		return nil, err
	}
	r := &reader{book: book, file: &File{Book: book}, seen: map[string]string{}, labels: labels(), meta: metaLabels()}
	for i := range book.Names() {
		sheet, err := book.SheetAt(i)
		if err != nil {
			return nil, err
		}
		r.readSheet(sheet)
	}
	if len(r.file.Classes) == 0 && len(r.file.Issues) == 0 {
		return nil, &xlsx.Error{Reason: xlsx.ReasonHeaderNotFound, Detail: "no sheet with pupils' codes and names"}
	}
	return r.file, nil
}

type reader struct {
	book    *xlsx.Book
	sheet   *xlsx.Sheet
	file    *File
	seen    map[string]string // first place of each code, over all sheets
	labels  map[string][]string
	meta    map[string][]string
	header  int
	columns map[string][2]int // first and last column of a field's header
}

func (r *reader) issue(cell, reason string, args ...string) {
	r.file.Issues = append(r.file.Issues, xlsx.Issue{Sheet: r.sheet.Name, Cell: cell, Reason: reason, Args: args})
}

func (r *reader) warn(cell, reason string, args ...string) {
	r.file.Warnings = append(r.file.Warnings, xlsx.Issue{Sheet: r.sheet.Name, Cell: cell, Reason: reason, Args: args})
}

func (r *reader) readSheet(sheet *xlsx.Sheet) {
	r.sheet = sheet
	if !r.findHeader() {
		r.withoutHeader()
		return
	}
	class := Class{Sheet: sheet.Name}
	r.readFacts(&class)
	for line := r.header + 1; line <= sheet.LastRow(); line++ {
		student, ok := r.readLine(line)
		if !ok {
			continue
		}
		if len(class.Students) == maxStudents {
			r.issue(r.cell(fieldCode, line).Address(), xlsx.ReasonFileTooLarge, strconv.Itoa(maxStudents))
			break
		}
		class.Students = append(class.Students, student)
	}
	r.file.Classes = append(r.file.Classes, class)
}

// withoutHeader decides what a sheet without a header row is: a class whose
// labels were damaged must not vanish in silence, a cover sheet may.
func (r *reader) withoutHeader() {
	for row := 1; row <= r.sheet.LastRow(); row++ {
		for _, cell := range r.sheet.Row(row) {
			if oddCode.MatchString(code(cell)) {
				r.issue(cell.Address(), xlsx.ReasonHeaderNotFound)
				return
			}
		}
	}
	if r.sheet.LastRow() > 0 {
		r.warn("A1", xlsx.ReasonHeaderNotFound)
	}
}

// findHeader takes the first row that labels a code and a family or first name.
func (r *reader) findHeader() bool {
	for row := 1; row <= min(lastHeaderRow, r.sheet.LastRow()); row++ {
		columns := map[string][2]int{}
		for _, cell := range r.sheet.Row(row) {
			field, ok := lookup(r.labels, cell.Text)
			if !ok {
				continue
			}
			if _, twice := columns[field]; twice {
				continue
			}
			span := [2]int{cell.Col, cell.Col}
			if m, merged := r.sheet.Merge(cell.Col, row); merged {
				span = [2]int{m.Col1, m.Col2}
			}
			columns[field] = span
		}
		_, hasCode := columns[fieldCode]
		names := 0
		for _, field := range []string{fieldFamily, fieldFirst, fieldLatinFamily, fieldLatinFirst} {
			if _, ok := columns[field]; ok {
				names++
			}
		}
		if hasCode && names > 0 {
			r.header, r.columns = row, columns
			return true
		}
	}
	return false
}

func lookup(labels map[string][]string, text string) (string, bool) {
	text = strings.TrimSpace(strings.TrimRight(xlsx.Fold(text), ": "))
	if text == "" {
		return "", false
	}
	// "(ة)" and the like follow many labels.
	bare := strings.TrimSpace(strings.Split(text, "(")[0])
	for _, form := range []string{text, bare} {
		for name, list := range labels {
			if slices.Contains(list, form) {
				return name, true
			}
		}
	}
	return "", false
}

// cell gives a field of a line: the first filled cell under its header, which
// is wider than the cells below it in some files.
func (r *reader) cell(field string, line int) xlsx.Cell {
	span, ok := r.columns[field]
	if !ok {
		return xlsx.Cell{Row: line}
	}
	for col := span[0]; col <= span[1]; col++ {
		if c := r.sheet.Own(col, line); !c.Empty() {
			return c
		}
	}
	return xlsx.Cell{Col: span[0], Row: line}
}

// readFacts reads what stands above the header.
func (r *reader) readFacts(class *Class) {
	facts := map[string]*Fact{
		metaSchool: &class.School, metaSchoolCode: &class.SchoolCode, metaLevel: &class.Level, metaClass: &class.Label, metaYear: &class.Year,
	}
	for row := 1; row < r.header; row++ {
		cells := r.sheet.Row(row)
		for i, cell := range cells {
			if text := code(cell); class.SchoolCode.Value == "" && schoolPattern.MatchString(text) {
				class.SchoolCode = Fact{Cell: cell.Address(), Value: text}
			}
			before, after, _ := strings.Cut(cell.Clean(), ":")
			name, ok := lookup(r.meta, before)
			to := facts[name]
			if !ok || to == nil || to.Value != "" {
				continue
			}
			value, at := xlsx.Clean(after), cell
			if value == "" && i+1 < len(cells) && !r.isMeta(cells[i+1]) {
				value, at = cells[i+1].Clean(), cells[i+1]
			}
			value = xlsx.Clean(strings.TrimLeft(value, ": "))
			if value == "" {
				continue
			}
			if !xlsx.Allowed(value) {
				r.issue(at.Address(), xlsx.ReasonTextNotAllowed, xlsx.Printable(value))
				continue
			}
			if name == metaSchoolCode {
				value = strings.ToUpper(value)
			}
			*to = Fact{Cell: at.Address(), Value: value}
		}
	}
	if class.Label.Value == "" {
		class.Label = Fact{Value: xlsx.Printable(r.sheet.Name)}
	}
}

func (r *reader) isMeta(cell xlsx.Cell) bool {
	before, _, _ := strings.Cut(cell.Text, ":")
	_, ok := lookup(r.meta, before)
	return ok
}

// code gives a cell as an identifier: capitals, no spaces.
func code(c xlsx.Cell) string {
	return strings.ToUpper(strings.ReplaceAll(xlsx.Printable(c.Text), " ", ""))
}
