package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// GetSchool gives a school of the caller's scope.
func (s *Service) GetSchool(ctx context.Context, req *idarav1.GetSchoolRequest) (*idarav1.SchoolResponse, error) {
	out, err := s.school.GetSchool(ctx, &schoolv1.GetSchoolRequest{SchoolCode: req.GetSchoolCode()})
	if err != nil {
		return nil, err
	}
	return &idarav1.SchoolResponse{School: school(out)}, nil
}
