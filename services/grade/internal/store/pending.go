package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/grade/internal/entry"
)

// untilRegister is the last day on which attendance counts the absence of a cell as
// undecided; empty where no register has it so, and then the delay of grade holds.
const untilRegister = `COALESCE((SELECT MAX(a.undecided_until) FROM proj_absences a
  WHERE a.school = mark_sheets.school AND a.class_id = mark_sheets.class_id AND a.subject = mark_sheets.subject AND a.date = k.date
   AND a.student_id = c.student_id AND a.state = 'ABSENT' AND a.standing = 'UNDECIDED' AND k.kind = 'CONTROL'), '')`

const sqlPendingTerms = `SELECT DISTINCT p.school, p.class_id, p.school_year, p.semester
 FROM (SELECT mark_sheets.school, mark_sheets.class_id, mark_sheets.school_year, mark_sheets.semester, k.date,
   COALESCE(c.pending_since, 0) AS since, ` + untilRegister + ` AS until
  FROM cells c
  JOIN mark_sheets ON mark_sheets.school = c.school AND mark_sheets.sheet_id = c.sheet_id
  JOIN sheet_columns k ON k.school = c.school AND k.sheet_id = c.sheet_id AND k.col = c.col
  WHERE c.state = 'PENDING') p
 WHERE (p.until = '' AND p.date < $1 AND p.since < $2) OR (p.until <> '' AND p.until < $4)
 ORDER BY p.school, p.class_id, p.school_year, p.semester LIMIT $3`

// PendingTerms finds terms with undecided absences that are so no more today by their
// registers, or, where no register knows of them, from controls before a day or without
// a date, entered before an instant.
func PendingTerms(ctx context.Context, q sqldb.Querier, today, day string, instant int64, limit int) ([]Term, error) {
	rows, err := q.Query(ctx, sqlPendingTerms, day, instant, limit, today)
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
	// Until is the last day on which its register leaves it undecided, empty without one.
	Until string
}

const sqlPendingCells = `SELECT c.sheet_id, c.student_id, c.col, c.version, COALESCE(c.pending_since, 0), k.date, ` + untilRegister + `
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
		if err := rows.Scan(&c.SheetID, &c.Student, &c.Column, &c.Version, &c.Since, &c.Date, &c.Until); err != nil {
			return nil, fmt.Errorf("reading undecided absences: %w", err)
		}
		list = append(list, c)
	}
	return list, rows.Err()
}

const sqlRegisterDays = `SELECT DISTINCT mark_sheets.sheet_id, a.student_id, k.col, a.undecided_until FROM mark_sheets
 JOIN sheet_columns k ON k.school = mark_sheets.school AND k.sheet_id = mark_sheets.sheet_id AND k.kind = 'CONTROL' AND k.date <> ''
 JOIN proj_absences a ON a.school = mark_sheets.school AND a.class_id = mark_sheets.class_id AND a.subject = mark_sheets.subject
  AND a.date = k.date AND a.state = 'ABSENT' AND a.standing = 'UNDECIDED'
 WHERE ` + termOfSheets

// RegisterDays are, by sheet, the last days on which registers leave absences at the
// controls of a term undecided.
func RegisterDays(ctx context.Context, q sqldb.Querier, t Term) (map[string]map[entry.Key]string, error) {
	rows, err := q.Query(ctx, sqlRegisterDays, t.args()...)
	if err != nil {
		return nil, fmt.Errorf("reading until when absences are undecided: %w", err)
	}
	defer rows.Close()
	days := map[string]map[entry.Key]string{}
	for rows.Next() {
		var (
			sheet, until string
			key          entry.Key
		)
		if err := rows.Scan(&sheet, &key.Student, &key.Column, &until); err != nil {
			return nil, fmt.Errorf("reading until when absences are undecided: %w", err)
		}
		if days[sheet] == nil {
			days[sheet] = map[entry.Key]string{}
		}
		days[sheet][key] = max(days[sheet][key], until)
	}
	return days, rows.Err()
}
