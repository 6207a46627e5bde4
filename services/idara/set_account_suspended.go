package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
)

// SetAccountSuspended suspends or restores an account of the caller's scope.
func (s *Service) SetAccountSuspended(ctx context.Context, req *idarav1.SetAccountSuspendedRequest) (*idarav1.SetAccountSuspendedResponse, error) {
	if _, err := s.identity.SetAccountSuspended(ctx, &identityv1.SetAccountSuspendedRequest{
		AccountId: req.GetAccountId(),
		Suspended: req.GetSuspended(),
		Reason:    req.GetReason(),
	}); err != nil {
		return nil, err
	}
	return &idarav1.SetAccountSuspendedResponse{}, nil
}
