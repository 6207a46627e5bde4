package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
)

// ListBellSchedules lists the hours of a school.
func (s *Service) ListBellSchedules(ctx context.Context, req *idarav1.ListBellSchedulesRequest) (*idarav1.ListBellSchedulesResponse, error) {
	out, err := s.timetable.ListBellSchedules(ctx, &timetablev1.ListBellSchedulesRequest{
		SchoolCode: req.GetSchoolCode(),
		Date:       req.GetDate(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.ListBellSchedulesResponse{BellSchedules: out.GetBellSchedules()}, nil
}
