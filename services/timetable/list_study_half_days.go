package timetable

import (
	"context"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/roster"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// studySpan is how many days after the first one the last one may be.
const studySpan = 62

// ListStudyHalfDays gives the half days on which lessons of a class are held, with
// these lessons: what the absences of a month are measured by.
func (s *Service) ListStudyHalfDays(
	ctx context.Context, req *timetablev1.ListStudyHalfDaysRequest,
) (*timetablev1.ListStudyHalfDaysResponse, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	span := store.Span{School: roster.SchoolOf(req.GetClassId()), Class: req.GetClassId()}
	if span.First, err = dayOf("from", req.GetFrom(), r.day); err != nil {
		return nil, err
	}
	if span.Last, err = dayOf("to", req.GetTo(), span.First); err != nil {
		return nil, err
	}
	if span.Last < span.First || span.Last > addDays(span.First, studySpan) {
		return nil, errs.E(errs.Invalid, errorsv1.Reason_DATE_INVALID, "reading some days", nil,
			errs.Args(req.GetTo()), errs.Field("to", errorsv1.Reason_DATE_INVALID, req.GetTo()))
	}
	if err := s.mayReadClass(ctx, r, req.GetClassId()); err != nil {
		return nil, err
	}
	if err := requireClass(ctx, s.db, req.GetClassId()); err != nil {
		return nil, err
	}
	rows, err := s.load(ctx, s.db, span)
	if err != nil {
		return nil, err
	}
	answer := &timetablev1.ListStudyHalfDaysResponse{}
	var half *timetablev1.StudyHalfDay
	for _, l := range pattern.Between(span.First, span.Last, rows.Pattern) {
		if l.Status == pattern.Cancelled || l.Class != req.GetClassId() {
			continue
		}
		if name := string(halfOf(l)); half == nil || half.Date != l.Date || half.Half != name {
			half = halfIn(answer, l.Date, name)
		}
		half.Lessons = append(half.Lessons, &timetablev1.StudyLesson{LessonId: l.ID, Group: l.Group, Minutes: int32(l.End - l.Start)})
	}
	return answer, nil
}

// halfIn is a half day of an answer, added where it is not there yet. Lessons without
// an hour come before all others of their day.
func halfIn(answer *timetablev1.ListStudyHalfDaysResponse, date, half string) *timetablev1.StudyHalfDay {
	for _, h := range answer.GetHalfDays() {
		if h.GetDate() == date && h.GetHalf() == half {
			return h
		}
	}
	h := &timetablev1.StudyHalfDay{Date: date, Half: half}
	answer.HalfDays = append(answer.HalfDays, h)
	return h
}
