package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// CreateClass opens a class; its level and stream are read from the label.
func (s *Service) CreateClass(ctx context.Context, req *idarav1.CreateClassRequest) (*idarav1.ClassResponse, error) {
	out, err := s.school.CreateClass(ctx, &schoolv1.CreateClassRequest{
		SchoolCode: req.GetSchoolCode(),
		SchoolYear: req.GetSchoolYear(),
		Label:      req.GetLabel(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.ClassResponse{Class: out}, nil
}
