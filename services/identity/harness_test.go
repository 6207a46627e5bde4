package identity_test

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"encoding/base32"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/rpc/rpctest"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/identity"
)

const (
	officeNode = "ma/07/351/12345A"
	otherNode  = "ma/07/351/54321B"
	// farNode is a school of another directorate.
	farNode   = "ma/07/352/77777C"
	goodPass  = "lampe verte 42 tapis"
	otherPass = "rideau jaune 17 porte"
)

var testPepper = []byte("0123456789abcdef0123456789abcdef")

// house is identity with a small school beside it, behind the real server and chain.
type house struct {
	t       *testing.T
	db      sqldb.DB
	clock   *clock.Fake
	svc     *identity.Service
	school  *fakeSchool
	revoked *auth.RevocationList
	cursor  int64

	auth   authv1.AuthServiceClient
	idara  identityv1.IdentityServiceClient
	waliye identityv1.IdentityServiceClient
	grade  identityv1.IdentityServiceClient

	timetable identityv1.IdentityServiceClient
}

// lateKeys lets the server be made before the service that has the keys.
type lateKeys struct{ source atomic.Value }

func (l *lateKeys) Key(ctx context.Context, kid string) (ed25519.PublicKey, error) {
	return l.source.Load().(auth.KeySource).Key(ctx, kid)
}

// each runs a test on both engines.
func each(t *testing.T, fn func(t *testing.T, h *house)) {
	t.Helper()
	sqldbtest.Each(t, "identity", identity.Migrations(), func(t *testing.T, db sqldb.DB) {
		fn(t, newHouse(t, db, clock.NewFake(time.Now().UTC().Truncate(time.Second))))
	})
}

func newHouse(t *testing.T, db sqldb.DB, c *clock.Fake) *house {
	t.Helper()
	h := &house{t: t, db: db, clock: c, revoked: auth.NewRevocationList()}
	keys := &lateKeys{}
	verifier, err := auth.NewVerifier(auth.VerifierConfig{Keys: keys, Revocations: h.revoked, Now: c.Now})
	require.NoError(t, err)
	stack := rpctest.New(t, []string{"identity", "school"}, func(o *rpc.Options) { o.Verifier = verifier })
	h.svc, err = identity.New(identity.Config{Pepper: testPepper, HashMemoryKiB: 64, HashPasses: 1, HashWait: 5 * time.Second}, identity.Deps{
		DB: db, School: schoolv1.NewSchoolServiceClient(stack.Conn(t, "identity", "school")), Clock: c,
	})
	require.NoError(t, err)
	keys.source.Store(h.svc.KeySource())
	h.school = &fakeSchool{
		scope:    identityv1.NewIdentityServiceClient(stack.Conn(t, "school", "identity")),
		students: map[string]fakeStudent{}, staff: map[string]string{}, listed: map[string]string{},
	}
	stack.Serve(t, h.svc, h.school)
	h.auth = authv1.NewAuthServiceClient(stack.Conn(t, "gateway", "identity"))
	h.idara = identityv1.NewIdentityServiceClient(stack.Conn(t, "idara", "identity"))
	h.waliye = identityv1.NewIdentityServiceClient(stack.Conn(t, "waliye", "identity"))
	h.grade = identityv1.NewIdentityServiceClient(stack.Conn(t, "grade", "identity"))
	h.timetable = identityv1.NewIdentityServiceClient(stack.Conn(t, "timetable", "identity"))
	return h
}

// restart gives a new process on the same database.
func (h *house) restart() *house {
	next := newHouse(h.t, h.db, h.clock)
	next.school.students, next.school.staff, next.school.listed = h.school.students, h.school.staff, h.school.listed
	return next
}

// poll fetches revocations as every process does each second.
func (h *house) poll() {
	h.t.Helper()
	response, err := h.grade.ListRevocations(h.t.Context(), &identityv1.ListRevocationsRequest{After: h.cursor})
	require.NoError(h.t, err)
	for _, r := range response.GetRevocations() {
		h.revoked.Add(auth.Revoked{AccountID: r.GetAccountId(), MinEpoch: r.GetMinEpoch()})
	}
	h.cursor = response.GetCursor()
}

// person is somebody who can sign in.
type person struct {
	identifier string
	password   string
	app        string
	secret     string
	recovery   []string
	accountID  string
	access     string
	refresh    string
}

func (p person) ctx(ctx context.Context) context.Context { return rpctest.WithToken(ctx, p.access) }

// write is the person's context with a new idempotency key.
func (p person) write(ctx context.Context) context.Context { return rpctest.WithKey(p.ctx(ctx)) }

// code is what the person's authenticator shows, in a step that was not used before.
func (h *house) code(p person) string {
	h.t.Helper()
	h.clock.Advance(30 * time.Second)
	code, err := totp.GenerateCode(p.secret, h.clock.Now())
	require.NoError(h.t, err)
	return code
}

// activate goes both steps where the role needs it.
func (h *house) activate(code, password, app string, edit ...func(*authv1.ActivateAccountRequest)) person {
	h.t.Helper()
	req := &authv1.ActivateAccountRequest{ActivationCode: code, Password: password}
	for _, e := range edit {
		e(req)
	}
	p := person{password: password, app: app}
	response, err := h.auth.ActivateAccount(h.t.Context(), req)
	require.NoError(h.t, err)
	if response.GetSecondFactor() != nil {
		require.Empty(h.t, response.GetAccessToken())
		p.secret = response.GetSecondFactor().GetSecret()
		p.recovery = response.GetSecondFactor().GetRecoveryCodes()
		_, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(p.secret)
		require.NoError(h.t, err)
		typed := h.code(p)
		req.Totp = &typed
		response, err = h.auth.ActivateAccount(h.t.Context(), req)
		require.NoError(h.t, err)
	}
	p.identifier = response.GetIdentifier()
	p.take(response)
	return p
}

func (p *person) take(r *authv1.SessionResponse) {
	p.access, p.refresh, p.accountID = r.GetAccessToken(), r.GetRefreshToken(), r.GetAccount().GetAccountId()
}

// signIn tries to sign the person in, with a second factor where he has one.
func (h *house) signIn(p person) (*authv1.SessionResponse, error) {
	req := &authv1.CreateSessionRequest{Identifier: p.identifier, Password: p.password, App: p.app}
	if p.secret != "" {
		typed := h.code(p)
		req.Totp = &typed
	}
	return h.auth.CreateSession(h.t.Context(), req)
}

// again signs the person in anew.
func (h *house) again(p person) person {
	h.t.Helper()
	response, err := h.signIn(p)
	require.NoError(h.t, err)
	p.take(response)
	return p
}

// ministry opens the fresh data set.
func (h *house) ministry() person {
	h.t.Helper()
	code, err := h.svc.EnsureBootstrap(h.t.Context())
	require.NoError(h.t, err)
	require.NotEmpty(h.t, code)
	return h.activate(code, goodPass, "idara")
}

func (h *house) staff(by person, email string, role typev1.AccountRole_Value, node, staffID string) (*identityv1.CreateStaffAccountResponse, error) {
	return h.idara.CreateStaffAccount(by.write(h.t.Context()), &identityv1.CreateStaffAccountRequest{
		Email: email, Name: &typev1.Name{Ar: "بنعلي كريم", Latin: "Benali Karim"}, Role: role, Node: node, StaffId: staffID,
	})
}

// office is a school office, made by the ministry.
func (h *house) office(by person, email, node string) person {
	h.t.Helper()
	return h.officer(by, email, typev1.AccountRole_SCHOOL_OFFICE, node)
}

// officer is an office or officer, made by somebody above.
func (h *house) officer(by person, email string, role typev1.AccountRole_Value, node string) person {
	h.t.Helper()
	made, err := h.staff(by, email, role, node, "")
	require.NoError(h.t, err)
	return h.activate(made.GetActivationCode(), goodPass, "idara")
}

// record is a new staff record of a school.
func (h *house) record(node string) string {
	staffID := ids.New()
	h.school.staff[staffID] = node[strings.LastIndexByte(node, '/')+1:]
	return staffID
}

// teacher is a teacher of the office's school.
func (h *house) teacher(office person, email, node string) person {
	h.t.Helper()
	made, err := h.staff(office, email, typev1.AccountRole_TEACHER, node, h.record(node))
	require.NoError(h.t, err)
	return h.activate(made.GetActivationCode(), goodPass, "moudaris")
}

func (h *house) issue(office person, wanted ...*identityv1.IssueActivationCodesRequest_For) ([]*identityv1.ActivationCode, error) {
	response, err := h.idara.IssueActivationCodes(office.write(h.t.Context()), &identityv1.IssueActivationCodesRequest{For: wanted})
	return response.GetCodes(), err
}

func forOne(student string, relation typev1.Relation_Value) *identityv1.IssueActivationCodesRequest_For {
	return &identityv1.IssueActivationCodesRequest_For{StudentId: student, Relation: relation}
}

// family is a student of the office's school with an account of his own, and his father with one.
func (h *house) family(office person) (studentID string, student, father person) {
	h.t.Helper()
	studentID = h.school.add(officeNode)
	codes, err := h.issue(office, forOne(studentID, typev1.Relation_SELF), forOne(studentID, typev1.Relation_FATHER))
	require.NoError(h.t, err)
	student = h.activate(codes[0].GetActivationCode(), goodPass, "moutamadris")
	father = h.activate(codes[1].GetActivationCode(), goodPass, "waliye")
	return studentID, student, father
}

// refused asserts the reason and kind of a refusal.
func refused(t *testing.T, err error, kind errs.Kind, reason errorsv1.Reason) {
	t.Helper()
	require.Error(t, err)
	require.Equal(t, reason, errs.ReasonOf(err), "%v", err)
	require.Equal(t, kind, errs.KindOf(err), "%v", err)
}

// metaOf reads a machine fact of an error.
func metaOf(t *testing.T, err error, key string) string {
	t.Helper()
	var e *errs.Error
	require.ErrorAs(t, err, &e)
	return e.Meta[key]
}

// fakeSchool knows students and staff by the node of their school. It decides by the caller's own scope, as
// the real one does.
type fakeSchool struct {
	schoolv1.UnimplementedSchoolServiceServer

	scope    identityv1.IdentityServiceClient
	students map[string]fakeStudent
	staff    map[string]string
	// listed are students whom a school's class still lists: where they are now is students' to say.
	listed map[string]string
	// away: it does not say where students are.
	away atomic.Bool
}

type fakeStudent struct {
	node   string
	massa  string
	status string
}

func (s fakeStudent) school() string { return s.node[strings.LastIndexByte(s.node, '/')+1:] }

func (s fakeStudent) is() string { return cmp.Or(s.status, "ENROLLED") }

func (f *fakeSchool) Register(r grpc.ServiceRegistrar) { schoolv1.RegisterSchoolServiceServer(r, f) }

func (f *fakeSchool) add(node string) string {
	id := ids.New()
	massar := []byte("J100000000")
	for i, n := 9, len(f.students)+1; n > 0; i, n = i-1, n/10 {
		massar[i] = byte('0' + n%10)
	}
	f.students[id] = fakeStudent{node: node, massa: string(massar)}
	return id
}

func (f *fakeSchool) find(ctx context.Context, id string) (*typev1.Student, error) {
	scope, err := f.scope.ResolveScope(ctx, &identityv1.ResolveScopeRequest{})
	if err != nil {
		return nil, err
	}
	student, ok := f.students[id]
	if !ok || !auth.ScopeCovers(scope, student.node) {
		return nil, errs.E(errs.NotFound, errorsv1.Reason_STUDENT_NOT_FOUND, "finding a student", nil)
	}
	return &typev1.Student{
		StudentId: id, MassarCode: student.massa, Name: &typev1.Name{Ar: "العلوي سارة", Latin: "Alaoui Sara"},
		SchoolCode: student.school(), Status: student.is(),
	}, nil
}

// LocateStudents needs no token, like the real one.
func (f *fakeSchool) LocateStudents(_ context.Context, req *schoolv1.LocateStudentsRequest) (*schoolv1.LocateStudentsResponse, error) {
	if f.away.Load() {
		return nil, errs.E(errs.Unavailable, errorsv1.Reason_UNAVAILABLE, "being away", nil)
	}
	answer := &schoolv1.LocateStudentsResponse{}
	for _, id := range req.GetStudentIds() {
		if student, ok := f.students[id]; ok {
			answer.Students = append(answer.Students, &schoolv1.StudentSchool{
				StudentId: id, SchoolCode: student.school(), Node: student.node, Status: student.is(),
			})
		}
	}
	return answer, nil
}

func (f *fakeSchool) CheckStudents(ctx context.Context, req *schoolv1.CheckStudentsRequest) (*schoolv1.CheckStudentsResponse, error) {
	response := &schoolv1.CheckStudentsResponse{}
	for _, id := range req.GetStudentIds() {
		student, err := f.find(ctx, id)
		if errs.KindOf(err) == errs.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		response.Students = append(response.Students, student)
	}
	return response, nil
}

func (f *fakeSchool) GetStudent(ctx context.Context, req *schoolv1.GetStudentRequest) (*typev1.Student, error) {
	return f.find(ctx, req.GetStudentId())
}

func (f *fakeSchool) GetSchool(_ context.Context, req *schoolv1.GetSchoolRequest) (*schoolv1.School, error) {
	for _, node := range []string{officeNode, otherNode, farNode} {
		if strings.HasSuffix(node, "/"+req.GetSchoolCode()) {
			return &schoolv1.School{SchoolCode: req.GetSchoolCode(), Node: node}, nil
		}
	}
	return nil, errs.E(errs.NotFound, errorsv1.Reason_SCHOOL_NOT_FOUND, "finding a school", nil)
}

func (f *fakeSchool) GetStaff(_ context.Context, req *schoolv1.GetStaffRequest) (*schoolv1.Staff, error) {
	code, ok := f.staff[req.GetStaffId()]
	if !ok {
		return nil, errs.E(errs.NotFound, errorsv1.Reason_STAFF_NOT_FOUND, "finding staff", nil)
	}
	return &schoolv1.Staff{StaffId: req.GetStaffId(), SchoolCode: code}, nil
}
