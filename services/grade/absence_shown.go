package grade

import (
	"fmt"
	"strconv"
	"time"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/services/grade/internal/entry"
	"github.com/massar-platform/massar/services/grade/internal/grading"
)

// ruleAbsenceDelay is how many days an absence waits for its justification.
const ruleAbsenceDelay = "absence_delay_days"

// absences decides, for showing, absences that nobody has decided: what is stored
// stays undecided, so that a later dated rule or a late decision still holds.
type absences struct {
	day   string
	delay int
	dates map[string]string
}

// absencesOn reads the rule of a school year; dates are the columns' own.
func (s *Service) absencesOn(day, year string, dates map[string]string) (absences, error) {
	delay, err := strconv.Atoi(s.ref.RuleValue(ruleAbsenceDelay, year))
	if err != nil {
		return absences{}, fmt.Errorf("reading the rule %s of %s: %w", ruleAbsenceDelay, year, err)
	}
	return absences{day: day, delay: delay, dates: dates}, nil
}

// shown is a cell as its readers see it on that day.
func (a absences) shown(column string, c entry.Cell) (entry.Cell, error) {
	if c.Value.State != grading.Pending {
		return c, nil
	}
	entered := clock.DateOf(time.UnixMicro(c.PendingSince))
	value, err := c.Value.Decided(a.dates[column], entered, a.day, a.delay)
	if err != nil {
		return c, err
	}
	c.Value = value
	return c, nil
}
