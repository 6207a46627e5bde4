package store

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
)

// Assignment is class x subject x teacher from a day up to (not including) another; To is empty while it lasts.
type Assignment struct {
	School, ID              string
	ClassID, Label, Year    string
	Subject                 string
	StaffID                 string
	StaffNameAr, StaffLatin string
	From, To                string
	Version                 int64
}

func scanAssignment(row interface{ Scan(...any) error }) (a Assignment, err error) {
	var to *string
	err = row.Scan(&a.School, &a.ID, &a.ClassID, &a.Label, &a.Year, &a.Subject, &a.StaffID, &a.StaffNameAr, &a.StaffLatin, &a.From, &to, &a.Version)
	if to != nil {
		a.To = *to
	}
	return a, err
}

const sqlGetAssignment = `
SELECT a.school, a.assignment_id, a.class_id, c.label, c.school_year, a.subject, a.staff_id, t.name_ar, t.name_latin, a.from_date, a.to_date, a.version
FROM assignments a JOIN classes c ON c.class_id = a.class_id JOIN staff t ON t.staff_id = a.staff_id
WHERE a.assignment_id = $1`

// GetAssignment reads one assignment; sqldb.ErrNoRows when there is none.
func GetAssignment(ctx context.Context, q sqldb.Querier, id string) (Assignment, error) {
	return scanAssignment(q.QueryRow(ctx, sqlGetAssignment, id))
}

const sqlInsertAssignment = `
INSERT INTO assignments (school, assignment_id, class_id, subject, staff_id, from_date, to_date, version)
VALUES ($1, $2, $3, $4, $5, $6, NULL, $7)`

// InsertAssignment writes a new assignment.
func InsertAssignment(ctx context.Context, tx sqldb.Tx, a Assignment) error {
	_, err := tx.Exec(ctx, sqlInsertAssignment, a.School, a.ID, a.ClassID, a.Subject, a.StaffID, a.From, a.Version)
	return err
}

const sqlAssigned = `
SELECT COUNT(*) FROM assignments
WHERE class_id = $1 AND subject = $2 AND staff_id = $3 AND (to_date IS NULL OR to_date > $4)`

// Assigned says whether a teacher has a subject of a class on a day or later.
func Assigned(ctx context.Context, q sqldb.Querier, classID, subject, staffID, day string) (bool, error) {
	var n int
	err := q.QueryRow(ctx, sqlAssigned, classID, subject, staffID, day).Scan(&n)
	return n > 0, err
}

const sqlEndAssignment = `
UPDATE assignments SET to_date = $2, version = version + 1 WHERE assignment_id = $1 AND version = $3`

// EndAssignment sets the day from which it no longer holds; false when somebody was faster.
func EndAssignment(ctx context.Context, tx sqldb.Tx, id, to string, version int64) (bool, error) {
	n, err := tx.Exec(ctx, sqlEndAssignment, id, to, version)
	return n == 1, err
}

const sqlListSchoolAssignments = `
SELECT a.school, a.assignment_id, a.class_id, c.label, c.school_year, a.subject, a.staff_id, t.name_ar, t.name_latin, a.from_date, a.to_date, a.version
FROM assignments a JOIN classes c ON c.class_id = a.class_id JOIN staff t ON t.staff_id = a.staff_id
WHERE a.school = $1 AND c.school_year = $2 ORDER BY c.sort_key, a.subject, a.assignment_id LIMIT 5000`

// ListSchoolAssignments lists who teaches what in a school and year.
func ListSchoolAssignments(ctx context.Context, q sqldb.Querier, school, year string) ([]Assignment, error) {
	return collect(ctx, q, scanAssignment, sqlListSchoolAssignments, school, year)
}

const sqlListClassAssignments = `
SELECT a.school, a.assignment_id, a.class_id, c.label, c.school_year, a.subject, a.staff_id, t.name_ar, t.name_latin, a.from_date, a.to_date, a.version
FROM assignments a JOIN classes c ON c.class_id = a.class_id JOIN staff t ON t.staff_id = a.staff_id
WHERE a.class_id = $1 ORDER BY a.subject, a.assignment_id LIMIT 500`

// ListClassAssignments lists who teaches what in a class.
func ListClassAssignments(ctx context.Context, q sqldb.Querier, classID string) ([]Assignment, error) {
	return collect(ctx, q, scanAssignment, sqlListClassAssignments, classID)
}

const sqlListTeacherAssignments = `
SELECT a.school, a.assignment_id, a.class_id, c.label, c.school_year, a.subject, a.staff_id, t.name_ar, t.name_latin, a.from_date, a.to_date, a.version
FROM assignments a JOIN classes c ON c.class_id = a.class_id JOIN staff t ON t.staff_id = a.staff_id
WHERE a.staff_id = $1 AND a.from_date <= $2 AND (a.to_date IS NULL OR a.to_date > $2) ORDER BY c.sort_key, a.subject LIMIT 500`

// ListTeacherAssignments lists what a teacher teaches on a day.
func ListTeacherAssignments(ctx context.Context, q sqldb.Querier, staffID, today string) ([]Assignment, error) {
	return collect(ctx, q, scanAssignment, sqlListTeacherAssignments, staffID, today)
}

const sqlTeaches = `
SELECT COUNT(*) FROM assignments
WHERE class_id = $1 AND staff_id = $2 AND from_date <= $3 AND (to_date IS NULL OR to_date > $3)`

// Teaches says whether a teacher has any subject of a class on a day.
func Teaches(ctx context.Context, q sqldb.Querier, classID, staffID, today string) (bool, error) {
	var n int
	err := q.QueryRow(ctx, sqlTeaches, classID, staffID, today).Scan(&n)
	return n > 0, err
}
