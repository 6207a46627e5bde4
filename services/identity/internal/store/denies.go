package store

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
)

// Denied is a custody decision that stands, with what is known of whom it keeps away.
type Denied struct {
	StudentID  string
	GuardianID string
	Relation   int32
	// Identifier is what the guardian signs in with: a telephone, mostly.
	Identifier string
}

const sqlDeniesOf = `SELECT d.student_id, d.guardian_id, l.relation, COALESCE(i.identifier, '') FROM custody_denies d
JOIN guardian_links l ON l.guardian_id = d.guardian_id AND l.student_id = d.student_id
LEFT JOIN account_roles r ON r.person_id = d.guardian_id
LEFT JOIN identifiers i ON i.account_id = r.account_id
WHERE d.student_id IN `

// DeniesOf lists the custody decisions that stand for some students. A guardian with several identifiers is
// there once for each.
func DeniesOf(ctx context.Context, q sqldb.Querier, students []string) ([]Denied, error) {
	if len(students) == 0 {
		return nil, nil
	}
	list, args := sqldb.InList(1, students)
	rows, err := q.Query(ctx, sqlDeniesOf+"("+list+")", args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var denies []Denied
	for rows.Next() {
		var d Denied
		if err := rows.Scan(&d.StudentID, &d.GuardianID, &d.Relation, &d.Identifier); err != nil {
			return nil, err
		}
		denies = append(denies, d)
	}
	return denies, rows.Err()
}

const sqlDeny = `INSERT INTO custody_denies (student_id, guardian_id, reason, decided_by, decided_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (guardian_id, student_id) DO UPDATE
SET reason = excluded.reason, decided_by = excluded.decided_by, decided_at = excluded.decided_at`

// Deny records that a guardian gets nothing about a student, whatever links there are or will be.
func Deny(ctx context.Context, tx sqldb.Tx, studentID, guardianID, reason, by string, now int64) error {
	_, err := tx.Exec(ctx, sqlDeny, studentID, guardianID, reason, by, now)
	return err
}

const sqlLiftDeny = `DELETE FROM custody_denies WHERE guardian_id = $1 AND student_id = $2`

// LiftDeny ends a deny.
func LiftDeny(ctx context.Context, tx sqldb.Tx, studentID, guardianID string) error {
	_, err := tx.Exec(ctx, sqlLiftDeny, guardianID, studentID)
	return err
}
