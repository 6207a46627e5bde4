package school

import (
	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// year is the asked school year, or today's when none is asked.
func (s *Service) year(asked string) (string, error) {
	if asked == "" {
		today, _ := s.ref.SchoolYear(s.clock.Today())
		return today, nil
	}
	if _, _, ok := s.ref.Lessons(asked); !ok {
		return "", errs.E(errs.Invalid, errorsv1.Reason_SCHOOL_YEAR_UNKNOWN, "reading the school year", nil,
			errs.Field("schoolYear", errorsv1.Reason_SCHOOL_YEAR_UNKNOWN))
	}
	return asked, nil
}

// openYear is year for what fills classes: only the current one. A past year is closed; a list of the next one
// would take students from the school where they are, which needs that school's release.
func (s *Service) openYear(asked string) (string, error) {
	year, err := s.year(asked)
	if err != nil {
		return "", err
	}
	if today, _ := s.ref.SchoolYear(s.clock.Today()); year != today {
		return "", errs.E(errs.FailedPrecondition, errorsv1.Reason_SCHOOL_YEAR_CLOSED, "filling classes", nil,
			errs.Field("schoolYear", errorsv1.Reason_SCHOOL_YEAR_CLOSED))
	}
	return year, nil
}

// day is the asked school day, or fallback when none is asked.
func day(asked, fallback, field string) (string, error) {
	if asked == "" {
		return fallback, nil
	}
	if _, err := clock.ParseDate(asked); err != nil {
		return "", badDate(field, err)
	}
	return asked, nil
}

// inYear refuses a day outside of a school year.
func (s *Service) inYear(date, year, field string) error {
	if of, ok := s.ref.SchoolYear(date); !ok || of != year {
		return badDate(field, nil)
	}
	return nil
}

func badDate(field string, err error) error {
	return errs.E(errs.Invalid, errorsv1.Reason_DATE_INVALID, "reading a date", err, errs.Field(field, errorsv1.Reason_DATE_INVALID))
}

// firstLesson is the first day of lessons of a year, from which enrolments and assignments count by default.
func (s *Service) firstLesson(year string) string {
	first, _, _ := s.ref.Lessons(year)
	return first
}
