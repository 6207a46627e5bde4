package idara

import (
	"context"

	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
)

// ListLessons lists the lessons of a school of a day, each with how far its register is.
func (s *Service) ListLessons(ctx context.Context, req *idarav1.ListLessonsRequest) (*idarav1.ListLessonsResponse, error) {
	day, err := s.timetable.ListLessons(ctx, &timetablev1.ListLessonsRequest{
		Date:       req.GetDate(),
		SchoolCode: req.GetSchoolCode(),
		ClassId:    req.GetClassId(),
	})
	if err != nil || len(day.GetLessons()) == 0 {
		return &idarav1.ListLessonsResponse{}, err
	}
	ask := &attendancev1.ListRegistersRequest{}
	for _, lesson := range day.GetLessons() {
		ask.LessonIds = append(ask.LessonIds, lesson.GetLessonId())
	}
	taken, err := s.attendance.ListRegisters(ctx, ask)
	if err != nil {
		return nil, err
	}
	heads := make(map[string]*attendancev1.RegisterHead, len(taken.GetRegisters()))
	for _, head := range taken.GetRegisters() {
		heads[head.GetLessonId()] = head
	}
	out := &idarav1.ListLessonsResponse{}
	for _, lesson := range day.GetLessons() {
		head, ok := heads[lesson.GetLessonId()]
		out.Lessons = append(out.Lessons, &idarav1.LessonRegister{
			Lesson: lesson, Taken: ok, Absent: head.GetAbsent(), Late: head.GetLate(),
			RegisterBy: head.GetBy(), RegisterAt: head.GetAt(),
		})
	}
	return out, nil
}
