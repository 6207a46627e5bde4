package clock

import (
	"fmt"
	"time"
)

// School is the clock by which schools live: real time, shifted by whole days.
type School struct {
	real   Clock
	offset int
}

// NewSchool returns the school clock over a real one. An offset of 0 days is the
// production setting.
func NewSchool(real Clock, offsetDays int) School {
	return School{real: real, offset: offsetDays}
}

// Now returns the school's instant: the wall clock of the schools' zone, moved by
// the offset, so that 08:30 stays 08:30 across a change of the zone's offset.
func (s School) Now() time.Time {
	return s.real.Now().In(Zone()).AddDate(0, 0, s.offset)
}

// Today returns the current school day as YYYY-MM-DD.
func (s School) Today() string { return s.Now().Format(DateLayout) }

// Week returns the week of the current school day in ISO 8601, such as 2026-W48, or that of some weeks later.
func (s School) Week(later int) string {
	const days = 7
	year, week := s.Now().AddDate(0, 0, days*later).ISOWeek()
	return fmt.Sprintf("%d-W%02d", year, week)
}

// Offset returns the shift in days.
func (s School) Offset() int { return s.offset }

// Real returns the clock below, which is never shifted.
func (s School) Real() Clock { return s.real }

// OffsetTo returns the shift in days that makes the given date today.
func OffsetTo(real Clock, date string) (int, error) {
	want, err := ParseDate(date)
	if err != nil {
		return 0, err
	}
	return dayNumber(want) - dayNumber(real.Now().In(Zone())), nil
}

// dayNumber counts calendar days; subtracting instants would miscount days that
// have 23 or 25 hours.
func dayNumber(t time.Time) int {
	year, month, day := t.Date()
	return int(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}
