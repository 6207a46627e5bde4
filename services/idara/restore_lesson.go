package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
)

// RestoreLesson takes back what was changed about one lesson.
func (s *Service) RestoreLesson(ctx context.Context, req *idarav1.RestoreLessonRequest) (*idarav1.LessonChangeResponse, error) {
	out, err := s.timetable.RestoreLesson(ctx, &timetablev1.RestoreLessonRequest{
		LessonId: req.GetLessonId(),
		Version:  req.GetVersion(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.LessonChangeResponse{Lesson: out}, nil
}
