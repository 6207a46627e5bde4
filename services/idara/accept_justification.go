package idara

import (
	"context"

	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
)

// AcceptJustification justifies the absences of some days.
func (s *Service) AcceptJustification(ctx context.Context, req *idarav1.AcceptJustificationRequest) (*idarav1.JustificationResponse, error) {
	out, err := s.attendance.DecideJustification(ctx, &attendancev1.DecideJustificationRequest{
		JustificationId: req.GetJustificationId(),
		Accept:          true,
		Reason:          req.GetReason(),
		Version:         req.GetVersion(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.JustificationResponse{Justification: out}, nil
}
