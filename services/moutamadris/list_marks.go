package moutamadris

import (
	"context"

	"github.com/massar-platform/massar/platform/rpc"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	moutamadrisv1 "github.com/massar-platform/massar/proto/gen/massar/moutamadris/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// ListMarks gives the signed-in student's own semester.
func (s *Service) ListMarks(ctx context.Context, req *moutamadrisv1.ListMarksRequest) (*typev1.StudentMarks, error) {
	return s.grade.GetStudentMarks(ctx, &gradev1.GetStudentMarksRequest{
		StudentId:  self(ctx),
		SchoolYear: req.GetSchoolYear(),
		Semester:   req.GetSemester(),
	}, rpc.Encoded())
}
