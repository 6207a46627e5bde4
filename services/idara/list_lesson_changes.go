package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
)

// ListLessonChanges lists lessons that differ from the pattern.
func (s *Service) ListLessonChanges(ctx context.Context, req *idarav1.ListLessonChangesRequest) (*idarav1.ListLessonChangesResponse, error) {
	out, err := s.timetable.ListLessonChanges(ctx, &timetablev1.ListLessonChangesRequest{
		SchoolCode: req.GetSchoolCode(),
		From:       req.GetFrom(),
		To:         req.GetTo(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.ListLessonChangesResponse{Lessons: out.GetLessons()}, nil
}
