package store

import (
	"context"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
)

// Stay is a time of a student in a class, as the class list has it.
type Stay struct {
	roster.Member
	// From is the first day and To the first that no longer counts; empty: open.
	From, To string
	Groups   []roster.Membership
}

const sqlStays = `SELECT e.student_id, e.enrolment_id, COALESCE(p.massar_code, ''), COALESCE(p.name_ar, ''),
 COALESCE(p.name_latin, ''), e.number, e.from_date, e.to_date
 FROM proj_enrolments e LEFT JOIN proj_students p ON p.student_id = e.student_id
 WHERE e.school = $1 AND e.class_id = $2 AND e.from_date <= $4 AND (e.to_date = '' OR (e.to_date > $3 AND e.to_date > e.from_date))
 ORDER BY e.number, e.student_id, e.from_date`

// Stays are those of everybody who was in a class between two days, both included, in
// list order; who came back has several.
func Stays(ctx context.Context, q sqldb.Querier, classID, from, to string) ([]Stay, error) {
	groups, err := roster.Memberships(ctx, q, classID)
	if err != nil {
		return nil, err
	}
	return list(ctx, q, "reading a class list", func(row sqldb.Row) (s Stay, err error) {
		err = row.Scan(&s.StudentID, &s.EnrolmentID, &s.MassarCode, &s.Name.Ar, &s.Name.Latin, &s.Number, &s.From, &s.To)
		s.Groups = groups[s.EnrolmentID]
		return s, err
	}, sqlStays, roster.SchoolOf(classID), classID, from, to)
}

const sqlAbsentClasses = `SELECT c.class_id FROM proj_classes c WHERE c.school = $1 AND EXISTS (SELECT 1 FROM entries e
 WHERE e.state <> 'PRESENT' AND e.state = 'ABSENT' AND e.school = c.school AND e.class_id = c.class_id
 AND e.date >= $2 AND e.date <= $3) ORDER BY c.class_id`

// AbsentClasses are the classes of a school in which somebody was absent between two days, both included.
func AbsentClasses(ctx context.Context, q sqldb.Querier, school, from, to string) ([]string, error) {
	return list(ctx, q, "reading which classes have absences", func(row sqldb.Row) (id string, err error) {
		err = row.Scan(&id)
		return id, err
	}, sqlAbsentClasses, school, from, to)
}

const sqlLastLetters = `SELECT student_id, MAX(at) FROM letters WHERE at >= $1 AND at < $2 AND student_id IN (`

// LastLetters are the instants of the last letters about students between two instants, by student.
func LastLetters(ctx context.Context, q sqldb.Querier, studentIDs []string, from, before int64) (map[string]int64, error) {
	type letter struct {
		student string
		at      int64
	}
	in, args := sqldb.InList(3, studentIDs)
	letters, err := list(ctx, q, "reading letters", func(row sqldb.Row) (l letter, err error) {
		err = row.Scan(&l.student, &l.at)
		return l, err
	}, sqlLastLetters+in+`) GROUP BY student_id`, append([]any{from, before}, args...)...)
	last := make(map[string]int64, len(letters))
	for _, l := range letters {
		last[l.student] = l.at
	}
	return last, err
}
