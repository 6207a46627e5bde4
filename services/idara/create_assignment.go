package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// CreateAssignment gives a class and subject to a teacher from a date.
func (s *Service) CreateAssignment(ctx context.Context, req *idarav1.CreateAssignmentRequest) (*idarav1.AssignmentResponse, error) {
	out, err := s.school.CreateAssignment(ctx, &schoolv1.CreateAssignmentRequest{
		ClassId: req.GetClassId(),
		Subject: req.GetSubject(),
		StaffId: req.GetStaffId(),
		From:    req.GetFrom(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.AssignmentResponse{Assignment: assignment(out)}, nil
}
