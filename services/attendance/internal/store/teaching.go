package store

import (
	"context"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
)

// Teaching is where somebody works and what he teaches or taught; the zero value is
// that of somebody of no school.
type Teaching struct {
	// School is the one whose staff he is on.
	School string
	times  []roster.Assignment
}

const sqlTeaching = `SELECT s.school, COALESCE(a.school, ''), COALESCE(a.class_id, ''), COALESCE(a.from_date, ''), COALESCE(a.to_date, '')
 FROM proj_staff s LEFT JOIN proj_assignments a ON a.staff_id = s.staff_id WHERE s.staff_id = $1`

// TeachingOf is what is known of a member of staff.
func TeachingOf(ctx context.Context, q sqldb.Querier, staffID string) (Teaching, error) {
	var t Teaching
	_, err := sqldb.List(ctx, q, "reading what a teacher teaches or taught", func(row sqldb.Row) (none struct{}, err error) {
		return none, t.add(row)
	}, sqlTeaching, staffID)
	return t, err
}

// TeachingInto is TeachingOf as one of several readings: t, empty before, is what it finds.
func TeachingInto(t *Teaching, staffID string) sqldb.Reading {
	return sqldb.Reading{SQL: sqlTeaching, Args: []any{staffID}, Each: t.add}
}

// add takes a row. Who was never assigned has one, of no class.
func (t *Teaching) add(row sqldb.Row) error {
	var a roster.Assignment
	err := row.Scan(&t.School, &a.School, &a.ClassID, &a.From, &a.To)
	if err == nil && a.ClassID != "" && a.School == t.School {
		t.times = append(t.times, a)
	}
	return err
}

// Keeps says whether a lesson that he held is still his on a day. He is on the staff of its school; where he held it
// as the teacher of the class, he still is that; where he stood in for another, or nobody knows of an assignment, he
// has not left the school: of who was assigned there, something lasts or is to come.
func (t Teaching) Keeps(reg Register, today string) bool {
	if t.School == "" || t.School != reg.School {
		return false
	}
	lasts, taught := len(t.times) == 0, false
	for _, a := range t.times {
		open := roster.Lasts(a.To, today)
		if open && a.ClassID == reg.ClassID {
			return true
		}
		lasts = lasts || open
		taught = taught || a.ClassID == reg.ClassID && a.From <= reg.Date && roster.Lasts(a.To, reg.Date)
	}
	return lasts && !taught
}
