package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
)

const (
	sqlPutChanges = `INSERT INTO lesson_changes (school, slot_id, date, status, new_date, period, staff_id, room, note) VALUES`

	sqlPutChangesConflict = `ON CONFLICT (school, slot_id, date) DO UPDATE SET status = excluded.status,
 new_date = excluded.new_date, period = excluded.period, staff_id = excluded.staff_id, room = excluded.room, note = excluded.note`
)

// PutChanges writes what becomes of lessons, each lesson named once, over what was changed about them before.
func PutChanges(ctx context.Context, tx sqldb.Tx, school string, changes []pattern.Exception) error {
	rows := make([][]any, len(changes))
	for i, e := range changes {
		rows[i] = []any{school, e.SlotID, e.Date, string(e.Kind), e.ToDate, int64(e.ToPeriod), e.Staff, e.Room, e.Note}
	}
	return execRows(ctx, tx, "writing changes of lessons", sqlPutChanges, sqlPutChangesConflict, rows)
}

const sqlDeleteChange = `DELETE FROM lesson_changes WHERE school = $1 AND slot_id = $2 AND date = $3`

// DeleteChanges takes back what was changed about lessons.
func DeleteChanges(ctx context.Context, tx sqldb.Tx, school string, changes []pattern.Exception) error {
	for len(changes) > 0 {
		n := min(len(changes), inBatch)
		statements := make([]sqldb.Statement, n)
		for i, e := range changes[:n] {
			statements[i] = sqldb.Statement{SQL: sqlDeleteChange, Args: []any{school, e.SlotID, e.Date}}
		}
		if _, err := tx.ExecAll(ctx, statements...); err != nil {
			return fmt.Errorf("taking back changes of lessons: %w", err)
		}
		changes = changes[n:]
	}
	return nil
}

const sqlChangesOf = `SELECT date FROM lesson_changes WHERE school = $1 AND slot_id = $2 AND date >= $3`

// ChangedDates are the dates from a day on for which something is changed about the lessons of a slot.
func ChangedDates(ctx context.Context, q sqldb.Querier, school, slotID, day string) ([]string, error) {
	return sqldb.List(ctx, q, "reading the changes of a slot", scanText, sqlChangesOf, school, slotID, day)
}
