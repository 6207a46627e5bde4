package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/grade/internal/trail"
)

// NewSheet is a sheet to create with its columns.
type NewSheet struct {
	ID         string
	ClassID    string
	SchoolYear string
	Semester   int
	Subject    string
	Scale      int
	Columns    []Column
}

const sqlCreateSheets = `INSERT INTO mark_sheets (school, sheet_id, class_id, school_year, semester, subject, scale,
 mark_columns, state, entered, head_seq, head_hash, version, created_at, updated_at) VALUES`

const sqlCreateColumns = `INSERT INTO sheet_columns (school, sheet_id, col, kind, number, label, date, state) VALUES`

const sqlSheetKeys = `SELECT school_year, semester, subject FROM mark_sheets
 WHERE school = $1 AND class_id = $2`

// CreateSheets creates the sheets of one class that are not there yet. Its caller
// holds the lock of the projection's cursor, so nobody else creates any.
func CreateSheets(ctx context.Context, tx sqldb.Tx, classID string, sheets []NewSheet, now int64) error {
	missing, err := missingSheets(ctx, tx, classID, sheets)
	if err != nil || len(missing) == 0 {
		return err
	}
	school := roster.SchoolOf(classID)
	var rows, columns [][]any
	for _, s := range missing {
		rows = append(rows, []any{
			school, s.ID, s.ClassID, s.SchoolYear, s.Semester, s.Subject, s.Scale,
			len(s.Columns), SheetOpen, 0, 0, trail.Genesis(s.ID), 0, now, now,
		})
		for _, c := range s.Columns {
			columns = append(columns, []any{school, s.ID, c.Name, c.Kind, c.Number, c.Label, c.Date, c.State})
		}
	}
	if _, err := tx.ExecRows(ctx, sqlCreateSheets, "", rows); err != nil {
		return fmt.Errorf("creating mark sheets: %w", err)
	}
	if _, err := tx.ExecRows(ctx, sqlCreateColumns, "", columns); err != nil {
		return fmt.Errorf("creating columns: %w", err)
	}
	return nil
}

type sheetKey struct {
	year     string
	semester int
	subject  string
}

func missingSheets(ctx context.Context, q sqldb.Querier, classID string, sheets []NewSheet) ([]NewSheet, error) {
	rows, err := q.Query(ctx, sqlSheetKeys, roster.SchoolOf(classID), classID)
	if err != nil {
		return nil, fmt.Errorf("reading the sheets of a class: %w", err)
	}
	defer rows.Close()
	there := make(map[sheetKey]bool, len(sheets))
	for rows.Next() {
		var key sheetKey
		if err := rows.Scan(&key.year, &key.semester, &key.subject); err != nil {
			return nil, fmt.Errorf("reading the sheets of a class: %w", err)
		}
		there[key] = true
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("reading the sheets of a class: %w", err)
	}
	var missing []NewSheet
	for _, s := range sheets {
		if !there[sheetKey{s.SchoolYear, s.Semester, s.Subject}] {
			missing = append(missing, s)
		}
	}
	return missing, nil
}
