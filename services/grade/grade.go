package grade

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
	"google.golang.org/grpc"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/follow"
	"github.com/massar-platform/massar/platform/readlog"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/summary"
	"github.com/massar-platform/massar/platform/write"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/refdata"
	"github.com/massar-platform/massar/services/grade/internal/store"
)

// Config holds grade's settings; the zero value works.
type Config struct {
	// PullEvery is how often school and attendance are asked what is new when nobody
	// wakes the projections. 0 means 200 ms.
	PullEvery time.Duration
	// SummariesEvery is how often is looked for schools whose figures have changed. 0
	// means 10 seconds.
	SummariesEvery time.Duration
}

// Deps are what grade is built from. Only Log may be nil.
type Deps struct {
	// DB holds grade's own tables; see Migrations.
	DB sqldb.DB
	// School feeds the projection of classes, students, staff and assignments.
	School schoolv1.SchoolServiceClient
	// Attendance tells of absences, which controls follow.
	Attendance attendancev1.AttendanceServiceClient
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

	db    sqldb.DB
	scope auth.ScopeSource
	ref   *refdata.Set
	clock clock.School
	log   *slog.Logger

	roster   *roster.Follower
	absences *follow.Follower
	totals   *summary.Keeper
	reads    *readlog.Log
	stop     context.CancelFunc
	tended   chan struct{}

	marks    *marksCache
	settling singleflight.Group
}

// Migrations are the tables of the write path, of the projection and of the log of reads, followed by grade's own.
func Migrations() fs.FS {
	return write.Migrations(store.Migrations(), roster.Migrations(), readlog.Migrations(), summary.Migrations())
}

// New returns a service that is registered and started by its host.
func New(cfg Config, deps Deps) (*Service, error) {
	switch {
	case deps.DB == nil:
		return nil, errors.New("grade: no database given")
	case deps.School == nil:
		return nil, errors.New("grade: no school client given")
	case deps.Attendance == nil:
		return nil, errors.New("grade: no attendance client given")
	case deps.Scope == nil:
		return nil, errors.New("grade: no scope source given")
	case deps.Refdata == nil:
		return nil, errors.New("grade: no reference data given")
	}
	if deps.Log == nil {
		deps.Log = slog.New(slog.DiscardHandler)
	}
	marks, err := newMarksCache(time.Now)
	if err != nil {
		return nil, fmt.Errorf("grade: making the cache of views: %w", err)
	}
	s := &Service{
		db: deps.DB, scope: deps.Scope, ref: deps.Refdata, clock: deps.Clock, log: deps.Log,
		reads: readlog.New(deps.DB, deps.Log), marks: marks,
	}
	s.roster, err = roster.NewFollower(roster.Config{
		DB: deps.DB, School: deps.School, Every: cfg.PullEvery, Clock: deps.Clock, Log: deps.Log, Applied: s.openSheets,
	})
	if err != nil {
		return nil, fmt.Errorf("grade: following school: %w", err)
	}
	if s.absences, err = s.followAbsences(cfg, deps.Attendance); err != nil {
		return nil, fmt.Errorf("grade: following attendance: %w", err)
	}
	if s.totals, err = s.newKeeper(cfg); err != nil {
		return nil, fmt.Errorf("grade: %w", err)
	}
	return s, nil
}

// Register puts the service on a server.
func (s *Service) Register(r grpc.ServiceRegistrar) { gradev1.RegisterGradeServiceServer(r, s) }

// Start begins to follow school's changes and the registers, to write the log of
// reads, to do what the clock asks for, to add figures up, and to forget old answers. It
// returns at once: a school that does not answer yet shows in Health.
func (s *Service) Start(ctx context.Context) error {
	if err := errors.Join(s.reads.Start(ctx), s.roster.Start(ctx), s.absences.Start(ctx)); err != nil {
		return err
	}
	ctx, s.stop = context.WithCancel(context.WithoutCancel(ctx))
	s.tended = make(chan struct{})
	var work sync.WaitGroup
	work.Go(func() { s.tend(ctx) })
	work.Go(func() { s.totals.Run(ctx) })
	work.Go(func() { write.Forget(ctx, s.db, s.log) })
	go func() {
		defer close(s.tended)
		work.Wait()
	}()
	return nil
}

// Stop ends what Start began and writes the reads that still wait.
func (s *Service) Stop(ctx context.Context) error {
	if s.stop == nil {
		return nil
	}
	s.stop()
	err := errors.Join(s.roster.Stop(ctx), s.absences.Stop(ctx))
	select {
	case <-s.tended:
	case <-ctx.Done():
		return errors.Join(err, ctx.Err())
	}
	return errors.Join(err, s.reads.Stop(ctx))
}

// Wake asks for school's changes and for absences now instead of at the next turn.
func (s *Service) Wake() {
	s.roster.Wake()
	s.absences.Wake()
}

// Health says why the service cannot serve now: its database is away or not
// migrated, or it has never yet heard from school. Attendance may be away: marks are
// entered without it, and the absences come later.
func (s *Service) Health(ctx context.Context) error {
	if err := s.db.Ready(ctx); err != nil {
		return err
	}
	return s.roster.Health(ctx)
}

// logRead notes that the caller read ref, an id of the form <GRESA>.<uuid>.
func (s *Service) logRead(ctx context.Context, rpc, ref string) error {
	return s.reads.Add(ctx, readlog.Read{School: roster.SchoolOf(ref), RPC: rpc, Ref: ref})
}
