package moudaris

import (
	"context"

	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
)

// GetRegister gives the register of a lesson of the teacher.
func (s *Service) GetRegister(ctx context.Context, req *moudarisv1.GetRegisterRequest) (*moudarisv1.RegisterResponse, error) {
	out, err := s.attendance.GetRegister(ctx, &attendancev1.GetRegisterRequest{
		LessonId: req.GetLessonId(),
	})
	if err != nil {
		return nil, err
	}
	return &moudarisv1.RegisterResponse{Register: out}, nil
}
