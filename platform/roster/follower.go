package roster

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/follow"
	"github.com/massar-platform/massar/platform/sqldb"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

const (
	source    = "school"
	pullLimit = 1000
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

// Follower keeps the projection of one service up to date: a follow.Follower of
// school's changes.
type Follower struct{ *follow.Follower }

// NewFollower returns a follower that is started by its service.
func NewFollower(cfg Config) (*Follower, error) {
	switch {
	case cfg.DB == nil:
		return nil, errors.New("roster: no database given")
	case cfg.School == nil:
		return nil, errors.New("roster: no school client given")
	}
	f, err := follow.New(follow.Config{
		DB: cfg.DB, Source: source, Ask: cfg.ask, Every: cfg.Every, Clock: cfg.Clock, Log: cfg.Log,
	})
	if err != nil {
		return nil, fmt.Errorf("roster: %w", err)
	}
	return &Follower{f}, nil
}

// ask reads school's changes behind a position.
func (c Config) ask(ctx context.Context, after int64) (follow.Page, error) {
	answer, err := c.School.ListChanges(ctx, &schoolv1.ListChangesRequest{After: after, Limit: pullLimit})
	changes := answer.GetChanges()
	if err != nil || len(changes) == 0 {
		return follow.Page{Through: after}, err
	}
	return follow.Page{Through: changes[len(changes)-1].GetPos(), Apply: func(ctx context.Context, tx sqldb.Tx) error {
		page := pageOf(changes)
		if err := writePage(ctx, tx, page); err != nil || c.Applied == nil {
			return err
		}
		return c.Applied(ctx, tx, page)
	}}, nil
}
