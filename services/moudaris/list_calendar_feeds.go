package moudaris

import (
	"context"

	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
)

// ListCalendarFeeds lists the caller's calendar addresses.
func (s *Service) ListCalendarFeeds(ctx context.Context, _ *moudarisv1.ListCalendarFeedsRequest) (*moudarisv1.ListCalendarFeedsResponse, error) {
	out, err := s.timetable.ListFeeds(ctx, &timetablev1.ListFeedsRequest{})
	if err != nil {
		return nil, err
	}
	return &moudarisv1.ListCalendarFeedsResponse{CalendarFeeds: out.GetFeeds()}, nil
}
