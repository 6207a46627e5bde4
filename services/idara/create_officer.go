package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
)

// CreateOfficer makes the account of an officer, or of a school's office, below the caller's node.
func (s *Service) CreateOfficer(ctx context.Context, req *idarav1.CreateOfficerRequest) (*idarav1.StaffAccountResponse, error) {
	account, err := s.identity.CreateStaffAccount(ctx, &identityv1.CreateStaffAccountRequest{
		Email: req.GetEmail(),
		Name:  req.GetName(),
		Role:  req.GetRole(),
		Node:  req.GetNode(),
	})
	if err != nil {
		return nil, err
	}
	member := &idarav1.Staff{StaffId: account.GetStaffId(), Name: req.GetName(), Email: req.GetEmail(), Kind: kindOffice}
	return staffAccount(member, account), nil
}
