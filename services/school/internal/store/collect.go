package store

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
)

// collect runs a query and scans every row.
func collect[T any](ctx context.Context, q sqldb.Querier, scan func(row interface{ Scan(...any) error }) (T, error), sql string, args ...any) ([]T, error) {
	rows, err := q.Query(ctx, sql, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}
