package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// ListStudentPath lists a student's enrolments over the years and schools, newest first.
func (s *Service) ListStudentPath(ctx context.Context, req *idarav1.ListStudentPathRequest) (*idarav1.ListStudentPathResponse, error) {
	out, err := s.school.ListPath(ctx, &schoolv1.ListPathRequest{StudentId: req.GetStudentId()})
	if err != nil {
		return nil, err
	}
	return &idarav1.ListStudentPathResponse{Steps: out.GetSteps()}, nil
}
