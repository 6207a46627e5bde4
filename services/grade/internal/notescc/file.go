package notescc

import (
	"regexp"
	"strings"

	"github.com/massar-platform/massar/platform/xlsx"
)

// SheetName is the sheet that holds the marks; other sheets are ignored.
const SheetName = "NotesCC"

// SnapshotProperty is the custom document property that carries the id of the
// snapshot that an export was made from.
const SnapshotProperty = "massarSnapshot"

// Kind says what a pair of columns holds.
type Kind uint8

// The kinds of column pairs.
const (
	Control Kind = iota + 1
	Activities
	Remark
)

// States of a value, in the words of the API.
const (
	Missing = "MISSING"
	Graded  = "GRADED"
	Absent  = "ABSENT"
	Exempt  = "EXEMPT"
)

// Value is what one cell says: a mark where the state is Graded.
type Value struct {
	State string
	Mark  string
}

// Column is one pair of columns: the mark and its absence flag.
type Column struct {
	Kind   Kind
	Number int    // of a control, from 1
	Label  string // row 16
	Marker string // row 15 without '#': an id of MASSAR's, not a rank
	Mark   int    // column number of the mark or remark, set by Read
	Flag   int    // column number of the absence flag, 0 where there is none
}

// Key names a mark column as the API does: C1 to C5, ACT.
func (c Column) Key() string {
	switch c.Kind {
	case Control:
		return "C" + string(rune('0'+c.Number))
	case Activities:
		return "ACT"
	}
	return ""
}

// Fact is a value of the head of a sheet and the cell it stands in.
type Fact struct{ Cell, Value string }

// Facts are what the head of a file says about itself.
type Facts struct {
	SchoolCode, ClassKey, Session, SubjectKey, YearKey, LevelKey Fact
	Academy, Directorate, School, Level, Class, Teacher, Subject Fact
	Semester, Year                                               Fact
}

// SemesterNumber is 1 or 2, and 0 where the file does not say.
func (f Facts) SemesterNumber() int { return semesterNumber(f.Semester.Value) }

// SchoolYear is the year as "2025-2026", empty where the file does not say.
func (f Facts) SchoolYear() string { return schoolYear(f.Year.Value) }

// Entry is one mark of one pupil as the file holds it.
type Entry struct {
	Column int // index in File.Columns
	Cell   string
	Typed  string // as typed; numbers freed of binary noise
	Value  Value
}

// Row is one pupil's line.
type Row struct {
	Line       int
	InternalID string // MASSAR's own id, empty in our exports until it is learnt
	MassarCode string
	Name       string // for messages only
	BirthDate  string // as typed
	Entries    []Entry
	Remark     string
	RemarkCell string
}

// Cell names a cell of the row by column letter.
func (r Row) Cell(letter string) string {
	col, _, _ := xlsx.ParseAddress(letter + "1")
	return xlsx.Address(col, r.Line)
}

// File is a mark sheet as read. Issues refuse the sheet; Warnings do not.
type File struct {
	Sheet    string
	Facts    Facts
	Columns  []Column
	Rows     []Row
	Snapshot string
	Issues   []xlsx.Issue
	Warnings []xlsx.Issue
	// Book is the workbook, for what stands in a cell of which something is said.
	Book *xlsx.Book

	idColumn, codeColumn int
}

var (
	codePattern = regexp.MustCompile(`^[A-Z][0-9]{9}$`)
	oddCode     = regexp.MustCompile(`^[A-Z][0-9]{8,10}$`)
	yearPattern = regexp.MustCompile(`^([0-9]{4}) ?[-/] ?([0-9]{4})$`)
	digitsOnly  = regexp.MustCompile(`^[0-9]+$`)
)

func semesterNumber(s string) int {
	for _, word := range strings.FieldsFunc(xlsx.Fold(s), notWord) {
		switch word {
		case "1", "الاول", "الاولي", "s1":
			return 1
		case "2", "الثاني", "الثانيه", "s2":
			return 2
		}
	}
	return 0
}

func notWord(r rune) bool { return r == ' ' || r == ':' || r == '-' || r == '/' }

func schoolYear(s string) string {
	m := yearPattern.FindStringSubmatch(xlsx.Fold(s))
	if m == nil {
		return ""
	}
	return m[1] + "-" + m[2]
}
