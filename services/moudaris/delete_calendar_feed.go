package moudaris

import (
	"context"

	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
)

// DeleteCalendarFeed ends a calendar address.
func (s *Service) DeleteCalendarFeed(ctx context.Context, req *moudarisv1.DeleteCalendarFeedRequest) (*moudarisv1.DeleteCalendarFeedResponse, error) {
	_, err := s.timetable.DeleteFeed(ctx, &timetablev1.DeleteFeedRequest{
		FeedId: req.GetFeedId(),
	})
	if err != nil {
		return nil, err
	}
	return &moudarisv1.DeleteCalendarFeedResponse{}, nil
}
