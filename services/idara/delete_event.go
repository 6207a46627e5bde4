package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
)

// DeleteEvent takes an event back.
func (s *Service) DeleteEvent(ctx context.Context, req *idarav1.DeleteEventRequest) (*idarav1.DeleteEventResponse, error) {
	_, err := s.timetable.DeleteEvent(ctx, &timetablev1.DeleteEventRequest{
		EventId: req.GetEventId(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.DeleteEventResponse{}, nil
}
