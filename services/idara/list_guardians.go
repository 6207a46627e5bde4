package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
)

// ListGuardians lists the guardians joined to a student.
func (s *Service) ListGuardians(ctx context.Context, req *idarav1.ListGuardiansRequest) (*idarav1.ListGuardiansResponse, error) {
	out, err := s.identity.ListGuardians(ctx, &identityv1.ListGuardiansRequest{StudentId: req.GetStudentId()})
	if err != nil {
		return nil, err
	}
	return &idarav1.ListGuardiansResponse{Guardians: out.GetGuardians()}, nil
}
