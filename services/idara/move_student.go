package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// MoveStudent puts a student into another class of his school from a day.
func (s *Service) MoveStudent(ctx context.Context, req *idarav1.MoveStudentRequest) (*idarav1.StudentResponse, error) {
	student, err := s.school.MoveStudent(ctx, &schoolv1.MoveStudentRequest{
		StudentId: req.GetStudentId(),
		ClassId:   req.GetClassId(),
		Date:      req.GetDate(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.StudentResponse{Student: student}, nil
}
