package idara

import (
	"context"

	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
)

// CreateJustification records a reason that came on paper.
func (s *Service) CreateJustification(ctx context.Context, req *idarav1.CreateJustificationRequest) (*idarav1.JustificationResponse, error) {
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
	return &idarav1.JustificationResponse{Justification: out}, nil
}
