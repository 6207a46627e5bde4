package school

import (
	"context"
	"log/slog"
	"time"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// tellAgain is how long a database that cannot be read is left alone.
const tellAgain = time.Second

// tellGroups puts the groups that were set before groups were told into the outbox, each once whatever the number
// of processes that start. A migration cannot: the rows of the outbox are encoded messages.
func (s *Service) tellGroups(ctx context.Context) {
	said := false
	for {
		err := s.tellSomeGroups(ctx)
		if err == nil || ctx.Err() != nil {
			return
		}
		// Until PostgreSQL is migrated this is what happens; Health says so.
		if !said {
			s.log.WarnContext(ctx, "the groups of before cannot be told yet", slog.Any("error", err))
			said = true
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(tellAgain):
		}
	}
}

func (s *Service) tellSomeGroups(ctx context.Context) error {
	for {
		groups, err := store.ListUntoldGroups(ctx, s.db)
		if err != nil || len(groups) == 0 {
			return err
		}
		for _, group := range groups {
			if err := s.db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error { return tellGroup(ctx, tx, group) }); err != nil {
				return err
			}
		}
		s.sequencer.Wake()
	}
}

func tellGroup(ctx context.Context, tx sqldb.Tx, group store.Group) error {
	mine, err := store.ClaimGroup(ctx, tx, group)
	if err != nil || !mine {
		return err
	}
	members, err := store.ListMemberships(ctx, tx, group)
	if err != nil {
		return err
	}
	return emit(ctx, tx, groupRow(group, 1, members))
}
