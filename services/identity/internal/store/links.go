package store

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
)

// Link joins a guardian to a student.
type Link struct {
	GuardianID string
	StudentID  string
	Relation   int32
	Denied     bool
}

const sqlReachable = `SELECT l.student_id FROM guardian_links l
WHERE l.guardian_id = $1 AND l.ended_at = 0
	AND NOT EXISTS (SELECT 1 FROM custody_denies d WHERE d.guardian_id = l.guardian_id AND d.student_id = l.student_id)
ORDER BY l.student_id`

// Reachable lists the students whose data a guardian may see: linked, and not denied.
func Reachable(ctx context.Context, q sqldb.Querier, guardianID string) ([]string, error) {
	return collectStrings(q.Query(ctx, sqlReachable, guardianID))
}

const linkColumns = `l.guardian_id, l.student_id, l.relation,
	EXISTS (SELECT 1 FROM custody_denies d WHERE d.guardian_id = l.guardian_id AND d.student_id = l.student_id)`

const sqlLinksOfGuardian = `SELECT ` + linkColumns + ` FROM guardian_links l
WHERE l.guardian_id = $1 AND l.ended_at = 0 ORDER BY l.linked_at, l.student_id`

// LinksOfGuardian lists a guardian's children, denied ones included and marked.
func LinksOfGuardian(ctx context.Context, q sqldb.Querier, guardianID string) ([]Link, error) {
	return collectLinks(q.Query(ctx, sqlLinksOfGuardian, guardianID))
}

const sqlLinksOfStudent = `SELECT ` + linkColumns + ` FROM guardian_links l
WHERE l.student_id = $1 AND (l.ended_at = 0
	OR EXISTS (SELECT 1 FROM custody_denies d WHERE d.guardian_id = l.guardian_id AND d.student_id = l.student_id))
ORDER BY l.linked_at, l.guardian_id`

// LinksOfStudent lists a student's guardians; denied ones are marked, and stay in the list when their link has
// ended, so that a deny can be seen and lifted.
func LinksOfStudent(ctx context.Context, q sqldb.Querier, studentID string) ([]Link, error) {
	return collectLinks(q.Query(ctx, sqlLinksOfStudent, studentID))
}

const sqlJoinedAs = `SELECT ` + linkColumns + ` FROM guardian_links l
WHERE l.ended_at = 0 AND l.relation = $1 AND l.student_id IN `

// JoinedAs lists who is joined to these students by a relation now.
func JoinedAs(ctx context.Context, q sqldb.Querier, relation int32, students []string) ([]Link, error) {
	if len(students) == 0 {
		return nil, nil
	}
	list, args := sqldb.InList(2, students)
	return collectLinks(q.Query(ctx, sqlJoinedAs+"("+list+")", append([]any{int64(relation)}, args...)...))
}

func collectLinks(rows sqldb.Rows, err error) ([]Link, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var links []Link
	for rows.Next() {
		var l Link
		if err := rows.Scan(&l.GuardianID, &l.StudentID, &l.Relation, &l.Denied); err != nil {
			return nil, err
		}
		links = append(links, l)
	}
	return links, rows.Err()
}

const sqlAddLink = `INSERT INTO guardian_links AS l (guardian_id, student_id, relation, linked_at, ended_at)
VALUES ($1, $2, $3, $4, 0)
ON CONFLICT (guardian_id, student_id) DO UPDATE SET relation = excluded.relation, linked_at = excluded.linked_at, ended_at = 0
WHERE l.ended_at <> 0`

// AddLink joins a guardian to a student; false when they are joined already.
func AddLink(ctx context.Context, tx sqldb.Tx, l Link, now int64) (bool, error) {
	n, err := tx.Exec(ctx, sqlAddLink, l.GuardianID, l.StudentID, int64(l.Relation), now)
	return n == 1, err
}

const sqlEndLink = `UPDATE guardian_links SET ended_at = $3 WHERE guardian_id = $1 AND student_id = $2 AND ended_at = 0`

// EndLink parts a guardian from a student; false when they were not joined.
func EndLink(ctx context.Context, tx sqldb.Tx, guardianID, studentID string, now int64) (bool, error) {
	n, err := tx.Exec(ctx, sqlEndLink, guardianID, studentID, now)
	return n == 1, err
}

const sqlEverLinked = `SELECT count(*) FROM guardian_links WHERE guardian_id = $1 AND student_id = $2`

// EverLinked says whether a guardian is or was joined to a student.
func EverLinked(ctx context.Context, q sqldb.Querier, guardianID, studentID string) (bool, error) {
	var n int64
	err := q.QueryRow(ctx, sqlEverLinked, guardianID, studentID).Scan(&n)
	return n > 0, err
}
