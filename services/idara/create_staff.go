package idara

import (
	"context"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// kindOffice is a staff record whose account is made by an officer (CreateOfficer): an office that could make
// itself a colleague would be its own second person.
const kindOffice = "OFFICE"

// CreateStaff makes a teacher's staff record of the school, its account, and the printed code, in one call.
// Both inner writes carry the caller's idempotency key, so that a lost answer asked again finishes what began.
func (s *Service) CreateStaff(ctx context.Context, req *idarav1.CreateStaffRequest) (*idarav1.StaffAccountResponse, error) {
	if req.GetKind() == kindOffice {
		return nil, errs.E(errs.Denied, errorsv1.Reason_ACCESS_DENIED, "making a staff record", nil,
			errs.Field("kind", errorsv1.Reason_ACCESS_DENIED))
	}
	member, err := s.school.CreateStaff(ctx, &schoolv1.CreateStaffRequest{
		SchoolCode: req.GetSchoolCode(),
		Name:       req.GetName(),
		Email:      req.GetEmail(),
		Ppr:        req.GetPpr(),
		Kind:       req.GetKind(),
	})
	if err != nil {
		return nil, err
	}
	place, err := s.school.GetSchool(ctx, &schoolv1.GetSchoolRequest{SchoolCode: member.GetSchoolCode()})
	if err != nil {
		return nil, err
	}
	account, err := s.identity.CreateStaffAccount(ctx, &identityv1.CreateStaffAccountRequest{
		Email:   member.GetEmail(),
		Name:    member.GetName(),
		Role:    typev1.AccountRole_TEACHER,
		Node:    place.GetNode(),
		StaffId: member.GetStaffId(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.StaffAccountResponse{
		Staff:          staff(member),
		AccountId:      account.GetAccountId(),
		ActivationCode: account.GetActivationCode(),
		ExpiresAt:      account.GetExpiresAt(),
	}, nil
}
