package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// MoveLesson moves one lesson.
func (s *Service) MoveLesson(ctx context.Context, req *idarav1.MoveLessonRequest) (*idarav1.LessonChangeResponse, error) {
	out, err := s.timetable.ChangeLesson(ctx, &timetablev1.ChangeLessonRequest{
		LessonId: req.GetLessonId(),
		Status:   typev1.Lesson_Status_MOVED,
		Date:     req.GetDate(),
		Period:   req.GetPeriod(),
		Room:     req.GetRoom(),
		Note:     req.GetNote(),
		DryRun:   req.GetDryRun(),
		Version:  req.GetVersion(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.LessonChangeResponse{Lesson: out.GetLesson(), Conflicts: out.GetConflicts()}, nil
}
