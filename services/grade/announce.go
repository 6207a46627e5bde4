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

// announceOne records that the marks of a publication's students have changed, for
// those who see it now and were not told. A process that comes second finds nothing
// to do.
func announceOne(ctx context.Context, tx sqldb.Tx, p *store.Publication, now int64) error {
	to, err := noteAnnounced(ctx, tx, p, now)
	if err != nil || to == nobody {
		return err
	}
	roster, err := views.DecodeRoster(p.Roster)
	if err != nil {
		return err
	}
	return store.AddChanges(ctx, tx, reach{now: now}.marksChanged(seen{students: roster, to: to}))
}

// nobody stands where readers would, for a publication that all were told of.
const nobody = "nobody"

// noteAnnounced notes that families are told, and answers who is to be told now.
func noteAnnounced(ctx context.Context, tx sqldb.Tx, p *store.Publication, now int64) (string, error) {
	steps := []struct {
		from, told int64
		to         string
	}{
		{store.AnnouncedToNobody, store.AnnouncedToAll, store.ToFamily},
		{store.AnnouncedToStudents, store.AnnouncedToAll, store.ToGuardians},
	}
	if p.GuardianAt() > now {
		steps = steps[:1]
		steps[0].told, steps[0].to = store.AnnouncedToStudents, store.ToStudent
	}
	for _, step := range steps {
		mine, err := store.SetAnnounced(ctx, tx, p, step.from, step.told)
		if err != nil || mine {
			return step.to, err
		}
	}
	return nobody, nil
}
