package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// EndAssignment ends an assignment; the right to enter marks ends with it.
func (s *Service) EndAssignment(ctx context.Context, req *idarav1.EndAssignmentRequest) (*idarav1.AssignmentResponse, error) {
	out, err := s.school.EndAssignment(ctx, &schoolv1.EndAssignmentRequest{AssignmentId: req.GetAssignmentId(), To: req.GetTo()})
	if err != nil {
		return nil, err
	}
	return &idarav1.AssignmentResponse{Assignment: assignment(out)}, nil
}
