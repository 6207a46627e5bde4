package timetable

import (
	"context"

	"github.com/massar-platform/massar/platform/rpc"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

const (
	eventsSpan    = 100
	maxEventsSpan = 400
)

// ListEvents gives the events of a school that touch some days, by first day.
func (s *Service) ListEvents(ctx context.Context, req *timetablev1.ListEventsRequest) (*timetablev1.ListEventsResponse, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	first, last, err := spanOf(req.GetFrom(), req.GetTo(), r.day, eventsSpan, maxEventsSpan)
	if err != nil {
		return nil, err
	}
	school, err := r.school(ctx, s.db, req.GetSchoolCode())
	if err != nil {
		return nil, err
	}
	events, err := store.EventsBetween(ctx, s.db, school.Code, first, last)
	if err != nil {
		return nil, err
	}
	answer := &timetablev1.ListEventsResponse{}
	for _, e := range events {
		answer.Events = append(answer.Events, eventOf(e, rpc.Lang(ctx)))
	}
	return answer, nil
}
