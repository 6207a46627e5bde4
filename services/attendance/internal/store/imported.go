package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
)

// ImportedMonth is a student's month as MASSAR's sheet gave it, for a time before the registers. The figures are
// decimal texts, empty where the cell was empty.
type ImportedMonth struct {
	StudentID string
	Month     string
	// JustifiedDays to UnjustifiedHours are in the order of the sheet.
	JustifiedDays, JustifiedHours, UnjustifiedDays, UnjustifiedHours string
}

const sqlImportedMonths = `SELECT student_id, month, days_justified, hours_justified, days_unjustified, hours_unjustified
 FROM imported_months WHERE school = $1 AND class_id = $2 AND month >= $3 AND month <= $4`

// ImportedMonths are the imported figures of a class from a month to a month, both included.
func ImportedMonths(ctx context.Context, q sqldb.Querier, classID, from, to string) ([]ImportedMonth, error) {
	return sqldb.List(ctx, q, "reading imported months", func(row sqldb.Row) (m ImportedMonth, err error) {
		err = row.Scan(&m.StudentID, &m.Month, &m.JustifiedDays, &m.JustifiedHours, &m.UnjustifiedDays, &m.UnjustifiedHours)
		return m, err
	}, sqlImportedMonths, roster.SchoolOf(classID), classID, from, to)
}

const sqlLockImports = `INSERT INTO imported_classes (school, class_id, version) VALUES ($1, $2, 1)
 ON CONFLICT (school, class_id) DO UPDATE SET version = imported_classes.version + 1`

// LockImports takes the imported figures of a class for the transaction, also the first ones.
func LockImports(ctx context.Context, tx sqldb.Tx, classID string) error {
	if _, err := tx.Exec(ctx, sqlLockImports, roster.SchoolOf(classID), classID); err != nil {
		return fmt.Errorf("locking the imports of a class: %w", err)
	}
	return nil
}

const (
	sqlKeepMonths = `INSERT INTO imported_months (school, class_id, student_id, month, days_justified, hours_justified,
 days_unjustified, hours_unjustified) VALUES`

	sqlReplaceMonths = ` ON CONFLICT (school, class_id, student_id, month) DO UPDATE SET
 days_justified = excluded.days_justified, hours_justified = excluded.hours_justified,
 days_unjustified = excluded.days_unjustified, hours_unjustified = excluded.hours_unjustified`
)

// KeepMonths writes imported figures of a class over those that stood there. No month comes twice.
func KeepMonths(ctx context.Context, tx sqldb.Tx, classID string, months []ImportedMonth) error {
	rows := make([][]any, len(months))
	for i, m := range months {
		rows[i] = []any{roster.SchoolOf(classID), classID, m.StudentID, m.Month, m.JustifiedDays, m.JustifiedHours, m.UnjustifiedDays, m.UnjustifiedHours}
	}
	if len(rows) == 0 {
		return nil
	}
	if _, err := tx.ExecRows(ctx, sqlKeepMonths, sqlReplaceMonths, rows); err != nil {
		return fmt.Errorf("writing imported months: %w", err)
	}
	return nil
}
