package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
)

const sqlAuditSheets = `SELECT mark_sheets.sheet_id, ` + sheetFields + ` FROM mark_sheets
 WHERE (school, sheet_id) > ($1, $2) ORDER BY school, sheet_id LIMIT $3`

// AuditSheets reads all sheets by id, a page behind the one named.
func AuditSheets(ctx context.Context, q sqldb.Querier, after string, limit int) ([]*Sheet, error) {
	return scanTermSheets(q.Query(ctx, sqlAuditSheets, roster.SchoolOf(after), after, limit))
}

// AuditTerm is a term with what its early views were computed from.
type AuditTerm struct {
	Term
	Stamp  string
	Roster string
}

const sqlAuditTerms = `SELECT school, class_id, school_year, semester, stamp, roster FROM class_views
 WHERE (school, class_id, school_year, semester) > ($1, $2, $3, $4)
 ORDER BY school, class_id, school_year, semester LIMIT $5`

// AuditTerms reads all terms that have views, a page behind the one named.
func AuditTerms(ctx context.Context, q sqldb.Querier, after Term, limit int) ([]AuditTerm, error) {
	rows, err := q.Query(ctx, sqlAuditTerms, after.args(limit)...)
	if err != nil {
		return nil, fmt.Errorf("listing the classes that have views: %w", err)
	}
	defer rows.Close()
	var list []AuditTerm
	for rows.Next() {
		var t AuditTerm
		if err := rows.Scan(&t.School, &t.ClassID, &t.SchoolYear, &t.Semester, &t.Stamp, &t.Roster); err != nil {
			return nil, fmt.Errorf("listing the classes that have views: %w", err)
		}
		list = append(list, t)
	}
	return list, rows.Err()
}
