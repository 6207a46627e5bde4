package store

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
)

// Class is a row of classes with the number of its students today.
type Class struct {
	School, ID, Year string
	Label, SortKey   string
	Level, Stream    string
	Version          int64
	Students         int
}

func scanClass(row interface{ Scan(...any) error }) (c Class, err error) {
	err = row.Scan(&c.School, &c.ID, &c.Year, &c.Label, &c.SortKey, &c.Level, &c.Stream, &c.Version, &c.Students)
	return c, err
}

const sqlGetClass = `
SELECT c.school, c.class_id, c.school_year, c.label, c.sort_key, c.level, c.stream, c.version,
       (SELECT COUNT(*) FROM enrolments e WHERE e.class_id = c.class_id AND e.from_date <= $2 AND (e.to_date IS NULL OR e.to_date > $2))
FROM classes c WHERE c.class_id = $1`

// GetClass reads one class with its size on a day; sqldb.ErrNoRows when there is none.
func GetClass(ctx context.Context, q sqldb.Querier, classID, today string) (Class, error) {
	return scanClass(q.QueryRow(ctx, sqlGetClass, classID, today))
}

const sqlFindClass = `
SELECT c.school, c.class_id, c.school_year, c.label, c.sort_key, c.level, c.stream, c.version, 0
FROM classes c WHERE c.school = $1 AND c.school_year = $2 AND c.label = $3`

// FindClass finds a class by its label; sqldb.ErrNoRows when there is none.
func FindClass(ctx context.Context, q sqldb.Querier, school, year, label string) (Class, error) {
	return scanClass(q.QueryRow(ctx, sqlFindClass, school, year, label))
}

const sqlInsertClass = `
INSERT INTO classes (school, class_id, school_year, label, sort_key, level, stream, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`

// InsertClass writes a new class.
func InsertClass(ctx context.Context, tx sqldb.Tx, c Class) error {
	_, err := tx.Exec(ctx, sqlInsertClass, c.School, c.ID, c.Year, c.Label, c.SortKey, c.Level, c.Stream, c.Version)
	return err
}

const sqlListClasses = `
SELECT c.school, c.class_id, c.school_year, c.label, c.sort_key, c.level, c.stream, c.version,
       (SELECT COUNT(*) FROM enrolments e WHERE e.class_id = c.class_id AND e.from_date <= $3 AND (e.to_date IS NULL OR e.to_date > $3))
FROM classes c
WHERE c.school = $1 AND c.school_year = $2 AND (c.sort_key, c.class_id) > ($4, $5)
ORDER BY c.sort_key, c.class_id LIMIT $6`

// ListClasses lists a school's classes of a year with their size on a day, after a (sort key, id).
func ListClasses(ctx context.Context, q sqldb.Querier, school, year, today, afterKey, afterID string, limit int64) ([]Class, error) {
	return collect(ctx, q, scanClass, sqlListClasses, school, year, today, afterKey, afterID, limit)
}

const sqlListTaughtClasses = `
SELECT c.school, c.class_id, c.school_year, c.label, c.sort_key, c.level, c.stream, c.version,
       (SELECT COUNT(*) FROM enrolments e WHERE e.class_id = c.class_id AND e.from_date <= $4 AND (e.to_date IS NULL OR e.to_date > $4))
FROM classes c
WHERE c.class_id IN (
    SELECT a.class_id FROM assignments a
    WHERE a.staff_id = $1 AND a.from_date <= $4 AND (a.to_date IS NULL OR a.to_date > $4))
  AND c.school_year = $2 AND ($3 = '' OR c.school = $3) AND (c.sort_key, c.class_id) > ($5, $6)
ORDER BY c.sort_key, c.class_id LIMIT $7`

// ListTaughtClasses lists the classes that a teacher teaches on a day, of one school or (empty) of all, after
// a (sort key, id).
func ListTaughtClasses(ctx context.Context, q sqldb.Querier, staffID, year, school, today, afterKey, afterID string, limit int64) ([]Class, error) {
	return collect(ctx, q, scanClass, sqlListTaughtClasses, staffID, year, school, today, afterKey, afterID, limit)
}
