package timetable_test

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/cache"
	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/rpc/rpctest"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/refdata"
	"github.com/massar-platform/massar/services/timetable"
	"github.com/massar-platform/massar/services/timetable/internal/lessonid"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

const (
	gresa = "12345A"
	node  = "ma/07/351/" + gresa
	other = "67890B"
	year  = "2026-2027"
	// today is the Monday of 2026-W48.
	today = "2026-11-23"
	week  = "2026-W48"
)

// fakeSchool serves school's change feed as the test fills it.
type fakeSchool struct {
	schoolv1.UnimplementedSchoolServiceServer

	mu      sync.Mutex
	changes []*schoolv1.Change
}

func (f *fakeSchool) Register(r grpc.ServiceRegistrar) { schoolv1.RegisterSchoolServiceServer(r, f) }

func (f *fakeSchool) ListChanges(_ context.Context, req *schoolv1.ListChangesRequest) (*schoolv1.ListChangesResponse, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	answer := &schoolv1.ListChangesResponse{}
	for _, c := range f.changes {
		if c.GetPos() > req.GetAfter() && len(answer.GetChanges()) < int(req.GetLimit()) {
			answer.Changes = append(answer.Changes, c)
		}
	}
	return answer, nil
}

func (f *fakeSchool) emit(changes ...*schoolv1.Change) int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, c := range changes {
		c.Pos = int64(len(f.changes) + 1)
		f.changes = append(f.changes, c)
	}
	return int64(len(f.changes))
}

func schoolRow(code, at string, version int64) *schoolv1.Change {
	return &schoolv1.Change{Row: &schoolv1.Change_School{School: &schoolv1.SchoolRow{
		SchoolCode: code, Node: at, Name: &typev1.Name{Ar: "ثانوية", Latin: "Lycée"}, Cycle: "QUAL",
		Settings: &schoolv1.SchoolSettings{}, Version: version,
	}}}
}

func classRow(id, label string, version int64) *schoolv1.Change {
	return &schoolv1.Change{Row: &schoolv1.Change_Class{Class: &schoolv1.ClassRow{
		ClassId: id, SchoolCode: id[:6], SchoolYear: year, Label: label, Level: label[:len(label)-2], Version: version,
	}}}
}

func studentRow(id, ar, latin string, version int64) *schoolv1.Change {
	return &schoolv1.Change{Row: &schoolv1.Change_Student{Student: &schoolv1.StudentRow{
		StudentId: id, MassarCode: "J134567890", Name: &typev1.Name{Ar: ar, Latin: latin}, BirthDate: "2009-03-01", Version: version,
	}}}
}

func enrolmentRow(id, student, class string, number int32, from, to string, version int64) *schoolv1.Change {
	return &schoolv1.Change{Row: &schoolv1.Change_Enrolment{Enrolment: &schoolv1.EnrolmentRow{
		EnrolmentId: id, StudentId: student, ClassId: class, Number: number, From: from, To: to, Version: version,
	}}}
}

func groupRow(class, name string, version int64, enrolments ...string) *schoolv1.Change {
	return &schoolv1.Change{Row: &schoolv1.Change_Group{Group: &schoolv1.GroupRow{
		ClassId: class, Name: name, EnrolmentIds: enrolments, Version: version,
	}}}
}

func assignmentRow(class, subject, staff string) *schoolv1.Change {
	return &schoolv1.Change{Row: &schoolv1.Change_Assignment{Assignment: &schoolv1.AssignmentRow{
		AssignmentId: ids.New(), ClassId: class, Subject: subject, StaffId: staff, From: "2026-09-08", Version: 1,
	}}}
}

func staffRow(id, school, ar, latin string, version int64) *schoolv1.Change {
	return &schoolv1.Change{Row: &schoolv1.Change_Staff{Staff: &schoolv1.StaffRow{
		StaffId: id, SchoolCode: school, Name: &typev1.Name{Ar: ar, Latin: latin}, Version: version,
	}}}
}

// student is one in class a, or in b.
type student struct {
	auth.Principal
	enrolment string
}

// world is a lycée with two classes, a of which has two groups, and a lycée beside it.
type world struct {
	testing.TB

	db       sqldb.DB
	school   *fakeSchool
	identity *fakeIdentity
	ref      *refdata.Set
	real     clock.Clock
	day      string
	scopes   map[string]*typev1.Scope

	a, b, c string
	// sara is in group G1 of class a, amin in G2, and lina in none.
	sara, amin, lina    student
	guardian            auth.Principal
	salma, omar, nadia  auth.Principal
	office, otherOffice auth.Principal
	province            auth.Principal
	main                *process
}

// process is one running service: several may share a database.
type process struct {
	*world

	stack   *rpctest.Stack
	log     *lockedText
	service *timetable.Service
	cache   *cache.Cache
	sql     *sqlCount

	moutamadris, waliye, moudaris, idara, attendance timetablev1.TimetableServiceClient
}

func person(role optionsv1.Role) auth.Principal {
	return auth.Principal{AccountID: ids.New(), PersonID: ids.New(), SessionID: ids.New(), Role: role, SecondFactor: true}
}

// each runs a test on both engines without Redis.
func each(t *testing.T, fn func(w *world)) {
	t.Helper()
	sqldbtest.Each(t, "timetable", timetable.Migrations(), func(t *testing.T, db sqldb.DB) { fn(newWorld(t, db, cache.Config{})) })
}

// newWorld starts one process and lets school tell everything.
func newWorld(t testing.TB, db sqldb.DB, redis cache.Config) *world {
	t.Helper()
	w := &world{TB: t, db: db, school: &fakeSchool{}, identity: newFakeIdentity(), real: clock.System{}, day: today, scopes: map[string]*typev1.Scope{}}
	ref, err := refdata.Load()
	require.NoError(t, err)
	w.ref = ref
	w.people()
	w.main = w.start(redis)
	w.fill()
	return w
}

func (w *world) people() {
	w.a, w.b, w.c = ids.InSchool(gresa), ids.InSchool(gresa), ids.InSchool(other)
	for _, s := range []*student{&w.sara, &w.amin, &w.lina} {
		*s = student{Principal: person(optionsv1.Role_ROLE_STUDENT), enrolment: ids.New()}
	}
	w.guardian = person(optionsv1.Role_ROLE_GUARDIAN)
	w.salma, w.omar, w.nadia = person(optionsv1.Role_ROLE_TEACHER), person(optionsv1.Role_ROLE_TEACHER), person(optionsv1.Role_ROLE_TEACHER)
	w.office, w.otherOffice = person(optionsv1.Role_ROLE_SCHOOL_OFFICE), person(optionsv1.Role_ROLE_SCHOOL_OFFICE)
	w.province = person(optionsv1.Role_ROLE_PROVINCE)
	w.scopes[w.guardian.AccountID] = &typev1.Scope{StudentIds: []string{w.sara.PersonID}}
	w.scopes[w.office.AccountID] = &typev1.Scope{Nodes: []string{node}}
	w.scopes[w.otherOffice.AccountID] = &typev1.Scope{Nodes: []string{"ma/07/352/" + other}}
	w.scopes[w.province.AccountID] = &typev1.Scope{Nodes: []string{"ma/07/351"}}
}

// start starts a process on the world's database.
func (w *world) start(redis cache.Config) *process {
	w.Helper()
	p := &process{world: w, sql: &sqlCount{DB: w.db}, log: &lockedText{}}
	log := slog.New(slog.NewTextHandler(p.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	redis.Log = log
	shared, err := cache.New(redis)
	require.NoError(w, err)
	p.cache = shared
	w.Cleanup(func() { _ = shared.Close() })
	offset, err := clock.OffsetTo(w.real, w.day)
	require.NoError(w, err)
	p.stack = rpctest.New(w.TB, []string{"timetable", "school", "identity"}, func(o *rpc.Options) { o.Log = log })
	scope := auth.ScopeFunc(func(_ context.Context, p auth.Principal) (*typev1.Scope, error) {
		if s := w.scopes[p.AccountID]; s != nil {
			return s, nil
		}
		return &typev1.Scope{}, nil
	})
	p.service, err = timetable.New(timetable.Config{PullEvery: 20 * time.Millisecond, PublicURL: "https://massar.example"}, timetable.Deps{
		DB: p.sql, School: schoolv1.NewSchoolServiceClient(p.stack.Conn(w, "timetable", "school")),
		Identity: identityv1.NewIdentityServiceClient(p.stack.Conn(w, "timetable", "identity")),
		Cache:    shared, Scope: scope, Refdata: w.ref, Clock: clock.NewSchool(w.real, offset), Log: log,
	})
	require.NoError(w, err)
	p.stack.Serve(w.TB, p.service, w.school, w.identity)
	require.NoError(w, p.service.Start(w.Context()))
	w.Cleanup(func() {
		if err := p.service.Stop(context.Background()); err != nil {
			w.Errorf("stopping: %v", err)
		}
	})
	client := func(from string) timetablev1.TimetableServiceClient {
		return timetablev1.NewTimetableServiceClient(p.stack.Conn(w, from, "timetable"))
	}
	p.moutamadris, p.waliye, p.moudaris = client("moutamadris"), client("waliye"), client("moudaris")
	p.idara, p.attendance = client("idara"), client("attendance")
	return p
}

func (w *world) fill() {
	w.Helper()
	changes := []*schoolv1.Change{
		schoolRow(gresa, node, 1), schoolRow(other, "ma/07/352/"+other, 1),
		classRow(w.a, "2BACSPF-1", 1), classRow(w.b, "2BACSPF-2", 1), classRow(w.c, "2BACSPF-1", 1),
		staffRow(w.salma.PersonID, gresa, "سلمى", "Salma", 1), staffRow(w.omar.PersonID, gresa, "عمر", "Omar", 1),
		staffRow(w.nadia.PersonID, other, "نادية", "Nadia", 1),
		assignmentRow(w.a, "PC", w.salma.PersonID), assignmentRow(w.a, "MATH", w.omar.PersonID), assignmentRow(w.b, "MATH", w.omar.PersonID),
	}
	for i, s := range []student{w.sara, w.amin, w.lina} {
		changes = append(changes, studentRow(s.PersonID, "تلميذ", "Eleve", 1),
			enrolmentRow(s.enrolment, s.PersonID, w.a, int32(i+1), "2026-09-08", "", 1))
	}
	changes = append(changes, groupRow(w.a, "G1", 1, w.sara.enrolment), groupRow(w.a, "G2", 1, w.amin.enrolment))
	w.emit(changes...)
}

// emit lets school tell changes and waits until they are applied.
func (w *world) emit(changes ...*schoolv1.Change) {
	w.Helper()
	last := w.school.emit(changes...)
	w.main.service.Wake()
	require.Eventually(w, func() bool {
		pos := int64(0)
		err := w.db.QueryRow(w.Context(), `SELECT pos FROM projection_cursor WHERE source = $1`, "school").Scan(&pos)
		return err == nil && pos >= last
	}, 10*time.Second, 2*time.Millisecond)
}

// as is the context of a signed-in caller who reads French.
func (p *process) as(who auth.Principal) context.Context {
	return rpc.WithCall(p.stack.As(p, p.Context(), who), &rpc.Call{AcceptLanguage: "fr", RequestID: "request-" + ids.New()})
}

// writing is as with a new idempotency key.
func (p *process) writing(who auth.Principal) context.Context { return rpctest.WithKey(p.as(who)) }

func (w *world) count(sql string, args ...any) int {
	w.Helper()
	n := 0
	require.NoError(w, w.db.QueryRow(w.Context(), sql, args...).Scan(&n))
	return n
}

// write changes rows behind the version of the school, as a write of another process does.
func (w *world) write(fn func(ctx context.Context, tx sqldb.Tx) error) {
	w.Helper()
	require.NoError(w, w.db.InTx(w.Context(), func(ctx context.Context, tx sqldb.Tx) error {
		if _, err := store.Raise(ctx, tx, gresa); err != nil {
			return err
		}
		return fn(ctx, tx)
	}))
}

// slot adds a weekly lesson for the whole school year.
func (w *world) slot(class, group, subject string, staff auth.Principal, room string, weekday, period, count int) string {
	w.Helper()
	return w.slotFor("2026-09-08", "", class, group, subject, staff, room, weekday, period, count)
}

func (w *world) slotFor(from, to, class, group, subject string, staff auth.Principal, room string, weekday, period, count int) string {
	w.Helper()
	slot := pattern.Slot{ID: class[:6] + "." + lessonid.New(), From: from, To: to, Content: pattern.Content{
		Class: class, Group: group, Subject: subject, Staff: staff.PersonID, Room: room, Weekday: weekday, Period: period, Count: count,
	}}
	w.write(func(ctx context.Context, tx sqldb.Tx) error {
		return store.PutSlots(ctx, tx, class[:6], year, []pattern.Slot{slot})
	})
	return slot.ID
}

// change writes what becomes of a lesson.
func (w *world) change(e pattern.Exception) {
	w.Helper()
	w.write(func(ctx context.Context, tx sqldb.Tx) error {
		return store.PutChanges(ctx, tx, gresa, []pattern.Exception{e})
	})
}

// lesson is the id of the lesson of a slot on a day.
func (w *world) lesson(slot, day string) string {
	w.Helper()
	id, ok := lessonid.Lesson(slot, day)
	require.True(w, ok)
	return id
}

// lines shows the lessons of a week in short: "Mon 08:30 MATH G1 R1".
func lines(lessons []*typev1.Lesson) []string {
	list := make([]string, 0, len(lessons))
	for _, l := range lessons {
		day, _ := time.Parse(time.DateOnly, l.GetDate())
		line := []string{day.Format("Mon"), l.GetStart(), l.GetSubject().GetCode()}
		for _, text := range []string{l.GetGroup(), l.GetRoom()} {
			if text != "" {
				line = append(line, text)
			}
		}
		if l.GetStatus() != typev1.Lesson_Status_PLANNED {
			line = append(line, l.GetStatus().String())
		}
		list = append(list, strings.Join(line, " "))
	}
	return list
}

func requireReason(t testing.TB, want errorsv1.Reason, err error) {
	t.Helper()
	require.Error(t, err)
	require.Equal(t, want, errs.ReasonOf(errs.FromStatus(err)), "%v", err)
}

// sqlCount is a database that writes down what is read from it outside of transactions.
type sqlCount struct {
	sqldb.DB

	mu    sync.Mutex
	reads []string
}

func (c *sqlCount) Query(ctx context.Context, sql string, args ...any) (sqldb.Rows, error) {
	c.note(sql)
	return c.DB.Query(ctx, sql, args...)
}

func (c *sqlCount) QueryRow(ctx context.Context, sql string, args ...any) sqldb.Row {
	c.note(sql)
	return c.DB.QueryRow(ctx, sql, args...)
}

func (c *sqlCount) note(sql string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.reads = append(c.reads, sql)
}

// of counts the reads of tables since the last reset.
func (c *sqlCount) of(tables ...string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := 0
	for _, sql := range c.reads {
		for _, table := range tables {
			if strings.Contains(sql, table) {
				n++
				break
			}
		}
	}
	return n
}

func (c *sqlCount) reset() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.reads = nil
}

// fakeIdentity says what owners of calendar addresses may read.
type fakeIdentity struct {
	identityv1.UnimplementedIdentityServiceServer

	mu     sync.Mutex
	owners map[string]*identityv1.ResolveAccountResponse
	asked  int
}

func newFakeIdentity() *fakeIdentity {
	return &fakeIdentity{owners: map[string]*identityv1.ResolveAccountResponse{}}
}

func (f *fakeIdentity) ResolveAccount(_ context.Context, req *identityv1.ResolveAccountRequest) (*identityv1.ResolveAccountResponse, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked++
	if owner := f.owners[req.GetAccountId()+req.GetRole().String()]; owner != nil {
		return owner, nil
	}
	return &identityv1.ResolveAccountResponse{}, nil
}

// set says what an account reaches from now on; nil is nothing.
func (f *fakeIdentity) set(p auth.Principal, owner *identityv1.ResolveAccountResponse) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.owners[p.AccountID+p.Role.String()] = owner
}

func (f *fakeIdentity) Register(r grpc.ServiceRegistrar) {
	identityv1.RegisterIdentityServiceServer(r, f)
}

// redisOff is a cache without a shared tier.
func (w *world) redisOff() cache.Config { return cache.Config{} }

// event adds an event of some days for classes, or for the whole school.
func (w *world) event(kind, first, last string, classes ...string) string {
	w.Helper()
	e := store.Event{Event: pattern.Event{ID: ids.InSchool(gresa), Kind: pattern.EventKind(kind), First: first, Last: last, Classes: classes},
		TitleAr: "عنوان", TitleFr: "titre"}
	w.write(func(ctx context.Context, tx sqldb.Tx) error { return store.InsertEvent(ctx, tx, gresa, e) })
	return e.ID
}

func sorted(list []string) []string {
	slices.Sort(list)
	return list
}

// lockedText is what a process logs.
type lockedText struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *lockedText) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lockedText) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}
