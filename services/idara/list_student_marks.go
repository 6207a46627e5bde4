package idara

import (
	"context"

	"github.com/massar-platform/massar/platform/rpc"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// ListStudentMarks gives what a student's family sees; the reading is logged by grade.
func (s *Service) ListStudentMarks(ctx context.Context, req *idarav1.ListStudentMarksRequest) (*typev1.StudentMarks, error) {
	return s.grade.GetStudentMarks(ctx, &gradev1.GetStudentMarksRequest{
		StudentId:  req.GetStudentId(),
		SchoolYear: req.GetSchoolYear(),
		Semester:   req.GetSemester(),
	}, rpc.Encoded())
}
