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

// AbsenceState decides an absence that nobody has decided: Pending up to and on
// the deadline, AbsentUnjustified after it. Dates are school days as text,
// controlDate may be empty. An unreadable date is an error, never a silent 0.
func AbsenceState(controlDate, enteredDate, today string, delayDays int) (State, error) {
	deadline, err := AbsenceDeadline(controlDate, enteredDate, delayDays)
	if err != nil {
		return Pending, err
	}
	if _, err := time.Parse(time.DateOnly, today); err != nil {
		return Pending, fmt.Errorf("reading today's date: %w", err)
	}
	if today > deadline {
		return AbsentUnjustified, nil
	}
	return Pending, nil
}

// Decided replaces an undecided absence by its state on a day and leaves every
// other entry as it is.
func (e Entry) Decided(controlDate, enteredDate, today string, delayDays int) (Entry, error) {
	if e.State != Absent && e.State != Pending {
		return e, nil
	}
	state, err := AbsenceState(controlDate, enteredDate, today, delayDays)
	if err != nil {
		return e, err
	}
	return Entry{State: state}, nil
}
