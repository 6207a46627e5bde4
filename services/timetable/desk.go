package timetable

import (
	"context"
	"time"

	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	"github.com/massar-platform/massar/services/timetable/internal/bell"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// desk is a school's timetable of one school year as the office works on it: what
// the transaction sees, with everything that names its lessons. A write opens it
// behind the lock of the school, checks what it would do with the pure rules, and
// only then writes.
type desk struct {
	*Service

	school roster.School
	year   string
	// first and last are the days of the year in question: from the day that the caller
	// named to the end of the year.
	first, last string
	// ends is the first day behind the school year.
	ends string
	lang localtext.Lang

	pattern pattern.School
	bells   []bell.Schedule
	classes map[string]roster.Class
	staff   map[string]roster.Staff
	// days are the school days of the year from first on, by weekday.
	days map[int][]string
}

// yearEnds is the first day behind a school year.
func yearEnds(year string) string { return year[5:] + "-09-01" }

// openDesk reads a school year of a school from a day on. The caller has found the
// school to be his.
func (s *Service) openDesk(ctx context.Context, q sqldb.Querier, school roster.School, year, from string) (*desk, error) {
	ends := yearEnds(year)
	d := &desk{Service: s, school: school, year: year, first: from, last: addDays(ends, -1), ends: ends, lang: rpc.Lang(ctx)}
	rows, err := store.Load(ctx, q, store.Span{School: school.Code, First: d.first, Last: d.last})
	if err != nil {
		return nil, err
	}
	d.bells = rows.Bells
	d.pattern = s.withHours(rows.Pattern, school, rows.Bells)
	if err := d.people(ctx, q); err != nil {
		return nil, err
	}
	d.days = d.schoolDays()
	return d, nil
}

// nameDesk is a desk that only names some slots.
func (s *Service) nameDesk(ctx context.Context, q sqldb.Querier, school roster.School, year string, slots []pattern.Slot) (*desk, error) {
	d := &desk{Service: s, school: school, year: year, ends: yearEnds(year), lang: rpc.Lang(ctx)}
	d.pattern.Slots = slots
	return d, d.people(ctx, q)
}

// people reads who and what the lessons are named by.
func (d *desk) people(ctx context.Context, q sqldb.Querier) error {
	classes, err := roster.SchoolClasses(ctx, q, d.school.Code, d.year)
	if err != nil {
		return err
	}
	d.classes = make(map[string]roster.Class, len(classes))
	for _, c := range classes {
		d.classes[c.ID] = c
	}
	staff, err := roster.SchoolStaff(ctx, q, d.school.Code)
	if err != nil {
		return err
	}
	d.staff = make(map[string]roster.Staff, len(staff))
	for _, s := range staff {
		d.staff[s.ID] = s
	}
	return d.formerStaff(ctx, q)
}

// formerStaff adds those whom lessons still name and who have left the school.
func (d *desk) formerStaff(ctx context.Context, q sqldb.Querier) error {
	missing := map[string]bool{}
	for _, s := range d.pattern.Slots {
		if _, known := d.staff[s.Staff]; !known && s.Staff != "" {
			missing[s.Staff] = true
		}
	}
	if len(missing) == 0 {
		return nil
	}
	wanted := make([]string, 0, len(missing))
	for id := range missing {
		wanted = append(wanted, id)
	}
	names, err := roster.StaffNames(ctx, q, wanted)
	for id, name := range names {
		d.staff[id] = roster.Staff{ID: id, Name: name}
	}
	return err
}

// schoolDays are the days with lessons from the first day of the desk on.
func (d *desk) schoolDays() map[int][]string {
	days := map[int][]string{}
	first, last, ok := d.ref.Lessons(d.year)
	if !ok {
		return days
	}
	for day := max(first, d.first); day <= last; day = addDays(day, 1) {
		if d.pattern.SchoolDay(day) {
			weekday := bell.Weekday(day)
			days[weekday] = append(days[weekday], day)
		}
	}
	return days
}

// addDays is the date some days after another; empty for a text that is no date.
func addDays(date string, days int) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return ""
	}
	return t.AddDate(0, 0, days).Format(time.DateOnly)
}

// validDate says whether a text is a date.
func validDate(text string) bool { return addDays(text, 0) == text && text != "" }

// dayOf is the date of a field, or another where the field is empty. DATE_INVALID
// names the field.
func dayOf(field, text, otherwise string) (string, error) {
	if text == "" {
		return otherwise, nil
	}
	if !validDate(text) {
		return "", badDate(field, text)
	}
	return text, nil
}

func badDate(field, text string) error {
	return errs.E(errs.Invalid, errorsv1.Reason_DATE_INVALID, "reading a date", nil, errs.Args(text),
		errs.Field(field, errorsv1.Reason_DATE_INVALID, text))
}

// schoolOf finds the school of an id. An id of another form, and a school that is
// not the caller's, look like something that is not there.
func (r reach) schoolOf(ctx context.Context, q sqldb.Querier, id string, missing errorsv1.Reason) (roster.School, error) {
	code, _, ok := ids.SplitSchool(id)
	if !ok {
		return roster.School{}, errs.E(errs.NotFound, missing, "finding the school of an id", nil)
	}
	school, err := r.school(ctx, q, code)
	if errs.Is(err, errorsv1.Reason_SCHOOL_NOT_FOUND) {
		err = errs.E(errs.NotFound, missing, "finding the school of an id", nil)
	}
	return school, err
}

// writing is writeSchool, but for a dry run: that changes nothing, and so need neither
// wait for the writes of the school nor give it a new version. Its answer is kept for
// its key all the same.
func writing[T proto.Message](ctx context.Context, s *Service, op write.Op, school roster.School, dryRun bool, fn func(context.Context, sqldb.Tx) (T, error)) (T, error) {
	if dryRun {
		return write.Do(ctx, s.db, op, fn)
	}
	return writeSchool(ctx, s, op, school.Code, fn)
}
