package idara

import (
	"context"

	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
)

// GetRegister gives the register of a lesson.
func (s *Service) GetRegister(ctx context.Context, req *idarav1.GetRegisterRequest) (*idarav1.RegisterResponse, error) {
	out, err := s.attendance.GetRegister(ctx, &attendancev1.GetRegisterRequest{
		LessonId: req.GetLessonId(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.RegisterResponse{Register: out}, nil
}
