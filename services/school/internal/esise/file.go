package esise

import (
	"cmp"
	"errors"
	"strconv"
	"strings"
)

// ErrFormat says that the bytes are no ESISE file.
var ErrFormat = errors.New("esise: no export of staff")

// ErrTooMuch says that the file is larger than any school's.
var ErrTooMuch = errors.New("esise: too many rows")

// Kinds of staff, as far as a file tells.
const (
	Teacher = "TEACHER"
	Office  = "OFFICE"
)

// Agent is a row of AGENT with what the other tables say of it.
type Agent struct {
	// Line is where the row begins in the file, from 1.
	Line int
	// PPR is the staff number: digits only.
	PPR             string
	NameAr, NameLat string
	// Kind is TEACHER or OFFICE; empty where neither function nor cadre tell.
	Kind string
	// Schools are the codes of the schools of his activities, where the file has them.
	Schools []string
}

// Findings about a row, in words of the error catalogue.
const (
	NumberInvalid = "STAFF_NUMBER_INVALID"
	NameMissing   = "NAME_MISSING"
	Twice         = "DUPLICATE_IN_FILE"
)

// Issue is a bad row.
type Issue struct {
	Line   int
	Reason string
	// Text is what stands there, where a message shows it.
	Text string
}

// File is what was read. Issues refuse it.
type File struct {
	Agents []Agent
	Issues []Issue
}

// Lines are what was read of the people, by the number of the line as text: staff number and name.
func (f *File) Lines() map[string]string {
	lines := make(map[string]string, len(f.Agents))
	for _, a := range f.Agents {
		lines[strconv.Itoa(a.Line)] = strings.TrimSpace(a.PPR + " " + cmp.Or(a.NameAr, a.NameLat))
	}
	return lines
}
