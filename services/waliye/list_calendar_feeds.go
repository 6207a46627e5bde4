package waliye

import (
	"context"

	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// ListCalendarFeeds lists the caller's calendar addresses.
func (s *Service) ListCalendarFeeds(ctx context.Context, _ *waliyev1.ListCalendarFeedsRequest) (*waliyev1.ListCalendarFeedsResponse, error) {
	out, err := s.timetable.ListFeeds(ctx, &timetablev1.ListFeedsRequest{})
	if err != nil {
		return nil, err
	}
	return &waliyev1.ListCalendarFeedsResponse{CalendarFeeds: out.GetFeeds()}, nil
}
