package notescc

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/massar-platform/massar/platform/xlsx"
)

// Parse reads a typed mark against the scale of the sheet. Words for absent and
// exempt are its business too. Its error's text is the name of a reason.
type Parse func(typed string) (Value, error)

// maxRows is far over the largest class; a longer sheet is not one class.
const maxRows = 200

// Read reads a mark sheet. An error says that the file as a whole cannot be
// read and is an *xlsx.Error; bad cells are all listed in File.Issues.
func Read(data []byte, parse Parse) (*File, error) {
	book, err := xlsx.Open(data, xlsx.DefaultLimits())
	if err != nil {
		return nil, err
	}
	sheet, err := book.Sheet(strings.ToLower(SheetName))
	if err != nil {
		return nil, err
	}
	r := &reader{sheet: sheet, parse: parse, file: &File{Book: book, Sheet: sheet.Name, Snapshot: xlsx.Clean(book.Property(SnapshotProperty))}}
	if !r.findHeader() {
		return nil, &xlsx.Error{Reason: xlsx.ReasonHeaderNotFound, Detail: "no header row with pupils' codes and controls"}
	}
	r.readFacts()
	r.readRows()
	return r.file, nil
}

type reader struct {
	sheet  *xlsx.Sheet
	parse  Parse
	file   *File
	header int // row 16 of the layout
	name   int
	birth  int
	pairs  int // first column of the pairs
}

func (r *reader) issue(cell, reason string, args ...string) {
	r.file.Issues = append(r.file.Issues, xlsx.Issue{Sheet: r.sheet.Name, Cell: cell, Reason: reason, Args: args})
}

func (r *reader) warn(cell, reason string, args ...string) {
	r.file.Warnings = append(r.file.Warnings, xlsx.Issue{Sheet: r.sheet.Name, Cell: cell, Reason: reason, Args: args})
}

// readRows reads the pupils from the first line under the header to the first
// line without id.
func (r *reader) readRows() {
	line := r.header + 1
	for limit := r.header + 4; line < limit && !r.startsData(line); line++ {
	}
	if !r.startsData(line) {
		line = r.header + 2
	}
	codes, ids := map[string]string{}, map[string]string{}
	for ; !r.sheet.Own(r.file.idColumn, line).Empty(); line++ {
		if len(r.file.Rows) == maxRows {
			r.issue(xlsx.Address(r.file.idColumn, line), xlsx.ReasonFileTooLarge, strconv.Itoa(maxRows))
			return
		}
		row := r.readRow(line)
		r.once(codes, row.MassarCode, xlsx.Address(r.file.codeColumn, line))
		r.once(ids, row.InternalID, xlsx.Address(r.file.idColumn, line))
		r.file.Rows = append(r.file.Rows, row)
	}
	// A pupil under a line that lost its hidden id would be dropped in silence.
	for last := r.sheet.LastRow(); line <= last; line++ {
		if oddCode.MatchString(massarCode(r.sheet.Own(r.file.codeColumn, line))) {
			r.issue(xlsx.Address(r.file.idColumn, line), xlsx.ReasonCellInvalid, "")
		}
	}
}

// startsData tells a pupil's line from the second line of the header.
func (r *reader) startsData(line int) bool {
	return !r.sheet.Own(r.file.idColumn, line).Empty() || !r.sheet.Own(r.file.codeColumn, line).Empty()
}

func (r *reader) once(seen map[string]string, key, cell string) {
	if key == "" {
		return
	}
	if first, twice := seen[key]; twice {
		r.issue(cell, xlsx.ReasonDuplicateInFile, key, first)
		return
	}
	seen[key] = cell
}

func (r *reader) readRow(line int) Row {
	row := Row{
		Line:      line,
		Name:      xlsx.Printable(r.sheet.At(r.name, line).Text),
		BirthDate: xlsx.Printable(r.sheet.At(r.birth, line).Text),
	}
	id := r.sheet.Own(r.file.idColumn, line)
	switch text := number(id); {
	case !digitsOnly.MatchString(text):
		r.issue(id.Address(), xlsx.ReasonCellInvalid, xlsx.Printable(id.Text))
	case len(text) > ordinalDigits:
		row.InternalID = text
	}
	cell := r.sheet.At(r.file.codeColumn, line)
	switch code := massarCode(cell); {
	case codePattern.MatchString(code):
		row.MassarCode = code
	case oddCode.MatchString(code):
		row.MassarCode = code
		r.warn(cell.Address(), xlsx.ReasonMassarCodeInvalid, code)
	default:
		r.issue(xlsx.Address(r.file.codeColumn, line), xlsx.ReasonMassarCodeInvalid, xlsx.Printable(cell.Text))
	}
	for i, column := range r.file.Columns {
		if column.Kind == Remark {
			r.readRemark(&row, column)
			continue
		}
		row.Entries = append(row.Entries, r.readEntry(i, column, line))
	}
	return row
}

// ordinalDigits is the longest number in the id column that is a line number
// and no id: our own exports number the lines until MASSAR's ids are learnt.
const ordinalDigits = 4

func massarCode(c xlsx.Cell) string {
	return strings.ToUpper(strings.ReplaceAll(xlsx.Printable(c.Text), " ", ""))
}

func (r *reader) readRemark(row *Row, column Column) {
	cell := r.sheet.Own(column.Mark, row.Line)
	row.RemarkCell = cell.Address()
	text := cell.Clean()
	if !xlsx.Allowed(text) {
		r.issue(row.RemarkCell, xlsx.ReasonTextNotAllowed, xlsx.Printable(text))
		return
	}
	row.Remark = text
}

func (r *reader) readEntry(i int, column Column, line int) Entry {
	cell := r.sheet.Own(column.Mark, line)
	e := Entry{Column: i, Cell: cell.Address(), Typed: number(cell), Value: Value{State: Missing}}
	if e.Typed != "" {
		value, err := r.parse(e.Typed)
		if err != nil {
			r.issue(e.Cell, reasonName(err), xlsx.Printable(e.Typed))
			return e
		}
		e.Value = value
	}
	if column.Flag == 0 {
		return e
	}
	flag := r.sheet.Own(column.Flag, line)
	switch set, ok := absenceFlag(flag); {
	case !ok:
		r.issue(flag.Address(), xlsx.ReasonCellInvalid, xlsx.Printable(flag.Text))
	case set && (e.Value.State == Graded || e.Value.State == Exempt):
		r.issue(flag.Address(), xlsx.ReasonAbsentWithMark, xlsx.Printable(e.Typed))
	case set:
		e.Value = Value{State: Absent}
	}
	return e
}

var reasonPattern = regexp.MustCompile(`^[A-Z][A-Z_]+$`)

func reasonName(err error) string {
	if name := err.Error(); reasonPattern.MatchString(name) {
		return name
	}
	return xlsx.ReasonCellInvalid
}

// absenceFlag reads the cell beside a mark. A number there is more likely a
// mark that slipped by one column than a flag, so only known signs count.
func absenceFlag(c xlsx.Cell) (set, ok bool) {
	switch xlsx.Fold(c.Text) {
	case "", "0", "-", "لا", "non", "no", "false", "حاضر", "حاضره":
		return false, true
	case "1", "x", "*", "+", "✓", "✔", "√", "غ", "غايب", "غايبه", "تغيب", "نعم", "oui", "yes", "true", "a", "abs", "absent", "absente":
		return true, true
	}
	return false, false
}

// number gives the text of a cell. Spreadsheets store 12.3 as a binary fraction
// and some write it out as 12.299999999999999: a number cell that is within
// a billionth of two decimals is given with two; others stay as they are, to be
// refused as too precise.
func number(c xlsx.Cell) string {
	if !c.Number {
		return c.Clean()
	}
	f, err := strconv.ParseFloat(c.Text, 64)
	if err != nil || math.Abs(f) > 1e15 {
		return c.Text
	}
	if short := math.Round(f*100) / 100; math.Abs(f-short) <= 1e-9 {
		f = short
	}
	if f == 0 {
		return "0" // never "-0"
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}
