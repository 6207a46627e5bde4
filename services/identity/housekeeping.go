package identity

import (
	"context"
	"time"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

const (
	// tickEvery is how often keys are looked after and what is over is removed.
	tickEvery = time.Minute
	// retryEvery is how soon a round that failed is tried again: without keys nobody can sign in.
	retryEvery = time.Second
	// tickTimeout bounds one round.
	tickTimeout = 30 * time.Second
	// revocationKept is longer than a token lives, clocks that differ included.
	revocationKept = 20 * time.Minute
	// limitKept is how long a subject's failures are remembered after the last try.
	limitKept = 7 * 24 * time.Hour
	// unknownKept bounds the remembered subjects that name nobody: names can be invented without end.
	unknownKept = 200_000
	// sweepMost is how many rows of failures go in one transaction.
	sweepMost = 1000
	// sessionKept is how long an ended session's row still stands, so that its last token is told "expired".
	sessionKept = 24 * time.Hour
	// purgeEvery is how often old answers of writes are removed.
	purgeEvery = 60
)

func (s *Service) housekeep(ctx context.Context) {
	defer close(s.stopped)
	ticker := time.NewTicker(retryEvery)
	defer ticker.Stop()
	last, rounds := time.Now(), 0
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-ticker.C:
			if s.fault.Load() == nil && now.Sub(last) < tickEvery {
				continue
			}
			last = now
			s.tick(ctx)
			if rounds++; rounds%purgeEvery == 0 {
				s.purge(ctx)
			}
		}
	}
}

// tick is one round: the keys, then what is over. Its failure shows in Health and in one log line.
func (s *Service) tick(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, tickTimeout)
	defer cancel()
	err := s.ring.rotate(ctx)
	if err == nil {
		err = s.sweep(ctx)
	}
	if ctx.Err() != nil && err != nil {
		return
	}
	failing := s.fault.Load() != nil
	switch {
	case err != nil:
		text := err.Error()
		s.fault.Store(&text)
		if !failing {
			s.log.WarnContext(ctx, "identity housekeeping fails", "error", text)
		}
	case failing:
		s.fault.Store(nil)
		s.log.InfoContext(ctx, "identity housekeeping works again")
	}
}

// sweep removes what is over, a bounded part at a time.
func (s *Service) sweep(ctx context.Context) error {
	now := s.clock.Now()
	err := s.db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		err := store.DeleteOldRevocations(ctx, tx, now.Add(-revocationKept).UnixMicro())
		if err != nil {
			return err
		}
		_, err = store.DeleteEndedSessions(ctx, tx, now.Add(-sessionKept).UnixMicro())
		return err
	})
	if err != nil {
		return err
	}
	return s.sweepLimits(ctx, unknownKept)
}

// sweepLimits forgets old failures, and of those of subjects that name nobody all but the newest. It goes on until
// nothing is left to forget: an attacker must not add faster than a round removes.
func (s *Service) sweepLimits(ctx context.Context, keep int64) error {
	before := s.clock.Now().Add(-limitKept).UnixMicro()
	for {
		var old, unknown int64
		err := s.db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) (err error) {
			old, err = store.DeleteOldLimits(ctx, tx, before)
			if err != nil {
				return err
			}
			unknown, err = store.TrimUnknownLimits(ctx, tx, keep, sweepMost)
			return err
		})
		if err != nil || old < sweepMost && unknown < sweepMost {
			return err
		}
	}
}

func (s *Service) purge(ctx context.Context) {
	_, err := write.Purge(ctx, s.db, s.clock.Now())
	if err != nil && ctx.Err() == nil {
		s.log.WarnContext(ctx, "identity could not remove old answers", "error", err.Error())
	}
}
