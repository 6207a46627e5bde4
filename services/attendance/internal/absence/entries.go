package absence

// Reason is the name of a reason of the error catalogue.
type Reason string

// The refusals of an entry and of a submission.
const (
	StudentNotInLesson Reason = "STUDENT_NOT_IN_LESSON"
	StudentTwice       Reason = "STUDENT_TWICE"
	StateInvalid       Reason = "INVALID_REQUEST"
	MinutesLateInvalid Reason = "MINUTES_LATE_INVALID"

	DatesInvalid Reason = "DATE_INVALID"
	TooEarly     Reason = "JUSTIFICATION_TOO_EARLY"
	TooLate      Reason = "JUSTIFICATION_TOO_LATE"
	TooLong      Reason = "JUSTIFICATION_TOO_LONG"
)

// maxMinutesLate holds where the length of the lesson is not known.
const maxMinutesLate = 240

// Lesson is what DecideEntries must know of the lesson.
type Lesson struct {
	// Members are the students of the lesson's class and group on its day.
	Members map[string]bool
	// Minutes is the length of the lesson: who comes at its end was absent.
	Minutes int
}

// Current is what a register holds of one student. Version 0 is a student of whom
// nothing was ever written.
type Current struct {
	State       State
	MinutesLate int
	Version     int64
	// Entered is the day on which the absence was first entered.
	Entered string
}

// Input is one entry as handed in. State is the word of the API.
type Input struct {
	StudentID   string
	State       string
	MinutesLate int
	// Version is the one that the writer saw.
	Version int64
}

// Outcome is what becomes of an input.
type Outcome uint8

// The outcomes.
const (
	// Rejected: the value cannot stand there; Reason says why.
	Rejected Outcome = iota
	// Conflict: somebody wrote another value since the writer read.
	Conflict
	// Saved: to be written with Version, unless Unchanged.
	Saved
)

// Decision is what becomes of one input. Before is what stands there now.
type Decision struct {
	Input   Input
	Outcome Outcome
	Reason  Reason
	Before  Current
	// After is what stands there once the decision is written.
	After Current
}

// Unchanged says of a saved decision that there is nothing to write.
func (d Decision) Unchanged() bool { return d.After.Version == d.Before.Version }

// Outcomes are the decisions of one save by outcome, each in the order of the inputs.
type Outcomes struct {
	Saved, Conflicts, Refused []Decision
}

// Changed are the saved decisions that have something to write.
func (o Outcomes) Changed() []Decision {
	var list []Decision
	for _, d := range o.Saved {
		if !d.Unchanged() {
			list = append(list, d)
		}
	}
	return list
}

// DecideEntries judges every entry on its own. A value that cannot stand is refused
// even when its version is stale. Two devices that agree are no conflict: a value
// that already stands is saved as it is, under the version that it has, whatever
// version the writer saw. Otherwise a version that is not the current one is a
// conflict and nothing is written. today is the day of entry of new absences; saving
// one again does not give the family more time.
func DecideEntries(current map[string]Current, inputs []Input, lesson Lesson, today string) Outcomes {
	count := make(map[string]int, len(inputs))
	for _, in := range inputs {
		count[in.StudentID]++
	}
	var o Outcomes
	for _, in := range inputs {
		d := Decision{Input: in, Before: current[in.StudentID]}
		d.After = d.Before
		d.decide(lesson, count[in.StudentID] > 1, today)
		switch d.Outcome {
		case Saved:
			o.Saved = append(o.Saved, d)
		case Conflict:
			o.Conflicts = append(o.Conflicts, d)
		default:
			o.Refused = append(o.Refused, d)
		}
	}
	return o
}

func (d *Decision) decide(lesson Lesson, twice bool, today string) {
	in, before := d.Input, d.Before
	state, known := ParseState(in.State)
	switch {
	case !lesson.Members[in.StudentID]:
		d.Reason = StudentNotInLesson
	case twice:
		// Nobody can tell which of the two was meant.
		d.Reason = StudentTwice
	case !known:
		d.Reason = StateInvalid
	case !minutesFit(state, in.MinutesLate, lesson.Minutes):
		d.Reason = MinutesLateInvalid
	case before.Version > 0 && before.State == state && before.MinutesLate == in.MinutesLate:
		d.Outcome = Saved
	case in.Version != before.Version:
		d.Outcome = Conflict
	default:
		d.Outcome = Saved
		d.After = Current{State: state, MinutesLate: in.MinutesLate, Version: before.Version + 1}
		if state == Absent {
			d.After.Entered = today
		}
	}
}

func minutesFit(state State, minutes, lesson int) bool {
	if state != Late {
		return minutes == 0
	}
	if lesson <= 0 {
		return minutes >= 1 && minutes <= maxMinutesLate
	}
	return minutes >= 1 && minutes < lesson
}
