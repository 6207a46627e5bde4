package absencesheet

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/massar-platform/massar/platform/xlsx"
)

// Bounds of what a sheet may hold.
const (
	// maxRows is far over the largest class; a longer sheet is not one class.
	maxRows = 200
	// The highest figures of a month and of a year, in hundredths.
	monthDays, monthHours = 31_00, 400_00
	yearDays, yearHours   = 310_00, 4000_00
)

var (
	codePattern = regexp.MustCompile(`^[A-Z][0-9]{9}$`)
	oddCode     = regexp.MustCompile(`^[A-Z0-9]{4,20}$`)
)

// Read reads an absence sheet. An error says that the file as a whole cannot be
// read and is an *xlsx.Error; bad cells are all listed in File.Issues.
func Read(data []byte) (*File, error) {
	book, err := xlsx.Open(data, xlsx.DefaultLimits())
	if err != nil {
		return nil, err
	}
	var found *reader
	var others []string
	for i := range book.Names() {
		sheet, err := book.SheetAt(i)
		if err != nil {
			return nil, err
		}
		r := &reader{sheet: sheet, file: &File{Book: book, Sheet: sheet.Name}}
		switch {
		case !r.findHeader():
		case found == nil:
			found = r
		default:
			others = append(others, sheet.Name)
		}
	}
	if found == nil {
		return nil, &xlsx.Error{Reason: xlsx.ReasonHeaderNotFound, Detail: "no row with the names of months"}
	}
	found.readColumns()
	found.findPersons()
	found.readRows()
	for _, name := range others {
		// Of two sheets nobody can tell which one is meant.
		found.file.Issues = append(found.file.Issues, xlsx.Issue{Sheet: name, Cell: "A1", Reason: xlsx.ReasonDuplicateInFile, Args: []string{name, found.sheet.Name}})
	}
	return found.file, nil
}

type reader struct {
	sheet               *xlsx.Sheet
	file                *File
	header              int // row of the months
	first               int // first column of figures
	code, family, given int
	columns             []column
}

func (r *reader) issue(cell, reason string, args ...string) {
	r.file.Issues = append(r.file.Issues, xlsx.Issue{Sheet: r.sheet.Name, Cell: cell, Reason: reason, Args: args})
}

func (r *reader) warn(cell, reason string, args ...string) {
	r.file.Warnings = append(r.file.Warnings, xlsx.Issue{Sheet: r.sheet.Name, Cell: cell, Reason: reason, Args: args})
}

func massarCode(c xlsx.Cell) string {
	return strings.ToUpper(strings.ReplaceAll(xlsx.Printable(c.Text), " ", ""))
}

func (r *reader) readRows() {
	seen := map[string]string{}
	for line := r.header + 3; line <= r.sheet.LastRow(); line++ {
		cell := r.sheet.Own(r.code, line)
		if cell.Empty() {
			r.withoutCode(line)
			continue
		}
		code := massarCode(cell)
		switch {
		case codePattern.MatchString(code):
		case oddCode.MatchString(code) && strings.ContainsAny(code, "0123456789"):
			r.warn(cell.Address(), xlsx.ReasonMassarCodeInvalid, code)
		default:
			r.issue(cell.Address(), xlsx.ReasonMassarCodeInvalid, xlsx.Printable(cell.Text))
			code = ""
		}
		if before, twice := seen[code]; twice && code != "" {
			r.issue(cell.Address(), xlsx.ReasonDuplicateInFile, code, before)
		}
		seen[code] = cell.Address()
		if len(r.file.Rows) == maxRows {
			r.issue(cell.Address(), xlsx.ReasonFileTooLarge, strconv.Itoa(maxRows))
			return
		}
		r.file.Rows = append(r.file.Rows, r.readRow(line, code))
	}
}

// withoutCode lists a line that names a student or holds figures but has no code:
// it would be dropped in silence. A line of totals under the table names nobody.
func (r *reader) withoutCode(line int) {
	name := xlsx.Printable(r.sheet.Own(r.family, line).Text + " " + r.sheet.Own(r.given, line).Text)
	if _, isTotal := groupOf(xlsx.Cell{Text: name}); name == "" || isTotal {
		return
	}
	for _, c := range r.columns {
		if !r.sheet.Own(c.col, line).Empty() {
			r.issue(xlsx.Address(r.code, line), xlsx.ReasonMassarCodeInvalid, "")
			return
		}
	}
}

func (r *reader) readRow(line int, code string) Row {
	row := Row{
		Line: line, MassarCode: code, Months: map[time.Month]Figures{},
		Family: xlsx.Printable(r.sheet.Own(r.family, line).Text), First: xlsx.Printable(r.sheet.Own(r.given, line).Text),
	}
	issues := len(r.file.Issues)
	for _, c := range r.columns {
		cell := r.sheet.Own(c.col, line)
		f, ok := readFigure(cell, highest(c))
		if !ok {
			r.issue(cell.Address(), ReasonNumberInvalid, xlsx.Printable(cell.Text))
			continue
		}
		figures := row.Months[c.month]
		*figures.at(c.part) = f
		row.Months[c.month] = figures
	}
	if len(r.file.Issues) == issues {
		r.compareTotal(row)
	}
	delete(row.Months, total)
	return row
}

// compareTotal warns of a total that is not the sum of its months: one of the two
// was changed by hand. The months are what counts.
func (r *reader) compareTotal(row Row) {
	var sum Figures
	for month, f := range row.Months {
		if month != total {
			sum = sum.plus(f)
		}
	}
	stated := row.Months[total]
	for part := range partsOf {
		if f := *stated.at(part); f.Set && f.Hundredths != sum.at(part).Hundredths {
			want := *sum.at(part)
			want.Set = true
			r.warn(f.Cell, xlsx.ReasonCellInvalid, f.String(), want.String())
		}
	}
}

func highest(c column) int64 {
	hours := c.part%2 == 1
	switch {
	case c.month == total && hours:
		return yearHours
	case c.month == total:
		return yearDays
	case hours:
		return monthHours
	}
	return monthDays
}
