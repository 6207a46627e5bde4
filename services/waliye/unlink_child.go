package waliye

import (
	"context"

	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// UnlinkChild ends the guardian's own link to a child.
func (s *Service) UnlinkChild(ctx context.Context, req *waliyev1.UnlinkChildRequest) (*waliyev1.UnlinkChildResponse, error) {
	if _, err := s.identity.UnlinkGuardian(ctx, &identityv1.UnlinkGuardianRequest{StudentId: req.GetStudentId()}); err != nil {
		return nil, err
	}
	return &waliyev1.UnlinkChildResponse{}, nil
}
