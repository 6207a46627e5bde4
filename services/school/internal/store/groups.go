package store

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
)

// GroupMember is a student in a group of his class, by the enrolment that it counts for.
type GroupMember struct {
	Group                  string
	StudentID, EnrolmentID string
}

func scanGroupMember(row interface{ Scan(...any) error }) (m GroupMember, err error) {
	err = row.Scan(&m.Group, &m.StudentID, &m.EnrolmentID)
	return m, err
}

const sqlListGroupMembers = `
SELECT g.name, g.student_id, g.enrolment_id
FROM class_groups g
JOIN enrolments e ON e.student_id = g.student_id AND e.enrolment_id = g.enrolment_id
WHERE g.class_id = $1 AND g.from_date <= $2 AND (g.to_date IS NULL OR g.to_date > $2)
  AND e.from_date <= $2 AND (e.to_date IS NULL OR e.to_date > $2)
ORDER BY e.number, g.student_id LIMIT 5000`

// ListGroupMembers lists who is in which group of a class on a day, in list order. Who left the class by that
// day has left its groups.
func ListGroupMembers(ctx context.Context, q sqldb.Querier, classID, day string) ([]GroupMember, error) {
	return collect(ctx, q, scanGroupMember, sqlListGroupMembers, classID, day)
}

// Membership is a time of a student in a group of his class.
type Membership struct {
	StudentID, EnrolmentID string
	// From is the first day and To the first that no longer counts; To is empty while it lasts.
	From, To string
	// StayTo is the first day that is not of his stay in the class; empty while it lasts.
	StayTo string
}

func scanMembership(row interface{ Scan(...any) error }) (m Membership, err error) {
	err = row.Scan(&m.StudentID, &m.EnrolmentID, &m.From, &m.To, &m.StayTo)
	return m, err
}

const sqlListEnrolled = `
SELECT e.student_id, e.enrolment_id, e.from_date, COALESCE(e.to_date, ''), COALESCE(e.to_date, '')
FROM enrolments e
WHERE e.class_id = $1 AND e.from_date <= $2 AND (e.to_date IS NULL OR e.to_date > $2)
ORDER BY e.number, e.student_id LIMIT 500`

// ListEnrolled lists who is in a class on a day, in list order, each with the days of his stay.
func ListEnrolled(ctx context.Context, q sqldb.Querier, classID, day string) ([]Membership, error) {
	return collect(ctx, q, scanMembership, sqlListEnrolled, classID, day)
}

const sqlListMemberships = `
SELECT g.student_id, g.enrolment_id, g.from_date, COALESCE(g.to_date, ''), COALESCE(e.to_date, '')
FROM class_groups g
JOIN enrolments e ON e.student_id = g.student_id AND e.enrolment_id = g.enrolment_id
WHERE g.class_id = $1 AND g.name = $2
ORDER BY g.enrolment_id, g.from_date LIMIT 5000`

// ListMemberships lists everybody who is, was or is to be in a group.
func ListMemberships(ctx context.Context, q sqldb.Querier, g Group) ([]Membership, error) {
	return collect(ctx, q, scanMembership, sqlListMemberships, g.ClassID, g.Name)
}

const sqlDeleteGroup = `DELETE FROM class_groups WHERE class_id = $1 AND name = $2`

const sqlInsertGroup = `
INSERT INTO class_groups (school, class_id, name, student_id, enrolment_id, from_date, to_date) VALUES `

// ReplaceGroup writes the memberships of a group instead of those that it had.
func ReplaceGroup(ctx context.Context, tx sqldb.Tx, class Class, group string, members []Membership) error {
	if _, err := tx.Exec(ctx, sqlDeleteGroup, class.ID, group); err != nil || len(members) == 0 {
		return err
	}
	rows := make([][]any, 0, len(members))
	for _, m := range members {
		var to *string
		if m.To != "" {
			to = &m.To
		}
		rows = append(rows, []any{class.School, class.ID, group, m.StudentID, m.EnrolmentID, m.From, to})
	}
	_, err := tx.ExecRows(ctx, sqlInsertGroup, "", rows)
	return err
}

const sqlNextGroupVersion = `
INSERT INTO group_versions (school, class_id, name, version) VALUES ($1, $2, $3, 1)
ON CONFLICT (class_id, name) DO UPDATE SET version = group_versions.version + 1
RETURNING version`

// NextGroupVersion counts a change of a group and gives its version.
func NextGroupVersion(ctx context.Context, tx sqldb.Tx, class Class, group string) (int64, error) {
	version := int64(0)
	err := tx.QueryRow(ctx, sqlNextGroupVersion, class.School, class.ID, group).Scan(&version)
	return version, err
}

// Group names a group of a class.
type Group struct{ ClassID, Name string }

const sqlListUntoldGroups = `
SELECT class_id, name FROM group_versions WHERE version = 0 ORDER BY class_id, name LIMIT 200`

// ListUntoldGroups lists some of the groups about which nobody has been told.
func ListUntoldGroups(ctx context.Context, q sqldb.Querier) ([]Group, error) {
	return collect(ctx, q, func(row interface{ Scan(...any) error }) (g Group, err error) {
		err = row.Scan(&g.ClassID, &g.Name)
		return g, err
	}, sqlListUntoldGroups)
}

const sqlClaimGroup = `
UPDATE group_versions SET version = 1 WHERE class_id = $1 AND name = $2 AND version = 0`

// ClaimGroup makes an untold group one of version 1; false when somebody else did, or changed the group.
func ClaimGroup(ctx context.Context, tx sqldb.Tx, g Group) (bool, error) {
	n, err := tx.Exec(ctx, sqlClaimGroup, g.ClassID, g.Name)
	return n == 1, err
}
