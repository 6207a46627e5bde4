package timetable

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// RestoreLesson takes back what was changed about one lesson. It is refused where
// another lesson has taken its place meanwhile; a lesson that was not changed stays.
func (s *Service) RestoreLesson(ctx context.Context, req *timetablev1.RestoreLessonRequest) (*typev1.Lesson, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	school, err := r.schoolOf(ctx, s.db, req.GetLessonId(), errorsv1.Reason_LESSON_NOT_FOUND)
	if err != nil {
		return nil, err
	}
	op := write.Op{RPC: "timetable.RestoreLesson", Resource: req.GetLessonId(), Request: req}
	return writeSchool(ctx, s, op, school.Code, func(ctx context.Context, tx sqldb.Tx) (*typev1.Lesson, error) {
		planned, d, err := s.openLesson(ctx, tx, school, req.GetLessonId(), "")
		if err != nil {
			return nil, err
		}
		if err := d.requireLesson(planned, req.GetVersion()); err != nil {
			return nil, err
		}
		after, lesson := d.changed(planned, nil)
		if d.pattern.SchoolDay(lesson.Date) && !d.suspended(d.pattern, lesson.Class, lesson.Date) {
			if err := d.refuse(d.lessonConflicts(after, lesson)); err != nil {
				return nil, err
			}
		}
		change := pattern.Exception{SlotID: planned.SlotID, Date: planned.Planned}
		if err := store.DeleteChanges(ctx, tx, school.Code, []pattern.Exception{change}); err != nil {
			return nil, err
		}
		return d.lessonProto(ctx, tx, lesson)
	})
}
