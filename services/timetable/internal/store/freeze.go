package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
)

const sqlFreeze = `INSERT INTO frozen_lessons (school, ` + frozenColumns + `, frozen_at)
 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`

// Freeze keeps a lesson as it stands. The school is locked, and the lesson is not frozen yet.
func Freeze(ctx context.Context, tx sqldb.Tx, school string, l pattern.Lesson, at int64) error {
	_, err := tx.Exec(ctx, sqlFreeze, school, l.SlotID, l.Planned, l.Date, l.Period, l.Count, l.Start, l.End, string(l.Half),
		l.Class, l.Group, l.Subject, l.Staff, l.Room, string(l.Status), l.Note, l.Joint, at)
	if err != nil {
		return fmt.Errorf("freezing a lesson: %w", err)
	}
	return nil
}

const sqlThaw = `DELETE FROM frozen_lessons WHERE school = $1 AND slot_id = $2 AND date = $3`

// Thaw takes away what is kept of a lesson; thawed says whether anything was.
func Thaw(ctx context.Context, tx sqldb.Tx, school, slotID, day string) (thawed bool, err error) {
	n, err := tx.Exec(ctx, sqlThaw, school, slotID, day)
	if err != nil {
		return false, fmt.Errorf("thawing a lesson: %w", err)
	}
	return n > 0, nil
}
