package write

import (
	"context"
	"log/slog"
	"time"

	"github.com/massar-platform/massar/platform/sqldb"
)

// Sequencer gives numbers to committed events. Several replicas may run one each:
// the row of outbox_head is their lock, so numbers become visible in order and
// without holes that are filled later.
//
// Two events of one entity that are committed within the same moment on replicas
// whose clocks differ may be numbered in the other order; readers therefore apply
// an event only when its version is newer than what they have.
type Sequencer struct {
	db       sqldb.DB
	log      *slog.Logger
	interval time.Duration
	wake     chan struct{}
	// numbered is called after events got their numbers; nil means nobody asks.
	numbered func(head int64)
}

// sequenceBatch keeps each transaction of the sequencer short.
const sequenceBatch = 1000

// pollInterval is how long an event may wait for its number when nobody wakes us.
const pollInterval = 100 * time.Millisecond

// NewSequencer returns a sequencer for the outbox of db. numbered, when not nil,
// is told the last position each time that events got theirs.
func NewSequencer(db sqldb.DB, log *slog.Logger, numbered func(head int64)) *Sequencer {
	return &Sequencer{db: db, log: log, interval: pollInterval, wake: make(chan struct{}, 1), numbered: numbered}
}

// Wake asks for numbers now; it never blocks.
func (s *Sequencer) Wake() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// Run gives numbers until the context ends, which is its only way to end: a
// database that does not answer is asked again.
func (s *Sequencer) Run(ctx context.Context) error {
	ticker := time.NewTicker(s.interval)
	defer ticker.Stop()
	failing := false
	for {
		_, err := s.Sequence(ctx)
		if err != nil && ctx.Err() == nil && !failing {
			s.log.WarnContext(ctx, "outbox events wait for their numbers", slog.Any("error", err))
		}
		failing = err != nil
		select {
		case <-ctx.Done():
			return nil
		case <-s.wake:
		case <-ticker.C:
		}
	}
}

const sqlPending = `SELECT COUNT(*) FROM (SELECT 1 AS one FROM outbox WHERE pos IS NULL LIMIT 1) AS pending`

// Taking the row's lock before looking is what makes the order safe: who comes
// second sees everything that the first one numbered.
const sqlLockHead = `UPDATE outbox_head SET pos = pos WHERE id = 1 RETURNING pos`

const sqlNumber = `UPDATE outbox SET pos = numbered.pos
FROM (SELECT id, $1 + ROW_NUMBER() OVER (ORDER BY id) AS pos FROM outbox WHERE pos IS NULL ORDER BY id LIMIT $2) AS numbered
WHERE outbox.id = numbered.id AND outbox.pos IS NULL`

const sqlMoveHead = `UPDATE outbox_head SET pos = pos + $1 WHERE id = 1`

// Sequence gives numbers to every event committed by now and returns how many.
func (s *Sequencer) Sequence(ctx context.Context) (int64, error) {
	total := int64(0)
	for {
		var pending int64
		if err := s.db.QueryRow(ctx, sqlPending).Scan(&pending); err != nil || pending == 0 {
			return total, err
		}
		var head, numbered int64
		err := s.db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
			if err := tx.QueryRow(ctx, sqlLockHead).Scan(&head); err != nil {
				return err
			}
			n, err := tx.Exec(ctx, sqlNumber, head, int64(sequenceBatch))
			if err != nil {
				return err
			}
			numbered = n
			_, err = tx.Exec(ctx, sqlMoveHead, n)
			return err
		})
		if err != nil {
			return total, err
		}
		total += numbered
		if numbered > 0 && s.numbered != nil {
			s.numbered(head + numbered)
		}
	}
}
