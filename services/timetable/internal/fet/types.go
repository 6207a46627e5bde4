package fet

import (
	"errors"

	"github.com/massar-platform/massar/services/timetable/internal/bell"
)

// Limits of a file.
const (
	// MaxBytes is the largest file.
	MaxBytes = 8 << 20
	// MaxRows is the most rows of a file.
	MaxRows = 20_000
	// MaxProblems is the most problems that are listed.
	MaxProblems = 1_000
	// MaxName is the most characters of a name.
	MaxName = 100
	// MaxCount is the most periods of one row.
	MaxCount = 4
	maxDepth = 16
	// maxElements is more than FET writes for 300 teachers with 12 days of 12 hours.
	maxElements = 600_000
)

// Errors of files that are not read at all. ErrSyntax comes wrapped with the
// line.
var (
	ErrTooLarge     = errors.New("the file is too large")
	ErrTooManyRows  = errors.New("the file has too many rows")
	ErrNotTimetable = errors.New("the file is no timetable")
	ErrEncoding     = errors.New("the file is not in UTF-8")
	ErrSyntax       = errors.New("the file is damaged")
	ErrColumns      = errors.New("the file lacks a column or has one twice")
)

// Bell gives the periods of a weekday, 1 for Monday to 6 for Saturday.
type Bell func(weekday int) []bell.Period

// Row is one lesson of the week.
type Row struct {
	Teacher, Subject, Class, Group, Room string
	// Weekday is 1 for Monday to 6 for Saturday; Period is the first period and
	// Count how many follow each other.
	Weekday, Period, Count int
	// Half is the half day of the first period; empty for a row of a CSV.
	Half bell.Half
	// HourName and HourIndex are the first hour as FET has it: its name and its
	// place in the day, from 0.
	HourName  string
	HourIndex int
	// Activity is FET's number of the activity, where the file has it.
	Activity string
	// Joint is shared by the rows of one activity of several classes, within one file;
	// empty for a lesson of one class.
	Joint string
	// Line is where the row was read.
	Line int
}

// Code says what is wrong with a line.
type Code string

// The problems of a line.
const (
	// DayUnknown: no weekday is meant by the name, or no school day.
	DayUnknown Code = "DAY_UNKNOWN"
	// HourUnknown: no period of the bell is meant by the name of the hour.
	HourUnknown Code = "HOUR_UNKNOWN"
	// ClassMissing, SubjectMissing and TeacherMissing: there is none.
	ClassMissing   Code = "CLASS_MISSING"
	SubjectMissing Code = "SUBJECT_MISSING"
	TeacherMissing Code = "TEACHER_MISSING"
	// BadClass: the text is no class, or no class with a group.
	BadClass Code = "BAD_CLASS"
	// BadPeriod and BadCount: no whole number within the limits.
	BadPeriod Code = "BAD_PERIOD"
	BadCount  Code = "BAD_COUNT"
	// BadText: the name is too long or holds characters that no name has.
	BadText Code = "BAD_TEXT"
	// BadPlace: an element stands where it cannot stand.
	BadPlace Code = "BAD_PLACE"
	// BadLine: the line of a CSV cannot be read.
	BadLine Code = "BAD_LINE"
)

// Problem is what is wrong in a place of the file.
type Problem struct {
	Line int
	Code Code
	// Field is the element or the column: Day, Hour, Students, weekday.
	Field string
	// Read is what was read, shortened.
	Read string
}

// problems collects them up to MaxProblems.
type problems struct{ list []Problem }

func (p *problems) add(line int, code Code, field, read string) {
	if len(p.list) < MaxProblems {
		p.list = append(p.list, Problem{Line: line, Code: code, Field: field, Read: shorten(read)})
	}
}
