package waliye

import (
	"context"

	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// ListChildGuardians lists the guardians of a child; a child that is not the guardian's looks like not there.
func (s *Service) ListChildGuardians(ctx context.Context, req *waliyev1.ListChildGuardiansRequest) (*waliyev1.ListChildGuardiansResponse, error) {
	out, err := s.identity.ListChildGuardians(ctx, &identityv1.ListChildGuardiansRequest{StudentId: req.GetStudentId()})
	if err != nil {
		return nil, err
	}
	return &waliyev1.ListChildGuardiansResponse{Guardians: out.GetGuardians()}, nil
}
