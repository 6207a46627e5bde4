package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
)

// SetSecondFactorPolicy says which roles must bring a second factor.
func (s *Service) SetSecondFactorPolicy(ctx context.Context, req *idarav1.SetSecondFactorPolicyRequest) (*idarav1.SetSecondFactorPolicyResponse, error) {
	_, err := s.identity.SetSecondFactorPolicy(ctx, &identityv1.SetSecondFactorPolicyRequest{Roles: req.GetRoles(), Version: req.GetVersion()})
	if err != nil {
		return nil, err
	}
	return &idarav1.SetSecondFactorPolicyResponse{}, nil
}
