package entry

import "github.com/massar-platform/massar/services/grade/internal/grading"

// Presence is a student's place in the sheet today.
type Presence uint8

const (
	// Stranger: not in the class, today or before.
	Stranger Presence = iota
	// Left: was in the class; what he has stays and is read only.
	Left
	// Present: in the class today.
	Present
)

// Key is one cell of a sheet.
type Key struct{ Student, Column string }

// Register stands where a person would, for what the register of a lesson wrote.
const Register = "register"

// Cell is what stands in a cell. The zero Cell was never written.
type Cell struct {
	Value   grading.Entry
	Version int64
	// PendingSince is when an undecided absence was first entered, microseconds.
	PendingSince int64
	// By and At say who wrote it and when: a person, or Register.
	By string
	At int64
	// SettledByTime says that no person decided the absence: its delay passed.
	SettledByTime bool
}

// Entered says whether the cell counts as filled in.
func (c Cell) Entered() bool { return c.Value.State != grading.Missing }

// Text is the cell in the trail: empty where it was never written.
func (c Cell) Text() string {
	if c.Version == 0 {
		return ""
	}
	return c.Value.String()
}

// Remark is what stands beside a student's marks. The zero Remark was never written.
type Remark struct {
	Text    string
	Version int64
	By      string
	At      int64
}

// Sheet is what a decision needs to know; all of it is read in the transaction
// that writes.
type Sheet struct {
	// Scale is the highest mark.
	Scale int
	// Columns are the mark columns; true means closed for entry.
	Columns map[string]bool
	// Students are those who are or were in the class.
	Students map[string]Presence
	Cells    map[Key]Cell
	Remarks  map[string]Remark
}
