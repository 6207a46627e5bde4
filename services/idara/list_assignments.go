package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// ListAssignments lists who teaches what, of a class or of a school.
func (s *Service) ListAssignments(ctx context.Context, req *idarav1.ListAssignmentsRequest) (*idarav1.ListAssignmentsResponse, error) {
	out, err := s.school.ListAssignments(ctx, &schoolv1.ListAssignmentsRequest{
		SchoolCode: req.GetSchoolCode(),
		ClassId:    req.GetClassId(),
		SchoolYear: req.GetSchoolYear(),
	})
	if err != nil {
		return nil, err
	}
	answer := &idarav1.ListAssignmentsResponse{}
	for _, row := range out.GetAssignments() {
		answer.Assignments = append(answer.Assignments, assignment(row))
	}
	return answer, nil
}
