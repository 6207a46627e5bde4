package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
)

// SetCustody records or lifts a custody decision; a deny beats any allow.
func (s *Service) SetCustody(ctx context.Context, req *idarav1.SetCustodyRequest) (*idarav1.SetCustodyResponse, error) {
	if _, err := s.identity.SetCustody(ctx, &identityv1.SetCustodyRequest{
		StudentId:  req.GetStudentId(),
		GuardianId: req.GetGuardianId(),
		Denied:     req.GetDenied(),
		Reason:     req.GetReason(),
	}); err != nil {
		return nil, err
	}
	return &idarav1.SetCustodyResponse{}, nil
}
