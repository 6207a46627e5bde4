package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/grade/internal/trail"
)

const eventFields = `seq, at, account_id, person_id, role, session_id, kind, student_id, col,
 before_value, after_value, reason, request_id, prev_hash, hash`

const sqlInsertEvents = `INSERT INTO mark_events (school, sheet_id, at, account_id, person_id, role, session_id, request_id,
 seq, kind, student_id, col, before_value, after_value, reason, prev_hash, hash) VALUES`

const sqlInsertEventsRow = `($1, $2, $3, $4, $5, $6, $7, $8, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

// sameHand says whether two events are of one person at one instant.
func sameHand(a, b trail.Event) bool {
	return a.At == b.At && a.Account == b.Account && a.Person == b.Person && a.Role == b.Role &&
		a.Session == b.Session && a.RequestID == b.RequestID
}

// appendEvents seals the events behind the head of a locked sheet, and writes the
// sheet with its new head behind them.
func appendEvents(s *Sheet, now int64, events []trail.Event) []sqldb.Statement {
	chain := trail.Resume(s.HeadSeq, s.HeadHash)
	var list []sqldb.Statement
	for len(events) > 0 {
		first, n := events[0], 1
		for n < len(events) && sameHand(first, events[n]) {
			n++
		}
		rows := make([][]any, n)
		for i, event := range events[:n] {
			e := chain.Append(event)
			rows[i] = []any{e.Seq, e.Kind, e.Student, e.Column, e.Before, e.After, e.Reason, e.Prev, e.Hash}
		}
		list = append(list, bulkInsert{
			prefix: sqlInsertEvents, row: sqlInsertEventsRow,
			shared: []any{s.School, s.ID, first.At, first.Account, first.Person, first.Role, first.Session, first.RequestID},
		}.statements(rows)...)
		events = events[n:]
	}
	s.HeadSeq, s.HeadHash = chain.Head()
	return append(list, sealSheet(s, now))
}

// Append seals the events behind the head of a locked sheet and writes them with
// the sheet itself: its state, publish_at, entered and new head.
func Append(ctx context.Context, tx sqldb.Tx, s *Sheet, now int64, events []trail.Event) error {
	return run(ctx, tx, "writing mark events", appendEvents(s, now, events))
}

// Entries is everything that one save or import writes.
type Entries struct {
	Cells   []CellWrite
	Remarks []RemarkWrite
	Events  []trail.Event
	Changes []Change
}

// WriteEntries writes cells and remarks of a locked sheet with their events, the
// sheet itself and the changes, in one round trip where the engine can.
func WriteEntries(ctx context.Context, tx sqldb.Tx, s *Sheet, by Writer, e Entries) error {
	statements := upsertCells(s, by, e.Cells)
	statements = append(statements, upsertRemarks(s, by, e.Remarks)...)
	statements = append(statements, appendEvents(s, by.At, e.Events)...)
	statements = append(statements, insertChanges(e.Changes)...)
	return run(ctx, tx, "writing marks", statements)
}

const sqlListEvents = `SELECT ` + eventFields + ` FROM mark_events
 WHERE school = $1 AND sheet_id = $2 AND seq > $3 AND ($4 = '' OR student_id = $4) ORDER BY seq LIMIT $5`

// ListEvents reads a sheet's trail behind a number, oldest first; studentID
// empty means all students.
func ListEvents(ctx context.Context, q sqldb.Querier, sheetID, studentID string, after int64, limit int) ([]trail.Sealed, error) {
	rows, err := q.Query(ctx, sqlListEvents, SchoolOf(sheetID), sheetID, after, studentID, limit)
	if err != nil {
		return nil, fmt.Errorf("listing mark events: %w", err)
	}
	defer rows.Close()
	var list []trail.Sealed
	for rows.Next() {
		var e trail.Sealed
		err := rows.Scan(&e.Seq, &e.At, &e.Account, &e.Person, &e.Role, &e.Session, &e.Kind, &e.Student, &e.Column,
			&e.Before, &e.After, &e.Reason, &e.RequestID, &e.Prev, &e.Hash)
		if err != nil {
			return nil, fmt.Errorf("listing mark events: %w", err)
		}
		list = append(list, e)
	}
	return list, rows.Err()
}
