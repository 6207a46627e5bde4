package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/feed"
	"github.com/massar-platform/massar/platform/sqldb"
)

// The kinds of changes.
const (
	// ChangeAbsences points at a student for his family, and at a lesson for staff.
	ChangeAbsences = "ABSENCES"
	// ChangeJustification points at a student for his family, and at a justification
	// for the office.
	ChangeJustification = "JUSTIFICATION"
)

// Change says that something that readers of a topic may see has changed. The topic
// is a student for his family and a school for its staff; ClassID names the class whose
// teachers are told too, empty: the office alone.
type Change struct {
	Topic   string
	ID      string
	Kind    string
	Ref     string
	ClassID string
	At      int64
}

const (
	sqlInsertChanges = `INSERT INTO changes (at, topic, change_id, kind, ref, class_id) VALUES`

	sqlInsertChangesRow = `($1, ?, ?, ?, ?, ?)`
)

// AddChanges records changes in the transaction that makes them. IDs are UUIDv7 of
// real time; all changes have the instant of the first.
func AddChanges(ctx context.Context, tx sqldb.Tx, changes []Change) error {
	if len(changes) == 0 {
		return nil
	}
	rows := make([][]any, len(changes))
	for i, c := range changes {
		rows[i] = []any{c.Topic, c.ID, c.Kind, c.Ref, c.ClassID}
	}
	bulk := sqldb.Bulk{Prefix: sqlInsertChanges, Row: sqlInsertChangesRow, Shared: []any{changes[0].At}}
	if err := tx.Queue(ctx, bulk.Statements(rows)...); err != nil {
		return fmt.Errorf("recording changes: %w", err)
	}
	return nil
}

const changeColumns = `SELECT topic, change_id, kind, ref, class_id, at FROM changes WHERE change_id > $1 AND change_id < $2`

func scanChange(row sqldb.Row) (c Change, err error) {
	err = row.Scan(&c.Topic, &c.ID, &c.Kind, &c.Ref, &c.ClassID, &c.At)
	return c, err
}

const doingChanges = "listing changes"

const sqlChangesOfTopics = changeColumns + ` AND topic IN (`

// ChangesOfTopics reads the changes of topics, oldest first.
func ChangesOfTopics(ctx context.Context, q sqldb.Querier, topics []string, span feed.Span) ([]Change, error) {
	in, args := sqldb.InList(4, topics)
	return list(ctx, q, doingChanges, scanChange, sqlChangesOfTopics+in+`) ORDER BY change_id LIMIT $3`,
		append([]any{span.After, span.Before, span.Limit}, args...)...)
}

// A node covers itself and what follows it after a slash; '0' is the byte behind '/'.
const sqlChangesUnderNode = changeColumns + ` AND topic IN (SELECT school FROM proj_schools
  WHERE node = $4 OR (node > $4 || '/' AND node < $4 || '0')) ORDER BY change_id LIMIT $3`

// ChangesUnderNode reads the changes of every school at or below a node.
func ChangesUnderNode(ctx context.Context, q sqldb.Querier, node string, span feed.Span) ([]Change, error) {
	return list(ctx, q, doingChanges, scanChange, sqlChangesUnderNode, span.After, span.Before, span.Limit, node)
}

const sqlChangesTaught = changeColumns + ` AND EXISTS (SELECT 1 FROM proj_assignments a
  WHERE a.school = changes.topic AND a.class_id = changes.class_id AND a.staff_id = $4
  AND a.from_date <= $5 AND (a.to_date = '' OR a.to_date > $5))
 AND topic IN (SELECT a.school FROM proj_assignments a WHERE a.staff_id = $4) ORDER BY change_id LIMIT $3`

// ChangesTaught reads the changes of the classes that a staff member teaches on a day.
func ChangesTaught(ctx context.Context, q sqldb.Querier, staffID, day string, span feed.Span) ([]Change, error) {
	return list(ctx, q, doingChanges, scanChange, sqlChangesTaught, span.After, span.Before, span.Limit, staffID, day)
}
