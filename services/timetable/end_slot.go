package timetable

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
)

// EndSlot ends a weekly lesson from a day on. A slot that ends before it began is
// gone; lessons whose register is taken stay.
func (s *Service) EndSlot(ctx context.Context, req *timetablev1.EndSlotRequest) (*typev1.Slot, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	school, err := r.schoolOf(ctx, s.db, req.GetSlotId(), errorsv1.Reason_SLOT_NOT_FOUND)
	if err != nil {
		return nil, err
	}
	op := write.Op{
		RPC: "timetable.EndSlot", Resource: req.GetSlotId(), Request: req, Detail: map[string]string{"to": req.GetTo()},
	}
	return writeSchool(ctx, s, op, school.Code, func(ctx context.Context, tx sqldb.Tx) (*typev1.Slot, error) {
		slot, class, err := findSlot(ctx, tx, school, req.GetSlotId())
		if err != nil {
			return nil, err
		}
		to, err := s.changeDay(class, slot, "to", req.GetTo(), r.day)
		if err != nil {
			return nil, err
		}
		if to > slot.To {
			// It has ended already; a lesson comes back by a slot of its own.
			return nil, badDate("to", to)
		}
		d, err := s.openDesk(ctx, tx, school, class.SchoolYear, to)
		if err != nil {
			return nil, err
		}
		if err := d.requireSlot(slot, req.GetVersion()); err != nil {
			return nil, err
		}
		slot.To = to
		e := &edit{put: []pattern.Slot{slot}}
		if slot.To == slot.From {
			e = &edit{removed: []string{slot.ID}}
		}
		e.on(d.pattern)
		return d.versioned(slot), e.write(ctx, tx, d)
	})
}
