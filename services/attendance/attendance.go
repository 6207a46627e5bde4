package attendance

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
	"github.com/massar-platform/massar/platform/readlog"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/summary"
	"github.com/massar-platform/massar/platform/write"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	"github.com/massar-platform/massar/refdata"
	"github.com/massar-platform/massar/services/attendance/internal/letter"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// Config holds attendance's settings; the zero value works.
type Config struct {
	// PullEvery is how often school is asked for changes when nobody wakes the roster. 0 means 200 ms.
	PullEvery time.Duration
	// Documents is where papers are kept, as a bucket URL of gocloud.dev/blob: file:///folder or s3://bucket.
	// Empty: no paper can be attached.
	Documents string
	// LinkKeyFile holds the key that signs addresses of papers; made on first start where CreateLinkKey is set.
	// Empty: a key of this process alone.
	LinkKeyFile string
	// CreateLinkKey makes the key where there is none.
	CreateLinkKey bool
	// SweepEvery is how often papers that belong to nothing are looked for. 0 means one hour.
	SweepEvery time.Duration
	// OrphanAge is how old such a paper must be before it is removed. 0 means 24 hours.
	OrphanAge time.Duration
	// LetterCommand prints letters: the name or path of Chromium. Empty: chromium.
	LetterCommand string
	// LetterNoSandbox gives up the browser's own sandbox, for containers without user namespaces.
	LetterNoSandbox bool
	// SummariesEvery is how often is looked for schools whose figures have changed. 0 means 10 seconds.
	SummariesEvery time.Duration
}

// Deps are what attendance is built from. Only Log may be nil.
type Deps struct {
	// DB holds attendance's own tables; see Migrations.
	DB sqldb.DB
	// School feeds the roster: classes, groups, students, staff and assignments.
	School schoolv1.SchoolServiceClient
	// Timetable gives and freezes the lessons.
	Timetable timetablev1.TimetableServiceClient
	// Scope resolves officers' nodes and guardians' children.
	Scope auth.ScopeSource
	// Refdata holds the calendar, hours, subjects and dated rules.
	Refdata *refdata.Set
	// Clock is the clock of the schools.
	Clock clock.School
	Log   *slog.Logger
}

// Service serves massar.attendance.v1.
type Service struct {
	attendancev1.UnimplementedAttendanceServiceServer

	cfg       Config
	db        sqldb.DB
	roster    *roster.Follower
	reads     *readlog.Log
	timetable timetablev1.TimetableServiceClient
	scope     auth.ScopeSource
	ref       *refdata.Set
	clock     clock.School
	log       *slog.Logger
	sequencer *write.Sequencer
	documents *documents
	letters   *letter.Renderer
	totals    *summary.Keeper
	stop      context.CancelFunc
	tended    chan struct{}
}

// Migrations are the tables of the write path, the roster and the log of reads, followed by attendance's own.
func Migrations() fs.FS {
	return write.Migrations(store.Migrations(), roster.Migrations(), readlog.Migrations(), summary.Migrations())
}

// New returns a service that is registered and started by its host.
func New(cfg Config, deps Deps) (*Service, error) {
	switch {
	case deps.DB == nil:
		return nil, errors.New("attendance: no database given")
	case deps.School == nil:
		return nil, errors.New("attendance: no school client given")
	case deps.Timetable == nil:
		return nil, errors.New("attendance: no timetable client given")
	case deps.Scope == nil:
		return nil, errors.New("attendance: no scope source given")
	case deps.Refdata == nil:
		return nil, errors.New("attendance: no reference data given")
	}
	if deps.Log == nil {
		deps.Log = slog.New(slog.DiscardHandler)
	}
	s := &Service{
		cfg: cfg, db: deps.DB, reads: readlog.New(deps.DB, deps.Log),
		timetable: deps.Timetable,
		scope:     deps.Scope, ref: deps.Refdata, clock: deps.Clock, log: deps.Log,
		sequencer: write.NewSequencer(deps.DB, deps.Log, nil),
	}
	var err error
	if s.documents, err = openDocuments(context.Background(), cfg); err != nil {
		return nil, fmt.Errorf("attendance: %w", err)
	}
	if s.letters, err = letter.New(letter.Config{Command: cfg.LetterCommand, NoSandbox: cfg.LetterNoSandbox}); err != nil {
		return nil, fmt.Errorf("attendance: %w", err)
	}
	s.roster, err = roster.NewFollower(roster.Config{
		DB: deps.DB, School: deps.School, Every: cfg.PullEvery, Clock: deps.Clock, Log: deps.Log, Applied: s.markRoster,
	})
	if err != nil {
		return nil, fmt.Errorf("attendance: %w", err)
	}
	if s.totals, err = s.newKeeper(); err != nil {
		return nil, fmt.Errorf("attendance: %w", err)
	}
	return s, nil
}

// Register puts the service on a server.
func (s *Service) Register(r grpc.ServiceRegistrar) {
	attendancev1.RegisterAttendanceServiceServer(r, s)
}

// Start begins to follow school's changes, to number the outbox, to write the log of
// reads, to forget old answers, to remove papers that belong to nothing, and to add
// figures up. It returns at once: a school that does not answer yet shows in Health.
func (s *Service) Start(ctx context.Context) error {
	if err := errors.Join(s.reads.Start(ctx), s.roster.Start(ctx)); err != nil {
		return err
	}
	ctx, s.stop = context.WithCancel(context.WithoutCancel(ctx))
	s.tended = make(chan struct{})
	var work sync.WaitGroup
	// The only end of each is that of the context.
	work.Go(func() { _ = s.sequencer.Run(ctx) })
	work.Go(func() { write.Forget(ctx, s.db, s.log) })
	work.Go(func() { s.tidy(ctx) })
	work.Go(func() { s.totals.Run(ctx) })
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
	err := s.roster.Stop(ctx)
	select {
	case <-s.tended:
	case <-ctx.Done():
		return errors.Join(err, ctx.Err())
	}
	return errors.Join(err, s.reads.Stop(ctx), s.documents.close())
}

// Wake asks for school's changes now instead of at the next turn.
func (s *Service) Wake() { s.roster.Wake() }

// Health says why the service cannot serve now.
func (s *Service) Health(ctx context.Context) error {
	return errors.Join(s.db.Ready(ctx), s.roster.Health(ctx))
}
