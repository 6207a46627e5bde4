package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/sqldb"
)

// Name is a person's name in both scripts.
type Name struct{ Ar, Latin string }

const sqlStaffNames = `SELECT staff_id, name_ar, name_latin FROM proj_staff WHERE staff_id IN (`

// StaffNames gives the names of staff members by id, of those that are known.
func StaffNames(ctx context.Context, q sqldb.Querier, staffIDs []string) (map[string]Name, error) {
	names := make(map[string]Name, len(staffIDs))
	if len(staffIDs) == 0 {
		return names, nil
	}
	list, args := sqldb.InList(1, staffIDs)
	rows, err := q.Query(ctx, sqlStaffNames+list+`)`, args...)
	if err != nil {
		return nil, fmt.Errorf("reading names of staff: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var (
			id string
			n  Name
		)
		if err := rows.Scan(&id, &n.Ar, &n.Latin); err != nil {
			return nil, fmt.Errorf("reading names of staff: %w", err)
		}
		names[id] = n
	}
	return names, rows.Err()
}
