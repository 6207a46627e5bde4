package store

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
)

const sqlAbsentClasses = `SELECT c.class_id FROM proj_classes c WHERE c.school = $1 AND EXISTS (SELECT 1 FROM entries e
 WHERE e.noted AND e.state = 'ABSENT' AND e.school = c.school AND e.class_id = c.class_id
 AND e.date >= $2 AND e.date <= $3) ORDER BY c.class_id`

// AbsentClasses are the classes of a school in which somebody was absent between two days, both included.
func AbsentClasses(ctx context.Context, q sqldb.Querier, school, from, to string) ([]string, error) {
	return sqldb.List(ctx, q, "reading which classes have absences", func(row sqldb.Row) (id string, err error) {
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
	letters, err := sqldb.List(ctx, q, "reading letters", func(row sqldb.Row) (l letter, err error) {
		err = row.Scan(&l.student, &l.at)
		return l, err
	}, sqlLastLetters+in+`) GROUP BY student_id`, append([]any{from, before}, args...)...)
	last := make(map[string]int64, len(letters))
	for _, l := range letters {
		last[l.student] = l.at
	}
	return last, err
}
