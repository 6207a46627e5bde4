package summary

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
)

// Subject is what is added up as a whole: a school in a period. Period is a word of the
// service, such as a month; it may be empty where there is one.
type Subject struct{ School, Period string }

const (
	sqlMark = `INSERT INTO summary_marks (school, period, mark) VALUES`

	sqlMarkRow = `(?, ?, ?)`
)

// Marks are the statements that say that subjects have changed, for transactions that
// send several at once.
func Marks(subjects ...Subject) []sqldb.Statement {
	rows := make([][]any, 0, len(subjects))
	seen := make(map[Subject]bool, len(subjects))
	for _, s := range subjects {
		if !seen[s] {
			seen[s] = true
			rows = append(rows, []any{s.School, s.Period, ids.New()})
		}
	}
	return sqldb.Bulk{Prefix: sqlMark, Row: sqlMarkRow}.Statements(rows)
}

// Mark says that subjects have changed, in the transaction that changes them.
func Mark(ctx context.Context, tx sqldb.Tx, subjects ...Subject) error {
	statements := Marks(subjects...)
	if len(statements) == 0 {
		return nil
	}
	if err := tx.Queue(ctx, statements...); err != nil {
		return fmt.Errorf("marking what has to be added up: %w", err)
	}
	return nil
}
