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

// controls spreads n controls of a subject over the semester. Where every mark is in already, they were all
// held by today.
func (p *plan) controls(r *rand.Rand, c *class, n int) ([]control, error) {
	first, last, ok := p.ref.SemesterBounds(p.year, p.semester)
	if !ok {
		return nil, fmt.Errorf("demo: no bounds of semester %d of %s", p.semester, p.year)
	}
	if c.stage != underway {
		last = p.today
	}
	begin, end, today := day(first), day(last), day(p.today)
	span := max(0, end.Sub(begin).Hours()/24)
	list := make([]control, n)
	for i := range list {
		share := (float64(i) + 0.6) / (float64(n) + 0.2)
		shift := int(share*span) + r.IntN(7) - 3
		held := begin.AddDate(0, 0, max(0, min(shift, int(span))))
		date, ok := p.ref.NearestSchoolDay(held.Format(time.DateOnly))
		if !ok {
			date = held.Format(time.DateOnly)
		}
		list[i] = control{date: date, marked: c.stage != underway || !held.AddDate(0, 0, markingDays).After(today)}
	}
	return list, nil
}

// day reads a date of the plan, which was checked when the plan was made.
func day(date string) time.Time {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return time.Time{}
	}
	return t
}
