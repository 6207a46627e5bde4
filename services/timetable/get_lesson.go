package timetable

import (
	"context"
	"errors"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	"github.com/massar-platform/massar/services/timetable/internal/bell"
	"github.com/massar-platform/massar/services/timetable/internal/lessonid"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// GetLesson gives one lesson as it stands, to the teacher who holds it and to the
// office of its school.
func (s *Service) GetLesson(ctx context.Context, req *timetablev1.GetLessonRequest) (*timetablev1.LessonRecord, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	lesson, err := s.lesson(ctx, s.db, r, req.GetLessonId())
	if err != nil {
		return nil, err
	}
	return s.lessonRecord(ctx, s.db, lesson)
}

// lesson finds a lesson of the caller: a teacher has those that he holds at the school
// whose staff he is on, also in place of others; an office has those of its school. Not
// his looks like not there.
func (s *Service) lesson(ctx context.Context, q sqldb.Querier, r reach, id string) (pattern.Lesson, error) {
	slot, planned, ok := lessonid.Split(id)
	school := lessonid.School(id)
	if !ok || school == "" {
		return pattern.Lesson{}, lessonNotFound()
	}
	if err := r.worksAt(ctx, q, school); err != nil {
		return pattern.Lesson{}, err
	}
	rows, err := s.load(ctx, q, store.Span{School: school, First: planned, Last: planned, Slot: slot})
	if errs.Is(err, errorsv1.Reason_SCHOOL_NOT_FOUND) {
		return pattern.Lesson{}, lessonNotFound()
	}
	if err != nil {
		return pattern.Lesson{}, err
	}
	lesson, found := pattern.Find(id, rows.Pattern)
	if !found || (r.teacher() && lesson.Staff != r.caller.PersonID) {
		return pattern.Lesson{}, lessonNotFound()
	}
	return lesson, nil
}

// worksAt refuses a caller whose lessons are not those of a school: a teacher who is
// not on its staff any more, an office that lies elsewhere.
func (r reach) worksAt(ctx context.Context, q sqldb.Querier, school string) error {
	mine := false
	var err error
	if r.teacher() {
		var staff roster.Staff
		staff, err = roster.FindStaff(ctx, q, r.caller.PersonID)
		mine = staff.School == school
	} else {
		var at roster.School
		at, err = roster.FindSchool(ctx, q, school)
		mine = r.covers(at.Node)
	}
	if errors.Is(err, roster.ErrNotFound) || err == nil && !mine {
		return lessonNotFound()
	}
	return err
}

func lessonNotFound() error {
	return errs.E(errs.NotFound, errorsv1.Reason_LESSON_NOT_FOUND, "finding a lesson", nil)
}

// lessonRecord is a lesson with what other services keep of it.
func (s *Service) lessonRecord(ctx context.Context, q sqldb.Querier, l pattern.Lesson) (*timetablev1.LessonRecord, error) {
	names, err := namesOf(ctx, q, lessonid.School(l.ID), []pattern.Lesson{l})
	if err != nil {
		return nil, err
	}
	return &timetablev1.LessonRecord{
		Lesson: s.lessonOf(l, names, rpc.Lang(ctx)), Frozen: l.Frozen, Half: string(halfOf(l)), Minutes: int32(l.End - l.Start),
	}, nil
}

// firstAfternoon is the period with which the afternoon usually begins.
const firstAfternoon = 5

// halfOf is the half day of a lesson. One whose hour the school no longer has still
// counts for one of them.
func halfOf(l pattern.Lesson) bell.Half {
	switch {
	case l.Half != "":
		return l.Half
	case l.Period < firstAfternoon:
		return bell.AM
	}
	return bell.PM
}
