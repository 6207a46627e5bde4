package grade

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/grade/internal/control"
	"github.com/massar-platform/massar/services/grade/internal/entry"
	"github.com/massar-platform/massar/services/grade/internal/grading"
	"github.com/massar-platform/massar/services/grade/internal/store"
)

// ruleAbsenceDelay is how many days an absence waits for its justification.
const ruleAbsenceDelay = "absence_delay_days"

// absences decides, for showing, absences that nobody has decided: what is stored
// stays undecided, so that a later dated rule or a late decision still holds.
type absences struct {
	day   string
	delay int
	dates map[string]string
	// registers say until when they leave an absence undecided.
	registers map[entry.Key]control.Said
}

// absencesOn reads the rule of a school year.
func (s *Service) absencesOn(day, year string) (absences, error) {
	delay, err := strconv.Atoi(s.ref.RuleValue(ruleAbsenceDelay, year))
	if err != nil {
		return absences{}, fmt.Errorf("reading the rule %s of %s: %w", ruleAbsenceDelay, year, err)
	}
	return absences{day: day, delay: delay}, nil
}

// absencesAt is absencesOn for the cells of a sheet.
func (s *Service) absencesAt(ctx context.Context, q sqldb.Querier, day string, sheet *store.Sheet, columns []store.Column) (absences, error) {
	a, err := s.absencesOn(day, sheet.SchoolYear)
	if err != nil {
		return a, err
	}
	a.dates = datesOf(columns)
	a.registers, err = store.AbsencesAt(ctx, q, sheet, columns)
	return a, err
}

// undecidedUntil is the last day on which an absence is undecided: attendance's where a
// register has it, so that it stands alike everywhere, else that of the dated rule.
func undecidedUntil(register, date string, since int64, delay int) (string, error) {
	if register != "" {
		return register, nil
	}
	return grading.AbsenceDeadline(date, clock.DateOf(time.UnixMicro(since)), delay)
}

// shown is a cell as its readers see it on that day.
func (a absences) shown(key entry.Key, c entry.Cell) (entry.Cell, error) {
	if c.Value.State != grading.Pending {
		return c, nil
	}
	until, err := undecidedUntil(a.registers[key].Until, a.dates[key.Column], c.PendingSince, a.delay)
	c.Value = c.Value.Decided(until, a.day)
	return c, err
}
