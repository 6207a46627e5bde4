package moutamadris

import (
	"context"

	moutamadrisv1 "github.com/massar-platform/massar/proto/gen/massar/moutamadris/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// CreateCalendarFeed makes a private address of the caller's timetable.
func (s *Service) CreateCalendarFeed(ctx context.Context, req *moutamadrisv1.CreateCalendarFeedRequest) (*typev1.CalendarFeed, error) {
	return s.timetable.CreateFeed(ctx, &timetablev1.CreateFeedRequest{
		Label: req.GetLabel(),
	})
}
