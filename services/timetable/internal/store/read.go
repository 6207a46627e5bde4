package store

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/timetable/internal/bell"
	"github.com/massar-platform/massar/services/timetable/internal/lessonid"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
)

// Span is some days of a school, both ends included, and of which lessons: of
// all, or of one class, one teacher, one room or one slot.
type Span struct {
	School, First, Last      string
	Class, Staff, Room, Slot string
}

// Rows are what the lessons of a span are made of. Pattern has no calendar and no
// hours yet: they come from the reference data and from Bells.
type Rows struct {
	Pattern pattern.School
	// Events are those of the span by first day; the pattern has them too.
	Events []Event
	// Bells are all schedules of the school.
	Bells []bell.Schedule
}

// Event is a school event with its titles.
type Event struct {
	pattern.Event
	TitleAr, TitleFr string
}

// LoadSchool reads what the lessons of a school are made of for some days, with the
// slots as they are stored. It has no calendar and no hours: Service.withHours adds them.
func LoadSchool(ctx context.Context, q sqldb.Querier, school, first, last string) (pattern.School, error) {
	rows, err := load(ctx, q, Span{School: school, First: first, Last: last}, false)
	return rows.Pattern, err
}

// Load reads what the lessons of a span are made of, with one statement for each table.
// Slots without an end end with their school year.
func Load(ctx context.Context, q sqldb.Querier, span Span) (Rows, error) {
	return load(ctx, q, span, true)
}

func load(ctx context.Context, q sqldb.Querier, span Span, ended bool) (rows Rows, err error) {
	p := &rows.Pattern
	if p.Exceptions, err = exceptionsOf(ctx, q, span); err != nil {
		return Rows{}, err
	}
	if p.Slots, err = slotsOf(ctx, q, span, ended); err != nil {
		return Rows{}, err
	}
	if p.Frozen, err = frozenOf(ctx, q, span); err != nil {
		return Rows{}, err
	}
	// A lesson that was moved out of the span is held only where no event suspends its
	// new day.
	wide := span
	for _, e := range p.Exceptions {
		for _, day := range []string{e.Date, e.ToDate} {
			if day != "" {
				wide.First, wide.Last = min(wide.First, day), max(wide.Last, day)
			}
		}
	}
	events, err := EventsBetween(ctx, q, span.School, wide.First, wide.Last)
	if err != nil {
		return Rows{}, err
	}
	for _, e := range events {
		p.Events = append(p.Events, e.Event)
		if e.First <= span.Last && e.Last >= span.First {
			rows.Events = append(rows.Events, e)
		}
	}
	rows.Bells, err = SchoolBells(ctx, q, span.School)
	return rows, err
}

// narrow adds to arguments the class, teacher, room or slot that the span names, and
// gives the condition that goes with it.
func (s Span) narrow(args []any, class, staff, room, slot string) (string, []any) {
	switch {
	case s.Class != "":
		return class, append(args, s.Class)
	case s.Staff != "":
		return staff, append(args, s.Staff)
	case s.Room != "":
		return room, append(args, s.Room)
	case s.Slot != "":
		return slot, append(args, s.Slot)
	}
	return "", args
}

const (
	slotColumns = `slot_id, class_id, group_name, subject, staff_id, room, weekday, period, periods, joint, from_date, to_date, school_year`

	// changedIn are the slots of which a lesson is changed, to or from a day of the span.
	changedIn = `SELECT slot_id FROM lesson_changes WHERE school = $1 AND ((date >= $2 AND date <= $3)
 OR (new_date >= $2 AND new_date <= $3))`

	// A slot without an end ends with its school year. Of the slots that are not valid in
	// the span those count of which a lesson was moved into it.
	sqlSlots = `SELECT ` + slotColumns + ` FROM slots WHERE school = $1
 AND ((from_date <= $3 AND (to_date > $2 OR (to_date = '' AND school_year >= $4))) OR slot_id IN (` + changedIn + `))`

	slotsOfClass = ` AND class_id = $5`
	slotsOfStaff = ` AND (staff_id = $5 OR slot_id IN (` + changedIn + ` AND staff_id = $5))`
	slotsOfRoom  = ` AND (room = $5 OR slot_id IN (` + changedIn + ` AND room = $5))`
	oneSlot      = ` AND slot_id = $5`
)

// slotsOf are the slots of a span as they are stored; ended gives those without an
// end that of their school year.
func slotsOf(ctx context.Context, q sqldb.Querier, span Span, ended bool) ([]pattern.Slot, error) {
	scan := func(row sqldb.Row) (s pattern.Slot, err error) {
		year := ""
		err = row.Scan(&s.ID, &s.Class, &s.Group, &s.Subject, &s.Staff, &s.Room, &s.Weekday, &s.Period, &s.Count, &s.Joint, &s.From, &s.To, &year)
		if _, last, ok := strings.Cut(year, "-"); ok && ended && s.To == "" {
			s.To = last + "-09-01"
		}
		return s, err
	}
	args := []any{span.School, span.First, span.Last, yearOf(span.First)}
	only, args := span.narrow(args, slotsOfClass, slotsOfStaff, slotsOfRoom, oneSlot)
	return sqldb.List(ctx, q, "reading slots", scan, sqlSlots+only, args...)
}

// yearOf is the school year of a day: July and August belong to the one that ends.
func yearOf(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	first := t.Year()
	if t.Month() < time.September {
		first--
	}
	return strconv.Itoa(first) + "-" + strconv.Itoa(first+1)
}

const (
	sqlExceptions = `SELECT slot_id, date, status, new_date, period, staff_id, room, note FROM lesson_changes
 WHERE school = $1 AND ((date >= $2 AND date <= $3) OR (new_date >= $2 AND new_date <= $3))`

	exceptionsOfClass = ` AND slot_id IN (SELECT slot_id FROM slots WHERE school = $1 AND class_id = $4)`
	exceptionsOfSlot  = ` AND slot_id = $4`
)

func scanException(row sqldb.Row) (e pattern.Exception, err error) {
	err = row.Scan(&e.SlotID, &e.Date, &e.Kind, &e.ToDate, &e.ToPeriod, &e.Staff, &e.Room, &e.Note)
	return e, err
}

// exceptionsOf are the changes to and from the days of a span. Those of other
// teachers and rooms are few and do no harm.
func exceptionsOf(ctx context.Context, q sqldb.Querier, span Span) ([]pattern.Exception, error) {
	const doing = "reading changes of lessons"
	args := []any{span.School, span.First, span.Last}
	switch {
	case span.Class != "":
		return sqldb.List(ctx, q, doing, scanException, sqlExceptions+exceptionsOfClass, append(args, span.Class)...)
	case span.Slot != "":
		return sqldb.List(ctx, q, doing, scanException, sqlExceptions+exceptionsOfSlot, append(args, span.Slot)...)
	}
	return sqldb.List(ctx, q, doing, scanException, sqlExceptions, args...)
}

const (
	frozenColumns = `slot_id, date, held_on, period, periods, start_minute, end_minute, half, class_id, group_name, subject,
 staff_id, room, status, note, joint`

	sqlFrozen = `SELECT ` + frozenColumns + ` FROM frozen_lessons
 WHERE school = $1 AND ((date >= $2 AND date <= $3) OR (held_on >= $2 AND held_on <= $3))`

	frozenOfClass = ` AND class_id = $4`

	// A snapshot stands in the way of what its slot says now, whoever it names.
	frozenOfStaff = ` AND (staff_id = $4 OR slot_id IN (SELECT slot_id FROM slots WHERE school = $1 AND staff_id = $4))`
	frozenOfRoom  = ` AND (room = $4 OR slot_id IN (SELECT slot_id FROM slots WHERE school = $1 AND room = $4))`
	frozenOfSlot  = ` AND slot_id = $4`
)

func scanFrozen(row sqldb.Row) (l pattern.Lesson, err error) {
	err = row.Scan(&l.SlotID, &l.Planned, &l.Date, &l.Period, &l.Count, &l.Start, &l.End, &l.Half, &l.Class, &l.Group, &l.Subject,
		&l.Staff, &l.Room, &l.Status, &l.Note, &l.Joint)
	l.SlotStaff, l.SlotRoom, l.Frozen = l.Staff, l.Room, true
	l.ID, _ = lessonid.Lesson(l.SlotID, l.Planned)
	return l, err
}

func frozenOf(ctx context.Context, q sqldb.Querier, span Span) ([]pattern.Lesson, error) {
	only, args := span.narrow([]any{span.School, span.First, span.Last}, frozenOfClass, frozenOfStaff, frozenOfRoom, frozenOfSlot)
	return sqldb.List(ctx, q, "reading frozen lessons", scanFrozen, sqlFrozen+only, args...)
}
