package idara_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc/rpctest"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/idara"
)

const (
	gresa = "12345A"
	node  = "ma/07/351/" + gresa
)

// accounts is identity: it refuses trials or accounts as it is told.
type accounts struct {
	identityv1.UnimplementedIdentityServiceServer
	trial, account error
	made           []string
}

func (a *accounts) Register(r grpc.ServiceRegistrar) { identityv1.RegisterIdentityServiceServer(r, a) }

func (a *accounts) ResolveScope(context.Context, *identityv1.ResolveScopeRequest) (*typev1.Scope, error) {
	return &typev1.Scope{Nodes: []string{node}}, nil
}

func (a *accounts) CreateStaffAccount(_ context.Context, req *identityv1.CreateStaffAccountRequest) (*identityv1.CreateStaffAccountResponse, error) {
	if req.GetValidateOnly() {
		return &identityv1.CreateStaffAccountResponse{}, a.trial
	}
	if a.account != nil {
		return nil, a.account
	}
	a.made = append(a.made, req.GetStaffId())
	return &identityv1.CreateStaffAccountResponse{AccountId: ids.New(), StaffId: req.GetStaffId(), ActivationCode: "CODE"}, nil
}

// records is school: one school with its staff by e-mail.
type records struct {
	schoolv1.UnimplementedSchoolServiceServer
	staff map[string]*schoolv1.Staff
}

func (s *records) Register(r grpc.ServiceRegistrar) { schoolv1.RegisterSchoolServiceServer(r, s) }

func (s *records) GetSchool(_ context.Context, req *schoolv1.GetSchoolRequest) (*schoolv1.School, error) {
	if req.GetSchoolCode() != gresa {
		return nil, errs.E(errs.NotFound, errorsv1.Reason_SCHOOL_NOT_FOUND, "finding a school", nil)
	}
	return &schoolv1.School{SchoolCode: gresa, Node: node}, nil
}

func (s *records) CreateStaff(_ context.Context, req *schoolv1.CreateStaffRequest) (*schoolv1.Staff, error) {
	if known := s.staff[req.GetEmail()]; known != nil {
		return nil, errs.E(errs.AlreadyExists, errorsv1.Reason_STAFF_EXISTS, "making staff", nil, errs.Meta("staffId", known.GetStaffId()))
	}
	member := &schoolv1.Staff{StaffId: ids.New(), SchoolCode: gresa, Name: req.GetName(), Email: req.GetEmail(), Kind: req.GetKind()}
	s.staff[req.GetEmail()] = member
	return member, nil
}

func (s *records) GetStaff(_ context.Context, req *schoolv1.GetStaffRequest) (*schoolv1.Staff, error) {
	for _, member := range s.staff {
		if member.GetStaffId() == req.GetStaffId() {
			return member, nil
		}
	}
	return nil, errs.E(errs.NotFound, errorsv1.Reason_STAFF_NOT_FOUND, "finding staff", nil)
}

func TestCreateStaff(t *testing.T) {
	stack := rpctest.New(t, []string{"idara", "identity", "school"})
	identity, school := &accounts{}, &records{staff: map[string]*schoolv1.Staff{}}
	stack.Serve(t, identity, school, idara.New(idara.Deps{
		Identity: identityv1.NewIdentityServiceClient(stack.Conn(t, "idara", "identity")),
		School:   schoolv1.NewSchoolServiceClient(stack.Conn(t, "idara", "school")),
	}))
	client := idarav1.NewIdaraServiceClient(stack.Conn(t, "gateway", "idara"))
	office := stack.AsRole(t, t.Context(), optionsv1.Role_ROLE_SCHOOL_OFFICE, ids.New())
	hire := func(code, email string) (*idarav1.StaffAccountResponse, error) {
		return client.CreateStaff(rpctest.WithKey(office), &idarav1.CreateStaffRequest{
			SchoolCode: code, Email: email, Name: &typev1.Name{Latin: "Benali Karim"}, Kind: "TEACHER",
		})
	}
	refused := func(err error, reason errorsv1.Reason) {
		t.Helper()
		require.Equal(t, reason.String(), errs.ReasonOf(err).String(), "%v", err)
	}
	for _, code := range []string{"x", "54321Z"} {
		_, err := hire(code, "new@massar.ma")
		refused(err, errorsv1.Reason_SCHOOL_NOT_FOUND)
	}
	// Nothing is written where identity would refuse.
	identity.trial = errs.E(errs.AlreadyExists, errorsv1.Reason_ACCOUNT_EXISTS, "trying", nil)
	_, err := hire("", "new@massar.ma")
	refused(err, errorsv1.Reason_ACCOUNT_EXISTS)
	require.Empty(t, school.staff)

	// What is cut short between the two writes is finished by whoever asks for the same person again.
	identity.trial, identity.account = nil, errs.E(errs.Unavailable, errorsv1.Reason_UNAVAILABLE, "making an account", nil)
	_, err = hire("", "new@massar.ma")
	refused(err, errorsv1.Reason_UNAVAILABLE)
	identity.account = nil
	made, err := hire("", "new@massar.ma")
	require.NoError(t, err)
	require.Len(t, school.staff, 1)
	require.Equal(t, []string{school.staff["new@massar.ma"].GetStaffId()}, identity.made)
	require.Equal(t, identity.made[0], made.GetStaff().GetStaffId())
	require.Equal(t, "CODE", made.GetActivationCode())

	// A record of another kind is another matter.
	school.staff["office@massar.ma"] = &schoolv1.Staff{StaffId: ids.New(), SchoolCode: gresa, Email: "office@massar.ma", Kind: "OFFICE"}
	_, err = hire(gresa, "office@massar.ma")
	refused(err, errorsv1.Reason_STAFF_EXISTS)
	require.Len(t, identity.made, 1)
}
