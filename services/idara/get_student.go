package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// GetStudent gives one student of the caller's scope.
func (s *Service) GetStudent(ctx context.Context, req *idarav1.GetStudentRequest) (*idarav1.StudentResponse, error) {
	out, err := s.school.GetStudent(ctx, &schoolv1.GetStudentRequest{StudentId: req.GetStudentId()})
	if err != nil {
		return nil, err
	}
	return &idarav1.StudentResponse{Student: out}, nil
}
