package waliye

import (
	"context"

	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// WithdrawJustification takes back a justification that the guardian brought.
func (s *Service) WithdrawJustification(ctx context.Context, req *waliyev1.WithdrawJustificationRequest) (*waliyev1.WithdrawJustificationResponse, error) {
	_, err := s.attendance.WithdrawJustification(ctx, &attendancev1.WithdrawJustificationRequest{
		StudentId: req.GetStudentId(), JustificationId: req.GetJustificationId(),
	})
	if err != nil {
		return nil, err
	}
	return &waliyev1.WithdrawJustificationResponse{}, nil
}
