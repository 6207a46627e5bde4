package idara

import (
	"context"

	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
)

// RefuseJustification refuses to justify the absences of some days.
func (s *Service) RefuseJustification(ctx context.Context, req *idarav1.RefuseJustificationRequest) (*idarav1.JustificationResponse, error) {
	out, err := s.attendance.DecideJustification(ctx, &attendancev1.DecideJustificationRequest{
		JustificationId: req.GetJustificationId(),
		Reason:          req.GetReason(),
		Version:         req.GetVersion(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.JustificationResponse{Justification: out}, nil
}
