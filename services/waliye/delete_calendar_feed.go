package waliye

import (
	"context"

	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// DeleteCalendarFeed ends a calendar address.
func (s *Service) DeleteCalendarFeed(ctx context.Context, req *waliyev1.DeleteCalendarFeedRequest) (*waliyev1.DeleteCalendarFeedResponse, error) {
	_, err := s.timetable.DeleteFeed(ctx, &timetablev1.DeleteFeedRequest{
		FeedId: req.GetFeedId(),
	})
	if err != nil {
		return nil, err
	}
	return &waliyev1.DeleteCalendarFeedResponse{}, nil
}
