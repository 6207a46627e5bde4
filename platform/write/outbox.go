package write

import (
	"context"
	"fmt"
	"time"

	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
)

// Outgoing is an event on its way into the outbox.
type Outgoing struct {
	// Topic says what kind of thing changed: "enrolment".
	Topic string
	// Key says which one.
	Key string
	// Payload is its new state, with its version.
	Payload proto.Message
}

// Event is a committed and numbered event. Payload is the encoded message.
type Event struct {
	Pos     int64
	ID      string
	Topic   string
	Key     string
	Payload []byte
	At      time.Time
}

const sqlEmit = `INSERT INTO outbox (id, topic, key, payload, at) VALUES`

// Emit adds one event to the transaction.
func Emit(ctx context.Context, tx sqldb.Tx, topic, key string, payload proto.Message) error {
	return EmitAll(ctx, tx, []Outgoing{{Topic: topic, Key: key, Payload: payload}})
}

// EmitAll adds events to the transaction, in order, with few statements.
func EmitAll(ctx context.Context, tx sqldb.Tx, events []Outgoing) error {
	at := clock.System{}.Now().UnixMicro()
	rows := make([][]any, 0, len(events))
	for _, event := range events {
		payload, err := deterministic().Marshal(event.Payload)
		if err != nil {
			return fmt.Errorf("encoding the event %s %s: %w", event.Topic, event.Key, err)
		}
		rows = append(rows, []any{ids.New(), event.Topic, event.Key, notNil(payload), at})
	}
	return tx.Queue(ctx, sqldb.Bulk{Prefix: sqlEmit, Row: `(?, ?, ?, ?, ?)`}.Statements(rows)...)
}

const sqlRead = `SELECT pos, id, topic, key, payload, at FROM outbox WHERE pos > $1 ORDER BY pos LIMIT $2`

// maxRead bounds one page of events.
const maxRead = 1000

// Read returns the events after a position, in order. A reader stores the last
// position together with what it made of the events.
func Read(ctx context.Context, q sqldb.Querier, afterPos int64, limit int) ([]Event, error) {
	if limit <= 0 || limit > maxRead {
		limit = maxRead
	}
	rows, err := q.Query(ctx, sqlRead, afterPos, int64(limit))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var events []Event
	for rows.Next() {
		var e Event
		var at int64
		if err := rows.Scan(&e.Pos, &e.ID, &e.Topic, &e.Key, &e.Payload, &at); err != nil {
			return nil, err
		}
		e.At = time.UnixMicro(at).UTC()
		events = append(events, e)
	}
	return events, rows.Err()
}

const sqlHead = `SELECT pos FROM outbox_head WHERE id = 1`

// Head returns the last position that was given.
func Head(ctx context.Context, q sqldb.Querier) (int64, error) {
	var pos int64
	err := q.QueryRow(ctx, sqlHead).Scan(&pos)
	return pos, err
}

const sqlBacklog = `SELECT COUNT(*) FROM outbox WHERE pos IS NULL`

// Backlog counts the committed events that wait for their number.
func Backlog(ctx context.Context, q sqldb.Querier) (int64, error) {
	var waiting int64
	err := q.QueryRow(ctx, sqlBacklog).Scan(&waiting)
	return waiting, err
}
