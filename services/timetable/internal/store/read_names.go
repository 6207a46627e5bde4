package store

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
)

const sqlClassLabels = `SELECT class_id, label FROM proj_classes WHERE school = $1 AND class_id IN (`

// ClassLabels are the labels of classes by id, of those that are known.
func ClassLabels(ctx context.Context, q sqldb.Querier, school string, classes []string) (map[string]string, error) {
	labels := make(map[string]string, len(classes))
	if len(classes) == 0 {
		return labels, nil
	}
	type class struct{ id, label string }
	in, args := sqldb.InList(2, classes)
	rows, err := sqldb.List(ctx, q, "reading the labels of classes", func(row sqldb.Row) (c class, err error) {
		err = row.Scan(&c.id, &c.label)
		return c, err
	}, sqlClassLabels+in+`)`, append([]any{school}, args...)...)
	for _, c := range rows {
		labels[c.id] = c.label
	}
	return labels, err
}

const sqlFindRoom = `SELECT name FROM rooms WHERE school = $1 AND name = $2`

// RequireRoom is ErrNotFound for a room that a school does not have.
func RequireRoom(ctx context.Context, q sqldb.Querier, school, name string) error {
	return found(q.QueryRow(ctx, sqlFindRoom, school, name).Scan(&name), "reading a room")
}
