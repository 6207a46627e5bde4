package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
)

// IssueActivationCode prints the single-use code of a student or of one of his guardians.
func (s *Service) IssueActivationCode(ctx context.Context, req *idarav1.IssueActivationCodeRequest) (*idarav1.ActivationCodeResponse, error) {
	out, err := s.identity.IssueActivationCodes(ctx, &identityv1.IssueActivationCodesRequest{
		For: []*identityv1.IssueActivationCodesRequest_For{{
			StudentId: req.GetStudentId(),
			Relation:  req.GetRelation(),
			Phone:     req.Phone,
		}},
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.ActivationCodeResponse{Code: activationCode(out.GetCodes()[0])}, nil
}
