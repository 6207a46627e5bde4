package idara

import (
	"context"
	"strings"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// CreateStaffAccount gives a teacher's staff record, which came from a file, its e-mail and its account, and prints
// the code. It goes as a hire does: identity is asked first, so that no e-mail is noted with which nobody can sign
// in, and the same request again finishes what was cut short.
func (s *Service) CreateStaffAccount(ctx context.Context, req *idarav1.CreateStaffAccountRequest) (*idarav1.StaffAccountResponse, error) {
	member, err := s.school.GetStaff(ctx, &schoolv1.GetStaffRequest{StaffId: req.GetStaffId()})
	if err != nil {
		return nil, err
	}
	if member.GetKind() == kindOffice {
		return nil, errs.E(errs.Denied, errorsv1.Reason_ACCESS_DENIED, makingStaff, nil)
	}
	place, err := s.schoolOf(ctx, member.GetSchoolCode())
	if err != nil {
		return nil, err
	}
	ask := &identityv1.CreateStaffAccountRequest{
		Email: strings.ToLower(req.GetEmail()), Name: member.GetName(), Role: typev1.AccountRole_TEACHER, Node: place.GetNode(), ValidateOnly: true,
	}
	if _, err := s.identity.CreateStaffAccount(ctx, ask); err != nil {
		return nil, err
	}
	if member, err = s.school.SetStaffEmail(ctx, &schoolv1.SetStaffEmailRequest{StaffId: req.GetStaffId(), Email: ask.GetEmail()}); err != nil {
		return nil, err
	}
	account, err := s.identity.CreateStaffAccount(ctx, &identityv1.CreateStaffAccountRequest{
		Email: member.GetEmail(), Name: member.GetName(), Role: typev1.AccountRole_TEACHER, Node: place.GetNode(), StaffId: member.GetStaffId(),
	})
	if err != nil {
		return nil, err
	}
	return staffAccount(staff(member), account), nil
}
