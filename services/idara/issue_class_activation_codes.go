package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
)

// IssueClassActivationCodes prints codes for a whole class: for students who have no account yet, or for
// one guardian of each student. Who that is, identity finds where it writes: asked again with the same key, it
// must be the same request, whoever has opened an account since.
func (s *Service) IssueClassActivationCodes(ctx context.Context, req *idarav1.IssueClassActivationCodesRequest) (*idarav1.ActivationCodesResponse, error) {
	out, err := s.identity.IssueActivationCodes(ctx, &identityv1.IssueActivationCodesRequest{
		Class: &identityv1.IssueActivationCodesRequest_Class{
			ClassId: req.GetClassId(), Relation: req.GetRelation(), OnlyMissing: req.GetOnlyMissing(),
		},
	})
	if err != nil {
		return nil, err
	}
	answer := &idarav1.ActivationCodesResponse{}
	for _, code := range out.GetCodes() {
		answer.Codes = append(answer.Codes, activationCode(code))
	}
	return answer, nil
}
