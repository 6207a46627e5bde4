package absence

// State is what a register says of one student in one lesson.
type State uint8

// The states of an entry. A student without an entry is present.
const (
	Present State = iota
	Absent
	Late
	// Excused is an absence that who took the register knows to be justified.
	Excused
	// SentToOffice was in the lesson and was sent out of it: no absence.
	SentToOffice
)

var stateNames = [...]string{"PRESENT", "ABSENT", "LATE", "EXCUSED", "SENT_TO_OFFICE"}

// String gives the word of the API.
func (s State) String() string {
	if int(s) < len(stateNames) {
		return stateNames[s]
	}
	return ""
}

// ParseState reads the word of the API; ok is false for any other text.
func ParseState(word string) (s State, ok bool) {
	for i, name := range stateNames {
		if name == word {
			return State(i), true
		}
	}
	return Present, false
}

// IsAbsence says whether the state has to be justified or is so already.
func (s State) IsAbsence() bool { return s == Absent || s == Excused }

// JustificationState is how far a justification has come.
type JustificationState uint8

// The states of a justification; None is the verdict where there is none.
const (
	None JustificationState = iota
	Pending
	Accepted
	Refused
)

var justificationNames = [...]string{"NONE", "PENDING", "ACCEPTED", "REFUSED"}

// String gives the word of the API.
func (s JustificationState) String() string {
	if int(s) < len(justificationNames) {
		return justificationNames[s]
	}
	return ""
}

// ParseJustificationState reads the word of the API; ok is false for any other text.
func ParseJustificationState(word string) (s JustificationState, ok bool) {
	for i, name := range justificationNames {
		if name == word {
			return JustificationState(i), true
		}
	}
	return None, false
}

// Standing is what an absence counts as on a day.
type Standing uint8

// The standings. NoAbsence is that of an entry that is none.
const (
	NoAbsence Standing = iota
	Undecided
	Justified
	Unjustified
)

var standingNames = [...]string{"", "UNDECIDED", "JUSTIFIED", "UNJUSTIFIED"}

// String gives the word of the API, empty for NoAbsence.
func (s Standing) String() string {
	if int(s) < len(standingNames) {
		return standingNames[s]
	}
	return ""
}

// ParseStanding reads the word of the API; ok is false for any other text.
func ParseStanding(word string) (s Standing, ok bool) {
	for i, name := range standingNames {
		if name == word {
			return Standing(i), true
		}
	}
	return NoAbsence, false
}
