package idara_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc/rpctest"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	"github.com/massar-platform/massar/services/idara"
)

// roster is school: a page of staff.
type roster struct {
	records
	page []*schoolv1.Staff
}

func (r *roster) Register(to grpc.ServiceRegistrar) { schoolv1.RegisterSchoolServiceServer(to, r) }

func (r *roster) ListStaff(context.Context, *schoolv1.ListStaffRequest) (*schoolv1.ListStaffResponse, error) {
	return &schoolv1.ListStaffResponse{Staff: r.page, NextPageToken: "more"}, nil
}

// holders is identity: who of the staff has an account.
type holders struct {
	accounts
	known []*identityv1.PersonAccount
	asked []*identityv1.ListAccountsRequest
}

func (h *holders) Register(to grpc.ServiceRegistrar) { identityv1.RegisterIdentityServiceServer(to, h) }

func (h *holders) ListAccounts(_ context.Context, req *identityv1.ListAccountsRequest) (*identityv1.ListAccountsResponse, error) {
	h.asked = append(h.asked, req)
	return &identityv1.ListAccountsResponse{Accounts: h.known}, nil
}

func TestListStaffNamesTheAccounts(t *testing.T) {
	stack := rpctest.New(t, []string{"idara", "identity", "school"})
	active, waiting, none := ids.New(), ids.New(), ids.New()
	school := &roster{page: []*schoolv1.Staff{
		{StaffId: none, SchoolCode: gresa, Kind: "TEACHER"},
		{StaffId: active, SchoolCode: gresa, Kind: "TEACHER", Email: "a@massar.ma"},
		{StaffId: waiting, SchoolCode: gresa, Kind: "OFFICE"},
	}}
	identity := &holders{known: []*identityv1.PersonAccount{
		{PersonId: active, AccountId: "one", Active: true, Suspended: true}, {PersonId: waiting, AccountId: "two", CodeIssued: true},
	}}
	stack.Serve(t, identity, school, idara.New(idara.Deps{
		Identity: identityv1.NewIdentityServiceClient(stack.Conn(t, "idara", "identity")),
		School:   schoolv1.NewSchoolServiceClient(stack.Conn(t, "idara", "school")),
	}))
	client := idarav1.NewIdaraServiceClient(stack.Conn(t, "gateway", "idara"))
	for _, role := range []optionsv1.Role{optionsv1.Role_ROLE_SCHOOL_OFFICE, optionsv1.Role_ROLE_MINISTRY} {
		identity.asked = nil
		got, err := client.ListStaff(stack.AsRole(t, t.Context(), role, ids.New()), &idarav1.ListStaffRequest{})
		require.NoError(t, err)
		require.True(t, proto.Equal(&idarav1.ListStaffResponse{NextPageToken: "more", Staff: []*idarav1.Staff{
			{StaffId: none, SchoolCode: gresa, Kind: "TEACHER"},
			{StaffId: active, SchoolCode: gresa, Kind: "TEACHER", Email: "a@massar.ma", AccountId: "one", AccountActive: true, AccountSuspended: true},
			{StaffId: waiting, SchoolCode: gresa, Kind: "OFFICE", AccountId: "two"},
		}}, got), "%v", got)
		require.Len(t, identity.asked, 1, "one question for the page")
		require.True(t, identity.asked[0].GetStaffOnly())
		require.Equal(t, []string{none, active, waiting}, identity.asked[0].GetPersonIds())
	}
	school.page, identity.asked = nil, nil
	_, err := client.ListStaff(stack.AsRole(t, t.Context(), optionsv1.Role_ROLE_SCHOOL_OFFICE, ids.New()), &idarav1.ListStaffRequest{})
	require.NoError(t, err)
	require.Empty(t, identity.asked)
}
