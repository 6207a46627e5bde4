package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/sqldb"
)

// Room is a room of a school; Seats is 0 where it is not known.
type Room struct {
	Name  string
	Seats int
}

const sqlRooms = `SELECT name, seats FROM rooms WHERE school = $1 ORDER BY name`

// Rooms are those of a school, by name.
func Rooms(ctx context.Context, q sqldb.Querier, school string) ([]Room, error) {
	return sqldb.List(ctx, q, "reading rooms", func(row sqldb.Row) (r Room, err error) {
		err = row.Scan(&r.Name, &r.Seats)
		return r, err
	}, sqlRooms, school)
}

const (
	sqlPutRooms = `INSERT INTO rooms (school, name, seats) VALUES`

	sqlPutRoomsConflict = `ON CONFLICT (school, name) DO UPDATE SET seats = excluded.seats`
)

// PutRooms adds rooms, each named once, or sets the seats of those that are known.
func PutRooms(ctx context.Context, tx sqldb.Tx, school string, rooms []Room) error {
	rows := make([][]any, len(rooms))
	for i, r := range rooms {
		rows[i] = []any{school, r.Name, int64(r.Seats)}
	}
	return execRows(ctx, tx, "writing rooms", sqlPutRooms, sqlPutRoomsConflict, rows)
}

const sqlDeleteRooms = `DELETE FROM rooms WHERE school = $1 AND name IN (`

// DeleteRooms takes rooms away; one that is not there is passed over.
func DeleteRooms(ctx context.Context, tx sqldb.Tx, school string, names []string) error {
	return deleteIn(ctx, tx, "deleting rooms", sqlDeleteRooms, school, names)
}

// sqlRoomsInUse names the rooms of slots that are still valid, and of changed lessons that are still to come.
const sqlRoomsInUse = `SELECT room FROM slots WHERE school = $1 AND room <> '' AND (to_date > $2 OR (to_date = '' AND school_year >= $3))
 UNION SELECT room FROM lesson_changes WHERE school = $1 AND room <> '' AND (date >= $2 OR new_date >= $2)`

// RoomsInUse are the rooms that lessons of a day or after it are in; year is the school year of the day.
func RoomsInUse(ctx context.Context, q sqldb.Querier, school, day, year string) (map[string]bool, error) {
	names, err := sqldb.List(ctx, q, "reading the rooms in use", scanText, sqlRoomsInUse, school, day, year)
	used := make(map[string]bool, len(names))
	for _, n := range names {
		used[n] = true
	}
	return used, err
}

func scanText(row sqldb.Row) (text string, err error) {
	err = row.Scan(&text)
	return text, err
}

// execRows writes rows of equal length, with as few statements as the engine allows.
func execRows(ctx context.Context, tx sqldb.Tx, doing, prefix, suffix string, rows [][]any) error {
	if len(rows) == 0 {
		return nil
	}
	if _, err := tx.ExecRows(ctx, prefix, suffix, rows); err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

// inBatch bounds the values of one list in a statement.
const inBatch = 500

// deleteIn deletes the rows of a school whose key is in a list.
func deleteIn(ctx context.Context, tx sqldb.Tx, doing, sql, school string, keys []string) error {
	for len(keys) > 0 {
		n := min(len(keys), inBatch)
		in, args := sqldb.InList(2, keys[:n])
		if _, err := tx.Exec(ctx, sql+in+`)`, append([]any{school}, args...)...); err != nil {
			return fmt.Errorf("%s: %w", doing, err)
		}
		keys = keys[n:]
	}
	return nil
}
