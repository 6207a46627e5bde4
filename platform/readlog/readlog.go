package readlog

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
)

const (
	mayWait = 1024
	atOnce  = 256
	every   = 200 * time.Millisecond
)

// Read is one reading: the caller and the request are those of the context.
type Read struct {
	// School whose data were read.
	School string
	// RPC such as "grade.GetMarkSheet".
	RPC string
	// Ref is the id of what was read.
	Ref string
}

// Log is the log of reads of one service.
type Log struct {
	db      sqldb.DB
	log     *slog.Logger
	waiting chan []any
	stop    context.CancelFunc
	done    chan struct{}

	// Of the goroutine that writes; of Stop once that has ended.
	held    [][]any
	failing bool
}

// New returns a log that is started by its service; log may be nil.
func New(db sqldb.DB, log *slog.Logger) *Log {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Log{db: db, log: log, waiting: make(chan []any, mayWait)}
}

// Add notes a reading by the caller. Instants are real ones, whatever day it is at school.
func (l *Log) Add(ctx context.Context, r Read) error {
	caller, _ := auth.From(ctx)
	line := []any{
		r.School, ids.New(), clock.System{}.Now().UnixMicro(), caller.AccountID, caller.PersonID, auth.RoleName(caller.Role),
		r.RPC, r.Ref, rpc.RequestID(ctx),
	}
	select {
	case l.waiting <- line:
		return nil
	default:
		return l.write(ctx, [][]any{line})
	}
}

// Start begins to write what waits.
func (l *Log) Start(ctx context.Context) error {
	ctx, l.stop = context.WithCancel(context.WithoutCancel(ctx))
	l.done = make(chan struct{})
	go func() {
		defer close(l.done)
		ticker := time.NewTicker(every)
		defer ticker.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-ticker.C:
				l.flush(ctx)
			}
		}
	}()
	return nil
}

// Stop ends what Start began and writes what still waits.
func (l *Log) Stop(ctx context.Context) error {
	if l.stop == nil {
		return nil
	}
	l.stop()
	select {
	case <-l.done:
	case <-ctx.Done():
		return ctx.Err()
	}
	l.flush(ctx)
	if len(l.held) > 0 {
		return fmt.Errorf("readlog: %d reads could not be logged", len(l.held)+len(l.waiting))
	}
	return nil
}

// flush writes what waits. A database that is away keeps the lines: those in hand are held
// for the next turn, and once the queue is full its readers write their own.
func (l *Log) flush(ctx context.Context) {
	for {
		l.take()
		if len(l.held) == 0 {
			return
		}
		if err := l.write(ctx, l.held); err != nil {
			if !l.failing {
				l.log.WarnContext(ctx, "the log of reads cannot be written", slog.Any("error", err))
			}
			l.failing = true
			return
		}
		l.held, l.failing = l.held[:0], false
	}
}

// take adds lines that wait to those in hand.
func (l *Log) take() {
	for len(l.held) < atOnce {
		select {
		case line := <-l.waiting:
			l.held = append(l.held, line)
		default:
			return
		}
	}
}

const sqlInsert = `INSERT INTO read_log (school, read_id, at, account_id, person_id, role, rpc, ref, request_id) VALUES`

func (l *Log) write(ctx context.Context, lines [][]any) error {
	return l.db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		if _, err := tx.ExecRows(ctx, sqlInsert, "", lines); err != nil {
			return fmt.Errorf("writing the log of reads: %w", err)
		}
		return nil
	})
}
