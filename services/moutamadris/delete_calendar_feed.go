package moutamadris

import (
	"context"

	moutamadrisv1 "github.com/massar-platform/massar/proto/gen/massar/moutamadris/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
)

// DeleteCalendarFeed ends a calendar address.
func (s *Service) DeleteCalendarFeed(ctx context.Context, req *moutamadrisv1.DeleteCalendarFeedRequest) (*moutamadrisv1.DeleteCalendarFeedResponse, error) {
	_, err := s.timetable.DeleteFeed(ctx, &timetablev1.DeleteFeedRequest{
		FeedId: req.GetFeedId(),
	})
	if err != nil {
		return nil, err
	}
	return &moutamadrisv1.DeleteCalendarFeedResponse{}, nil
}
