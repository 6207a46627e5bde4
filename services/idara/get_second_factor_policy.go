package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
)

// GetSecondFactorPolicy says which roles must bring a second factor now.
func (s *Service) GetSecondFactorPolicy(ctx context.Context, _ *idarav1.GetSecondFactorPolicyRequest) (*idarav1.GetSecondFactorPolicyResponse, error) {
	out, err := s.identity.GetSecondFactorPolicy(ctx, &identityv1.GetSecondFactorPolicyRequest{})
	if err != nil {
		return nil, err
	}
	return &idarav1.GetSecondFactorPolicyResponse{Roles: out.GetRoles(), Version: out.GetVersion()}, nil
}
