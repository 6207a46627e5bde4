package grade

import (
	"context"
	"errors"
	"fmt"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/grade/internal/store"
	"github.com/massar-platform/massar/services/grade/internal/views"
)

// Announce tells families of publications whose hour has come, students and then
// guardians. Nothing is told before the hour: that a publication waits is not
// theirs to know.
func (s *Service) Announce(ctx context.Context) error {
	now := s.clock.Now().UnixMicro()
	list, err := store.DuePublications(ctx, s.db, now, settleAtOnce)
	if err != nil {
		return err
	}
	var failed error
	for _, p := range list {
		err := s.db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error { return announceOne(ctx, tx, p, now) })
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("class %s: %w", p.Term.ClassID, err))
		}
	}
	return failed
}

// announceOne records that the marks of a publication's students have changed. A
// process that comes second finds nothing to do.
func announceOne(ctx context.Context, tx sqldb.Tx, p *store.Publication, now int64) error {
	told := int64(1)
	if p.GuardianAt() <= now {
		told = 2
	}
	mine, err := store.SetAnnounced(ctx, tx, p, told)
	if err != nil || !mine {
		return err
	}
	roster, err := views.DecodeRoster(p.Roster)
	if err != nil {
		return err
	}
	return store.AddChanges(ctx, tx, reach{now: now}.marksChanged(roster))
}
