package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/summary"
)

// The kinds of changes.
const (
	ChangeMarks       = "MARKS"
	ChangeMarkSheet   = "MARK_SHEET"
	ChangeCorrection  = "CORRECTION"
	ChangePublication = "PUBLICATION"
)

// The readers of a student's marks, as they stand behind his id in a topic.
// Students see a publication at its hour and guardians at theirs, so that a change
// may be told to one and not yet to the other.
const (
	ToFamily    = ""
	ToStudent   = "/student"
	ToGuardians = "/guardians"
)

// Change says that something that readers of a topic may see has changed. Topic
// is a student id and its readers for families, a school code for staff; SheetID narrows a
// school's change to the teachers of that sheet, empty means the office only. Year is
// the school year whose figures the change of a school moves; empty where it moves none.
type Change struct {
	Topic   string
	ID      string
	Kind    string
	Ref     string
	SheetID string
	// Year is the school year whose figures a school's change moves, empty for none.
	Year string
	At   int64
}

const sqlInsertChanges = `INSERT INTO changes (topic, change_id, kind, ref, sheet_id, at) VALUES`

const sqlInsertChangesRow = `(?, ?, ?, ?, ?, ?)`

func insertChanges(changes []Change) []sqldb.Statement {
	rows := make([][]any, len(changes))
	var moved []summary.Subject
	for i, c := range changes {
		if c.Year != "" {
			moved = append(moved, summary.Subject{School: c.Topic, Period: c.Year})
		}
		rows[i] = []any{c.Topic, c.ID, c.Kind, c.Ref, c.SheetID, c.At}
	}
	return append(sqldb.Bulk{Prefix: sqlInsertChanges, Row: sqlInsertChangesRow}.Statements(rows), summary.Marks(moved...)...)
}

// AddChanges records changes in the transaction that makes them. IDs are UUIDv7;
// an id of a later instant (feed.IDAt) is told only then.
func AddChanges(ctx context.Context, tx sqldb.Tx, changes []Change) error {
	return run(ctx, tx, "recording changes", insertChanges(changes))
}

// ChangeSpan is which changes are read: those with ids between the two, oldest
// first, at most so many.
type ChangeSpan struct {
	After, Before string
	Limit         int
}

const sqlChangesOfTopics = `SELECT topic, change_id, kind, ref, sheet_id, at FROM changes
 WHERE change_id > $1 AND change_id < $2 AND topic IN (`

// ChangesOfTopics reads the changes of topics behind an id, oldest first.
func ChangesOfTopics(ctx context.Context, q sqldb.Querier, topics []string, span ChangeSpan) ([]Change, error) {
	list, args := sqldb.InList(4, topics)
	return scanChanges(q.Query(ctx, sqlChangesOfTopics+list+`) ORDER BY change_id LIMIT $3`,
		append([]any{span.After, span.Before, span.Limit}, args...)...))
}

// A node covers itself and what follows it after a slash; '0' is the byte behind '/'.
const sqlChangesUnderNode = `SELECT topic, change_id, kind, ref, sheet_id, at FROM changes
 WHERE change_id > $1 AND change_id < $2 AND topic IN (SELECT school FROM proj_schools
  WHERE node = $4 OR (node > $4 || '/' AND node < $4 || '0')) ORDER BY change_id LIMIT $3`

// ChangesUnderNode reads the changes of every school at or below a node.
func ChangesUnderNode(ctx context.Context, q sqldb.Querier, node string, span ChangeSpan) ([]Change, error) {
	return scanChanges(q.Query(ctx, sqlChangesUnderNode, span.After, span.Before, span.Limit, node))
}

const sqlChangesTaught = `SELECT c.topic, c.change_id, c.kind, c.ref, c.sheet_id, c.at FROM changes c
 WHERE c.change_id > $1 AND c.change_id < $2 AND c.sheet_id <> ''
 AND c.topic IN (SELECT a.school FROM proj_assignments a WHERE a.staff_id = $4)
 AND EXISTS (SELECT 1 FROM mark_sheets m JOIN proj_assignments a
  ON a.school = m.school AND a.class_id = m.class_id AND a.subject = m.subject
  WHERE m.school = c.topic AND m.sheet_id = c.sheet_id
  AND a.staff_id = $4 AND a.from_date <= $5 AND (a.to_date = '' OR a.to_date > $5))
 ORDER BY c.change_id LIMIT $3`

// ChangesTaught reads the changes of the sheets that a staff member teaches on a day.
func ChangesTaught(ctx context.Context, q sqldb.Querier, staffID, day string, span ChangeSpan) ([]Change, error) {
	return scanChanges(q.Query(ctx, sqlChangesTaught, span.After, span.Before, span.Limit, staffID, day))
}

func scanChanges(rows sqldb.Rows, err error) ([]Change, error) {
	if err != nil {
		return nil, fmt.Errorf("listing changes: %w", err)
	}
	defer rows.Close()
	var list []Change
	for rows.Next() {
		var c Change
		if err := rows.Scan(&c.Topic, &c.ID, &c.Kind, &c.Ref, &c.SheetID, &c.At); err != nil {
			return nil, fmt.Errorf("listing changes: %w", err)
		}
		list = append(list, c)
	}
	return list, rows.Err()
}
