package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// ReintegrateStudent takes a student who stopped or was excluded back into a class of his school.
func (s *Service) ReintegrateStudent(ctx context.Context, req *idarav1.ReintegrateStudentRequest) (*idarav1.ReintegrateStudentResponse, error) {
	out, err := s.school.ReintegrateStudent(ctx, &schoolv1.ReintegrateStudentRequest{
		StudentId: req.GetStudentId(),
		ClassId:   req.GetClassId(),
		Date:      req.GetDate(),
		Reason:    req.GetReason(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.ReintegrateStudentResponse{Student: out.GetStudent(), Warnings: out.GetWarnings()}, nil
}
