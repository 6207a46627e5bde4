package waliye

import (
	"context"

	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// ListChildAbsences gives a child's absences of a time.
func (s *Service) ListChildAbsences(ctx context.Context, req *waliyev1.ListChildAbsencesRequest) (*typev1.StudentAbsences, error) {
	return s.attendance.ListStudentAbsences(ctx, &attendancev1.ListStudentAbsencesRequest{
		StudentId: req.GetStudentId(),
		From:      req.GetFrom(),
		To:        req.GetTo(),
	})
}
