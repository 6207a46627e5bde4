package bell

import "time"

// Half is the half day of a period.
type Half string

// The two half days.
const (
	AM Half = "AM"
	PM Half = "PM"
)

// The seasons that have hours of their own.
const (
	Regular = "REGULAR"
	Winter  = "WINTER"
	Ramadan = "RAMADAN"
)

// Limits of a schedule.
const (
	// Earliest and Latest bound a school day: 06:00 and 22:00.
	Earliest = 6 * 60
	Latest   = 22 * 60
	// MaxPeriods is the most periods that a weekday has.
	MaxPeriods = 12
)

// Monday and Saturday bound the week of schools.
const (
	Monday   = 1
	Saturday = 6
)

// Period is one period of a weekday: its number from 1, and the minutes after
// midnight at which it starts and ends.
type Period struct {
	Number, Start, End int
	Half               Half
}

// Week has the periods of each weekday: Week[1] those of Monday, Week[6] those
// of Saturday. Week[0] is not used. A weekday without periods has no lessons.
type Week [Saturday + 1][]Period

// On returns the periods of a weekday, none for a Sunday.
func (w Week) On(weekday int) []Period {
	if weekday < Monday || weekday > Saturday {
		return nil
	}
	return w[weekday]
}

// Schedule is one schedule of a school.
type Schedule struct {
	ID string
	// Season is the season in which the schedule holds, empty for all.
	Season string
	// From is the first day; To is the first day on which it no longer holds,
	// empty for an open end.
	From, To string
	Week     Week
}

// Covers tells whether the schedule holds on the date as far as dates go.
func (s Schedule) Covers(date string) bool {
	return s.From <= date && (s.To == "" || date < s.To)
}

// Choose picks the schedule for a date in a season: among those that cover the
// date, one made for the season before one for all seasons, then the latest
// start, then the greater id. A schedule of another season is never chosen.
func Choose(schedules []Schedule, date, season string) (Schedule, bool) {
	best, found := Schedule{}, false
	for _, s := range schedules {
		if !s.Covers(date) || s.Season != "" && s.Season != season {
			continue
		}
		if !found || before(best, s) {
			best, found = s, true
		}
	}
	return best, found
}

// before tells whether b is the better choice of two that both hold.
func before(a, b Schedule) bool {
	if (a.Season == "") != (b.Season == "") {
		return a.Season == ""
	}
	if a.From != b.From {
		return a.From < b.From
	}
	return a.ID < b.ID
}

// Book answers for a school.
type Book struct {
	// Own are the school's schedules.
	Own []Schedule
	// Season gives the season of a date; nil means always Regular.
	Season func(date string) string
	// National gives the default periods of a date; nil means none.
	National func(date string) []Period
}

// Periods returns the periods of a date, in order; none on a Sunday.
func (b Book) Periods(date string) []Period {
	weekday := Weekday(date)
	if weekday < Monday || weekday > Saturday {
		return nil
	}
	season := Regular
	if b.Season != nil {
		season = b.Season(date)
	}
	if s, ok := Choose(b.Own, date, season); ok {
		return s.Week.On(weekday)
	}
	if b.National == nil {
		return nil
	}
	return b.National(date)
}

// Times is when a lesson is held.
type Times struct {
	Start, End int
	Half       Half
}

// Times returns when a lesson of count periods from period is held on a date. ok
// is false when the date lacks one of the periods.
func (b Book) Times(date string, period, count int) (Times, bool) {
	return TimesIn(b.Periods(date), period, count)
}

// TimesIn is Times for given periods.
func TimesIn(periods []Period, period, count int) (Times, bool) {
	if period < 1 || count < 1 || period > len(periods) || count > len(periods)-period+1 {
		return Times{}, false
	}
	first, last := periods[period-1], periods[period+count-2]
	return Times{Start: first.Start, End: last.End, Half: first.Half}, true
}

// Weekday returns 1 for a Monday to 7 for a Sunday, and 0 for a text that is no
// date.
func Weekday(date string) int {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return 0
	}
	if day.Weekday() == time.Sunday {
		return 7
	}
	return int(day.Weekday())
}
