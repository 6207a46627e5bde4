package timetable

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/singleflight"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

const (
	// versionsEvery is how often the versions of all schools are read.
	versionsEvery = time.Second
	// versionsLifetime is how long they may be used: what another process writes is seen
	// after this at the latest.
	versionsLifetime = 2 * time.Second
	// versionTimeout bounds one reading of versions.
	versionTimeout = 3 * time.Second
)

// versionTable remembers the version of the timetable of every school and its place
// in the organisation tree. One statement a second keeps it fresh, however many read.
type versionTable struct {
	db  sqldb.DB
	log *slog.Logger
	now func() time.Time

	current atomic.Pointer[versionsRead]
	// mu orders who replaces current.
	mu     sync.Mutex
	flight singleflight.Group
}

// versionsRead is never changed.
type versionsRead struct {
	schools map[string]store.SchoolVersion
	until   time.Time
}

func newVersionTable(db sqldb.DB, log *slog.Logger, now func() time.Time) *versionTable {
	t := &versionTable{db: db, log: log, now: now}
	t.current.Store(&versionsRead{})
	return t
}

// run keeps the table fresh until the context ends. A database that does not answer
// is said once; readers then ask for their own row.
func (t *versionTable) run(ctx context.Context) {
	ticker := time.NewTicker(versionsEvery)
	defer ticker.Stop()
	failing := false
	for {
		err := t.refresh(ctx)
		if err != nil && !failing && ctx.Err() == nil {
			t.log.WarnContext(ctx, "versions of timetables could not be read", slog.Any("error", err))
		}
		failing = err != nil
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

func (t *versionTable) refresh(ctx context.Context) error {
	asked := t.now()
	ctx, cancel := context.WithTimeout(ctx, versionTimeout)
	defer cancel()
	list, err := store.Versions(ctx, t.db)
	if err != nil {
		return err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	before := t.current.Load().schools
	schools := make(map[string]store.SchoolVersion, len(list))
	for _, v := range list {
		// What this process wrote after the statement saw the row is newer.
		v.Version = max(v.Version, before[v.School].Version)
		schools[v.School] = v
	}
	t.current.Store(&versionsRead{schools: schools, until: asked.Add(versionsLifetime)})
	return nil
}

// of is the version of a school; store.ErrNotFound where the school is not known.
func (t *versionTable) of(ctx context.Context, school string) (store.SchoolVersion, error) {
	read := t.current.Load()
	if v, ok := read.schools[school]; ok && t.now().Before(read.until) {
		return v, nil
	}
	row := t.flight.DoChan(school, func() (any, error) {
		// The answer is for everybody who waits, so one caller who leaves must not end it.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), versionTimeout)
		defer cancel()
		return store.FindVersion(ctx, t.db, school)
	})
	select {
	case <-ctx.Done():
		return store.SchoolVersion{}, context.Cause(ctx)
	case answer := <-row:
		v, _ := answer.Val.(store.SchoolVersion)
		return v, answer.Err
	}
}

// raised notes a version that this process has committed, so that its own readers
// see the write at once.
func (t *versionTable) raised(school string, version int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	read := t.current.Load()
	v, known := read.schools[school]
	if !known || v.Version >= version {
		return
	}
	schools := make(map[string]store.SchoolVersion, len(read.schools))
	for code, other := range read.schools {
		schools[code] = other
	}
	v.Version = version
	schools[school] = v
	t.current.Store(&versionsRead{schools: schools, until: read.until})
}

// writeSchool is write.Do for a write that changes the timetable of a school: it
// takes the school's lock and gives its timetable a new version first, and this
// process reads the new version as soon as it is committed.
func writeSchool[T proto.Message](
	ctx context.Context, s *Service, op write.Op, school string, fn func(context.Context, sqldb.Tx) (T, error),
) (T, error) {
	version := int64(0)
	answer, err := write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (answer T, err error) {
		if version, err = store.Raise(ctx, tx, school); err != nil {
			return answer, err
		}
		return fn(ctx, tx)
	})
	if err == nil && version > 0 {
		s.versions.raised(school, version)
	}
	return answer, err
}

// versionOf is the version of a school that the caller may know of.
func (s *Service) versionOf(ctx context.Context, school string) (store.SchoolVersion, error) {
	v, err := s.versions.of(ctx, school)
	if errors.Is(err, store.ErrNotFound) {
		return v, schoolNotFound()
	}
	return v, err
}
