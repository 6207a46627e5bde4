package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
)

// EndSlot ends a weekly lesson from a day on.
func (s *Service) EndSlot(ctx context.Context, req *idarav1.EndSlotRequest) (*idarav1.SlotResponse, error) {
	out, err := s.timetable.EndSlot(ctx, &timetablev1.EndSlotRequest{
		SlotId:  req.GetSlotId(),
		To:      req.GetTo(),
		Version: req.GetVersion(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.SlotResponse{Slot: out}, nil
}
