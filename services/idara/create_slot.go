package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
)

// CreateSlot adds a weekly lesson, or says with what it would collide.
func (s *Service) CreateSlot(ctx context.Context, req *idarav1.CreateSlotRequest) (*idarav1.SlotResponse, error) {
	out, err := s.timetable.CreateSlot(ctx, &timetablev1.CreateSlotRequest{
		ClassId: req.GetClassId(),
		Group:   req.GetGroup(),
		Subject: req.GetSubject(),
		StaffId: req.GetStaffId(),
		Room:    req.GetRoom(),
		Weekday: req.GetWeekday(),
		Period:  req.GetPeriod(),
		Periods: req.GetPeriods(),
		From:    req.GetFrom(),
		To:      req.GetTo(),
		DryRun:  req.GetDryRun(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.SlotResponse{Slot: out.GetSlot(), Conflicts: out.GetConflicts()}, nil
}
