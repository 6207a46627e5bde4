package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
)

// ListEvents lists events of a school.
func (s *Service) ListEvents(ctx context.Context, req *idarav1.ListEventsRequest) (*idarav1.ListEventsResponse, error) {
	out, err := s.timetable.ListEvents(ctx, &timetablev1.ListEventsRequest{
		SchoolCode: req.GetSchoolCode(),
		From:       req.GetFrom(),
		To:         req.GetTo(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.ListEventsResponse{Events: out.GetEvents()}, nil
}
