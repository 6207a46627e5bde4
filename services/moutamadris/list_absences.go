package moutamadris

import (
	"context"

	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	moutamadrisv1 "github.com/massar-platform/massar/proto/gen/massar/moutamadris/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// ListAbsences gives the signed-in student's absences of a time.
func (s *Service) ListAbsences(ctx context.Context, req *moutamadrisv1.ListAbsencesRequest) (*typev1.StudentAbsences, error) {
	return s.attendance.ListStudentAbsences(ctx, &attendancev1.ListStudentAbsencesRequest{
		StudentId: self(ctx),
		From:      req.GetFrom(),
		To:        req.GetTo(),
	})
}
