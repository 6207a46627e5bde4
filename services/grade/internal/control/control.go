package control

import (
	"github.com/massar-platform/massar/services/grade/internal/entry"
	"github.com/massar-platform/massar/services/grade/internal/grading"
)

// Absence is what the registers of a day say of a student at a control.
type Absence uint8

const (
	// None: no register of the day has him absent.
	None Absence = iota
	// Undecided: absent, and nobody has decided whether he may be.
	Undecided
	// Justified: absent with leave, or the office has accepted a justification.
	Justified
	// Unjustified: absent, and the office has refused one.
	Unjustified
)

// The words of registers that are read here; every other state is no absence.
const (
	stateAbsent  = "ABSENT"
	stateExcused = "EXCUSED"

	standingJustified   = "JUSTIFIED"
	standingUnjustified = "UNJUSTIFIED"
)

// Of reads what the register of one lesson says.
func Of(state, standing string) Absence {
	switch {
	case state == stateExcused, state == stateAbsent && standing == standingJustified:
		return Justified
	case state == stateAbsent && standing == standingUnjustified:
		return Unjustified
	case state == stateAbsent:
		return Undecided
	}
	return None
}

// And joins two lessons of one subject on one day. The control was held in one of
// them, and nobody says in which: absent in either is absent, and where they stand
// differently a person has to look.
func (a Absence) And(b Absence) Absence {
	switch {
	case a == b || b == None:
		return a
	case a == None:
		return b
	}
	return Undecided
}

// Said is what the registers of a day say with the last day on which it stays
// undecided; empty where no register knows of one.
type Said struct {
	Absence
	Until string
}

// With is And, until the later of two days.
func (s Said) With(o Said) Said {
	joined := Said{Absence: s.And(o.Absence)}
	for _, one := range []Said{s, o} {
		if one.Absence == Undecided && joined.Absence == Undecided {
			joined.Until = max(joined.Until, one.Until)
		}
	}
	return joined
}

// Waits says whether it is undecided on a day, as attendance counts.
func (s Said) Waits(day string) bool { return s.Absence == Undecided && day <= s.Until }

// value is the content of a cell that follows the register.
func (a Absence) value() grading.Entry {
	switch a {
	case Undecided:
		return grading.Entry{State: grading.Pending}
	case Justified:
		return grading.Entry{State: grading.AbsentJustified}
	case Unjustified:
		return grading.Entry{State: grading.AbsentUnjustified}
	}
	return grading.Entry{}
}

// Case is one cell of a control with what the registers of its day say.
type Case struct {
	Before   entry.Cell
	Register Absence
	// Waits says that the register still leaves it undecided today.
	Waits bool
	// Open says that the sheet and the column take entries, and that the student is in
	// the class.
	Open bool
	// Touched says that a person has written the cell at some time.
	Touched bool
}

// Act is what the register does to a cell.
type Act uint8

const (
	// Leave: the cell stays as it is.
	Leave Act = iota
	// Enter: an absence is written, or waits again.
	Enter
	// Decide: an absence becomes justified or unjustified.
	Decide
	// Clear: an absence that only the register knew of is taken back.
	Clear
)

// Judge says what becomes of a cell, and what then stands in it. It asks for nothing
// that happened before: told twice, or in another order, it gives the same in the end.
func Judge(c Case) (grading.Entry, Act) {
	act := c.judge()
	if act == Leave {
		return c.Before.Value, Leave
	}
	return c.Register.value(), act
}

func (c Case) judge() Act {
	ours := c.Before.By == entry.Register || c.Before.SettledByTime
	switch c.Before.Value.State {
	case grading.Missing:
		if c.Register != None && c.Open && (ours || c.Before.Version == 0) {
			return Enter
		}
		return Leave
	case grading.Pending, grading.AbsentJustified, grading.AbsentUnjustified:
	default:
		// A mark or an exemption is a person's word.
		return Leave
	}
	waits := c.Before.Value.State == grading.Pending
	switch c.Register {
	case None:
		if ours && !c.Touched && c.Open {
			return Clear
		}
	case Undecided:
		// Time may have decided in the meantime, and that stands, unless a justification
		// that was brought in time was only told later.
		if c.Before.SettledByTime && c.Waits {
			return Enter
		}
		if c.Before.By == entry.Register && !waits && c.Open {
			return Enter
		}
	default:
		if (ours || waits) && c.Before.Value != c.Register.value() {
			return Decide
		}
	}
	return Leave
}
