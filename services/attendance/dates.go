package attendance

import (
	"time"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// maxDays bounds a list of absences: a school year and a little more.
const maxDays = 400

// span reads the first and the last day of a list; missing, they are the first day of
// the school year and today.
func (s *Service) span(r reach, from, to string) (first, last string, err error) {
	if to == "" {
		to = r.today
	}
	end, err := clock.ParseDate(to)
	if err != nil {
		return "", "", dateInvalid("to", err)
	}
	if from == "" {
		from = s.yearOf(to)[:len("2026")] + "-09-01"
	}
	begin, err := clock.ParseDate(from)
	if err != nil {
		return "", "", dateInvalid("from", err)
	}
	if end.Before(begin) || begin.AddDate(0, 0, maxDays).Before(end) {
		return "", "", dateInvalid("to", nil)
	}
	return from, to, nil
}

func dateInvalid(field string, err error) error {
	return errs.E(errs.Invalid, errorsv1.Reason_DATE_INVALID, "reading a day", err, errs.Field(field, errorsv1.Reason_DATE_INVALID))
}

const monthLayout = "2006-01"

// month reads a month; missing, it is the current one. It gives its word with its
// first and last day.
func month(r reach, word string) (name, first, last string, err error) {
	if word == "" {
		word = r.today[:len(monthLayout)]
	}
	begin, err := time.Parse(monthLayout, word)
	if err != nil {
		return "", "", "", errs.E(errs.Invalid, errorsv1.Reason_MONTH_INVALID, "reading a month", err,
			errs.Field("month", errorsv1.Reason_MONTH_INVALID))
	}
	return word, begin.Format(clock.DateLayout), begin.AddDate(0, 1, -1).Format(clock.DateLayout), nil
}

// dayBefore is the day before a day.
func dayBefore(day string) string {
	at, err := time.Parse(clock.DateLayout, day)
	if err != nil {
		return ""
	}
	return at.AddDate(0, 0, -1).Format(clock.DateLayout)
}
