package timetable

import (
	"context"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	"github.com/massar-platform/massar/services/timetable/internal/lessonid"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// FreezeLesson keeps a lesson as it stands, because its register is about to be
// taken. It takes the lock of the school, so that no change of the lesson comes in
// between; it gives no new version, because nobody reads anything else than before.
func (s *Service) FreezeLesson(ctx context.Context, req *timetablev1.FreezeLessonRequest) (*timetablev1.LessonRecord, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	// Whom it does not concern must not take the lock of a school; once frozen there is
	// nothing to write.
	lesson, err := s.freezable(ctx, s.db, r, req.GetLessonId())
	if err != nil {
		return nil, err
	}
	if lesson.Frozen {
		return s.lessonRecord(ctx, s.db, lesson)
	}
	school := lessonid.School(req.GetLessonId())
	op := write.Op{RPC: "timetable.FreezeLesson", Resource: req.GetLessonId(), Request: req}
	return write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*timetablev1.LessonRecord, error) {
		if err := store.Hold(ctx, tx, school); err != nil {
			return nil, err
		}
		lesson, err := s.freezable(ctx, tx, r, req.GetLessonId())
		if err != nil {
			return nil, err
		}
		if !lesson.Frozen {
			if err := store.Freeze(ctx, tx, school, lesson, s.clock.Real().Now().UnixMicro()); err != nil {
				return nil, err
			}
			lesson.Frozen = true
		}
		return s.lessonRecord(ctx, tx, lesson)
	})
}

// freezable finds a lesson of the caller that is held.
func (s *Service) freezable(ctx context.Context, q sqldb.Querier, r reach, id string) (pattern.Lesson, error) {
	lesson, err := s.lesson(ctx, q, r, id)
	if err == nil && lesson.Status == pattern.Cancelled {
		err = errs.E(errs.FailedPrecondition, errorsv1.Reason_LESSON_CANCELLED, "freezing a lesson", nil)
	}
	return lesson, err
}
