package store

import (
	"cmp"
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
)

// Enrolment is a student in a class from a day up to (not including) another; To is empty while it lasts.
type Enrolment struct {
	StudentID, ID string
	School        string
	ClassID       string
	Year          string
	Number        int
	From, To      string
	// Began and Ended are words of the migration; an empty Began is ENROLLED.
	Began, Ended string
	Version      int64
}

// Words of Began and Ended.
const (
	Enrolled     = "ENROLLED"
	Arrived      = "ARRIVED"
	Reintegrated = "REINTEGRATED"
	Left         = "LEFT"
	Moved        = "MOVED"
	Stopped      = "STOPPED"
	Excluded     = "EXCLUDED"
	DidNotJoin   = "DID_NOT_JOIN"
	Changed      = "CHANGED"
)

const sqlInsertEnrolments = `
INSERT INTO enrolments (student_id, enrolment_id, school, class_id, school_year, number, from_date, to_date, began, ended, version) VALUES `

// InsertEnrolments writes new enrolments, many rows a statement.
func InsertEnrolments(ctx context.Context, tx sqldb.Tx, enrolments []Enrolment) error {
	rows := make([][]any, 0, len(enrolments))
	for _, e := range enrolments {
		var to *string
		if e.To != "" {
			to = &e.To
		}
		rows = append(rows, []any{e.StudentID, e.ID, e.School, e.ClassID, e.Year, e.Number, e.From, to, cmp.Or(e.Began, Enrolled), e.Ended, e.Version})
	}
	_, err := tx.ExecRows(ctx, sqlInsertEnrolments, "", rows)
	return err
}

// Step is an enrolment with what its reader is told of the place.
type Step struct {
	Enrolment
	Label, Level      string
	NameAr, NameLatin string
}

func scanStep(row interface{ Scan(...any) error }) (s Step, err error) {
	var to *string
	err = row.Scan(&s.Year, &s.School, &s.NameAr, &s.NameLatin, &s.Level, &s.ClassID, &s.Label, &s.From, &to)
	if to != nil {
		s.To = *to
	}
	return s, err
}

const sqlListPath = `
SELECT e.school_year, e.school, h.name_ar, h.name_latin, c.level, e.class_id, c.label, e.from_date, e.to_date
FROM enrolments e
JOIN classes c ON c.class_id = e.class_id
JOIN schools h ON h.school = e.school
WHERE e.student_id = $1 AND (e.to_date IS NULL OR e.to_date > e.from_date) ORDER BY e.from_date DESC, e.enrolment_id DESC LIMIT 100`

// ListPath lists a student's enrolments, newest first, without those that were taken back before they began.
func ListPath(ctx context.Context, q sqldb.Querier, studentID string) ([]Step, error) {
	return collect(ctx, q, scanStep, sqlListPath, studentID)
}

const sqlEnrolledInHead = `
SELECT COUNT(*) FROM enrolments WHERE school = $1 AND student_id IN (`

// EnrolledIn says whether one of the students is or was in a school.
func EnrolledIn(ctx context.Context, q sqldb.Querier, school string, studentIDs ...string) (bool, error) {
	list, args := sqldb.InList(2, studentIDs)
	var n int
	err := q.QueryRow(ctx, sqlEnrolledInHead+list+")", append([]any{school}, args...)...).Scan(&n)
	return n > 0, err
}
