package store

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
)

func scanEnrolment(row interface{ Scan(...any) error }) (e Enrolment, err error) {
	var to *string
	err = row.Scan(&e.StudentID, &e.ID, &e.School, &e.ClassID, &e.Year, &e.Number, &e.From, &to, &e.Version)
	if to != nil {
		e.To = *to
	}
	return e, err
}

const sqlListEnrolments = `
SELECT student_id, enrolment_id, school, class_id, school_year, number, from_date, to_date, version
FROM enrolments
WHERE student_id = $1 AND school = $2 AND school_year = $3 AND (to_date IS NULL OR to_date > $4 AND to_date > from_date)
ORDER BY from_date, enrolment_id`

// ListEnrolments lists the enrolments of a student in a school and year that have not ended on a day: the one
// that holds, and those to come.
func ListEnrolments(ctx context.Context, q sqldb.Querier, studentID, school, year, day string) ([]Enrolment, error) {
	return collect(ctx, q, scanEnrolment, sqlListEnrolments, studentID, school, year, day)
}

const sqlEndEnrolment = `
UPDATE enrolments SET to_date = $3, version = version + 1
WHERE student_id = $1 AND enrolment_id = $2 AND version = $4`

// EndEnrolment sets the day from which it no longer holds; false when somebody was faster.
func EndEnrolment(ctx context.Context, tx sqldb.Tx, e Enrolment, to string) (bool, error) {
	n, err := tx.Exec(ctx, sqlEndEnrolment, e.StudentID, e.ID, to, e.Version)
	return n == 1, err
}

const sqlLastNumber = `SELECT COALESCE(MAX(number), 0) FROM enrolments WHERE class_id = $1`

// LastNumber is the highest number that was ever given in a class.
func LastNumber(ctx context.Context, q sqldb.Querier, classID string) (number int, err error) {
	err = q.QueryRow(ctx, sqlLastNumber, classID).Scan(&number)
	return number, err
}
