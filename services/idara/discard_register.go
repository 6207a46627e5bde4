package idara

import (
	"context"

	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
)

// DiscardRegister takes away a register that was taken by mistake.
func (s *Service) DiscardRegister(ctx context.Context, req *idarav1.DiscardRegisterRequest) (*idarav1.DiscardRegisterResponse, error) {
	_, err := s.attendance.DiscardRegister(ctx, &attendancev1.DiscardRegisterRequest{
		LessonId: req.GetLessonId(),
		Reason:   req.GetReason(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.DiscardRegisterResponse{}, nil
}
