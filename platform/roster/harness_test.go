package roster_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	"github.com/massar-platform/massar/platform/write"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

const (
	gresa = "12345A"
	node  = "ma/07/351/" + gresa
	year  = "2026-2027"
	class = gresa + ".c1"
	other = gresa + ".c2"
)

// feed is school's change feed as the test fills it.
type feed struct {
	schoolv1.SchoolServiceClient

	mu      sync.Mutex
	down    bool
	changes []*schoolv1.Change
}

func (f *feed) ListChanges(_ context.Context, req *schoolv1.ListChangesRequest, _ ...grpc.CallOption) (*schoolv1.ListChangesResponse, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.down {
		return nil, errors.New("school is away")
	}
	from := min(int(req.GetAfter()), len(f.changes))
	return &schoolv1.ListChangesResponse{Changes: f.changes[from:min(from+int(req.GetLimit()), len(f.changes))]}, nil
}

func (f *feed) set(down bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.down = down
}

func (f *feed) add(changes ...*schoolv1.Change) (last int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, c := range changes {
		c.Pos = int64(len(f.changes) + 1)
		f.changes = append(f.changes, c)
	}
	return int64(len(f.changes))
}

// world is a projection that follows a feed.
type world struct {
	testing.TB

	db       sqldb.DB
	feed     *feed
	follower *roster.Follower
}

func each(t *testing.T, fn func(w *world)) {
	t.Helper()
	sqldbtest.Each(t, "roster", write.Migrations(nil, roster.Migrations()), func(t *testing.T, db sqldb.DB) {
		w := &world{TB: t, db: db, feed: &feed{}}
		w.follower = w.follow(roster.Config{})
		fn(w)
	})
}

// follow starts a follower of the feed.
func (w *world) follow(cfg roster.Config) *roster.Follower {
	w.Helper()
	cfg.DB, cfg.School, cfg.Every = w.db, w.feed, 5*time.Millisecond
	f, err := roster.NewFollower(cfg)
	require.NoError(w, err)
	require.NoError(w, f.Start(w.Context()))
	w.Cleanup(func() { require.NoError(w, f.Stop(context.Background())) })
	return f
}

// tell adds changes and waits until they are applied.
func (w *world) tell(changes ...*schoolv1.Change) {
	w.Helper()
	last := w.feed.add(changes...)
	w.follower.Wake()
	require.Eventually(w, func() bool { return w.count(`SELECT COALESCE(MAX(pos), 0) FROM projection_cursor`) == int(last) }, 10*time.Second, 2*time.Millisecond)
}

func (w *world) count(sql string, args ...any) int {
	w.Helper()
	n := 0
	require.NoError(w, w.db.QueryRow(w.Context(), sql, args...).Scan(&n))
	return n
}

func schoolRow(code string, version int64, settings *schoolv1.SchoolSettings) *schoolv1.Change {
	return &schoolv1.Change{Row: &schoolv1.Change_School{School: &schoolv1.SchoolRow{
		SchoolCode: code, Node: "ma/07/351/" + code, Name: &typev1.Name{Ar: "ثانوية", Latin: "Lycée"}, Cycle: "QUAL", Settings: settings, Version: version,
	}}}
}

func classRow(id, label string, version int64) *schoolv1.Change {
	return &schoolv1.Change{Row: &schoolv1.Change_Class{Class: &schoolv1.ClassRow{
		ClassId: id, SchoolCode: id[:6], SchoolYear: year, Label: label, Level: "2BACSPF", Stream: "SP", Version: version,
	}}}
}

func studentRow(id, latin string, version int64) *schoolv1.Change {
	return &schoolv1.Change{Row: &schoolv1.Change_Student{Student: &schoolv1.StudentRow{
		StudentId: id, MassarCode: "K" + id, Name: &typev1.Name{Latin: latin}, BirthDate: "2009-03-01", Version: version,
	}}}
}

func enrolmentRow(id, student, classID string, number int32, from, to string, version int64) *schoolv1.Change {
	return &schoolv1.Change{Row: &schoolv1.Change_Enrolment{Enrolment: &schoolv1.EnrolmentRow{
		EnrolmentId: id, StudentId: student, ClassId: classID, Number: number, From: from, To: to, Version: version,
	}}}
}

func groupRow(classID, name string, version int64, enrolments ...string) *schoolv1.Change {
	return &schoolv1.Change{Row: &schoolv1.Change_Group{Group: &schoolv1.GroupRow{
		ClassId: classID, Name: name, EnrolmentIds: enrolments, Version: version,
	}}}
}

// datedGroupRow is a group with members as school tells them: an enrolment, a first day and a first day no longer.
func datedGroupRow(classID, name string, version int64, members ...[3]string) *schoolv1.Change {
	change := groupRow(classID, name, version)
	for _, m := range members {
		change.GetGroup().Members = append(change.GetGroup().Members, &schoolv1.GroupMembership{EnrolmentId: m[0], From: m[1], To: m[2]})
	}
	return change
}

func assignmentRow(id, classID, subject, staff, from, to string, version int64) *schoolv1.Change {
	return &schoolv1.Change{Row: &schoolv1.Change_Assignment{Assignment: &schoolv1.AssignmentRow{
		AssignmentId: id, ClassId: classID, Subject: subject, StaffId: staff, From: from, To: to, Version: version,
	}}}
}

func staffRow(id, latin string, version int64) *schoolv1.Change {
	return &schoolv1.Change{Row: &schoolv1.Change_Staff{Staff: &schoolv1.StaffRow{
		StaffId: id, SchoolCode: gresa, Name: &typev1.Name{Latin: latin}, Version: version,
	}}}
}
