package grade

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/grade/internal/store"
)

const (
	readsWaiting = 1024
	readsAtOnce  = 256
	readsEvery   = 200 * time.Millisecond
)

// readLog writes down who of the staff read other people's marks. Reads must not
// cost a transaction each, so they wait a moment and are written together; when
// too many wait, the reader waits for his own line.
type readLog struct {
	db      sqldb.DB
	log     *slog.Logger
	waiting chan store.Read
	done    chan struct{}
	once    sync.Once
}

func newReadLog(db sqldb.DB, log *slog.Logger) *readLog {
	return &readLog{db: db, log: log, waiting: make(chan store.Read, readsWaiting)}
}

// logRead notes that the caller read ref, an id of the form <GRESA>.<uuid>.
func (s *Service) logRead(ctx context.Context, r reach, name, ref string) error {
	return s.logReadOf(ctx, r, name, store.SchoolOf(ref), ref)
}

// logReadOf is logRead for an id that does not tell its school.
func (s *Service) logReadOf(ctx context.Context, r reach, name, school, ref string) error {
	return s.reads.add(ctx, store.Read{
		School: school, ID: ids.New(), At: s.clock.Real().Now().UnixMicro(),
		AccountID: r.caller.AccountID, PersonID: r.caller.PersonID, Role: auth.RoleName(r.caller.Role),
		RPC: name, Ref: ref, RequestID: rpc.RequestID(ctx),
	})
}

func (l *readLog) add(ctx context.Context, r store.Read) error {
	select {
	case l.waiting <- r:
		return nil
	default:
		return l.write(ctx, []store.Read{r})
	}
}

func (l *readLog) start(ctx context.Context) {
	l.done = make(chan struct{})
	go func() {
		defer close(l.done)
		ticker := time.NewTicker(readsEvery)
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
}

// stop writes what still waits.
func (l *readLog) stop(ctx context.Context) error {
	select {
	case <-l.done:
	case <-ctx.Done():
		return ctx.Err()
	}
	l.flush(ctx)
	return nil
}

// flush writes what waits. A database that is away keeps the lines waiting: they
// are put back, and written one by one by their readers once the queue is full.
func (l *readLog) flush(ctx context.Context) {
	for {
		batch := l.take()
		if len(batch) == 0 {
			return
		}
		err := l.write(ctx, batch)
		if err == nil {
			l.once = sync.Once{}
			continue
		}
		l.once.Do(func() { l.log.WarnContext(ctx, "the log of reads cannot be written", slog.Any("error", err)) })
		for _, r := range batch {
			select {
			case l.waiting <- r:
			default:
				l.log.ErrorContext(ctx, "a read could not be logged", slog.String("rpc", r.RPC), slog.String("account", r.AccountID))
			}
		}
		return
	}
}

func (l *readLog) take() []store.Read {
	var batch []store.Read
	for len(batch) < readsAtOnce {
		select {
		case r := <-l.waiting:
			batch = append(batch, r)
		default:
			return batch
		}
	}
	return batch
}

func (l *readLog) write(ctx context.Context, reads []store.Read) error {
	return l.db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		return store.AddReads(ctx, tx, reads)
	})
}
