package timetable

import (
	"context"
	"slices"
	"strconv"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/refdata"
	"github.com/massar-platform/massar/services/timetable/internal/bell"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

const (
	settingHours = "setting the hours of a school"
	// maxBells bounds the schedules of a school: every reader of a week goes through them.
	maxBells = 60
	// everySeason is how a schedule says that it holds in Ramadan too.
	everySeason = "ALL"
)

// CreateBellSchedule gives a school hours of its own for some days, from today at the
// earliest: days that are over were held at the hours of then. It is refused where a
// lesson would be left without an hour, or would collide.
func (s *Service) CreateBellSchedule(ctx context.Context, req *timetablev1.CreateBellScheduleRequest) (*typev1.BellSchedule, error) {
	name, schedule, err := newBells(req)
	if err != nil {
		return nil, err
	}
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	school, err := r.school(ctx, s.db, req.GetSchoolCode())
	if err != nil {
		return nil, err
	}
	op := write.Op{
		RPC: "timetable.CreateBellSchedule", Resource: school.Code, Request: req,
		Detail: map[string]string{"from": req.GetFrom(), "to": req.GetTo(), "periods": strconv.Itoa(len(req.GetPeriods()))},
	}
	return writeSchool(ctx, s, op, school.Code, func(ctx context.Context, tx sqldb.Tx) (*typev1.BellSchedule, error) {
		if schedule.From < r.day {
			return nil, badDate("from", schedule.From)
		}
		own, err := store.SchoolBells(ctx, tx, school.Code)
		if err != nil {
			return nil, err
		}
		if len(own) >= maxBells {
			return nil, errs.E(errs.FailedPrecondition, errorsv1.Reason_TOO_MANY_ITEMS, settingHours, nil, errs.Args(maxBells))
		}
		schedule.ID = ids.InSchool(school.Code)
		if err := s.checkBells(ctx, tx, r, school, schedule, append(slices.Clone(own), schedule)); err != nil {
			return nil, err
		}
		if err := store.InsertBell(ctx, tx, school.Code, name, req.GetTo(), schedule); err != nil {
			return nil, err
		}
		return bellProto(schedule, name), nil
	})
}

// newBells reads the schedule of a request; every period that is wrong is named.
func newBells(req *timetablev1.CreateBellScheduleRequest) (name string, b bell.Schedule, err error) {
	name, err = localtext.CleanName(req.GetName())
	if err != nil || name == "" {
		return "", b, errs.E(errs.Invalid, errorsv1.Reason_TEXT_NOT_ALLOWED, settingHours, err, errs.Field("name", errorsv1.Reason_TEXT_NOT_ALLOWED))
	}
	switch b.Season = req.GetSeason(); b.Season {
	case "":
		b.Season = refdata.SeasonRegular
	case everySeason:
		b.Season = ""
	}
	if b.From, err = dayOf("from", req.GetFrom(), ""); err != nil {
		return "", b, err
	}
	last, err := dayOf("to", req.GetTo(), "")
	if err != nil {
		return "", b, err
	}
	if last != "" {
		if last < b.From {
			return "", b, badDate("to", last)
		}
		b.To = addDays(last, 1)
	}
	// places are where the request names each period of a weekday.
	var places [bell.Saturday + 1][]int
	var wrong []errs.Option
	for i, p := range req.GetPeriods() {
		start, end, ok := clockSpan(p.GetStart(), p.GetEnd())
		if !ok {
			wrong = append(wrong, periodField(i))
		}
		b.Week[p.GetWeekday()] = append(b.Week[p.GetWeekday()], bell.Period{
			Number: int(p.GetPeriod()), Start: start, End: end, Half: bell.Half(p.GetHalf()),
		})
		places[p.GetWeekday()] = append(places[p.GetWeekday()], i)
	}
	if len(wrong) == 0 {
		for _, f := range bell.Validate(b) {
			if f.Weekday == 0 || f.Period == 0 {
				wrong = append(wrong, errs.Field("periods", errorsv1.Reason_BELL_SCHEDULE_INVALID))
				continue
			}
			wrong = append(wrong, periodField(places[f.Weekday][f.Period-1]))
		}
	}
	if len(wrong) > 0 {
		return "", b, errs.E(errs.Invalid, errorsv1.Reason_BELL_SCHEDULE_INVALID, settingHours, nil, wrong...)
	}
	return name, b, nil
}

func periodField(i int) errs.Option {
	return errs.Field("periods["+strconv.Itoa(i)+"]", errorsv1.Reason_BELL_SCHEDULE_INVALID)
}

// clockSpan reads two times such as 08:00 and 09:00.
func clockSpan(from, to string) (start, end int, ok bool) {
	start, first := minuteOf(from)
	end, second := minuteOf(to)
	return start, end, first && second
}

func minuteOf(text string) (int, bool) {
	if len(text) != 5 || text[2] != ':' {
		return 0, false
	}
	hour, hourErr := strconv.ParseUint(text[:2], 10, 8)
	minute, minuteErr := strconv.ParseUint(text[3:], 10, 8)
	return int(hour*60 + minute), hourErr == nil && minuteErr == nil && hour < 24 && minute < 60
}

// checkBells refuses schedules under which a lesson of the changed days has no hour,
// or collides that did not before. Days that are over stay as they were held.
func (s *Service) checkBells(ctx context.Context, q sqldb.Querier, r reach, school roster.School, changed bell.Schedule, after []bell.Schedule) error {
	first, last := max(changed.From, r.day), changed.To
	for ; first != "" && (last == "" || first < last); first = yearEnds(s.yearOf(first)) {
		year := s.yearOf(first)
		if _, _, known := s.ref.Lessons(year); !known || year > s.ref.LatestYear() && year > s.yearOf(r.day) {
			return nil
		}
		d, err := s.openDesk(ctx, q, school, year, first)
		if err != nil {
			return err
		}
		if err := d.checkHours(after, min(orLast(last), d.ends)); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) yearOf(day string) string {
	year, _ := s.ref.SchoolYear(day)
	return year
}

// orLast stands for an open end.
func orLast(to string) string {
	if to == "" {
		return "9999-12-31"
	}
	return to
}

// checkHours compares the lessons of the desk up to a day with those under other
// schedules.
func (d *desk) checkHours(after []bell.Schedule, end string) error {
	now := d.pattern
	then := d.withHours(d.pattern, d.school, after)
	for _, s := range then.Slots {
		for _, day := range d.days[s.Weekday] {
			if day < s.From || day >= s.To || day >= end {
				continue
			}
			_, before := now.Times(day, s.Period, s.Count)
			if _, ok := then.Times(day, s.Period, s.Count); !ok && before {
				return d.noHour(s, day)
			}
		}
	}
	days := slices.DeleteFunc(specialDays(then, d.first), func(day string) bool { return day >= end })
	for _, day := range days {
		for _, l := range lessonsOn(then, day) {
			if !l.Timed() && l.Status != pattern.Cancelled {
				if _, before := now.Times(day, l.Period, l.Count); before {
					return d.noHour(asSlot(l), day)
				}
			}
		}
	}
	d.pattern = then
	return d.refuse(d.newClashes(now, then, days))
}

// newClashes lists what collides on some days and did not before.
func (d *desk) newClashes(before, after pattern.School, days []string) []pattern.Conflict {
	type pair struct {
		a, b string
		kind pattern.Kind
	}
	known := map[pair]bool{}
	for _, c := range d.clashes(before, days, nil) {
		known[pair{c.A.ID, c.B.ID, c.Kind}], known[pair{c.B.ID, c.A.ID, c.Kind}] = true, true
	}
	var found []pattern.Conflict
	for _, c := range d.clashes(after, days, nil) {
		if !known[pair{c.A.ID, c.B.ID, c.Kind}] {
			found = append(found, pattern.Conflict{Kind: c.Kind, A: asSlot(c.A), B: asSlot(c.B), Period: max(c.A.Period, c.B.Period), Date: c.A.Date})
		}
	}
	return found
}
