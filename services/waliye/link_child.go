package waliye

import (
	"context"

	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// LinkChild joins one more child to the guardian with a printed code.
func (s *Service) LinkChild(ctx context.Context, req *waliyev1.LinkChildRequest) (*waliyev1.LinkChildResponse, error) {
	link, err := s.identity.LinkChild(ctx, &identityv1.LinkChildRequest{ActivationCode: req.GetActivationCode()})
	if err != nil {
		return nil, err
	}
	// The fresh link is not yet in the scope that school remembers, so the answer names the child by id
	// and relation; the list of children has the rest.
	return &waliyev1.LinkChildResponse{Child: &waliyev1.Child{StudentId: link.GetStudentId(), Relation: link.GetRelation()}}, nil
}
