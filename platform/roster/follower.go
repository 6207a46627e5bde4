package roster

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/sqldb"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

const (
	source      = "school"
	pullLimit   = 1000
	pullTimeout = 10 * time.Second
	pullEvery   = 200 * time.Millisecond
)

// Config is what a Follower is built from. DB and School are required.
type Config struct {
	// DB holds the tables of Migrations.
	DB sqldb.DB
	// School gives the changes.
	School schoolv1.SchoolServiceClient
	// Every is how often school is asked when nobody wakes the follower; 0: 200 ms.
	Every time.Duration
	// Clock dates the cursor; nil: the machine's.
	Clock clock.Clock
	Log   *slog.Logger
	// Applied, when given, is called with every page once its rows are written, in the
	// same transaction: an error takes the page back. It may be called again for the
	// same page when the transaction is repeated.
	Applied func(ctx context.Context, tx sqldb.Tx, page Page) error
}

// Follower keeps the projection of one service up to date.
type Follower struct {
	cfg    Config
	wake   chan struct{}
	pulled atomic.Bool
	stop   context.CancelFunc
	done   chan struct{}
}

// NewFollower returns a follower that is started by its service.
func NewFollower(cfg Config) (*Follower, error) {
	switch {
	case cfg.DB == nil:
		return nil, errors.New("roster: no database given")
	case cfg.School == nil:
		return nil, errors.New("roster: no school client given")
	}
	if cfg.Every <= 0 {
		cfg.Every = pullEvery
	}
	if cfg.Clock == nil {
		cfg.Clock = clock.System{}
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	return &Follower{cfg: cfg, wake: make(chan struct{}, 1)}, nil
}

// Start begins to follow school's changes and returns at once: a school that does not
// answer yet shows in Health.
func (f *Follower) Start(ctx context.Context) error {
	ctx, f.stop = context.WithCancel(context.WithoutCancel(ctx))
	f.done = make(chan struct{})
	go func() {
		defer close(f.done)
		f.follow(ctx)
	}()
	return nil
}

// Stop ends what Start began.
func (f *Follower) Stop(ctx context.Context) error {
	if f.stop == nil {
		return nil
	}
	f.stop()
	select {
	case <-f.done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Health says that the projection is not there: school has never been heard yet.
func (f *Follower) Health(context.Context) error {
	if !f.pulled.Load() {
		return errors.New("the projection of school has not been read yet")
	}
	return nil
}

// Wake asks for school's changes now instead of at the next turn.
func (f *Follower) Wake() {
	select {
	case f.wake <- struct{}{}:
	default:
	}
}

// follow pulls school's changes until ctx ends. A school that is away is said once, and
// asked again at every turn.
func (f *Follower) follow(ctx context.Context) {
	ticker := time.NewTicker(f.cfg.Every)
	defer ticker.Stop()
	away := false
	for {
		err := f.pull(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil && !away:
			f.cfg.Log.WarnContext(ctx, "school's changes cannot be read", slog.Any("error", err))
		case err == nil && away:
			f.cfg.Log.InfoContext(ctx, "school's changes are read again")
		}
		away = err != nil
		if err == nil {
			f.pulled.Store(true)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		case <-f.wake:
		}
	}
}

// pull applies everything that school has to tell since the stored cursor.
func (f *Follower) pull(ctx context.Context) error {
	for {
		after, err := cursor(ctx, f.cfg.DB)
		if err != nil {
			return err
		}
		changes, err := f.ask(ctx, after)
		if err != nil || len(changes) == 0 {
			return err
		}
		if err := f.apply(ctx, changes); err != nil {
			return err
		}
		if len(changes) < pullLimit {
			return nil
		}
	}
}

func (f *Follower) ask(ctx context.Context, after int64) ([]*schoolv1.Change, error) {
	ctx, cancel := context.WithTimeout(ctx, pullTimeout)
	defer cancel()
	answer, err := f.cfg.School.ListChanges(ctx, &schoolv1.ListChangesRequest{After: after, Limit: pullLimit})
	return answer.GetChanges(), err
}

// apply writes a page and the cursor in one transaction. The cursor comes first: its
// row keeps a second process from applying the same page.
func (f *Follower) apply(ctx context.Context, changes []*schoolv1.Change) error {
	page := pageOf(changes)
	now := f.cfg.Clock.Now().UnixMicro()
	return f.cfg.DB.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		mine, err := moveCursor(ctx, tx, changes[len(changes)-1].GetPos(), now)
		if err != nil || !mine {
			return err
		}
		if err := writePage(ctx, tx, page); err != nil {
			return err
		}
		if f.cfg.Applied == nil {
			return nil
		}
		return f.cfg.Applied(ctx, tx, page)
	})
}
