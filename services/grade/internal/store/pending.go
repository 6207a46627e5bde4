package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/grade/internal/entry"
)

const sqlPendingTerms = `SELECT DISTINCT m.school, m.class_id, m.school_year, m.semester
 FROM cells c
 JOIN mark_sheets m ON m.school = c.school AND m.sheet_id = c.sheet_id
 JOIN sheet_columns k ON k.school = c.school AND k.sheet_id = c.sheet_id AND k.col = c.col
 WHERE c.state = 'PENDING' AND k.date < $1 AND COALESCE(c.pending_since, 0) < $2
 ORDER BY m.school, m.class_id, m.school_year, m.semester LIMIT $3`

// PendingTerms finds terms with undecided absences from controls before a day or
// without a date, entered before an instant.
func PendingTerms(ctx context.Context, q sqldb.Querier, day string, instant int64, limit int) ([]Term, error) {
	rows, err := q.Query(ctx, sqlPendingTerms, day, instant, limit)
	if err != nil {
		return nil, fmt.Errorf("looking for undecided absences: %w", err)
	}
	defer rows.Close()
	var list []Term
	for rows.Next() {
		var t Term
		if err := rows.Scan(&t.School, &t.ClassID, &t.SchoolYear, &t.Semester); err != nil {
			return nil, fmt.Errorf("looking for undecided absences: %w", err)
		}
		list = append(list, t)
	}
	return list, rows.Err()
}

// PendingCell is an undecided absence with the date of its control.
type PendingCell struct {
	SheetID string
	entry.Key
	Version int64
	Since   int64
	Date    string
}

const sqlPendingCells = `SELECT c.sheet_id, c.student_id, c.col, c.version, COALESCE(c.pending_since, 0), k.date
 FROM cells c
 JOIN mark_sheets ON mark_sheets.school = c.school AND mark_sheets.sheet_id = c.sheet_id
 JOIN sheet_columns k ON k.school = c.school AND k.sheet_id = c.sheet_id AND k.col = c.col
 WHERE c.state = 'PENDING' AND ` + termOfSheets + ` ORDER BY c.sheet_id, c.student_id, c.col`

// PendingCells reads the undecided absences of a term by sheet.
func PendingCells(ctx context.Context, q sqldb.Querier, t Term) ([]PendingCell, error) {
	rows, err := q.Query(ctx, sqlPendingCells, t.args()...)
	if err != nil {
		return nil, fmt.Errorf("reading undecided absences: %w", err)
	}
	defer rows.Close()
	var list []PendingCell
	for rows.Next() {
		var c PendingCell
		if err := rows.Scan(&c.SheetID, &c.Student, &c.Column, &c.Version, &c.Since, &c.Date); err != nil {
			return nil, fmt.Errorf("reading undecided absences: %w", err)
		}
		list = append(list, c)
	}
	return list, rows.Err()
}
