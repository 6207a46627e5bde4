package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
)

// UnlinkGuardian ends a guardian's link to a student.
func (s *Service) UnlinkGuardian(ctx context.Context, req *idarav1.UnlinkGuardianRequest) (*idarav1.UnlinkGuardianResponse, error) {
	if _, err := s.identity.UnlinkGuardian(ctx, &identityv1.UnlinkGuardianRequest{
		StudentId:  req.GetStudentId(),
		GuardianId: req.GetGuardianId(),
		Reason:     req.GetReason(),
	}); err != nil {
		return nil, err
	}
	return &idarav1.UnlinkGuardianResponse{}, nil
}
