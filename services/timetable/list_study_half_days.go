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

// ListStudyHalfDays gives the half days on which lessons of a class, or of every class
// of a school, are held, with these lessons: what the absences of a month are measured by.
func (s *Service) ListStudyHalfDays(
	ctx context.Context, req *timetablev1.ListStudyHalfDaysRequest,
) (*timetablev1.ListStudyHalfDaysResponse, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	span := store.Span{School: roster.SchoolOf(req.GetClassId()), Class: req.GetClassId()}
	if span.First, span.Last, err = studyDays(req.GetFrom(), req.GetTo(), r.day); err != nil {
		return nil, err
	}
	if span.Class == "" {
		school, err := r.school(ctx, s.db, req.GetSchoolCode())
		if err != nil {
			return nil, err
		}
		span.School = school.Code
	} else {
		if err := s.mayReadClass(ctx, r, span.Class); err != nil {
			return nil, err
		}
		if err := requireClass(ctx, s.db, span.Class); err != nil {
			return nil, err
		}
	}
	halfDays, err := s.studyHalfDays(ctx, span)
	return &timetablev1.ListStudyHalfDaysResponse{HalfDays: halfDays}, err
}

// studyDays reads the first and the last of some days, which are not too many.
func studyDays(from, to, today string) (first, last string, err error) {
	if first, err = dayOf("from", from, today); err != nil {
		return "", "", err
	}
	if last, err = dayOf("to", to, first); err != nil {
		return "", "", err
	}
	if last < first || last > addDays(first, studySpan) {
		return "", "", errs.E(errs.Invalid, errorsv1.Reason_DATE_INVALID, "reading some days", nil,
			errs.Args(to), errs.Field("to", errorsv1.Reason_DATE_INVALID, to))
	}
	return first, last, nil
}

// studyHalfDays are the half days of a span with the lessons that are held on them.
func (s *Service) studyHalfDays(ctx context.Context, span store.Span) ([]*timetablev1.StudyHalfDay, error) {
	rows, err := s.load(ctx, s.db, span)
	if err != nil {
		return nil, err
	}
	var list []*timetablev1.StudyHalfDay
	halves := map[[3]string]*timetablev1.StudyHalfDay{}
	for _, l := range pattern.Between(span.First, span.Last, rows.Pattern) {
		if l.Status == pattern.Cancelled || span.Class != "" && l.Class != span.Class {
			continue
		}
		key := [3]string{l.Class, l.Date, string(halfOf(l))}
		half := halves[key]
		if half == nil {
			half = &timetablev1.StudyHalfDay{ClassId: key[0], Date: key[1], Half: key[2]}
			halves[key] = half
			list = append(list, half)
		}
		half.Lessons = append(half.Lessons, &timetablev1.StudyLesson{LessonId: l.ID, Group: l.Group, Minutes: int32(l.End - l.Start)})
	}
	return list, nil
}
