package school_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/rpc/rpctest"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/refdata"
	"github.com/massar-platform/massar/services/school"
	"github.com/massar-platform/massar/tests/fixtures"
)

const (
	province = "ma/07/351"
	palms    = "12345A" // the collège of the tests, whose name is that of the fixtures
	annex    = "12346B" // hangs below palms
	cedars   = "23456C" // of the same province
	harbour  = "54321Z" // of another academy
	year     = "2026-2027"
	today    = "2026-11-23"
)

const (
	teacherRole  = optionsv1.Role_ROLE_TEACHER
	studentRole  = optionsv1.Role_ROLE_STUDENT
	guardianRole = optionsv1.Role_ROLE_GUARDIAN
	officeRole   = optionsv1.Role_ROLE_SCHOOL_OFFICE
	provinceRole = optionsv1.Role_ROLE_PROVINCE
	academyRole  = optionsv1.Role_ROLE_ACADEMY
	ministryRole = optionsv1.Role_ROLE_MINISTRY
)

// world is three schools and an annex with their offices and officers.
type world struct {
	testing.TB

	db      sqldb.DB
	counted *countedDB
	real    *clock.Fake
	stack   *rpctest.Stack
	service *school.Service
	// summariesEvery is how often figures are added up; a test that reads them sets it before it starts a process.
	summariesEvery time.Duration
	ref            *refdata.Set

	mu     sync.Mutex
	scopes map[string]*typev1.Scope

	office, cedarsOffice, harbourOffice, annexOffice auth.Principal
	officer, otherOfficer, academy, ministry         auth.Principal

	idara, moudaris, moutamadris, waliye, identity, grade schoolv1.SchoolServiceClient
}

// countedDB counts the statements that read outside of a transaction.
type countedDB struct {
	sqldb.DB
	queries atomic.Int64
}

func (c *countedDB) Query(ctx context.Context, sql string, args ...any) (sqldb.Rows, error) {
	c.count(sql)
	return c.DB.Query(ctx, sql, args...)
}

func (c *countedDB) QueryRow(ctx context.Context, sql string, args ...any) sqldb.Row {
	c.count(sql)
	return c.DB.QueryRow(ctx, sql, args...)
}

// count leaves out what the service reads on its own: the sequencer, and what was never told.
func (c *countedDB) count(sql string) {
	if !strings.Contains(sql, "outbox") && !strings.Contains(sql, "group_versions") {
		c.queries.Add(1)
	}
}

// each runs fn in a fresh world on each engine.
func each(t *testing.T, fn func(w *world)) {
	t.Helper()
	sqldbtest.Each(t, "school", school.Migrations(), func(t *testing.T, db sqldb.DB) { fn(newWorld(t, db)) })
}

func newWorld(t testing.TB, db sqldb.DB) *world {
	t.Helper()
	w := &world{TB: t, db: db, scopes: map[string]*typev1.Scope{}, summariesEvery: time.Hour}
	day, err := clock.ParseDate(today)
	require.NoError(t, err)
	w.real = clock.NewFake(day.Add(10 * 60 * 60 * 1e9))
	w.counted = &countedDB{DB: db}
	w.ref, err = refdata.Load()
	require.NoError(t, err)
	w.serve()
	w.office, w.annexOffice = w.staff(officeRole, province+"/"+palms), w.staff(officeRole, province+"/"+palms+"/"+annex)
	w.cedarsOffice, w.harbourOffice = w.staff(officeRole, province+"/"+cedars), w.staff(officeRole, "ma/01/511/"+harbour)
	w.officer, w.otherOfficer = w.staff(provinceRole, province), w.staff(provinceRole, "ma/01/511")
	w.academy, w.ministry = w.staff(academyRole, "ma/07"), w.staff(ministryRole, "ma")
	w.school(palms, province, "الثانوية الإعدادية النخيل", "Collège Annakhil", "COL")
	w.school(cedars, province, "ثانوية الأرز", "Lycée Al Arz", "QUAL")
	w.school(harbour, "ma/01/511", "ثانوية الميناء", "Lycée Al Mina", "QUAL")
	w.school(annex, province+"/"+palms, "ملحقة النخيل", "Annexe Annakhil", "COL")
	return w
}

func (w *world) serve() {
	w.Helper()
	w.stack = rpctest.New(w.TB, []string{"school"})
	w.service = w.newService()
	w.stack.Serve(w.TB, w.service)
	require.NoError(w, w.service.Start(w.Context()))
	w.Cleanup(func() {
		if err := w.service.Stop(context.Background()); err != nil {
			w.Errorf("stopping: %v", err)
		}
	})
	for from, client := range map[string]*schoolv1.SchoolServiceClient{
		"idara": &w.idara, "moudaris": &w.moudaris, "moutamadris": &w.moutamadris, "waliye": &w.waliye, "identity": &w.identity, "grade": &w.grade,
	} {
		*client = schoolv1.NewSchoolServiceClient(w.stack.Conn(w, from, "school"))
	}
}

// newService is a process of school on the database of the world.
func (w *world) newService() *school.Service {
	w.Helper()
	service, err := school.New(school.Deps{
		DB: w.counted, Refdata: w.ref, Clock: clock.NewSchool(w.real, 0), SummariesEvery: w.summariesEvery,
		Scope: auth.ScopeFunc(func(_ context.Context, p auth.Principal) (*typev1.Scope, error) {
			w.mu.Lock()
			defer w.mu.Unlock()
			if s := w.scopes[p.AccountID]; s != nil {
				return s, nil
			}
			return &typev1.Scope{}, nil
		}),
	})
	require.NoError(w, err)
	return service
}

// person is somebody with a role.
func person(role optionsv1.Role, id string) auth.Principal {
	return auth.Principal{AccountID: ids.New(), PersonID: id, SessionID: ids.New(), Role: role, SecondFactor: true}
}

// staff is somebody whose role holds at a node.
func (w *world) staff(role optionsv1.Role, node string) auth.Principal {
	p := person(role, ids.New())
	w.setScope(p, &typev1.Scope{Nodes: []string{node}})
	return p
}

// guardian is somebody with children.
func (w *world) guardian(children ...string) auth.Principal {
	p := person(guardianRole, ids.New())
	w.setScope(p, &typev1.Scope{StudentIds: children})
	return p
}

func (w *world) setScope(p auth.Principal, scope *typev1.Scope) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.scopes[p.AccountID] = scope
}

// as is the context of a signed-in caller who reads French.
func (w *world) as(p auth.Principal) context.Context { return w.in(p, "fr") }

func (w *world) in(p auth.Principal, lang string) context.Context {
	return rpc.WithCall(w.stack.As(w, w.Context(), p), &rpc.Call{AcceptLanguage: lang, RequestID: "request-" + ids.New()})
}

// writing is as with a new idempotency key.
func (w *world) writing(p auth.Principal) context.Context { return rpctest.WithKey(w.as(p)) }

// on runs fn on another day of the schools.
func (w *world) on(date string, fn func()) {
	w.Helper()
	before := w.real.Now()
	day, err := clock.ParseDate(date)
	require.NoError(w, err)
	w.real.Set(day.Add(10 * time.Hour))
	defer w.real.Set(before)
	fn()
}

func (w *world) exec(sql string, args ...any) {
	w.Helper()
	require.NoError(w, w.db.InTx(w.Context(), func(ctx context.Context, tx sqldb.Tx) error {
		_, err := tx.Exec(ctx, sql, args...)
		return err
	}))
}

func (w *world) count(sql string, args ...any) int {
	w.Helper()
	n := 0
	require.NoError(w, w.db.QueryRow(w.Context(), sql, args...).Scan(&n))
	return n
}

// rows are how many rows each of school's own tables has.
func (w *world) rows() map[string]int {
	w.Helper()
	rows := map[string]int{}
	for _, table := range []string{"schools", "classes", "students", "enrolments", "staff", "assignments", "imports", "class_groups", "transfers", "attendance_rules", "outbox"} {
		rows[table] = w.count("SELECT COUNT(*) FROM " + table)
	}
	return rows
}

// refused checks the reason of an error, and that its kind is the reason's.
func (w *world) refused(err error, kind errs.Kind, reason errorsv1.Reason) {
	w.Helper()
	require.Error(w, err)
	require.Equal(w, reason.String(), errs.ReasonOf(err).String(), "%v", err)
	require.Equal(w, kind, errs.KindOf(err), "%v", err)
}

func (w *world) missing(err error, reason errorsv1.Reason) {
	w.Helper()
	w.refused(err, errs.NotFound, reason)
}

// badField checks that the error is about one field.
func (w *world) badField(err error, field string, reason errorsv1.Reason) {
	w.Helper()
	require.Error(w, err)
	var e *errs.Error
	require.True(w, errors.As(err, &e), "%v", err)
	require.Equal(w, errs.Invalid, e.Kind, "%v", err)
	require.Len(w, e.Fields, 1, "%v", err)
	require.Equal(w, field, e.Fields[0].Name)
	require.Equal(w, reason, e.Fields[0].Reason)
}

func (w *world) school(code, parent, ar, latin, cycle string) *schoolv1.School {
	w.Helper()
	answer, err := w.idara.CreateSchool(w.writing(w.ministry), &schoolv1.CreateSchoolRequest{
		SchoolCode: code, Parent: parent, Name: &typev1.Name{Ar: ar, Latin: latin}, Cycle: cycle,
	})
	require.NoError(w, err)
	return answer.GetSchool()
}

func (w *world) class(office auth.Principal, label string) *typev1.ClassInfo {
	w.Helper()
	answer, err := w.idara.CreateClass(w.writing(office), &schoolv1.CreateClassRequest{Label: label})
	require.NoError(w, err)
	return answer
}

func (w *world) member(office auth.Principal, latin, email string) *schoolv1.Staff {
	w.Helper()
	answer, err := w.idara.CreateStaff(w.writing(office), &schoolv1.CreateStaffRequest{Name: &typev1.Name{Latin: latin}, Email: email, Kind: "TEACHER"})
	require.NoError(w, err)
	return answer
}

func (w *world) assign(office auth.Principal, classID, subject, staffID string) *schoolv1.Assignment {
	w.Helper()
	answer, err := w.idara.CreateAssignment(w.writing(office), &schoolv1.CreateAssignmentRequest{ClassId: classID, Subject: subject, StaffId: staffID})
	require.NoError(w, err)
	return answer
}

// upload sends a file in pieces of the given size.
func upload(ctx context.Context, client schoolv1.SchoolServiceClient, header *schoolv1.ImportClassListRequest_Header, data []byte, piece int) (*typev1.Import, error) {
	stream, err := client.ImportClassList(ctx)
	if err != nil {
		return nil, err
	}
	parts := []*schoolv1.ImportClassListRequest{{Part: &schoolv1.ImportClassListRequest_Header_{Header: header}}}
	for len(data) > 0 {
		n := min(piece, len(data))
		parts = append(parts, &schoolv1.ImportClassListRequest{Part: &schoolv1.ImportClassListRequest_Chunk{Chunk: data[:n]}})
		data = data[n:]
	}
	for _, part := range parts {
		if err := stream.Send(part); err != nil {
			if errors.Is(err, io.EOF) {
				break // the answer is there already
			}
			return nil, err
		}
	}
	return stream.CloseAndRecv()
}

// load imports a class list as an office, of its own school and the current year.
func (w *world) load(office auth.Principal, data []byte) (*typev1.Import, error) {
	w.Helper()
	return upload(w.writing(office), w.idara, &schoolv1.ImportClassListRequest_Header{FileName: "ListEleve.xlsx"}, data, 64<<10)
}

// accepted imports a class list and expects it to be accepted.
func (w *world) accepted(office auth.Principal, data []byte) *typev1.Import {
	w.Helper()
	answer, err := w.load(office, data)
	require.NoError(w, err)
	require.Empty(w, answer.GetRefused())
	require.Equal(w, typev1.Import_State_DONE, answer.GetState())
	return answer
}

// list is a class list of n pupils of palms' class 2APIC-1; edit changes it.
func list(n int, edit ...func(*fixtures.ListClass)) []byte {
	class := fixtures.ListClass{Pupils: fixtures.ListPupils(n), Latin: true}
	for _, e := range edit {
		e(&class)
	}
	return fixtures.ListEleve(fixtures.ListEleveOptions{Classes: []fixtures.ListClass{class}})
}

// findClass gives a class of an office's school by label.
func (w *world) findClass(office auth.Principal, label string) *typev1.ClassInfo {
	w.Helper()
	answer, err := w.idara.ListClasses(w.as(office), &schoolv1.ListClassesRequest{PageSize: 500})
	require.NoError(w, err)
	for _, class := range answer.GetClasses() {
		if class.GetLabel() == label {
			return class
		}
	}
	require.FailNow(w, "no class "+label)
	return nil
}

func (w *world) students(office auth.Principal, classID string) []*typev1.Student {
	w.Helper()
	answer, err := w.idara.ListClassStudents(w.as(office), &schoolv1.ListClassStudentsRequest{ClassId: classID})
	require.NoError(w, err)
	return answer.GetStudents()
}

// changes waits until the outbox has been numbered and gives it whole.
func (w *world) changes() []*schoolv1.Change {
	w.Helper()
	require.Eventually(w, func() bool { return w.count(`SELECT COUNT(*) FROM outbox WHERE pos IS NULL`) == 0 }, 10e9, 2e6)
	var all []*schoolv1.Change
	for {
		after := int64(0)
		if len(all) > 0 {
			after = all[len(all)-1].GetPos()
		}
		answer, err := w.grade.ListChanges(w.Context(), &schoolv1.ListChangesRequest{After: after, Limit: 7})
		require.NoError(w, err)
		if len(answer.GetChanges()) == 0 {
			return all
		}
		all = append(all, answer.GetChanges()...)
	}
}
