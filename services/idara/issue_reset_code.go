package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
)

// IssueResetCode prints a single-use code with which the owner sets a new password.
func (s *Service) IssueResetCode(ctx context.Context, req *idarav1.IssueResetCodeRequest) (*idarav1.ResetCodeResponse, error) {
	out, err := s.identity.IssueResetCode(ctx, &identityv1.IssueResetCodeRequest{AccountId: req.GetAccountId()})
	if err != nil {
		return nil, err
	}
	return &idarav1.ResetCodeResponse{ResetCode: out.GetResetCode(), ExpiresAt: out.GetExpiresAt()}, nil
}
