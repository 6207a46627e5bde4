package grade

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"sync/atomic"
	"time"

	"golang.org/x/sync/singleflight"
	"google.golang.org/grpc"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/refdata"
	"github.com/massar-platform/massar/services/grade/internal/store"
)

// Config holds grade's settings; the zero value works.
type Config struct {
	// PullEvery is how often school is asked for changes when nobody wakes the
	// projection. 0 means 200 ms.
	PullEvery time.Duration
}

// Deps are what grade is built from. Only Log may be nil.
type Deps struct {
	// DB holds grade's own tables; see Migrations.
	DB sqldb.DB
	// School feeds the projection of classes, students, staff and assignments.
	School schoolv1.SchoolServiceClient
	// Scope resolves officers' nodes and guardians' children.
	Scope auth.ScopeSource
	// Refdata holds levels, subjects, weights, counts and the calendar.
	Refdata *refdata.Set
	// Clock is the clock of the schools: it decides what "today" and "published" mean.
	Clock clock.School
	Log   *slog.Logger
}

// Service serves massar.grade.v1.
type Service struct {
	gradev1.UnimplementedGradeServiceServer

	db     sqldb.DB
	school schoolv1.SchoolServiceClient
	scope  auth.ScopeSource
	ref    *refdata.Set
	clock  clock.School
	log    *slog.Logger

	pullEvery time.Duration
	wake      chan struct{}
	pulled    atomic.Bool
	stop      context.CancelFunc
	done      chan struct{}
	reads     *readLog
	tended    chan struct{}

	marks    *marksCache
	settling singleflight.Group
}

// Migrations are the tables of the write path followed by grade's own.
func Migrations() fs.FS { return write.Migrations(store.Migrations()) }

// New returns a service that is registered and started by its host.
func New(cfg Config, deps Deps) (*Service, error) {
	switch {
	case deps.DB == nil:
		return nil, errors.New("grade: no database given")
	case deps.School == nil:
		return nil, errors.New("grade: no school client given")
	case deps.Scope == nil:
		return nil, errors.New("grade: no scope source given")
	case deps.Refdata == nil:
		return nil, errors.New("grade: no reference data given")
	}
	if deps.Log == nil {
		deps.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.PullEvery <= 0 {
		cfg.PullEvery = 200 * time.Millisecond
	}
	marks, err := newMarksCache(time.Now)
	if err != nil {
		return nil, fmt.Errorf("grade: making the cache of views: %w", err)
	}
	return &Service{
		db: deps.DB, school: deps.School, scope: deps.Scope, ref: deps.Refdata,
		clock: deps.Clock, log: deps.Log,
		pullEvery: cfg.PullEvery, wake: make(chan struct{}, 1),
		reads: newReadLog(deps.DB, deps.Log), marks: marks,
	}, nil
}

// Register puts the service on a server.
func (s *Service) Register(r grpc.ServiceRegistrar) { gradev1.RegisterGradeServiceServer(r, s) }

// Start begins to follow school's changes, to write the log of reads, and to do
// what the clock asks for. It returns at once: a school that does not answer yet shows in Health.
func (s *Service) Start(ctx context.Context) error {
	ctx, s.stop = context.WithCancel(context.WithoutCancel(ctx))
	s.done = make(chan struct{})
	s.tended = make(chan struct{})
	s.reads.start(ctx)
	go func() {
		defer close(s.tended)
		s.tend(ctx)
	}()
	go func() {
		defer close(s.done)
		s.follow(ctx)
	}()
	return nil
}

// Stop ends what Start began and writes the reads that still wait.
func (s *Service) Stop(ctx context.Context) error {
	if s.stop == nil {
		return nil
	}
	s.stop()
	for _, done := range []chan struct{}{s.done, s.tended} {
		select {
		case <-done:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return s.reads.stop(ctx)
}

// Health says why the service cannot serve now: its database is away or not
// migrated, or it has never yet heard from school.
func (s *Service) Health(ctx context.Context) error {
	if err := s.db.Ready(ctx); err != nil {
		return err
	}
	if !s.pulled.Load() {
		return errors.New("the projection of school has not been read yet")
	}
	return nil
}
