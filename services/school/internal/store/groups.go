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
WHERE g.class_id = $1 AND e.from_date <= $2 AND (e.to_date IS NULL OR e.to_date > $2)
ORDER BY e.number, g.student_id LIMIT 5000`

// ListGroupMembers lists who is in which group of a class on a day, in list order. Who left the class by that
// day has left its groups.
func ListGroupMembers(ctx context.Context, q sqldb.Querier, classID, day string) ([]GroupMember, error) {
	return collect(ctx, q, scanGroupMember, sqlListGroupMembers, classID, day)
}

const sqlListEnrolled = `
SELECT '', e.student_id, e.enrolment_id
FROM enrolments e
WHERE e.class_id = $1 AND e.from_date <= $2 AND (e.to_date IS NULL OR e.to_date > $2)
ORDER BY e.number, e.student_id LIMIT 500`

// ListEnrolled lists who is in a class on a day, in list order and in no group.
func ListEnrolled(ctx context.Context, q sqldb.Querier, classID, day string) ([]GroupMember, error) {
	return collect(ctx, q, scanGroupMember, sqlListEnrolled, classID, day)
}

const sqlDeleteGroup = `DELETE FROM class_groups WHERE class_id = $1 AND name = $2`

const sqlInsertGroup = `
INSERT INTO class_groups (school, class_id, name, student_id, enrolment_id) VALUES `

// ReplaceGroup makes the members those of a group of a class, and nobody else.
func ReplaceGroup(ctx context.Context, tx sqldb.Tx, class Class, group string, members []GroupMember) error {
	if _, err := tx.Exec(ctx, sqlDeleteGroup, class.ID, group); err != nil || len(members) == 0 {
		return err
	}
	rows := make([][]any, 0, len(members))
	for _, m := range members {
		rows = append(rows, []any{class.School, class.ID, group, m.StudentID, m.EnrolmentID})
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

const sqlGroupEnrolments = `
SELECT enrolment_id FROM class_groups WHERE class_id = $1 AND name = $2 ORDER BY enrolment_id LIMIT 500`

// GroupEnrolments are the stays in a class that a group counts for, also those that are over.
func GroupEnrolments(ctx context.Context, q sqldb.Querier, g Group) ([]string, error) {
	return collect(ctx, q, func(row interface{ Scan(...any) error }) (id string, err error) {
		err = row.Scan(&id)
		return id, err
	}, sqlGroupEnrolments, g.ClassID, g.Name)
}
