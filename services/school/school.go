package school

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"sync"
	"time"

	"google.golang.org/grpc"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/summary"
	"github.com/massar-platform/massar/platform/write"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/refdata"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// Deps are what school is built from. Only Log may be nil.
type Deps struct {
	// DB holds school's own tables; see Migrations.
	DB sqldb.DB
	// Scope resolves officers' nodes and guardians' children.
	Scope auth.ScopeSource
	// Refdata holds academies, directorates, levels, subjects and the calendar.
	Refdata *refdata.Set
	// Clock is the clock of the schools.
	Clock clock.School
	// SummariesEvery is how often is looked for schools whose figures have changed. 0 means 10 seconds.
	SummariesEvery time.Duration
	Log            *slog.Logger
}

// Service serves massar.school.v1.
type Service struct {
	schoolv1.UnimplementedSchoolServiceServer

	db        sqldb.DB
	scope     auth.ScopeSource
	ref       *refdata.Set
	clock     clock.School
	log       *slog.Logger
	sequencer *write.Sequencer
	totals    *summary.Keeper
	stop      context.CancelFunc
	done      chan struct{}
}

// Migrations are the tables of the write path followed by school's own.
func Migrations() fs.FS { return write.Migrations(store.Migrations(), summary.Migrations()) }

// New returns a service that is registered and started by its host.
func New(deps Deps) (*Service, error) {
	switch {
	case deps.DB == nil:
		return nil, errors.New("school: no database given")
	case deps.Scope == nil:
		return nil, errors.New("school: no scope source given")
	case deps.Refdata == nil:
		return nil, errors.New("school: no reference data given")
	}
	for _, rule := range transferRules() {
		if _, ok := deps.Refdata.RuleNumber(rule, deps.Refdata.LatestYear()); !ok {
			return nil, fmt.Errorf("school: rule %s is no number", rule)
		}
	}
	if deps.Log == nil {
		deps.Log = slog.New(slog.DiscardHandler)
	}
	s := &Service{
		db: deps.DB, scope: deps.Scope, ref: deps.Refdata, clock: deps.Clock, log: deps.Log,
		sequencer: write.NewSequencer(deps.DB, deps.Log, nil),
	}
	var err error
	if s.totals, err = s.newKeeper(deps); err != nil {
		return nil, fmt.Errorf("school: %w", err)
	}
	return s, nil
}

// Register puts the service on a server.
func (s *Service) Register(r grpc.ServiceRegistrar) { schoolv1.RegisterSchoolServiceServer(r, s) }

// Start begins to number the outbox, so that projections elsewhere follow, to tell what an older binary did not,
// to add figures
// up, and to forget old answers.
func (s *Service) Start(ctx context.Context) error {
	ctx, s.stop = context.WithCancel(context.WithoutCancel(ctx))
	s.done = make(chan struct{})
	var work sync.WaitGroup
	// The only end of the first and the last two is that of the context.
	work.Go(func() { _ = s.sequencer.Run(ctx) })
	work.Go(func() { s.tellGroups(ctx) })
	work.Go(func() { write.Forget(ctx, s.db, s.log) })
	work.Go(func() { s.totals.Run(ctx) })
	go func() {
		defer close(s.done)
		work.Wait()
	}()
	return nil
}

// Stop ends what Start began.
func (s *Service) Stop(ctx context.Context) error {
	if s.stop == nil {
		return nil
	}
	s.stop()
	select {
	case <-s.done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Health says why the service cannot serve now.
func (s *Service) Health(ctx context.Context) error { return s.db.Ready(ctx) }
