package roster

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/sqldb"
)

const (
	sqlTeaches = `SELECT EXISTS (SELECT 1 FROM proj_assignments WHERE staff_id = $1 AND class_id = $2 AND subject = $3
 AND from_date <= $4 AND (to_date = '' OR to_date > $4))`

	sqlTeachesClass = `SELECT EXISTS (SELECT 1 FROM proj_assignments WHERE staff_id = $1 AND class_id = $2
 AND from_date <= $3 AND (to_date = '' OR to_date > $3))`
)

// Teaches says whether a staff member teaches a subject to a class on a day; an empty
// subject asks for any.
func Teaches(ctx context.Context, q sqldb.Querier, staffID, classID, subject, day string) (bool, error) {
	sql, args := sqlTeaches, []any{staffID, classID, subject, day}
	if subject == "" {
		sql, args = sqlTeachesClass, []any{staffID, classID, day}
	}
	teaches := false
	if err := q.QueryRow(ctx, sql, args...).Scan(&teaches); err != nil {
		return false, fmt.Errorf("asking who teaches a class: %w", err)
	}
	return teaches, nil
}

const (
	assignmentColumns = `SELECT assignment_id, school, class_id, subject, staff_id, from_date, to_date, version FROM proj_assignments`

	sqlTaughtBy = assignmentColumns + ` WHERE staff_id = $1 AND from_date <= $2 AND (to_date = '' OR to_date > $2)
 ORDER BY class_id, subject, assignment_id`

	sqlTeachersOf = assignmentColumns + ` WHERE school = $1 AND class_id = $2 AND from_date <= $3 AND (to_date = '' OR to_date > $3)
 ORDER BY subject, assignment_id`
)

func scanAssignment(row sqldb.Row) (a Assignment, err error) {
	err = row.Scan(&a.ID, &a.School, &a.ClassID, &a.Subject, &a.StaffID, &a.From, &a.To, &a.Version)
	return a, err
}

// TaughtBy is what a staff member teaches on a day.
func TaughtBy(ctx context.Context, q sqldb.Querier, staffID, day string) ([]Assignment, error) {
	return sqldb.List(ctx, q, "reading what a teacher teaches", scanAssignment, sqlTaughtBy, staffID, day)
}

// TeachersOf is who teaches what to a class on a day.
func TeachersOf(ctx context.Context, q sqldb.Querier, classID, day string) ([]Assignment, error) {
	return sqldb.List(ctx, q, "reading who teaches a class", scanAssignment, sqlTeachersOf, SchoolOf(classID), classID, day)
}
