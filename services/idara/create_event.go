package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
)

// CreateEvent announces something of a school.
func (s *Service) CreateEvent(ctx context.Context, req *idarav1.CreateEventRequest) (*idarav1.EventResponse, error) {
	out, err := s.timetable.CreateEvent(ctx, &timetablev1.CreateEventRequest{
		SchoolCode: req.GetSchoolCode(),
		Kind:       req.GetKind(),
		TitleAr:    req.GetTitleAr(),
		TitleFr:    req.GetTitleFr(),
		From:       req.GetFrom(),
		To:         req.GetTo(),
		ClassIds:   req.GetClassIds(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.EventResponse{Event: out}, nil
}
