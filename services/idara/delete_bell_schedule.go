package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
)

// DeleteBellSchedule takes hours of a school away.
func (s *Service) DeleteBellSchedule(ctx context.Context, req *idarav1.DeleteBellScheduleRequest) (*idarav1.DeleteBellScheduleResponse, error) {
	_, err := s.timetable.DeleteBellSchedule(ctx, &timetablev1.DeleteBellScheduleRequest{
		BellScheduleId: req.GetBellScheduleId(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.DeleteBellScheduleResponse{}, nil
}
