package idara

import (
	"context"

	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// ListStudentAbsences gives a student's absences of a time.
func (s *Service) ListStudentAbsences(ctx context.Context, req *idarav1.ListStudentAbsencesRequest) (*typev1.StudentAbsences, error) {
	return s.attendance.ListStudentAbsences(ctx, &attendancev1.ListStudentAbsencesRequest{
		StudentId: req.GetStudentId(),
		From:      req.GetFrom(),
		To:        req.GetTo(),
	})
}
