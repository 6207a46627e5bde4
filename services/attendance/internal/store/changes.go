package store

import (
	"context"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"github.com/massar-platform/massar/platform/feed"
	"github.com/massar-platform/massar/platform/sqldb"
)

// The kinds of changes.
const (
	// ChangeAbsences points at a student for his family, and at a lesson or a student for staff.
	ChangeAbsences = "ABSENCES"
	// ChangeJustification points at a justification.
	ChangeJustification = "JUSTIFICATION"
)

// Change says that something that readers of a topic may see has changed. The topic
// is a class, a student or a school; see the migration.
type Change struct {
	Topic string
	ID    string
	Kind  string
	Ref   string
	// Students are those of a class whose families are told; without one only its teachers and the office are.
	Students []string
	At       int64
}

// betweenStudents stands between ids, which are never part of one another.
const betweenStudents = " "

const (
	sqlInsertChanges = `INSERT INTO changes (at, topic, change_id, kind, ref, students) VALUES`

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
		rows[i] = []any{c.Topic, c.ID, c.Kind, c.Ref, strings.Join(c.Students, betweenStudents)}
	}
	bulk := sqldb.Bulk{Prefix: sqlInsertChanges, Row: sqlInsertChangesRow, Shared: []any{changes[0].At}}
	if err := tx.Queue(ctx, bulk.Statements(rows)...); err != nil {
		return fmt.Errorf("recording changes: %w", err)
	}
	return nil
}

const changeColumns = `SELECT topic, change_id, kind, ref, students, at FROM changes WHERE change_id > $1 AND change_id < $2`

func scanChange(row sqldb.Row) (c Change, err error) {
	students := ""
	err = row.Scan(&c.Topic, &c.ID, &c.Kind, &c.Ref, &students, &c.At)
	c.Students = strings.Fields(students)
	return c, err
}

const (
	doingChanges = "listing changes"

	changesInOrder = ` ORDER BY change_id LIMIT $3`
)

// Enrolments that were corrected stay as rows, so that who has an entry by mistake is told that it was put right.
const sqlFamilyChanges = changeColumns + ` AND topic IN (SELECT e.class_id FROM proj_enrolments e WHERE e.student_id = $4
 UNION ALL SELECT $4) AND (topic = $4 OR students LIKE '%' || $4 || '%')` + changesInOrder

// ownPart is where an id made for one student begins to differ from that of the change:
// instants and enough of what makes an id unique stand before it.
const ownPart = len("00000000-0000-0000-0000-")

// idFor is the id under which a student is told of a change of his class.
func idFor(changeID, studentID string) string {
	own := fnv.New64a()
	// It never fails.
	_, _ = own.Write([]byte(changeID + studentID))
	return changeID[:ownPart] + fmt.Sprintf("%016x", own.Sum64())[len("0000"):]
}

// FamilyChanges reads the changes about a student, oldest first: his own, and those of
// classes that name him. Such a one is given to each student that it names under an id
// of his own, so that a guardian of two of them is told twice, and a page may end
// between the two.
func FamilyChanges(ctx context.Context, q sqldb.Querier, studentID string, span feed.Span) ([]Change, error) {
	after := span.After[:min(len(span.After), ownPart)]
	changes, err := sqldb.List(ctx, q, doingChanges, scanChange, sqlFamilyChanges, after, span.Before, span.Limit+1, studentID)
	for i, c := range changes {
		if len(c.Students) > 0 {
			changes[i].ID, changes[i].Ref, changes[i].Students = idFor(c.ID, studentID), studentID, nil
		}
	}
	return slices.DeleteFunc(changes, func(c Change) bool { return c.ID <= span.After }), err
}

// A node covers itself and what follows it after a slash; '0' is the byte behind '/'.
const sqlChangesUnderNode = changeColumns + ` AND topic IN (
 SELECT school FROM proj_schools WHERE node = $4 OR (node > $4 || '/' AND node < $4 || '0')
 UNION ALL SELECT c.class_id FROM proj_schools s JOIN proj_classes c ON c.school = s.school
  WHERE s.node = $4 OR (s.node > $4 || '/' AND s.node < $4 || '0'))` + changesInOrder

// ChangesUnderNode reads the changes of every school at or below a node and of its classes.
func ChangesUnderNode(ctx context.Context, q sqldb.Querier, node string, span feed.Span) ([]Change, error) {
	return sqldb.List(ctx, q, doingChanges, scanChange, sqlChangesUnderNode, span.After, span.Before, span.Limit, node)
}

const sqlChangesTaught = changeColumns + ` AND topic IN (SELECT a.class_id FROM proj_assignments a WHERE a.staff_id = $4
 AND a.from_date <= $5 AND (a.to_date = '' OR a.to_date > $5))` + changesInOrder

// ChangesTaught reads the changes of the classes that a staff member teaches on a day.
func ChangesTaught(ctx context.Context, q sqldb.Querier, staffID, day string, span feed.Span) ([]Change, error) {
	return sqldb.List(ctx, q, doingChanges, scanChange, sqlChangesTaught, span.After, span.Before, span.Limit, staffID, day)
}
