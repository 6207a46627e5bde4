package demo

import (
	"fmt"
	"math/rand/v2"
	"time"
)

// markingDays is how long a teacher takes to mark a control.
const markingDays = 5

// control is one control of a sheet: when it was held, and whether its marks are in by today.
type control struct {
	date   string
	marked bool
}

// controls spreads n controls of a subject over the semester, each on a day on which the class has that subject.
// Where every mark is in already, they were all held before today.
func (p *plan) controls(r *rand.Rand, c *class, subject string, n int) ([]control, error) {
	first, last, ok := p.ref.SemesterBounds(p.year, p.semester)
	if !ok {
		return nil, fmt.Errorf("demo: no bounds of semester %d of %s", p.semester, p.year)
	}
	if c.stage != underway && len(p.days) > 0 {
		last = p.days[len(p.days)-1]
	}
	begin, end, today := day(first), day(last), day(p.today)
	span := max(0, end.Sub(begin).Hours()/24)
	list := make([]control, n)
	for i := range list {
		share := (float64(i) + 0.6) / (float64(n) + 0.2)
		shift := int(share*span) + r.IntN(7) - 3
		held := begin.AddDate(0, 0, max(0, min(shift, int(span))))
		date := p.controlDay(c, subject, held, first, last)
		list[i] = control{date: date, marked: c.stage != underway || !day(date).AddDate(0, 0, markingDays).After(today)}
	}
	return list, nil
}

// controlDay is the nearest day with a lesson of the subject for the whole class.
func (p *plan) controlDay(c *class, subject string, held time.Time, first, last string) string {
	weekdays := map[time.Weekday]bool{}
	for _, slot := range c.slots {
		if slot.subject == subject && slot.group == "" {
			weekdays[time.Weekday(slot.weekday)] = true
		}
	}
	for distance := range 60 {
		for _, shift := range []int{-distance, distance} {
			date := held.AddDate(0, 0, shift)
			text := date.Format(time.DateOnly)
			if text >= first && text <= last && p.ref.IsSchoolDay(text) && (len(weekdays) == 0 || weekdays[date.Weekday()]) {
				return text
			}
		}
	}
	return held.Format(time.DateOnly)
}

// day reads a date of the plan, which was checked when the plan was made.
func day(date string) time.Time {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return time.Time{}
	}
	return t
}
