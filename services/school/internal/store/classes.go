package store

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
)

// Class is a row of classes with the number of its students today.
type Class struct {
	School, ID, Year     string
	Label, Level, Stream string
	Version              int64
	Students             int
}

func scanClass(row interface{ Scan(...any) error }) (c Class, err error) {
	err = row.Scan(&c.School, &c.ID, &c.Year, &c.Label, &c.Level, &c.Stream, &c.Version, &c.Students)
	return c, err
}

const sqlGetClass = `
SELECT c.school, c.class_id, c.school_year, c.label, c.level, c.stream, c.version,
       (SELECT COUNT(*) FROM enrolments e WHERE e.class_id = c.class_id AND e.from_date <= $2 AND (e.to_date IS NULL OR e.to_date > $2))
FROM classes c WHERE c.class_id = $1`

// GetClass reads one class with its size on a day; sqldb.ErrNoRows when there is none.
func GetClass(ctx context.Context, q sqldb.Querier, classID, today string) (Class, error) {
	return scanClass(q.QueryRow(ctx, sqlGetClass, classID, today))
}

const sqlFindClass = `
SELECT c.school, c.class_id, c.school_year, c.label, c.level, c.stream, c.version, 0
FROM classes c WHERE c.school = $1 AND c.school_year = $2 AND c.label = $3`

// FindClass finds a class by its label; sqldb.ErrNoRows when there is none.
func FindClass(ctx context.Context, q sqldb.Querier, school, year, label string) (Class, error) {
	return scanClass(q.QueryRow(ctx, sqlFindClass, school, year, label))
}

const sqlInsertClass = `
INSERT INTO classes (school, class_id, school_year, label, level, stream, version) VALUES ($1, $2, $3, $4, $5, $6, $7)`

// InsertClass writes a new class.
func InsertClass(ctx context.Context, tx sqldb.Tx, c Class) error {
	_, err := tx.Exec(ctx, sqlInsertClass, c.School, c.ID, c.Year, c.Label, c.Level, c.Stream, c.Version)
	return err
}

const sqlListClasses = `
SELECT c.school, c.class_id, c.school_year, c.label, c.level, c.stream, c.version,
       (SELECT COUNT(*) FROM enrolments e WHERE e.class_id = c.class_id AND e.from_date <= $4 AND (e.to_date IS NULL OR e.to_date > $4))
FROM classes c WHERE c.school = $1 AND c.school_year = $2 AND c.label > $3 ORDER BY c.label LIMIT $5`

// ListClasses lists a school's classes of a year by label, after one.
func ListClasses(ctx context.Context, q sqldb.Querier, school, year, after, today string, limit int64) ([]Class, error) {
	return collect(ctx, q, scanClass, sqlListClasses, school, year, after, today, limit)
}

const sqlListTaughtClasses = `
SELECT c.school, c.class_id, c.school_year, c.label, c.level, c.stream, c.version,
       (SELECT COUNT(*) FROM enrolments e WHERE e.class_id = c.class_id AND e.from_date <= $3 AND (e.to_date IS NULL OR e.to_date > $3))
FROM classes c
WHERE c.school_year = $2 AND (c.label, c.class_id) > ($4, $5) AND EXISTS (
    SELECT 1 FROM assignments a
    WHERE a.class_id = c.class_id AND a.staff_id = $1 AND a.from_date <= $3 AND (a.to_date IS NULL OR a.to_date > $3))
ORDER BY c.label, c.class_id LIMIT $6`

// ListTaughtClasses lists the classes that a teacher teaches on a day, after a (label, id).
func ListTaughtClasses(ctx context.Context, q sqldb.Querier, staffID, year, today, afterLabel, afterID string, limit int64) ([]Class, error) {
	return collect(ctx, q, scanClass, sqlListTaughtClasses, staffID, year, today, afterLabel, afterID, limit)
}
