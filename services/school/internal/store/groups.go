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
