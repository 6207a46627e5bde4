package idara

import (
	"context"

	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// SaveRegister writes entries of a register for the office.
func (s *Service) SaveRegister(ctx context.Context, req *idarav1.SaveRegisterRequest) (*typev1.RegisterResult, error) {
	return s.attendance.SaveRegister(ctx, &attendancev1.SaveRegisterRequest{
		LessonId:   req.GetLessonId(),
		Entries:    req.GetEntries(),
		LateReason: req.GetLateReason(),
	})
}
