package follow

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/sqldb"
)

const (
	askTimeout = 10 * time.Second
	askEvery   = 200 * time.Millisecond
)

// Page is what a source told behind a position.
type Page struct {
	// Through is the position to ask behind next time; that of the question when there
	// was nothing to tell.
	Through int64
	// Apply writes what was told, in the transaction that moves the cursor: an error
	// takes the page back. It may be called again when the transaction is repeated, and
	// not at all when another process has applied the page.
	Apply func(ctx context.Context, tx sqldb.Tx) error
}

// Config is what a Follower is built from. DB, Source and Ask are required.
type Config struct {
	// DB holds projection_cursor and what the pages write.
	DB sqldb.DB
	// Source names the feed.
	Source string
	// Ask reads the page behind a position.
	Ask func(ctx context.Context, after int64) (Page, error)
	// Then, when given, is called at every turn behind the pages, also when the source
	// is away: it does what the pages left to do.
	Then func(ctx context.Context)
	// Every is how often the source is asked when nobody wakes the follower; 0: 200 ms.
	Every time.Duration
	// Clock dates the cursor; nil: the machine's.
	Clock clock.Clock
	Log   *slog.Logger
}

// Follower follows one feed.
type Follower struct {
	cfg  Config
	wake chan struct{}
	read atomic.Bool
	stop context.CancelFunc
	done chan struct{}
}

// New returns a follower that is started by its service.
func New(cfg Config) (*Follower, error) {
	switch {
	case cfg.DB == nil:
		return nil, errors.New("follow: no database given")
	case cfg.Source == "" || cfg.Ask == nil:
		return nil, errors.New("follow: no source given")
	}
	if cfg.Every <= 0 {
		cfg.Every = askEvery
	}
	if cfg.Clock == nil {
		cfg.Clock = clock.System{}
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.Then == nil {
		cfg.Then = func(context.Context) {}
	}
	return &Follower{cfg: cfg, wake: make(chan struct{}, 1)}, nil
}

// Start begins to follow and returns at once: a source that does not answer yet shows
// in Health.
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

// Health says that the projection is not there: the source was never heard yet.
func (f *Follower) Health(context.Context) error {
	if !f.read.Load() {
		return fmt.Errorf("the projection of %s has not been read yet", f.cfg.Source)
	}
	return nil
}

// Wake asks the source now instead of at the next turn.
func (f *Follower) Wake() {
	select {
	case f.wake <- struct{}{}:
	default:
	}
}

// follow reads pages until ctx ends. A source that is away is said once, and asked
// again at every turn.
func (f *Follower) follow(ctx context.Context) {
	ticker := time.NewTicker(f.cfg.Every)
	defer ticker.Stop()
	away := false
	for {
		err := f.pull(ctx)
		if ctx.Err() != nil {
			return
		}
		switch source := slog.String("source", f.cfg.Source); {
		case err != nil && !away:
			f.cfg.Log.WarnContext(ctx, "a feed cannot be read", source, slog.Any("error", err))
		case err == nil && away:
			f.cfg.Log.InfoContext(ctx, "a feed is read again", source)
		}
		away = err != nil
		if err == nil {
			f.read.Store(true)
		}
		f.cfg.Then(ctx)
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		case <-f.wake:
		}
	}
}

// pull applies everything that the source has to tell since the stored cursor.
func (f *Follower) pull(ctx context.Context) error {
	for {
		after, err := cursor(ctx, f.cfg.DB, f.cfg.Source)
		if err != nil {
			return err
		}
		page, err := f.ask(ctx, after)
		if err != nil || page.Through <= after {
			return err
		}
		if err := f.apply(ctx, page); err != nil {
			return err
		}
	}
}

func (f *Follower) ask(ctx context.Context, after int64) (Page, error) {
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	return f.cfg.Ask(ctx, after)
}

// apply writes a page and the cursor in one transaction. The cursor comes first: its
// row keeps a second process from applying the same page.
func (f *Follower) apply(ctx context.Context, page Page) error {
	now := f.cfg.Clock.Now().UnixMicro()
	return f.cfg.DB.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		mine, err := moveCursor(ctx, tx, f.cfg.Source, page.Through, now)
		if err != nil || !mine {
			return err
		}
		return page.Apply(ctx, tx)
	})
}
