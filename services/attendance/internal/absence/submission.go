package absence

import "time"

// CheckSubmission says why a guardian may not submit a justification for the days
// from to to, or nothing. The school office is not bound by it: it may accept later
// papers by exception.
func CheckSubmission(from, to string, rules Rules, today string) Reason {
	first, err := time.Parse(time.DateOnly, from)
	if err != nil {
		return DatesInvalid
	}
	last, err := time.Parse(time.DateOnly, to)
	if err != nil || last.Before(first) {
		return DatesInvalid
	}
	now, err := time.Parse(time.DateOnly, today)
	if err != nil {
		return DatesInvalid
	}
	switch {
	case first.AddDate(0, 0, rules.MaxDays).Before(last.AddDate(0, 0, 1)):
		return TooLong
	case now.AddDate(0, 0, rules.AheadDays).Before(first):
		return TooEarly
	case last.AddDate(0, 0, rules.DocumentDays).Before(now):
		return TooLate
	}
	return ""
}
