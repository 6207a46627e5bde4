package timetable

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	"github.com/massar-platform/massar/services/timetable/internal/lessonid"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
)

// CreateSlot adds a weekly lesson to the pattern, or a single one where it ends on
// the day after it begins. With dry_run it only says with what it would collide.
func (s *Service) CreateSlot(ctx context.Context, req *timetablev1.CreateSlotRequest) (*timetablev1.SlotResult, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	school, err := r.schoolOf(ctx, s.db, req.GetClassId(), errorsv1.Reason_CLASS_NOT_FOUND)
	if err != nil {
		return nil, err
	}
	op := write.Op{
		RPC: "timetable.CreateSlot", Resource: req.GetClassId(), Request: req,
		Detail: map[string]string{"subject": req.GetSubject(), "from": req.GetFrom(), "to": req.GetTo()},
	}
	return writing(ctx, s, op, school, req.GetDryRun(), func(ctx context.Context, tx sqldb.Tx) (*timetablev1.SlotResult, error) {
		class, err := classOf(ctx, tx, req.GetClassId())
		if err != nil {
			return nil, err
		}
		content, err := s.content(ctx, tx, class, req)
		if err != nil {
			return nil, err
		}
		slot := pattern.Slot{ID: school.Code + "." + lessonid.New(), Content: content}
		if slot.From, slot.To, err = s.slotDays(class, r.day, req.GetFrom(), req.GetTo()); err != nil {
			return nil, err
		}
		d, err := s.openDesk(ctx, tx, school, class.SchoolYear, slot.From)
		if err != nil {
			return nil, err
		}
		return d.saveSlot(ctx, tx, slot, &edit{put: []pattern.Slot{slot}}, req.GetDryRun())
	})
}

// saveSlot checks an edit around one slot, and writes it unless it is a dry run.
func (d *desk) saveSlot(ctx context.Context, tx sqldb.Tx, slot pattern.Slot, e *edit, dryRun bool) (*timetablev1.SlotResult, error) {
	after := e.on(d.pattern)
	if err := d.requireHours(after, slot); err != nil {
		return nil, err
	}
	found := d.collisions(after, map[string]bool{slot.ID: true})
	if dryRun {
		return &timetablev1.SlotResult{Conflicts: d.conflictProtos(found)}, nil
	}
	if err := d.refuse(found); err != nil {
		return nil, err
	}
	if err := e.write(ctx, tx, d); err != nil {
		return nil, err
	}
	return &timetablev1.SlotResult{Slot: d.versioned(slot)}, nil
}
