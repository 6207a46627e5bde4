package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/roster"
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

// insertEvents writes sealed events of one hand.
func insertEvents(s *Sheet, events []trail.Sealed) []sqldb.Statement {
	rows := make([][]any, len(events))
	for i, e := range events {
		rows[i] = []any{e.Seq, e.Kind, e.Student, e.Column, e.Before, e.After, e.Reason, e.Prev, e.Hash}
	}
	return sqldb.Bulk{Prefix: sqlInsertEvents, Row: sqlInsertEventsRow, Shared: handOf(s, events[0].Event)}.Statements(rows)
}

func handOf(s *Sheet, e trail.Event) []any {
	return []any{s.School, s.ID, e.At, e.Account, e.Person, e.Role, e.Session, e.RequestID}
}

const sqlInsertEventsPostgres = `INSERT INTO mark_events (school, sheet_id, at, account_id, person_id, role, session_id,
 request_id, seq, kind, student_id, col, before_value, after_value, reason, prev_hash, hash)
 SELECT $1, $2, $3::bigint, $4, $5, $6, $7, $8, * FROM unnest($9::bigint[], $10::text[], $11::text[], $12::text[],
 $13::text[], $14::text[], $15::text[], $16::bytea[], $17::bytea[])`

func insertEventsPostgres(s *Sheet, events []trail.Sealed) []sqldb.Statement {
	n := len(events)
	var (
		seqs                     = make([]int64, n)
		kinds, students, columns = make([]string, n), make([]string, n), make([]string, n)
		befores, afters, reasons = make([]string, n), make([]string, n), make([]string, n)
		previous, hashes         = make([][]byte, n), make([][]byte, n)
	)
	for i, e := range events {
		seqs[i], kinds[i], students[i], columns[i] = e.Seq, e.Kind, e.Student, e.Column
		befores[i], afters[i], reasons[i], previous[i], hashes[i] = e.Before, e.After, e.Reason, e.Prev, e.Hash
	}
	return []sqldb.Statement{{SQL: sqlInsertEventsPostgres, Args: append(handOf(s, events[0].Event),
		seqs, kinds, students, columns, befores, afters, reasons, previous, hashes)}}
}

// appendEvents seals the events behind the head of a locked sheet, and writes the
// sheet with its new head behind them.
func appendEvents(s *Sheet, now int64, events []trail.Event, insert func(*Sheet, []trail.Sealed) []sqldb.Statement) []sqldb.Statement {
	chain := trail.Resume(s.HeadSeq, s.HeadHash)
	var list []sqldb.Statement
	for len(events) > 0 {
		n := 1
		for n < len(events) && sameHand(events[0], events[n]) {
			n++
		}
		sealed := make([]trail.Sealed, n)
		for i, event := range events[:n] {
			sealed[i] = chain.Append(event)
		}
		list = append(list, insert(s, sealed)...)
		events = events[n:]
	}
	s.HeadSeq, s.HeadHash = chain.Head()
	return append(list, sealSheet(s, now))
}

// Append seals the events behind the head of a locked sheet and writes them with
// the sheet itself: its state, publish_at, entered and new head.
func Append(ctx context.Context, tx sqldb.Tx, s *Sheet, now int64, events []trail.Event) error {
	return run(ctx, tx, "writing mark events", appendEvents(s, now, events, insertEvents))
}

const sqlListEvents = `SELECT ` + eventFields + ` FROM mark_events
 WHERE school = $1 AND sheet_id = $2 AND seq > $3 AND ($4 = '' OR student_id = $4) ORDER BY seq LIMIT $5`

// ListEvents reads a sheet's trail behind a number, oldest first; studentID
// empty means all students.
func ListEvents(ctx context.Context, q sqldb.Querier, sheetID, studentID string, after int64, limit int) ([]trail.Sealed, error) {
	rows, err := q.Query(ctx, sqlListEvents, roster.SchoolOf(sheetID), sheetID, after, studentID, limit)
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
