package entry

import (
	"errors"

	"github.com/massar-platform/massar/services/grade/internal/grading"
)

// Reason is the name of a reason of the error catalogue.
type Reason string

// The refusals of a cell, beside those of grading.ParseMark.
const (
	ColumnUnknown     Reason = "COLUMN_UNKNOWN"
	ColumnLocked      Reason = "COLUMN_LOCKED"
	StudentNotInSheet Reason = "STUDENT_NOT_IN_SHEET"
	StudentLeftClass  Reason = "STUDENT_LEFT_CLASS"
	StateNotWritable  Reason = "MARK_STATE_NOT_WRITABLE"
	AbsentWithMark    Reason = "ABSENT_WITH_MARK"
	Twice             Reason = "CELL_TWICE"
	TextNotAllowed    Reason = "TEXT_NOT_ALLOWED"
)

// Outcome is what becomes of an input.
type Outcome uint8

const (
	// Refused: the value cannot stand there; Reason says why.
	Refused Outcome = iota
	// Conflict: somebody wrote the cell since the writer read it.
	Conflict
	// Saved: to be written with Version.
	Saved
)

// The words of writable states.
const (
	stateGraded  = "GRADED"
	stateAbsent  = "ABSENT"
	stateExempt  = "EXEMPT"
	stateMissing = "MISSING"
)

// Input is one cell as handed in: a mark as typed, or the word of a state.
type Input struct {
	Key
	Mark  *string
	State string
	// Version is the one that the writer saw.
	Version int64
}

// Decision is what becomes of one input. Before is what stands there now.
type Decision struct {
	Input   Input
	Outcome Outcome
	Reason  Reason
	Before  Cell
	// Value and Version are what is to be written.
	Value   grading.Entry
	Version int64
}

// Decide judges every cell on its own, in the order given. A value that cannot
// stand is refused even when its version is stale: showing a conflict would
// suggest that it could be saved.
func Decide(sheet Sheet, inputs []Input) []Decision {
	count := make(map[Key]int, len(inputs))
	for _, in := range inputs {
		count[in.Key]++
	}
	decisions := make([]Decision, len(inputs))
	for i, in := range inputs {
		decisions[i] = decide(sheet, in, count[in.Key] > 1)
	}
	return decisions
}

func decide(sheet Sheet, in Input, twice bool) Decision {
	d := Decision{Input: in, Before: sheet.Cells[in.Key]}
	if d.Reason = place(sheet, in, twice); d.Reason != "" {
		return d
	}
	d.Value, d.Reason = value(in, sheet.Scale)
	switch {
	case d.Reason != "":
	case in.Version != d.Before.Version:
		d.Outcome = Conflict
	case d.Value.State == grading.Pending && decided(d.Before.Value.State):
		d.Outcome, d.Value, d.Version = Saved, d.Before.Value, d.Before.Version
	default:
		d.Outcome = Saved
		d.Version = d.Before.Version + 1
	}
	return d
}

// decided says whether a state is an absence that waits no more. That a student was
// absent is the teacher's to say, whether it is justified is not: an absence entered
// again stays as it was decided.
func decided(s grading.State) bool {
	return s == grading.AbsentJustified || s == grading.AbsentUnjustified
}

// Unchanged says of a saved decision that there is nothing to write.
func (d Decision) Unchanged() bool { return d.Version == d.Before.Version }

// place says why nothing may be written in the cell, whatever the value.
func place(sheet Sheet, in Input, twice bool) Reason {
	locked, known := sheet.Columns[in.Column]
	presence := sheet.Students[in.Student]
	switch {
	case !known:
		return ColumnUnknown
	case presence == Stranger:
		return StudentNotInSheet
	case twice:
		// Nobody can tell which of the two was meant.
		return Twice
	case presence == Left:
		return StudentLeftClass
	case locked:
		return ColumnLocked
	}
	return ""
}

// value reads the mark or the state. An absence is stored undecided.
func value(in Input, scale int) (grading.Entry, Reason) {
	if in.Mark == nil {
		switch in.State {
		case stateAbsent:
			return grading.Entry{State: grading.Pending}, ""
		case stateExempt:
			return grading.Entry{State: grading.Exempt}, ""
		case stateMissing:
			return grading.Entry{State: grading.Missing}, ""
		case "", stateGraded:
			return grading.Entry{}, Reason(grading.NotANumber)
		}
		return grading.Entry{}, StateNotWritable
	}
	switch in.State {
	case "", stateGraded:
	case stateAbsent:
		return grading.Entry{}, AbsentWithMark
	default:
		return grading.Entry{}, StateNotWritable
	}
	parsed, err := grading.ParseMark(*in.Mark, scale)
	if err != nil {
		var refusal grading.Refusal
		if errors.As(err, &refusal) {
			return grading.Entry{}, Reason(refusal)
		}
		return grading.Entry{}, Reason(grading.NotANumber)
	}
	// The words of the workbook have a field of their own here, and an emptied
	// field must say so: state MISSING.
	if parsed.State != grading.Graded {
		return grading.Entry{}, Reason(grading.NotANumber)
	}
	return parsed, ""
}

// PendingSince is the start of an undecided absence that a saved decision
// writes: saving it again does not give the family more time. 0 for other values.
func (d Decision) PendingSince(now int64) int64 {
	switch {
	case d.Value.State != grading.Pending:
		return 0
	case d.Before.Value.State == grading.Pending && d.Before.PendingSince != 0:
		return d.Before.PendingSince
	}
	return now
}

// EnteredChange is by how much the saved decisions change the number of cells
// that hold a mark or a state.
func EnteredChange(decisions []Decision) int64 {
	change := int64(0)
	for _, d := range decisions {
		if d.Outcome != Saved {
			continue
		}
		if d.Value.State != grading.Missing {
			change++
		}
		if d.Before.Entered() {
			change--
		}
	}
	return change
}
