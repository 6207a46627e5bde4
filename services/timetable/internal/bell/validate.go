package bell

import "time"

// Problem is what is wrong with a schedule.
type Problem string

// The problems that Validate finds.
const (
	// BadDates: From or To is no date, or To is not after From.
	BadDates Problem = "BAD_DATES"
	// BadSeason: the season is none of Regular, Winter, Ramadan and empty.
	BadSeason Problem = "BAD_SEASON"
	// NoPeriods: no weekday has a period.
	NoPeriods Problem = "NO_PERIODS"
	// TooMany: a weekday has more than MaxPeriods.
	TooMany Problem = "TOO_MANY"
	// BadNumber: the periods of a weekday must count 1, 2, 3 and so on.
	BadNumber Problem = "BAD_NUMBER"
	// BadTime: a period lies outside of Earliest to Latest or does not end after
	// it starts.
	BadTime Problem = "BAD_TIME"
	// Overlap: a period starts before the one in front of it ends.
	Overlap Problem = "OVERLAP"
	// BadHalf: the half is neither AM nor PM, or a morning follows an afternoon.
	BadHalf Problem = "BAD_HALF"
)

// Fault is a problem with its place: Weekday and the Period's number in the
// list, counted from 1; both 0 for the whole schedule.
type Fault struct {
	Weekday, Period int
	Problem         Problem
}

// Validate lists everything that is wrong with a schedule, nothing for a good one.
func Validate(s Schedule) []Fault {
	var faults []Fault
	if !isDate(s.From) || s.To != "" && (!isDate(s.To) || s.To <= s.From) {
		faults = append(faults, Fault{Problem: BadDates})
	}
	switch s.Season {
	case "", Regular, Winter, Ramadan:
	default:
		faults = append(faults, Fault{Problem: BadSeason})
	}
	some := len(s.Week[0]) > 0
	if some {
		faults = append(faults, Fault{Problem: BadNumber}) // there is no weekday 0
	}
	for weekday := Monday; weekday <= Saturday; weekday++ {
		some = some || len(s.Week[weekday]) > 0
		faults = append(faults, validateDay(weekday, s.Week[weekday])...)
	}
	if !some {
		faults = append(faults, Fault{Problem: NoPeriods})
	}
	return faults
}

func validateDay(weekday int, periods []Period) []Fault {
	if len(periods) > MaxPeriods {
		return []Fault{{Weekday: weekday, Problem: TooMany}}
	}
	var faults []Fault
	for i, p := range periods {
		add := func(bad bool, problem Problem) {
			if bad {
				faults = append(faults, Fault{Weekday: weekday, Period: i + 1, Problem: problem})
			}
		}
		add(p.Number != i+1, BadNumber)
		add(p.Start < Earliest || p.End > Latest || p.End <= p.Start, BadTime)
		add(p.Half != AM && p.Half != PM || i > 0 && periods[i-1].Half == PM && p.Half == AM, BadHalf)
		add(i > 0 && p.Start < periods[i-1].End, Overlap)
	}
	return faults
}

func isDate(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}
