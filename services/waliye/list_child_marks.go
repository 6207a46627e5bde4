package waliye

import (
	"context"

	"github.com/massar-platform/massar/platform/rpc"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// ListChildMarks gives a child's semester; a child that is not the guardian's looks like not there.
func (s *Service) ListChildMarks(ctx context.Context, req *waliyev1.ListChildMarksRequest) (*typev1.StudentMarks, error) {
	return s.grade.GetStudentMarks(ctx, &gradev1.GetStudentMarksRequest{
		StudentId:  req.GetStudentId(),
		SchoolYear: req.GetSchoolYear(),
		Semester:   req.GetSemester(),
	}, rpc.Encoded())
}
