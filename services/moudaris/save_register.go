package moudaris

import (
	"context"

	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// SaveRegister writes what a device entered into a register.
func (s *Service) SaveRegister(ctx context.Context, req *moudarisv1.SaveRegisterRequest) (*typev1.RegisterResult, error) {
	return s.attendance.SaveRegister(ctx, &attendancev1.SaveRegisterRequest{
		LessonId:   req.GetLessonId(),
		Entries:    req.GetEntries(),
		LateReason: req.GetLateReason(),
	})
}
