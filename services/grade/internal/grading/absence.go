package grading

import (
	"fmt"
	"time"
)

// AbsenceDeadline is the last school day (YYYY-MM-DD) on which an undecided
// absence still waits for its justification: the later of the control's date and
// the date of entry, plus the delay in calendar days. Before the entry the family
// could not know that it has to answer.
func AbsenceDeadline(controlDate, enteredDate string, delayDays int) (string, error) {
	from, err := time.Parse(time.DateOnly, enteredDate)
	if err != nil {
		return "", fmt.Errorf("reading the day on which an absence was entered: %w", err)
	}
	if controlDate != "" {
		held, err := time.Parse(time.DateOnly, controlDate)
		if err != nil {
			return "", fmt.Errorf("reading the date of a control: %w", err)
		}
		if held.After(from) {
			from = held
		}
	}
	return from.AddDate(0, 0, delayDays).Format(time.DateOnly), nil
}

// Decided replaces an undecided absence by its state on a day: Pending up to and on
// the last day on which it waits, AbsentUnjustified after it. Every other entry stays.
// Where the last day is not known it waits: never a silent 0.
func (e Entry) Decided(until, today string) Entry {
	switch {
	case e.State != Absent && e.State != Pending:
		return e
	case until != "" && today > until:
		return Entry{State: AbsentUnjustified}
	}
	return Entry{State: Pending}
}
