package attendance

import (
	"context"
	"errors"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/roster"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/attendance/internal/absence"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// planned is the lesson of a register that nobody has taken yet, as the timetable
// has it now.
func (s *Service) planned(ctx context.Context, r reach, lessonID string) (store.Register, error) {
	record, err := s.timetable.GetLesson(ctx, &timetablev1.GetLessonRequest{LessonId: lessonID})
	if err != nil {
		return store.Register{}, err
	}
	return s.registerOf(ctx, r, record)
}

// freeze asks timetable to keep a lesson as it is, because its register is about to
// be taken. Whoever asks again gets the same, so a save that ends between here and
// its own commit is simply made again. What would refuse the save is looked at before:
// a lesson stays free to change until somebody may write its register.
func (s *Service) freeze(ctx context.Context, r reach, lessonID, reason string) (store.Register, error) {
	reg, err := s.planned(ctx, r, lessonID)
	if err != nil {
		return store.Register{}, err
	}
	if _, err := s.requireWindow(r, reg, reason); err != nil {
		return store.Register{}, err
	}
	record, err := s.timetable.FreezeLesson(ctx, &timetablev1.FreezeLessonRequest{LessonId: lessonID})
	if err != nil {
		return store.Register{}, err
	}
	if reg, err = s.registerOf(ctx, r, record); err != nil {
		return store.Register{}, err
	}
	if reg.TakenLate, err = s.requireWindow(r, reg, reason); reg.TakenLate {
		reg.LateReason = reason
	}
	return reg, err
}

// registerOf is the register of a lesson of the timetable, which must be the caller's.
func (s *Service) registerOf(ctx context.Context, r reach, record *timetablev1.LessonRecord) (store.Register, error) {
	lesson := record.GetLesson()
	start, err := minuteOf(lesson.GetStart())
	if err != nil {
		return store.Register{}, err
	}
	end, err := minuteOf(lesson.GetEnd())
	if err != nil {
		return store.Register{}, err
	}
	reg := store.Register{
		School: roster.SchoolOf(lesson.GetLessonId()), LessonID: lesson.GetLessonId(), ClassID: lesson.GetClass().GetClassId(),
		ClassLabel: lesson.GetClass().GetLabel(), Group: lesson.GetGroup(), Subject: lesson.GetSubject().GetCode(),
		StaffID: lesson.GetTeacher().GetStaffId(), Room: lesson.GetRoom(), Status: lesson.GetStatus().String(),
		Note: lesson.GetNote(), Date: lesson.GetDate(), Start: start, End: end, Minutes: int(record.GetMinutes()), Half: record.GetHalf(),
		Account: r.caller.AccountID, Person: r.caller.PersonID, TakenAt: r.micros(), WrittenAt: r.micros(),
	}
	school, err := roster.FindSchool(ctx, s.db, reg.School)
	if err != nil && !errors.Is(err, roster.ErrNotFound) {
		return store.Register{}, err
	}
	rules, err := roster.AttendanceRules(ctx, s.db, reg.School)
	if err != nil {
		return store.Register{}, err
	}
	reg.Node, reg.RegisterHours = school.Node, roster.RuleOn(rules, reg.Date).RegisterHours
	return reg, r.own(ctx, s.db, reg)
}

// windowOf says whether the register of a lesson may be written at this instant.
func (s *Service) windowOf(r reach, reg store.Register) (absence.Window, error) {
	if reg.Status == typev1.Lesson_Status_CANCELLED.String() {
		return absence.Closed, nil
	}
	start, err := instantOf(reg.Date, reg.Start)
	if err != nil {
		return 0, err
	}
	end, err := instantOf(reg.Date, reg.End)
	if err != nil {
		return 0, err
	}
	rules, err := s.absenceRules(s.yearOf(reg.Date))
	if err != nil {
		return 0, err
	}
	var own absence.Setting
	if reg.RegisterHours > 0 {
		own.AfterHours = &reg.RegisterHours
	}
	return absence.WindowAt(start, end, r.now, rules.Window, own), nil
}

// requireWindow refuses a save out of time; late says that its reason counts. Once
// only the office may write, it has to say why.
func (s *Service) requireWindow(r reach, reg store.Register, reason string) (late bool, err error) {
	if reg.Status == typev1.Lesson_Status_CANCELLED.String() {
		return false, errs.E(errs.FailedPrecondition, errorsv1.Reason_LESSON_CANCELLED, "checking a lesson", nil)
	}
	window, err := s.windowOf(r, reg)
	switch {
	case err != nil:
		return false, err
	case window == absence.Early:
		return false, errs.E(errs.FailedPrecondition, errorsv1.Reason_REGISTER_EARLY, "checking the hour of a lesson", nil)
	case window == absence.Open:
		return false, nil
	case window == absence.Closed && r.teacher():
		return false, errs.E(errs.FailedPrecondition, errorsv1.Reason_REGISTER_CLOSED, "checking the hour of a lesson", nil)
	case reason == "":
		return false, errs.E(errs.FailedPrecondition, errorsv1.Reason_LATE_REASON_REQUIRED, "checking the hour of a lesson", nil,
			errs.Field("lateReason", errorsv1.Reason_FIELD_REQUIRED))
	}
	return true, nil
}

// cleanField is free text as it may be stored: without control characters and what
// turns the direction of the text behind it.
func cleanField(field, text string) (string, error) {
	if text == "" {
		return "", nil
	}
	cleaned, err := localtext.CleanText(text)
	if err != nil {
		return "", errs.E(errs.Invalid, errorsv1.Reason_INVALID_REQUEST, "reading a text", err,
			errs.Field(field, errorsv1.Reason_TEXT_NOT_ALLOWED))
	}
	return cleaned, nil
}

func shownWindow(w absence.Window) typev1.Register_Window_Value {
	switch w {
	case absence.Early:
		return typev1.Register_Window_EARLY
	case absence.Open:
		return typev1.Register_Window_OPEN
	case absence.LateNeedsReason:
		return typev1.Register_Window_LATE
	}
	return typev1.Register_Window_CLOSED
}
