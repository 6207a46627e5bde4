package waliye

import (
	"context"

	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// CreateChildCalendarFeed makes a private address of a child's timetable.
func (s *Service) CreateChildCalendarFeed(ctx context.Context, req *waliyev1.CreateChildCalendarFeedRequest) (*typev1.CalendarFeed, error) {
	return s.timetable.CreateFeed(ctx, &timetablev1.CreateFeedRequest{
		StudentId: req.GetStudentId(),
		Label:     req.GetLabel(),
	})
}
