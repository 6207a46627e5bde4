package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
)

// The places of MASSAR's technical keys in a mark sheet; the key of a place belongs
// to a class, a subject, a school year, a level, or a student.
const (
	KeyClass   = "E5"
	KeySession = "G5"
	KeySubject = "K5"
	KeyYear    = "M5"
	KeyLevel   = "O5"
	KeyStudent = "B"
)

// CanvasKey names what a technical key stands for.
type CanvasKey struct{ Place, Ref string }

const sqlCanvasKeys = `SELECT place, ref, value FROM canvas_keys WHERE school = $1 AND ref IN (`

// CanvasKeys reads what a school's files taught of these classes, subjects, years,
// levels and students.
func CanvasKeys(ctx context.Context, q sqldb.Querier, school string, refs []string) (map[CanvasKey]string, error) {
	list, args := sqldb.InList(2, refs)
	rows, err := q.Query(ctx, sqlCanvasKeys+list+`)`, append([]any{school}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("reading technical keys: %w", err)
	}
	defer rows.Close()
	keys := make(map[CanvasKey]string, len(refs))
	for rows.Next() {
		var (
			key   CanvasKey
			value string
		)
		if err := rows.Scan(&key.Place, &key.Ref, &value); err != nil {
			return nil, fmt.Errorf("reading technical keys: %w", err)
		}
		keys[key] = value
	}
	return keys, rows.Err()
}

const sqlLearnKeys = `INSERT INTO canvas_keys (school, place, ref, value, learnt_at) VALUES`

const sqlLearnKeysConflict = `ON CONFLICT (school, place, ref) DO NOTHING`

// LearnKeys remembers technical keys that were not known yet.
func LearnKeys(ctx context.Context, tx sqldb.Tx, school string, keys map[CanvasKey]string, now int64) error {
	rows := make([][]any, 0, len(keys))
	for key, value := range keys {
		rows = append(rows, []any{school, key.Place, key.Ref, value, now})
	}
	if _, err := tx.ExecRows(ctx, sqlLearnKeys, sqlLearnKeysConflict, rows); err != nil {
		return fmt.Errorf("learning technical keys: %w", err)
	}
	return nil
}

const sqlSheetTeacher = `SELECT p.name_ar, p.name_latin FROM proj_assignments a JOIN proj_staff p ON p.staff_id = a.staff_id
 WHERE a.school = $1 AND a.class_id = $2 AND a.subject = $3 AND a.from_date <= $4 AND (a.to_date = '' OR a.to_date > $4)
 ORDER BY a.from_date, a.assignment_id LIMIT 1`

// SheetTeacher is the name of who teaches a sheet on a day, empty where nobody does.
func SheetTeacher(ctx context.Context, q sqldb.Querier, s *Sheet, day string) (roster.Name, error) {
	rows, err := q.Query(ctx, sqlSheetTeacher, s.School, s.ClassID, s.Subject, day)
	if err != nil {
		return roster.Name{}, fmt.Errorf("reading who teaches a sheet: %w", err)
	}
	defer rows.Close()
	var n roster.Name
	if rows.Next() {
		if err := rows.Scan(&n.Ar, &n.Latin); err != nil {
			return n, fmt.Errorf("reading who teaches a sheet: %w", err)
		}
	}
	return n, rows.Err()
}

const sqlAddColumns = `INSERT INTO sheet_columns (school, sheet_id, col, kind, number, label, date, state) VALUES`

const sqlCountColumns = `UPDATE mark_sheets SET mark_columns = mark_columns + $3 WHERE school = $1 AND sheet_id = $2`

// AddColumns adds columns to a locked sheet.
func AddColumns(ctx context.Context, tx sqldb.Tx, s *Sheet, columns []Column) error {
	rows := make([][]any, len(columns))
	for i, c := range columns {
		rows[i] = []any{s.School, s.ID, c.Name, c.Kind, c.Number, c.Label, c.Date, c.State}
		s.ColumnStates[c.Name] = c.State
	}
	if _, err := tx.ExecRows(ctx, sqlAddColumns, "", rows); err != nil {
		return fmt.Errorf("adding columns: %w", err)
	}
	if _, err := tx.Exec(ctx, sqlCountColumns, s.School, s.ID, len(columns)); err != nil {
		return fmt.Errorf("counting columns: %w", err)
	}
	s.MarkColumns += len(columns)
	return nil
}
