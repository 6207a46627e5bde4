package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/sqldb"
)

const (
	sqlInsertEvent = `INSERT INTO events (school, event_id, kind, title_ar, title_fr, from_date, last_date) VALUES ($1, $2, $3, $4, $5, $6, $7)`

	sqlInsertEventClasses = `INSERT INTO event_classes (school, event_id, class_id) VALUES`
)

// InsertEvent adds an event of a school.
func InsertEvent(ctx context.Context, tx sqldb.Tx, school string, e Event) error {
	if _, err := tx.Exec(ctx, sqlInsertEvent, school, e.ID, string(e.Kind), e.TitleAr, e.TitleFr, e.First, e.Last); err != nil {
		return fmt.Errorf("writing an event: %w", err)
	}
	rows := make([][]any, len(e.Classes))
	for i, class := range e.Classes {
		rows[i] = []any{school, e.ID, class}
	}
	return execRows(ctx, tx, "writing the classes of an event", sqlInsertEventClasses, "", rows)
}

const (
	sqlFindEvent = `SELECT from_date, last_date FROM events WHERE school = $1 AND event_id = $2`

	sqlDeleteEventClasses = `DELETE FROM event_classes WHERE school = $1 AND event_id = $2`

	sqlDeleteEvent = `DELETE FROM events WHERE school = $1 AND event_id = $2`
)

// FindEventDays are the first and last day of an event; ErrNotFound when there is none.
func FindEventDays(ctx context.Context, q sqldb.Querier, school, id string) (first, last string, err error) {
	err = q.QueryRow(ctx, sqlFindEvent, school, id).Scan(&first, &last)
	return first, last, found(err, "reading an event")
}

// DeleteEvent takes an event away.
func DeleteEvent(ctx context.Context, tx sqldb.Tx, school, id string) error {
	for _, sql := range []string{sqlDeleteEventClasses, sqlDeleteEvent} {
		if _, err := tx.Exec(ctx, sql, school, id); err != nil {
			return fmt.Errorf("deleting an event: %w", err)
		}
	}
	return nil
}
