package idara_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

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

// SetStaffEmail gives a record its e-mail, as school does.
func (s *records) SetStaffEmail(ctx context.Context, req *schoolv1.SetStaffEmailRequest) (*schoolv1.Staff, error) {
	member, err := s.GetStaff(ctx, &schoolv1.GetStaffRequest{StaffId: req.GetStaffId()})
	if err != nil {
		return nil, err
	}
	if member.GetEmail() != "" && member.GetEmail() != req.GetEmail() {
		return nil, errs.E(errs.FailedPrecondition, errorsv1.Reason_STAFF_EMAIL_SET, "setting an e-mail", nil)
	}
	member.Email = req.GetEmail()
	return member, nil
}

func TestCreateStaffAccount(t *testing.T) {
	stack := rpctest.New(t, []string{"idara", "identity", "school"})
	teacher := &schoolv1.Staff{StaffId: ids.New(), SchoolCode: gresa, Name: &typev1.Name{Latin: "Benali Karim"}, Ppr: "1300001", Kind: "TEACHER"}
	clerk := &schoolv1.Staff{StaffId: ids.New(), SchoolCode: gresa, Name: &typev1.Name{Latin: "Alaoui Hind"}, Ppr: "1300002", Kind: "OFFICE"}
	identity, school := &accounts{}, &records{staff: map[string]*schoolv1.Staff{"1": teacher, "2": clerk}}
	stack.Serve(t, identity, school, idara.New(idara.Deps{
		Identity: identityv1.NewIdentityServiceClient(stack.Conn(t, "idara", "identity")),
		School:   schoolv1.NewSchoolServiceClient(stack.Conn(t, "idara", "school")),
	}))
	client := idarav1.NewIdaraServiceClient(stack.Conn(t, "gateway", "idara"))
	office := stack.AsRole(t, t.Context(), optionsv1.Role_ROLE_SCHOOL_OFFICE, ids.New())
	open := func(id, email string) (*idarav1.StaffAccountResponse, error) {
		return client.CreateStaffAccount(rpctest.WithKey(office), &idarav1.CreateStaffAccountRequest{StaffId: id, Email: email})
	}
	refused := func(err error, reason errorsv1.Reason) {
		t.Helper()
		require.Equal(t, reason.String(), errs.ReasonOf(err).String(), "%v", err)
	}
	_, err := open(ids.New(), "new@massar.ma")
	refused(err, errorsv1.Reason_STAFF_NOT_FOUND)
	// An office that could make itself a colleague would be its own second person, by a file too.
	_, err = open(clerk.GetStaffId(), "clerk@massar.ma")
	refused(err, errorsv1.Reason_ACCESS_DENIED)
	// No e-mail is noted where identity would refuse.
	identity.trial = errs.E(errs.AlreadyExists, errorsv1.Reason_IDENTIFIER_TAKEN, "trying", nil)
	_, err = open(teacher.GetStaffId(), "new@massar.ma")
	refused(err, errorsv1.Reason_IDENTIFIER_TAKEN)
	require.Empty(t, teacher.GetEmail())
	// What is cut short between the two writes is finished by the next request.
	identity.trial, identity.account = nil, errs.E(errs.Unavailable, errorsv1.Reason_UNAVAILABLE, "making an account", nil)
	_, err = open(teacher.GetStaffId(), "new@massar.ma")
	refused(err, errorsv1.Reason_UNAVAILABLE)
	identity.account = nil
	made, err := open(teacher.GetStaffId(), "New@massar.ma")
	require.NoError(t, err)
	require.Equal(t, []string{teacher.GetStaffId()}, identity.made)
	require.Equal(t, "CODE", made.GetActivationCode())
	require.Equal(t, "new@massar.ma", made.GetStaff().GetEmail())
	_, err = open(teacher.GetStaffId(), "other@massar.ma")
	refused(err, errorsv1.Reason_STAFF_EMAIL_SET)
	require.Empty(t, clerk.GetEmail())
}
