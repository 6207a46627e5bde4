package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// CreateSchool opens a school below a directorate of the caller, or an annex below one of his schools.
func (s *Service) CreateSchool(ctx context.Context, req *idarav1.CreateSchoolRequest) (*idarav1.SchoolResponse, error) {
	out, err := s.school.CreateSchool(ctx, &schoolv1.CreateSchoolRequest{
		SchoolCode: req.GetSchoolCode(),
		Parent:     req.GetParent(),
		Name:       req.GetName(),
		Cycle:      req.GetCycle(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.SchoolResponse{School: school(out.GetSchool())}, nil
}
