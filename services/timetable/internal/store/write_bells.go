package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/timetable/internal/bell"
)

// BellName is a schedule of a school as people call it.
type BellName struct{ ID, Name string }

const sqlBellNames = `SELECT bell_schedule_id, name FROM bell_schedules WHERE school = $1`

// BellNames are the names of a school's schedules by id.
func BellNames(ctx context.Context, q sqldb.Querier, school string) (map[string]string, error) {
	names, err := sqldb.List(ctx, q, "reading the names of bell schedules", func(row sqldb.Row) (b BellName, err error) {
		err = row.Scan(&b.ID, &b.Name)
		return b, err
	}, sqlBellNames, school)
	byID := make(map[string]string, len(names))
	for _, b := range names {
		byID[b.ID] = b.Name
	}
	return byID, err
}

const (
	sqlInsertBell = `INSERT INTO bell_schedules (school, bell_schedule_id, name, season, from_date, last_date) VALUES ($1, $2, $3, $4, $5, $6)`

	sqlInsertPeriods = `INSERT INTO bell_periods (school, bell_schedule_id, weekday, period, start_minute, end_minute, half) VALUES`
)

// InsertBell adds a schedule of a school; last is its last day, empty for no end.
func InsertBell(ctx context.Context, tx sqldb.Tx, school, name, last string, s bell.Schedule) error {
	if _, err := tx.Exec(ctx, sqlInsertBell, school, s.ID, name, s.Season, s.From, last); err != nil {
		return fmt.Errorf("writing a bell schedule: %w", err)
	}
	var rows [][]any
	for weekday, periods := range s.Week {
		for _, p := range periods {
			rows = append(rows, []any{school, s.ID, int64(weekday), int64(p.Number), int64(p.Start), int64(p.End), string(p.Half)})
		}
	}
	return execRows(ctx, tx, "writing the periods of a bell schedule", sqlInsertPeriods, "", rows)
}

const (
	sqlDeletePeriods = `DELETE FROM bell_periods WHERE school = $1 AND bell_schedule_id = $2`

	sqlDeleteBell = `DELETE FROM bell_schedules WHERE school = $1 AND bell_schedule_id = $2`
)

// DeleteBell takes a schedule away; ErrNotFound when there is none.
func DeleteBell(ctx context.Context, tx sqldb.Tx, school, id string) error {
	if _, err := tx.Exec(ctx, sqlDeletePeriods, school, id); err != nil {
		return fmt.Errorf("deleting the periods of a bell schedule: %w", err)
	}
	n, err := tx.Exec(ctx, sqlDeleteBell, school, id)
	if err != nil {
		return fmt.Errorf("deleting a bell schedule: %w", err)
	}
	if n == 0 {
		return ErrNotFound
	}
	return nil
}
