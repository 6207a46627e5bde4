package store

import (
	"context"
	"time"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/timetable/internal/bell"
)

const sqlEventsBetween = `SELECT e.event_id, e.kind, e.title_ar, e.title_fr, e.from_date, e.last_date, COALESCE(c.class_id, '')
 FROM events e LEFT JOIN event_classes c ON c.school = e.school AND c.event_id = e.event_id
 WHERE e.school = $1 AND e.last_date >= $2 AND e.from_date <= $3
 ORDER BY e.from_date, e.event_id, c.class_id`

// EventsBetween are the events of a school that touch some days, by first day.
func EventsBetween(ctx context.Context, q sqldb.Querier, school, first, last string) ([]Event, error) {
	lines, err := sqldb.List(ctx, q, "reading events", func(row sqldb.Row) (e Event, err error) {
		class := ""
		err = row.Scan(&e.ID, &e.Kind, &e.TitleAr, &e.TitleFr, &e.First, &e.Last, &class)
		if class != "" {
			e.Classes = []string{class}
		}
		return e, err
	}, sqlEventsBetween, school, first, last)
	if err != nil {
		return nil, err
	}
	var events []Event
	for _, e := range lines {
		if n := len(events); n > 0 && events[n-1].ID == e.ID {
			events[n-1].Classes = append(events[n-1].Classes, e.Classes...)
			continue
		}
		events = append(events, e)
	}
	return events, nil
}

const sqlSchoolBells = `SELECT b.bell_schedule_id, b.season, b.from_date, b.last_date, p.weekday, p.period, p.start_minute, p.end_minute, p.half
 FROM bell_schedules b JOIN bell_periods p ON p.school = b.school AND p.bell_schedule_id = b.bell_schedule_id
 WHERE b.school = $1 ORDER BY b.from_date, b.bell_schedule_id, p.weekday, p.period`

// SchoolBells are the bell schedules of a school, by first day.
func SchoolBells(ctx context.Context, q sqldb.Querier, school string) ([]bell.Schedule, error) {
	type line struct {
		id, season, first, last string
		weekday                 int
		period                  bell.Period
	}
	lines, err := sqldb.List(ctx, q, "reading bell schedules", func(row sqldb.Row) (l line, err error) {
		err = row.Scan(&l.id, &l.season, &l.first, &l.last, &l.weekday, &l.period.Number, &l.period.Start, &l.period.End, &l.period.Half)
		return l, err
	}, sqlSchoolBells, school)
	if err != nil {
		return nil, err
	}
	var bells []bell.Schedule
	for _, l := range lines {
		if n := len(bells); n == 0 || bells[n-1].ID != l.id {
			bells = append(bells, bell.Schedule{ID: l.id, Season: l.season, From: l.first, To: dayAfter(l.last)})
		}
		if l.weekday >= bell.Monday && l.weekday <= bell.Saturday {
			week := &bells[len(bells)-1].Week
			week[l.weekday] = append(week[l.weekday], l.period)
		}
	}
	return bells, nil
}

// dayAfter turns a last day into the first day that no longer counts.
func dayAfter(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return t.AddDate(0, 0, 1).Format(time.DateOnly)
}
