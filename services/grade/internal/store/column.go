package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
)

// The kinds of columns.
const (
	KindControl    = "CONTROL"
	KindActivities = "ACTIVITIES"
)

// Column is one mark column of a sheet.
type Column struct {
	Name   string
	Kind   string
	Number int
	Label  string
	Date   string
	State  string
}

// Controls come first, by number; the activities close the sheet.
const sqlListColumns = `SELECT col, kind, number, label, date, state FROM sheet_columns
 WHERE school = $1 AND sheet_id = $2 ORDER BY kind DESC, number`

// ListColumns reads the columns of a sheet in their order.
func ListColumns(ctx context.Context, q sqldb.Querier, sheetID string) ([]Column, error) {
	rows, err := q.Query(ctx, sqlListColumns, roster.SchoolOf(sheetID), sheetID)
	if err != nil {
		return nil, fmt.Errorf("listing columns: %w", err)
	}
	defer rows.Close()
	list := make([]Column, 0, 6)
	for rows.Next() {
		var c Column
		if err := rows.Scan(&c.Name, &c.Kind, &c.Number, &c.Label, &c.Date, &c.State); err != nil {
			return nil, fmt.Errorf("listing columns: %w", err)
		}
		list = append(list, c)
	}
	return list, rows.Err()
}

const sqlUpdateColumn = `UPDATE sheet_columns SET label = $4, date = $5, state = $6
 WHERE school = $1 AND sheet_id = $2 AND col = $3`

// UpdateColumn writes a column of a locked sheet.
func UpdateColumn(ctx context.Context, tx sqldb.Tx, sheetID string, c Column) error {
	_, err := tx.Exec(ctx, sqlUpdateColumn, roster.SchoolOf(sheetID), sheetID, c.Name, c.Label, c.Date, c.State)
	if err != nil {
		return fmt.Errorf("writing a column: %w", err)
	}
	return nil
}
