package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/grade/internal/entry"
)

// Term is one semester of a class.
type Term struct {
	School     string
	ClassID    string
	SchoolYear string
	Semester   int
}

// NewTerm names a semester of a class.
func NewTerm(classID, schoolYear string, semester int) Term {
	return Term{School: roster.SchoolOf(classID), ClassID: classID, SchoolYear: schoolYear, Semester: semester}
}

// Term is the semester of the class that the sheet belongs to.
func (s *Sheet) Term() Term { return NewTerm(s.ClassID, s.SchoolYear, s.Semester) }

func (t Term) args(more ...any) []any {
	return append([]any{t.School, t.ClassID, t.SchoolYear, t.Semester}, more...)
}

const sqlLockTerm = `INSERT INTO class_views (school, class_id, school_year, semester, stamp, roster, version, updated_at)
 VALUES ($1, $2, $3, $4, '', '', 1, $5)
 ON CONFLICT (school, class_id, school_year, semester) DO UPDATE SET version = class_views.version + 1 RETURNING version`

// LockTerm takes the lock under which the views of a class's semester are
// written. Sheets are locked before it, never after.
func LockTerm(ctx context.Context, tx sqldb.Tx, t Term, now int64) (version int64, err error) {
	if err := tx.QueryRow(ctx, sqlLockTerm, t.args(now)...).Scan(&version); err != nil {
		return 0, fmt.Errorf("locking the views of a class: %w", err)
	}
	return version, nil
}

const sqlSetEarlyStamp = `UPDATE class_views SET stamp = $5, roster = $6, updated_at = $7
 WHERE school = $1 AND class_id = $2 AND school_year = $3 AND semester = $4`

// SetEarlyStamp remembers what the early views of a locked term are computed from.
func SetEarlyStamp(ctx context.Context, tx sqldb.Tx, t Term, stamp, roster string, now int64) error {
	if _, err := tx.Exec(ctx, sqlSetEarlyStamp, t.args(stamp, roster, now)...); err != nil {
		return fmt.Errorf("stamping the early views of a class: %w", err)
	}
	return nil
}

const termOfSheets = `mark_sheets.school = $1 AND mark_sheets.class_id = $2 AND mark_sheets.school_year = $3
 AND mark_sheets.semester = $4`

const sqlTermSheets = `SELECT mark_sheets.sheet_id, ` + sheetFields + ` FROM mark_sheets WHERE ` + termOfSheets +
	` ORDER BY mark_sheets.subject`

// TermSheets reads the sheets of a term by subject.
func TermSheets(ctx context.Context, q sqldb.Querier, t Term) ([]*Sheet, error) {
	return scanTermSheets(q.Query(ctx, sqlTermSheets, t.args()...))
}

const sqlLockTermSheets = `UPDATE mark_sheets SET version = version + 1 WHERE ` + termOfSheets +
	` RETURNING mark_sheets.sheet_id, ` + sheetFields

// LockTermSheets takes the locks of all sheets of a term, in no order.
func LockTermSheets(ctx context.Context, tx sqldb.Tx, t Term) ([]*Sheet, error) {
	return scanTermSheets(tx.Query(ctx, sqlLockTermSheets, t.args()...))
}

// withID puts the sheet's id before the fields that scanSheet reads.
type withID struct {
	rows sqldb.Rows
	id   *string
}

func (w withID) Scan(dest ...any) error { return w.rows.Scan(append([]any{w.id}, dest...)...) }

func scanTermSheets(rows sqldb.Rows, err error) ([]*Sheet, error) {
	if err != nil {
		return nil, fmt.Errorf("reading the sheets of a class: %w", err)
	}
	defer rows.Close()
	var list []*Sheet
	for rows.Next() {
		id := ""
		sheet, err := scanSheet(withID{rows: rows, id: &id}, "")
		if err != nil {
			return nil, err
		}
		sheet.ID, sheet.School = id, roster.SchoolOf(id)
		list = append(list, sheet)
	}
	return list, rows.Err()
}

const sqlTermColumns = `SELECT k.sheet_id, k.col, k.kind, k.number, k.label, k.date, k.state FROM sheet_columns k
 JOIN mark_sheets ON mark_sheets.school = k.school AND mark_sheets.sheet_id = k.sheet_id
 WHERE ` + termOfSheets + ` ORDER BY k.sheet_id, k.kind DESC, k.number`

// TermColumns reads the columns of all sheets of a term by sheet, in their order.
func TermColumns(ctx context.Context, q sqldb.Querier, t Term) (map[string][]Column, error) {
	rows, err := q.Query(ctx, sqlTermColumns, t.args()...)
	if err != nil {
		return nil, fmt.Errorf("reading the columns of a class: %w", err)
	}
	defer rows.Close()
	columns := make(map[string][]Column, 16)
	for rows.Next() {
		var (
			sheet string
			c     Column
		)
		if err := rows.Scan(&sheet, &c.Name, &c.Kind, &c.Number, &c.Label, &c.Date, &c.State); err != nil {
			return nil, fmt.Errorf("reading the columns of a class: %w", err)
		}
		columns[sheet] = append(columns[sheet], c)
	}
	return columns, rows.Err()
}

const sqlTermCells = `SELECT c.sheet_id, c.student_id, c.col, c.mark, c.state, c.justified, COALESCE(c.pending_since, 0),
 c.version, c.by_person, c.at
 FROM cells c JOIN mark_sheets ON mark_sheets.school = c.school AND mark_sheets.sheet_id = c.sheet_id WHERE ` + termOfSheets

// TermCells reads every written cell of a term by sheet.
func TermCells(ctx context.Context, q sqldb.Querier, t Term) (map[string]map[entry.Key]entry.Cell, error) {
	rows, err := q.Query(ctx, sqlTermCells, t.args()...)
	if err != nil {
		return nil, fmt.Errorf("reading the cells of a class: %w", err)
	}
	defer rows.Close()
	cells := make(map[string]map[entry.Key]entry.Cell, 16)
	for rows.Next() {
		var (
			sheet, state string
			key          entry.Key
			cell         entry.Cell
			mark         *int64
			justified    *bool
		)
		err := rows.Scan(&sheet, &key.Student, &key.Column, &mark, &state, &justified, &cell.PendingSince, &cell.Version, &cell.By, &cell.At)
		if err != nil {
			return nil, fmt.Errorf("reading the cells of a class: %w", err)
		}
		if cell.Value, err = valueOf(state, mark, justified); err != nil {
			return nil, err
		}
		if cells[sheet] == nil {
			cells[sheet] = make(map[entry.Key]entry.Cell, 160)
		}
		cells[sheet][key] = cell
	}
	return cells, rows.Err()
}

const sqlTermRemarks = `SELECT r.sheet_id, r.student_id, r.text FROM remarks r
 JOIN mark_sheets ON mark_sheets.school = r.school AND mark_sheets.sheet_id = r.sheet_id WHERE ` + termOfSheets

// TermRemarks reads the remarks of a term by sheet and student.
func TermRemarks(ctx context.Context, q sqldb.Querier, t Term) (map[string]map[string]string, error) {
	rows, err := q.Query(ctx, sqlTermRemarks, t.args()...)
	if err != nil {
		return nil, fmt.Errorf("reading the remarks of a class: %w", err)
	}
	defer rows.Close()
	remarks := make(map[string]map[string]string, 16)
	for rows.Next() {
		var sheet, student, text string
		if err := rows.Scan(&sheet, &student, &text); err != nil {
			return nil, fmt.Errorf("reading the remarks of a class: %w", err)
		}
		if remarks[sheet] == nil {
			remarks[sheet] = make(map[string]string, 40)
		}
		remarks[sheet][student] = text
	}
	return remarks, rows.Err()
}
