package absence

import "time"

// Entry is one student's line of a register.
type Entry struct {
	State State
	Date  string // the lesson's day
	// Entered is the day on which the absence was first entered; empty is Date.
	Entered string
}

// Justification is what a guardian submitted or the office recorded for the days
// From to To, both included.
type Justification struct {
	From, To  string
	State     JustificationState
	Submitted string // the day on which it was submitted
}

// Covers says whether the justification speaks of a day.
func (j Justification) Covers(day string) bool { return j.From <= day && day <= j.To }

// Verdict is what an entry counts as. The zero value is that of an entry that is
// no absence.
type Verdict struct {
	Justification JustificationState
	Standing      Standing
	// Until is the last day on which time alone leaves the absence undecided; after it
	// the absence is unjustified. Empty where time decides nothing.
	Until string
}

// Decide says what an entry counts as on the day today.
//
// One accepted justification that covers the day is enough, whenever it was
// accepted and whatever else was refused: the school may accept later papers. One
// that waits for the office keeps the absence undecided if it was submitted in
// time, that is up to and on the Deadline, as long as it holds: what the office does
// not answer must not keep an absence open for ever. If it came later the absence is
// unjustified until the office accepts it. A refusal makes the absence unjustified
// at once. Without any justification the absence is undecided up to and on the
// deadline and unjustified after it.
//
// An absence whose days cannot be read stays undecided: a mistake of ours must not
// count against a student.
func Decide(e Entry, justifications []Justification, rules Rules, today string) Verdict {
	switch e.State {
	case Excused:
		return Verdict{Justification: Accepted, Standing: Justified}
	case Absent:
	default:
		return Verdict{}
	}
	deadline := Deadline(e, rules)
	until := deadline
	var accepted, waits, refused bool
	for _, j := range justifications {
		if !j.Covers(e.Date) {
			continue
		}
		switch j.State {
		case Accepted:
			accepted = true
		case Pending:
			waits = true
			if deadline != "" && j.Submitted <= deadline {
				until = max(until, j.holdsUntil(rules))
			}
		case Refused:
			refused = true
		}
	}
	open := Undecided
	if until != "" && today > until {
		open = Unjustified
	}
	switch {
	case accepted:
		return Verdict{Justification: Accepted, Standing: Justified}
	case waits:
		return Verdict{Justification: Pending, Standing: open, Until: until}
	case refused:
		return Verdict{Justification: Refused, Standing: Unjustified}
	}
	return Verdict{Justification: None, Standing: open, Until: until}
}

// holdsUntil is the last day on which the office's silence counts for the student:
// some days after the justification was brought, and after the last of its own days.
func (j Justification) holdsUntil(rules Rules) string {
	return addDays(max(j.To, j.Submitted), rules.AnswerDays)
}

// Deadline is the last day on which an absence without justification is still
// undecided: the later of the lesson's day and the day of entry, plus the delay in
// calendar days. Before the entry the family could not know that it has to answer.
// It is empty where a day cannot be read.
func Deadline(e Entry, rules Rules) string {
	return addDays(max(e.Date, e.Entered), rules.DelayDays)
}

// addDays is a later day, empty where the first cannot be read.
func addDays(from string, days int) string {
	day, err := time.Parse(time.DateOnly, from)
	if err != nil {
		return ""
	}
	return day.AddDate(0, 0, days).Format(time.DateOnly)
}
