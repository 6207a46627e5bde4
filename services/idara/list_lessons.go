package idara

import (
	"context"
	"slices"

	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
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
	heads, err := s.registersOf(ctx, day.GetLessons())
	if err != nil {
		return nil, err
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

// registersAtOnce is how many lessons attendance is asked about by one request; it takes no more.
const registersAtOnce = 500

// registersOf says which lessons have a register, by lesson. A large school has more lessons in a day, groups of
// many classes among them, than one request may name.
func (s *Service) registersOf(ctx context.Context, lessons []*typev1.Lesson) (map[string]*attendancev1.RegisterHead, error) {
	heads := make(map[string]*attendancev1.RegisterHead, len(lessons))
	for some := range slices.Chunk(lessons, registersAtOnce) {
		ask := &attendancev1.ListRegistersRequest{}
		for _, lesson := range some {
			ask.LessonIds = append(ask.LessonIds, lesson.GetLessonId())
		}
		taken, err := s.attendance.ListRegisters(ctx, ask)
		if err != nil {
			return nil, err
		}
		for _, head := range taken.GetRegisters() {
			heads[head.GetLessonId()] = head
		}
	}
	return heads, nil
}
