package timetable

import (
	"context"
	"slices"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/timetable/internal/lessonid"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

const changing = "changing a lesson"

// ChangeLesson cancels one lesson, moves it, or gives it another teacher or room. A
// change takes the place of the one before it. With dry_run it only says with what
// the lesson would collide.
func (s *Service) ChangeLesson(ctx context.Context, req *timetablev1.ChangeLessonRequest) (*timetablev1.LessonResult, error) {
	note, err := localtext.CleanText(req.GetNote())
	if err != nil {
		return nil, errs.E(errs.Invalid, errorsv1.Reason_TEXT_NOT_ALLOWED, changing, err, errs.Field("note", errorsv1.Reason_TEXT_NOT_ALLOWED))
	}
	if err := changeFields(req); err != nil {
		return nil, err
	}
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	school, err := r.schoolOf(ctx, s.db, req.GetLessonId(), errorsv1.Reason_LESSON_NOT_FOUND)
	if err != nil {
		return nil, err
	}
	op := write.Op{
		RPC: "timetable.ChangeLesson", Resource: req.GetLessonId(), Request: req, Detail: map[string]string{"status": req.GetStatus().String()},
	}
	return writing(ctx, s, op, school, req.GetDryRun(), func(ctx context.Context, tx sqldb.Tx) (*timetablev1.LessonResult, error) {
		planned, d, err := s.openLesson(ctx, tx, school, req.GetLessonId(), req.GetDate())
		if err != nil {
			return nil, err
		}
		if err := d.requireLesson(planned, req.GetVersion()); err != nil {
			return nil, err
		}
		change, err := d.change(ctx, tx, planned, req)
		if err != nil {
			return nil, err
		}
		change.Note = note
		after, lesson := d.changed(planned, &change)
		var found []pattern.Conflict
		if change.Kind != pattern.Cancelled {
			if err := d.requirePlace(lesson); err != nil {
				return nil, err
			}
			found = d.lessonConflicts(after, lesson)
		}
		if req.GetDryRun() {
			return &timetablev1.LessonResult{Conflicts: d.conflictProtos(found)}, nil
		}
		if err := d.refuse(found); err != nil {
			return nil, err
		}
		if err := store.PutChanges(ctx, tx, school.Code, []pattern.Exception{change}); err != nil {
			return nil, err
		}
		answer, err := d.lessonProto(ctx, tx, lesson)
		return &timetablev1.LessonResult{Lesson: answer}, err
	})
}

// changeFields refuses fields that mean nothing for what becomes of the lesson.
func changeFields(req *timetablev1.ChangeLessonRequest) error {
	moves := req.GetDate() != "" || req.GetPeriod() != 0
	replaces := req.GetRoom() != "" || req.GetStaffId() != ""
	field := ""
	switch req.GetStatus() {
	case typev1.Lesson_Status_CANCELLED:
		if moves || replaces {
			field = "status"
		}
	case typev1.Lesson_Status_MOVED:
		if !moves {
			field = "date"
		}
	case typev1.Lesson_Status_REPLACED:
		switch {
		case moves:
			field = "date"
		case !replaces:
			field = "staffId"
		}
	default:
		field = "status"
	}
	if field != "" {
		return badChange(field)
	}
	if _, err := dayOf("date", req.GetDate(), ""); err != nil {
		return err
	}
	return nil
}

func badChange(field string) error {
	return errs.E(errs.Invalid, errorsv1.Reason_LESSON_CHANGE_INVALID, changing, nil, errs.Field(field, errorsv1.Reason_LESSON_CHANGE_INVALID))
}

// openLesson finds a lesson as it was planned, with a desk that sees its day and
// another one. A lesson that no register keeps and that the calendar or an event takes
// away is not there, unless it was moved away before.
func (s *Service) openLesson(ctx context.Context, q sqldb.Querier, school roster.School, lessonID, other string) (pattern.Lesson, *desk, error) {
	missing := errs.E(errs.NotFound, errorsv1.Reason_LESSON_NOT_FOUND, "finding a lesson", nil)
	slotID, day, ok := lessonid.Split(lessonID)
	if !ok || !s.years[s.yearOf(day)] {
		return pattern.Lesson{}, nil, missing
	}
	from := day
	if other != "" {
		from = min(day, other)
	}
	if s.yearOf(from) != s.yearOf(day) {
		return pattern.Lesson{}, nil, badChange("date")
	}
	d, err := s.openDesk(ctx, q, school, s.yearOf(day), from)
	if err != nil {
		return pattern.Lesson{}, nil, err
	}
	for _, l := range d.pattern.Frozen {
		if l.ID == lessonID {
			return pattern.Lesson{}, nil, errs.E(errs.FailedPrecondition, errorsv1.Reason_LESSON_FROZEN, changing, nil)
		}
	}
	for _, slot := range d.pattern.Slots {
		if slot.ID != slotID || !slot.On(day) {
			continue
		}
		changed := slices.ContainsFunc(d.pattern.Exceptions, func(e pattern.Exception) bool { return e.SlotID == slotID && e.Date == day })
		if !changed && (!d.pattern.SchoolDay(day) || d.suspended(d.pattern, slot.Class, day)) {
			break
		}
		return d.planned(slot, day), d, nil
	}
	return pattern.Lesson{}, nil, missing
}

// planned is the lesson that a slot gives on a day, without what was changed about it.
func (d *desk) planned(slot pattern.Slot, day string) pattern.Lesson {
	id, _ := lessonid.Lesson(slot.ID, day)
	l := pattern.Lesson{
		ID: id, SlotID: slot.ID, Date: day, Planned: day, Class: slot.Class, Group: slot.Group, Subject: slot.Subject, Staff: slot.Staff,
		Room: slot.Room, Period: slot.Period, Count: slot.Count, Status: pattern.Planned, SlotStaff: slot.Staff, SlotRoom: slot.Room,
		Joint: slot.Joint,
	}
	if t, ok := d.pattern.Times(day, l.Period, l.Count); ok {
		l.Start, l.End, l.Half = t.Start, t.End, t.Half
	}
	return l
}

// change is what a request makes of a lesson.
func (d *desk) change(ctx context.Context, q sqldb.Querier, planned pattern.Lesson, req *timetablev1.ChangeLessonRequest) (pattern.Exception, error) {
	e := pattern.Exception{
		SlotID: planned.SlotID, Date: planned.Planned, Kind: pattern.Status(req.GetStatus().String()), Staff: req.GetStaffId(), Room: req.GetRoom(),
	}
	if e.Kind == pattern.Moved {
		e.ToDate, e.ToPeriod = planned.Date, planned.Period
		if req.GetDate() != "" {
			e.ToDate = req.GetDate()
		}
		if req.GetPeriod() != 0 {
			e.ToPeriod = int(req.GetPeriod())
		}
		if e.ToDate == planned.Date && e.ToPeriod == planned.Period {
			return e, badChange("date") // it stays where it is
		}
		if d.yearOf(e.ToDate) != d.year {
			return e, badChange("date")
		}
	}
	// Naming the teacher or the room that the lesson has already changes nothing.
	if e.Staff == planned.Staff {
		e.Staff = ""
	}
	if e.Room == planned.Room {
		e.Room = ""
	}
	if e.Kind == pattern.Replaced && e.Staff == "" && e.Room == "" {
		return e, badChange("staffId")
	}
	if e.Staff != "" {
		if err := requireStaff(ctx, q, d.school.Code, e.Staff); err != nil {
			return e, err
		}
	}
	return e, requireRoom(ctx, q, d.school.Code, e.Room)
}

// changed gives the pattern with a change of one lesson, nil for none, and the lesson
// as it then is.
func (d *desk) changed(planned pattern.Lesson, change *pattern.Exception) (pattern.School, pattern.Lesson) {
	after := d.pattern
	after.Exceptions = slices.DeleteFunc(slices.Clone(d.pattern.Exceptions), func(e pattern.Exception) bool {
		return e.SlotID == planned.SlotID && e.Date == planned.Planned
	})
	if change == nil {
		return after, planned
	}
	after.Exceptions = append(after.Exceptions, *change)
	return after, after.Apply(planned, *change)
}

// requirePlace refuses a day on which the class has no lessons, and a period that the
// day does not have.
func (d *desk) requirePlace(l pattern.Lesson) error {
	if !d.pattern.SchoolDay(l.Date) || d.suspended(d.pattern, l.Class, l.Date) {
		return badChange("date")
	}
	if !l.Timed() {
		return d.noHour(asSlot(l), l.Date)
	}
	return nil
}

// lessonConflicts lists what a lesson collides with on its day.
func (d *desk) lessonConflicts(p pattern.School, l pattern.Lesson) []pattern.Conflict {
	var found []pattern.Conflict
	for _, c := range pattern.Clashes(lessonsOn(p, l.Date), l) {
		found = append(found, pattern.Conflict{Kind: c.Kind, A: asSlot(c.A), B: asSlot(c.B), Period: max(c.A.Period, c.B.Period), Date: l.Date})
	}
	return found
}

// lessonProto is a lesson as everybody sees it.
func (d *desk) lessonProto(ctx context.Context, q sqldb.Querier, l pattern.Lesson) (*typev1.Lesson, error) {
	names, err := namesOf(ctx, q, d.school.Code, []pattern.Lesson{l})
	if err != nil {
		return nil, err
	}
	return d.editable(l, names, d.lang), nil
}
