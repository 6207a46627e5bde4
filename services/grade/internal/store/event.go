package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/grade/internal/trail"
)

const eventFields = `seq, at, account_id, person_id, role, session_id, kind, student_id, col,
 before_value, after_value, reason, request_id, prev_hash, hash`

const sqlInsertEvents = `INSERT INTO mark_events (school, sheet_id, ` + eventFields + `) VALUES`

func eventRow(s *Sheet, e *trail.Sealed) []any {
	return []any{
		s.School, s.ID, e.Seq, e.At, e.Account, e.Person, e.Role, e.Session, e.Kind, e.Student, e.Column,
		e.Before, e.After, e.Reason, e.RequestID, e.Prev, e.Hash,
	}
}

// Append seals the events behind the head of a locked sheet and writes them with
// the sheet itself: its state, publish_at, entered and new head.
func Append(ctx context.Context, tx sqldb.Tx, s *Sheet, now int64, events []trail.Event) error {
	chain := trail.Resume(s.HeadSeq, s.HeadHash)
	rows := make([][]any, len(events))
	for i, e := range events {
		sealed := chain.Append(e)
		rows[i] = eventRow(s, &sealed)
	}
	s.HeadSeq, s.HeadHash = chain.Head()
	if _, err := tx.ExecRows(ctx, sqlInsertEvents, "", rows); err != nil {
		return fmt.Errorf("writing mark events: %w", err)
	}
	seal := sealSheet(s, now)
	if _, err := tx.Exec(ctx, seal.SQL, seal.Args...); err != nil {
		return fmt.Errorf("writing a mark sheet: %w", err)
	}
	return nil
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
