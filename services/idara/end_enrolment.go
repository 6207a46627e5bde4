package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// EndEnrolment says from which day a student is no longer at the school.
func (s *Service) EndEnrolment(ctx context.Context, req *idarav1.EndEnrolmentRequest) (*idarav1.StudentResponse, error) {
	student, err := s.school.EndEnrolment(ctx, &schoolv1.EndEnrolmentRequest{
		StudentId: req.GetStudentId(),
		Date:      req.GetDate(),
		Reason:    req.GetReason(),
		Status:    req.GetStatus(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.StudentResponse{Student: student}, nil
}
