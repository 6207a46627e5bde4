package grading

// State says what a cell or a figure is; a mark never stands alone. The numbers
// are part of stored events and must not change.
type State uint8

const (
	// Missing: not entered, or no numeric part at all.
	Missing State = 0
	// Graded: there is a number.
	Graded State = 1
	// Absent: an absence as entered, not decided yet. Decided turns it into
	// Pending or AbsentUnjustified; in a computation it counts as Pending.
	Absent State = 2
	// Pending: an absence that may still be justified, or a figure that waits for one.
	Pending State = 3
	// AbsentJustified: decided; the control leaves the mean.
	AbsentJustified State = 4
	// AbsentUnjustified: decided, or the delay has passed; counts 0.
	AbsentUnjustified State = 5
	// Exempt: the pupil does not take it.
	Exempt State = 6
)

// String gives the stable word of the state.
func (s State) String() string {
	switch s {
	case Missing:
		return "MISSING"
	case Graded:
		return "GRADED"
	case Absent:
		return "ABSENT"
	case Pending:
		return "PENDING"
	case AbsentJustified:
		return "ABSENT_JUSTIFIED"
	case AbsentUnjustified:
		return "ABSENT_UNJUSTIFIED"
	case Exempt:
		return "EXEMPT"
	}
	return "UNKNOWN"
}

// ParseState reads the word that String writes.
func ParseState(word string) (State, bool) {
	for s := Missing; s <= Exempt; s++ {
		if s.String() == word {
			return s, true
		}
	}
	return Missing, false
}

// Entry is the content of one cell: a mark where the state is Graded.
type Entry struct {
	State State
	Mark  Mark
}

// String gives the mark, or the word of the state.
func (e Entry) String() string {
	if e.State == Graded {
		return e.Mark.String()
	}
	return e.State.String()
}

// Result is a computed figure. Exact and Printed hold a number only where State
// is Graded; the other states are Pending, Exempt and Missing.
type Result struct {
	State   State
	Exact   Rational
	Printed Mark
}

// Given makes a result of a figure that is already printed.
func Given(m Mark) Result { return Result{State: Graded, Exact: m.Rational(), Printed: m} }

// graded prints an exact value once, by the mode of the rules.
func graded(exact Rational, rules Rules) Result {
	return Result{State: Graded, Exact: exact, Printed: exact.Round(rules.Rounding)}
}

// next is the value that the following step takes: the printed figure or the
// exact one (rule average_from).
func (r Result) next(rules Rules) Rational {
	if rules.AverageFrom == Exact {
		return r.Exact
	}
	return r.Printed.Rational()
}
