package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/grade/internal/entry"
)

const sqlListRemarks = `SELECT student_id, text, version, by_person, at FROM remarks WHERE school = $1 AND sheet_id = $2`

// ListRemarks reads the remarks of a sheet by student.
func ListRemarks(ctx context.Context, q sqldb.Querier, sheetID string) (map[string]entry.Remark, error) {
	rows, err := q.Query(ctx, sqlListRemarks, roster.SchoolOf(sheetID), sheetID)
	if err != nil {
		return nil, fmt.Errorf("listing remarks: %w", err)
	}
	defer rows.Close()
	remarks := make(map[string]entry.Remark)
	for rows.Next() {
		var (
			student string
			r       entry.Remark
		)
		if err := rows.Scan(&student, &r.Text, &r.Version, &r.By, &r.At); err != nil {
			return nil, fmt.Errorf("listing remarks: %w", err)
		}
		remarks[student] = r
	}
	return remarks, rows.Err()
}

// RemarkWrite is one remark to write.
type RemarkWrite struct {
	Student string
	Text    string
	Version int64
}

const sqlUpsertRemarks = `INSERT INTO remarks (school, sheet_id, by_account, by_person, at, student_id, text, version) VALUES`

const sqlUpsertRemarksRow = `($1, $2, $3, $4, $5, ?, ?, ?)`

const sqlUpsertRemarksConflict = `ON CONFLICT (school, sheet_id, student_id) DO UPDATE SET text = excluded.text,
 version = excluded.version, by_account = excluded.by_account, by_person = excluded.by_person, at = excluded.at`

func upsertRemarks(s *Sheet, by Writer, remarks []RemarkWrite) []sqldb.Statement {
	rows := make([][]any, len(remarks))
	for i, r := range remarks {
		rows[i] = []any{r.Student, r.Text, r.Version}
	}
	return sqldb.Bulk{
		Prefix: sqlUpsertRemarks, Row: sqlUpsertRemarksRow, Suffix: sqlUpsertRemarksConflict,
		Shared: []any{s.School, s.ID, by.Account, by.Person, by.At},
	}.Statements(rows)
}
