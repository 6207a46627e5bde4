package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
)

// UpdateSlot changes a weekly lesson from a day on.
func (s *Service) UpdateSlot(ctx context.Context, req *idarav1.UpdateSlotRequest) (*idarav1.SlotResponse, error) {
	out, err := s.timetable.UpdateSlot(ctx, &timetablev1.UpdateSlotRequest{
		SlotId:  req.GetSlotId(),
		Group:   req.GetGroup(),
		Subject: req.GetSubject(),
		StaffId: req.GetStaffId(),
		Room:    req.GetRoom(),
		Weekday: req.GetWeekday(),
		Period:  req.GetPeriod(),
		Periods: req.GetPeriods(),
		From:    req.GetFrom(),
		DryRun:  req.GetDryRun(),
		Version: req.GetVersion(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.SlotResponse{Slot: out.GetSlot(), Conflicts: out.GetConflicts()}, nil
}
