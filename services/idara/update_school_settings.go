package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// UpdateSchoolSettings changes what the school decides for itself.
func (s *Service) UpdateSchoolSettings(ctx context.Context, req *idarav1.UpdateSchoolSettingsRequest) (*idarav1.SchoolResponse, error) {
	out, err := s.school.UpdateSchoolSettings(ctx, &schoolv1.UpdateSchoolSettingsRequest{
		SchoolCode:    req.GetSchoolCode(),
		ShowRank:      req.ShowRank,
		EarlyRelease:  req.EarlyRelease,
		RegisterHours: req.RegisterHours,
		HalfDayRule:   req.HalfDayRule,
		From:          req.GetFrom(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.SchoolResponse{School: school(out)}, nil
}
