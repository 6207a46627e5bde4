package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
)

// CreateBellSchedule gives a school hours of its own.
func (s *Service) CreateBellSchedule(ctx context.Context, req *idarav1.CreateBellScheduleRequest) (*idarav1.BellScheduleResponse, error) {
	out, err := s.timetable.CreateBellSchedule(ctx, &timetablev1.CreateBellScheduleRequest{
		SchoolCode: req.GetSchoolCode(),
		Name:       req.GetName(),
		From:       req.GetFrom(),
		To:         req.GetTo(),
		Periods:    req.GetPeriods(),
		Season:     req.GetSeason(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.BellScheduleResponse{BellSchedule: out}, nil
}
