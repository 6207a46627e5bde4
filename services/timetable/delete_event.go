package timetable

import (
	"context"
	"slices"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// DeleteEvent takes an event back: its lessons are held again. It is refused where
// another lesson was put into their place meanwhile.
func (s *Service) DeleteEvent(ctx context.Context, req *timetablev1.DeleteEventRequest) (*timetablev1.DeleteEventResponse, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	school, err := r.schoolOf(ctx, s.db, req.GetEventId(), errorsv1.Reason_EVENT_NOT_FOUND)
	if err != nil {
		return nil, err
	}
	op := write.Op{RPC: "timetable.DeleteEvent", Resource: req.GetEventId(), Request: req}
	return writeSchool(ctx, s, op, school.Code, func(ctx context.Context, tx sqldb.Tx) (*timetablev1.DeleteEventResponse, error) {
		event, err := findEvent(ctx, tx, school, req.GetEventId())
		if err != nil {
			return nil, err
		}
		if err := s.checkWithout(ctx, tx, school, event); err != nil {
			return nil, err
		}
		return &timetablev1.DeleteEventResponse{}, store.DeleteEvent(ctx, tx, school.Code, event.ID)
	})
}

// checkWithout refuses to take an event back when lessons would collide without it.
func (s *Service) checkWithout(ctx context.Context, q sqldb.Querier, school roster.School, event store.Event) error {
	if event.Kind == pattern.EventOnly {
		return nil
	}
	d, err := s.openDesk(ctx, q, school, s.yearOf(event.First), event.First)
	if err != nil {
		return err
	}
	after := d.pattern
	after.Events = slices.DeleteFunc(slices.Clone(d.pattern.Events), func(e pattern.Event) bool { return e.ID == event.ID })
	days := slices.DeleteFunc(specialDays(after, event.First), func(day string) bool { return day > event.Last })
	return d.refuse(d.newClashes(d.pattern, after, days))
}
