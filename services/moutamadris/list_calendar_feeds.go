package moutamadris

import (
	"context"

	moutamadrisv1 "github.com/massar-platform/massar/proto/gen/massar/moutamadris/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
)

// ListCalendarFeeds lists the caller's calendar addresses.
func (s *Service) ListCalendarFeeds(ctx context.Context, _ *moutamadrisv1.ListCalendarFeedsRequest) (*moutamadrisv1.ListCalendarFeedsResponse, error) {
	out, err := s.timetable.ListFeeds(ctx, &timetablev1.ListFeedsRequest{})
	if err != nil {
		return nil, err
	}
	return &moutamadrisv1.ListCalendarFeedsResponse{CalendarFeeds: out.GetFeeds()}, nil
}
