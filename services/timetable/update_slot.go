package timetable

import (
	"context"
	"errors"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	"github.com/massar-platform/massar/services/timetable/internal/lessonid"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// UpdateSlot describes a weekly lesson anew from a day on: the slot ends and another
// goes on in its place, so that the lessons before the day keep their ids and their
// content. From its first day on it is changed in place. Lessons whose register is
// taken stay, and the change begins behind the last of them. A lesson of a joint
// activity that is changed is on its own from then on.
func (s *Service) UpdateSlot(ctx context.Context, req *timetablev1.UpdateSlotRequest) (*timetablev1.SlotResult, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	school, err := r.schoolOf(ctx, s.db, req.GetSlotId(), errorsv1.Reason_SLOT_NOT_FOUND)
	if err != nil {
		return nil, err
	}
	op := write.Op{
		RPC: "timetable.UpdateSlot", Resource: req.GetSlotId(), Request: req,
		Detail: map[string]string{"subject": req.GetSubject(), "from": req.GetFrom()},
	}
	return writing(ctx, s, op, school, req.GetDryRun(), func(ctx context.Context, tx sqldb.Tx) (*timetablev1.SlotResult, error) {
		old, class, err := findSlot(ctx, tx, school, req.GetSlotId())
		if err != nil {
			return nil, err
		}
		from, err := s.changeDay(class, old, "from", req.GetFrom(), r.day)
		if err != nil {
			return nil, err
		}
		if from >= old.To {
			return nil, badDate("from", from)
		}
		d, err := s.openDesk(ctx, tx, school, class.SchoolYear, from)
		if err != nil {
			return nil, err
		}
		if err := d.requireSlot(old, req.GetVersion()); err != nil {
			return nil, err
		}
		for _, l := range d.pattern.Frozen {
			if l.SlotID == old.ID && l.Planned >= from {
				from = addDays(l.Planned, 1)
			}
		}
		if from >= old.To {
			return nil, errs.E(errs.FailedPrecondition, errorsv1.Reason_LESSON_FROZEN, planning, nil)
		}
		slot := pattern.Slot{ID: old.ID, From: from, To: old.To}
		if slot.Content, err = s.content(ctx, tx, class, req); err != nil {
			return nil, err
		}
		same := old.Content
		same.Joint = ""
		if slot.Content == same {
			return d.unchanged(old, req.GetDryRun()), nil
		}
		if from == old.From {
			return d.saveSlot(ctx, tx, slot, &edit{put: []pattern.Slot{slot}}, req.GetDryRun())
		}
		slot.ID = school.Code + "." + lessonid.New()
		e := &edit{next: map[string]string{old.ID: slot.ID}}
		old.To = from
		e.put = []pattern.Slot{old, slot}
		return d.saveSlot(ctx, tx, slot, e, req.GetDryRun())
	})
}

// unchanged answers for a slot that is already as it shall be.
func (d *desk) unchanged(slot pattern.Slot, dryRun bool) *timetablev1.SlotResult {
	if dryRun {
		return &timetablev1.SlotResult{}
	}
	return &timetablev1.SlotResult{Slot: d.versioned(slot)}
}

// findSlot reads a slot with its class; one without an end ends with its school year.
func findSlot(ctx context.Context, q sqldb.Querier, school roster.School, slotID string) (pattern.Slot, roster.Class, error) {
	slot, year, err := store.FindSlot(ctx, q, school.Code, slotID)
	if errors.Is(err, store.ErrNotFound) {
		return slot, roster.Class{}, errs.E(errs.NotFound, errorsv1.Reason_SLOT_NOT_FOUND, "finding a slot", nil)
	}
	if err != nil {
		return slot, roster.Class{}, err
	}
	if slot.To == "" {
		slot.To = yearEnds(year)
	}
	class, err := classOf(ctx, q, slot.Class)
	return slot, class, err
}

// changeDay is the day from which a slot is other: today where none is named, and
// never before its own first day.
func (s *Service) changeDay(class roster.Class, slot pattern.Slot, field, asked, today string) (string, error) {
	day, err := dayOf(field, asked, today)
	if err != nil {
		return "", err
	}
	if begins, _, ok := s.ref.Lessons(class.SchoolYear); !ok || asked != "" && day < begins || day > yearEnds(class.SchoolYear) {
		return "", badDate(field, day)
	}
	return max(day, slot.From), nil
}
