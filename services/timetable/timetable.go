package timetable

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
	"github.com/massar-platform/massar/platform/cache"
	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/keyfile"
	"github.com/massar-platform/massar/platform/readlog"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	"github.com/massar-platform/massar/refdata"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// Config holds timetable's settings; the zero value works.
type Config struct {
	// PullEvery is how often school is asked for changes when nobody wakes the roster. 0 means 200 ms.
	PullEvery time.Duration
	// PublicURL is what calendar addresses begin with; empty: they are relative to the server.
	PublicURL string
	// KeyFile holds the key that seals the answers which show a secret address, made on
	// first start where CreateKey is set. Processes that share a database share the file.
	// Empty: a key that ends with the process.
	KeyFile string
	// CreateKey makes the key where there is none.
	CreateKey bool
}

// Deps are what timetable is built from. Only Log may be nil.
type Deps struct {
	// DB holds timetable's own tables; see Migrations.
	DB sqldb.DB
	// School feeds the roster: classes, groups, students, staff and assignments.
	School schoolv1.SchoolServiceClient
	// Identity says of the owner of a calendar address, who is not signed in, what he may still read.
	Identity identityv1.IdentityServiceClient
	// Cache holds hot weeks; its shared tier is optional.
	Cache *cache.Cache
	// Scope resolves officers' nodes and guardians' children.
	Scope auth.ScopeSource
	// Refdata holds the calendar, hours, subjects and dated rules.
	Refdata *refdata.Set
	// Clock is the clock of the schools.
	Clock clock.School
	Log   *slog.Logger
}

// Service serves massar.timetable.v1.
type Service struct {
	timetablev1.UnimplementedTimetableServiceServer

	cfg      Config
	db       sqldb.DB
	roster   *roster.Follower
	reads    *readlog.Log
	identity identityv1.IdentityServiceClient
	cache    *cache.Cache
	scope    auth.ScopeSource
	ref      *refdata.Set
	clock    clock.School
	log      *slog.Logger
	versions *versionTable
	weeks    *cache.Tiered[cachedWeek]
	places   *recent[[]roster.Place]
	groups   *recent[[]string]
	staff    *recent[string]
	owners   *recent[*identityv1.ResolveAccountResponse]
	// calendars are what addresses give, polls how often each may be read.
	calendars *calendarCache
	polls     *cache.Limiter
	seal      []byte
	// years are the school years that the calendar knows; data names the reference data
	// that weeks are made with.
	years map[string]bool
	data  string

	stop    context.CancelFunc
	stopped chan struct{}
}

// Migrations are the tables of the write path, the roster and the log of reads, followed by timetable's own.
func Migrations() fs.FS {
	return write.Migrations(store.Migrations(), roster.Migrations(), readlog.Migrations())
}

// New returns a service that is registered and started by its host.
func New(cfg Config, deps Deps) (*Service, error) {
	switch {
	case deps.DB == nil:
		return nil, errors.New("timetable: no database given")
	case deps.School == nil:
		return nil, errors.New("timetable: no school client given")
	case deps.Identity == nil:
		return nil, errors.New("timetable: no identity client given")
	case deps.Cache == nil:
		return nil, errors.New("timetable: no cache given")
	case deps.Scope == nil:
		return nil, errors.New("timetable: no scope source given")
	case deps.Refdata == nil:
		return nil, errors.New("timetable: no reference data given")
	}
	if deps.Log == nil {
		deps.Log = slog.New(slog.DiscardHandler)
	}
	s := &Service{
		cfg: cfg, db: deps.DB, reads: readlog.New(deps.DB, deps.Log),
		identity: deps.Identity, cache: deps.Cache,
		scope: deps.Scope, ref: deps.Refdata, clock: deps.Clock, log: deps.Log,
		versions: newVersionTable(deps.DB, deps.Log, time.Now),
		years:    map[string]bool{}, data: deps.Refdata.Fingerprint()[:8],
	}
	for _, entry := range deps.Refdata.Calendar {
		s.years[entry.SchoolYear] = true
	}
	var err error
	if s.weeks, err = newWeekCache(deps.Cache); err != nil {
		return nil, fmt.Errorf("timetable: %w", err)
	}
	if s.places, err = newRecent[[]roster.Place](placeLifetime, time.Now); err != nil {
		return nil, fmt.Errorf("timetable: %w", err)
	}
	if s.groups, err = newRecent[[]string](placeLifetime, time.Now); err != nil {
		return nil, fmt.Errorf("timetable: %w", err)
	}
	if s.staff, err = newRecent[string](placeLifetime, time.Now); err != nil {
		return nil, fmt.Errorf("timetable: %w", err)
	}
	if s.owners, err = newRecent[*identityv1.ResolveAccountResponse](ownerLifetime, time.Now); err != nil {
		return nil, fmt.Errorf("timetable: %w", err)
	}
	if s.calendars, err = newCalendarCache(); err != nil {
		return nil, fmt.Errorf("timetable: %w", err)
	}
	s.polls = deps.Cache.NewLimiter("timetable-calendar", cache.Limit{Rate: calendarPolls, Per: time.Minute, Burst: calendarPolls})
	s.seal = keyfile.Random()
	if cfg.KeyFile != "" {
		if s.seal, err = keyfile.Load(cfg.KeyFile, cfg.CreateKey); err != nil {
			return nil, fmt.Errorf("timetable: %w", err)
		}
	}
	s.roster, err = roster.NewFollower(roster.Config{
		DB: deps.DB, School: deps.School, Every: cfg.PullEvery, Clock: deps.Clock, Log: deps.Log, Applied: s.namesChanged,
	})
	if err != nil {
		return nil, fmt.Errorf("timetable: %w", err)
	}
	return s, nil
}

// Register puts the service on a server.
func (s *Service) Register(r grpc.ServiceRegistrar) { timetablev1.RegisterTimetableServiceServer(r, s) }

// Start begins to follow school's changes and the versions of timetables, to write
// the log of reads, and to forget old answers. It returns at once: a school that does not answer yet shows in Health.
func (s *Service) Start(ctx context.Context) error {
	if err := errors.Join(s.reads.Start(ctx), s.roster.Start(ctx)); err != nil {
		return err
	}
	ctx, s.stop = context.WithCancel(context.WithoutCancel(ctx))
	s.stopped = make(chan struct{})
	var work sync.WaitGroup
	work.Go(func() { s.versions.run(ctx) })
	work.Go(func() { write.Forget(ctx, s.db, s.log) })
	go func() {
		defer close(s.stopped)
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
	err := s.roster.Stop(ctx)
	select {
	case <-s.stopped:
	case <-ctx.Done():
		return errors.Join(err, ctx.Err())
	}
	return errors.Join(err, s.reads.Stop(ctx))
}

// Wake asks for school's changes now instead of at the next turn.
func (s *Service) Wake() { s.roster.Wake() }

// Health says why the service cannot serve now.
func (s *Service) Health(ctx context.Context) error {
	return errors.Join(s.db.Ready(ctx), s.roster.Health(ctx))
}
