package attendance

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/massar-platform/massar/platform/blob"
	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

const (
	defaultSweepEvery = time.Hour
	// A paper is written minutes at most before its row; the day between covers clocks that differ and a
	// database that is slow to say what became of a commit.
	defaultOrphanAge = 24 * time.Hour
	// sweepBatch is how many papers are looked for by one statement.
	sweepBatch = 500
	// maxOrphans bounds what one sweep remembers: the rest waits for the next one.
	maxOrphans = 10_000
	// A few orphans are what processes leave. More, and more than one paper of so many, are the work of a
	// database that is not the bucket's: an older copy, or that of somebody else.
	fewOrphans, oneOrphanOf = 20, 4
)

// tidy removes papers that belong to nothing, from time to time.
func (s *Service) tidy(ctx context.Context) {
	every := s.cfg.SweepEvery
	if every <= 0 {
		every = defaultSweepEvery
	}
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if err := s.sweep(ctx, every); err != nil && ctx.Err() == nil {
				s.log.WarnContext(ctx, "papers that belong to nothing could not be removed", slog.Any("error", err))
			}
		}
	}
}

// sweep removes files whose row was never written: a process ended between the two. A file that is young, or
// whose key we did not make, stays. Nothing that is whole is removed before everything was looked at, and
// nothing at all where too much would be. Of several processes one sweeps.
func (s *Service) sweep(ctx context.Context, every time.Duration) error {
	if s.documents.bucket == nil {
		return nil
	}
	// Half of the time between two turns, so that a process alone sweeps at each of its own.
	sweep := &paperSweep{db: s.db, bucket: s.documents.bucket, holder: ids.New(), lease: every / 2}
	if mine, err := sweep.claim(ctx); err != nil || !mine {
		return err
	}
	age := s.cfg.OrphanAge
	if age <= 0 {
		age = defaultOrphanAge
	}
	if err := sweep.look(ctx, s.clock.Real().Now().Add(-age)); err != nil {
		return err
	}
	if n := len(sweep.orphans); n > fewOrphans && n*oneOrphanOf > sweep.seen {
		s.log.ErrorContext(ctx, "so many papers are named by no row that none is removed: is this the database of these papers?",
			slog.Int("orphans", n), slog.Int("papers", sweep.seen))
		return nil
	}
	removed, err := sweep.unfinished, error(nil)
	for _, key := range sweep.orphans {
		if err = sweep.bucket.Delete(ctx, key); err != nil {
			break
		}
		removed++
	}
	if removed > 0 {
		s.log.InfoContext(ctx, "papers that belonged to nothing were removed", slog.Int("count", removed))
	}
	return err
}

// paperSweep is one look at everything in the bucket.
type paperSweep struct {
	db     sqldb.DB
	bucket *blob.Bucket
	// holder is who sweeps, and lease how long the sweep stays his without a word.
	holder string
	lease  time.Duration
	// waiting are keys that have to be looked for, orphans those that no row names.
	waiting, orphans []string
	// seen are the papers that were looked for; unfinished files were removed at once.
	seen, unfinished int
}

var (
	errEnoughOrphans = errors.New("enough was found for one sweep")
	errSweepLost     = errors.New("another process sweeps: this one was too slow")
)

// claim takes the sweep, or keeps it; false while it is another's.
func (p *paperSweep) claim(ctx context.Context) (mine bool, err error) {
	// Processes share the time of their machines, whatever day it is at school.
	now := clock.System{}.Now()
	err = p.db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		mine, err = store.ClaimSweep(ctx, tx, p.holder, now, now.Add(p.lease))
		return err
	})
	return mine, err
}

// look goes through the papers that were written before an instant.
func (p *paperSweep) look(ctx context.Context, before time.Time) error {
	err := p.bucket.Walk(ctx, before, func(key string) error {
		switch {
		case documentOf(key) == "":
			return nil
		case blob.Unfinished(key):
			// Whatever the database says: Put never ended.
			p.unfinished++
			return p.bucket.Delete(ctx, key)
		}
		p.waiting = append(p.waiting, key)
		if len(p.waiting) < sweepBatch {
			return nil
		}
		return p.ask(ctx)
	})
	if err == nil {
		err = p.ask(ctx)
	}
	if errors.Is(err, errEnoughOrphans) {
		return nil
	}
	return err
}

// ask looks for the rows of the papers that wait.
func (p *paperSweep) ask(ctx context.Context) error {
	mine, err := p.claim(ctx)
	if err != nil {
		return err
	}
	if !mine {
		return errSweepLost
	}
	of := make([]string, len(p.waiting))
	for i, key := range p.waiting {
		of[i] = documentOf(key)
	}
	keys, err := store.DocumentKeys(ctx, p.db, of)
	if err != nil {
		return err
	}
	for i, key := range p.waiting {
		if keys[of[i]] != key {
			p.orphans = append(p.orphans, key)
		}
	}
	p.seen += len(p.waiting)
	p.waiting = p.waiting[:0]
	if len(p.orphans) >= maxOrphans {
		return errEnoughOrphans
	}
	return nil
}
