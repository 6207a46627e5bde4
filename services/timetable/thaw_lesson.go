package timetable

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	"github.com/massar-platform/massar/services/timetable/internal/lessonid"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// ThawLesson frees a lesson whose register is discarded: it is again what the pattern,
// the changes and the events make of it, which may be nothing. Thawing twice is
// thawing once.
func (s *Service) ThawLesson(ctx context.Context, req *timetablev1.ThawLessonRequest) (*timetablev1.ThawLessonResponse, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	school, err := r.schoolOf(ctx, s.db, req.GetLessonId(), errorsv1.Reason_LESSON_NOT_FOUND)
	if err != nil {
		return nil, err
	}
	slot, day, ok := lessonid.Split(req.GetLessonId())
	if !ok {
		return nil, lessonNotFound()
	}
	op := write.Op{
		RPC: "timetable.ThawLesson", Resource: req.GetLessonId(), Request: req, Detail: map[string]string{"reason": req.GetReason()},
	}
	return writeSchool(ctx, s, op, school.Code, func(ctx context.Context, tx sqldb.Tx) (*timetablev1.ThawLessonResponse, error) {
		thawed, err := store.Thaw(ctx, tx, school.Code, slot, day)
		if err == nil && !thawed {
			_, err = s.lesson(ctx, tx, r, req.GetLessonId())
		}
		return &timetablev1.ThawLessonResponse{}, err
	})
}
