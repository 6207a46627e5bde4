package timetable

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
)

// A version says what stands, and not how often it was written: two officers who read
// the same and write one after the other are told apart by it, and a change that was
// taken back is none. Who sends no version overwrites whatever stands.

// digest is short, and the same for the same values.
func digest(values ...any) string {
	text, _ := json.Marshal(values) // numbers and texts always have a form
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}

// slotVersion is that of a slot as it is stored; ends is the first day behind its
// school year.
func slotVersion(s pattern.Slot, ends string) string {
	if s.To == ends {
		s.To = ""
	}
	return digest(s)
}

// lessonVersion is that of a lesson as it stands. Its hours are the bell's.
func lessonVersion(l pattern.Lesson) string {
	return digest(l.ID, l.Date, l.Class, l.Group, l.Subject, l.Staff, l.Room, l.Period, l.Count, l.Status, l.Note)
}

// versioned shows a slot that may be changed.
func (d *desk) versioned(s pattern.Slot) *typev1.Slot {
	shown := d.slotProto(s)
	shown.Version = slotVersion(s, d.ends)
	return shown
}

// requireSlot refuses to change a slot that is not any more as the caller read it, and
// names it as it is now. Without a version whatever stands is changed.
func (d *desk) requireSlot(s pattern.Slot, seen string) error {
	now := slotVersion(s, d.ends)
	if seen == "" || seen == now {
		return nil
	}
	return stale(d.slotText(s, d.dayOf(s)), s.ID, now)
}

// requireLesson is requireSlot for one lesson, given as it was planned.
func (d *desk) requireLesson(planned pattern.Lesson, seen string) error {
	l := planned
	i := slices.IndexFunc(d.pattern.Exceptions, func(e pattern.Exception) bool { return e.SlotID == l.SlotID && e.Date == l.Planned })
	if i >= 0 {
		l = d.pattern.Apply(l, d.pattern.Exceptions[i])
	}
	now := lessonVersion(l)
	if seen == "" || seen == now {
		return nil
	}
	return stale(d.slotText(asSlot(l), l.Date), l.SlotID, now)
}

func stale(text, slotID, version string) error {
	return errs.E(errs.Aborted, errorsv1.Reason_LESSON_STALE, "comparing versions", nil,
		errs.Args(text), errs.Meta("slotId", slotID), errs.Meta("version", version))
}
