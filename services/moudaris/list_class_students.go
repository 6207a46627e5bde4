package moudaris

import (
	"context"

	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// ListClassStudents lists the students of a class in list order.
func (s *Service) ListClassStudents(ctx context.Context, req *moudarisv1.ListClassStudentsRequest) (*moudarisv1.ListClassStudentsResponse, error) {
	out, err := s.school.ListClassStudents(ctx, &schoolv1.ListClassStudentsRequest{ClassId: req.GetClassId()})
	if err != nil {
		return nil, err
	}
	return &moudarisv1.ListClassStudentsResponse{Students: out.GetStudents()}, nil
}
