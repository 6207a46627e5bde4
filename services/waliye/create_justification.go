package waliye

import (
	"context"

	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// CreateJustification brings a reason for the absences of a child.
func (s *Service) CreateJustification(ctx context.Context, req *waliyev1.CreateJustificationRequest) (*waliyev1.JustificationResponse, error) {
	out, err := s.attendance.CreateJustification(ctx, &attendancev1.CreateJustificationRequest{
		StudentId: req.GetStudentId(),
		From:      req.GetFrom(),
		To:        req.GetTo(),
		Reason:    req.GetReason(),
		Text:      req.GetText(),
	})
	if err != nil {
		return nil, err
	}
	return &waliyev1.JustificationResponse{Justification: out}, nil
}
