package store

import (
	"context"
	"slices"

	"github.com/massar-platform/massar/platform/sqldb"
)

func scanEnrolment(row interface{ Scan(...any) error }) (e Enrolment, err error) {
	var to *string
	err = row.Scan(&e.StudentID, &e.ID, &e.School, &e.ClassID, &e.Year, &e.Number, &e.From, &to, &e.Began, &e.Ended, &e.Version)
	if to != nil {
		e.To = *to
	}
	return e, err
}

const sqlListEnrolments = `
SELECT student_id, enrolment_id, school, class_id, school_year, number, from_date, to_date, began, ended, version
FROM enrolments
WHERE student_id = $1 AND school = $2 AND school_year = $3 AND (to_date IS NULL OR to_date > $4 AND to_date > from_date)
ORDER BY from_date, enrolment_id`

// ListEnrolments lists the enrolments of a student in a school and year that have not ended on a day: the one
// that holds, and those to come.
func ListEnrolments(ctx context.Context, q sqldb.Querier, studentID, school, year, day string) ([]Enrolment, error) {
	return collect(ctx, q, scanEnrolment, sqlListEnrolments, studentID, school, year, day)
}

const sqlEndEnrolment = `
UPDATE enrolments SET to_date = $3, ended = $5, version = version + 1
WHERE student_id = $1 AND enrolment_id = $2 AND version = $4`

// EndEnrolment sets the day from which it no longer holds, and why; false when somebody was faster.
func EndEnrolment(ctx context.Context, tx sqldb.Tx, e Enrolment, to, ended string) (bool, error) {
	n, err := tx.Exec(ctx, sqlEndEnrolment, e.StudentID, e.ID, to, e.Version, ended)
	return n == 1, err
}

const sqlLastNumber = `SELECT COALESCE(MAX(number), 0) FROM enrolments WHERE class_id = $1`

// LastNumber is the highest number that was ever given in a class.
func LastNumber(ctx context.Context, q sqldb.Querier, classID string) (number int, err error) {
	err = q.QueryRow(ctx, sqlLastNumber, classID).Scan(&number)
	return number, err
}

const sqlLockStudentsHead = `
UPDATE students SET version = version WHERE student_id IN (`

const sqlOverlapsHead = `
SELECT COUNT(*) FROM enrolments a
JOIN enrolments b ON b.student_id = a.student_id AND b.school_year = a.school_year AND b.enrolment_id > a.enrolment_id
WHERE (a.to_date IS NULL OR a.to_date > a.from_date) AND (b.to_date IS NULL OR b.to_date > b.from_date)
  AND (b.to_date IS NULL OR a.from_date < b.to_date) AND (a.to_date IS NULL OR b.from_date < a.to_date)
  AND a.student_id IN (`

// lockedAtOnce bounds the students of one statement of Enrol.
const lockedAtOnce = 256

// Enrol writes enrolments of students who were there before. It locks each student, whatever his school, and
// gives false when one of them would be in two classes at one date: the transaction must then end. What has no end
// ends with its school year.
func Enrol(ctx context.Context, tx sqldb.Tx, enrolments []Enrolment) (bool, error) {
	students := make([]string, 0, len(enrolments))
	for _, e := range enrolments {
		students = append(students, e.StudentID)
	}
	// In one order, so that two lists with the same students do not wait for one another.
	slices.Sort(students)
	for chunk := range slices.Chunk(students, lockedAtOnce) {
		list, args := sqldb.InList(1, chunk)
		if _, err := tx.Exec(ctx, sqlLockStudentsHead+list+")", args...); err != nil {
			return false, err
		}
	}
	if err := InsertEnrolments(ctx, tx, enrolments); err != nil {
		return false, err
	}
	for chunk := range slices.Chunk(students, lockedAtOnce) {
		list, args := sqldb.InList(1, chunk)
		overlaps := 0
		if err := tx.QueryRow(ctx, sqlOverlapsHead+list+")", args...).Scan(&overlaps); err != nil || overlaps > 0 {
			return false, err
		}
	}
	return true, nil
}
