package idara

import (
	"context"

	"github.com/massar-platform/massar/platform/rpc"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// GetStudentTimetable gives the week of a student.
func (s *Service) GetStudentTimetable(ctx context.Context, req *idarav1.GetStudentTimetableRequest) (*typev1.Week, error) {
	return s.timetable.GetStudentWeek(ctx, &timetablev1.GetStudentWeekRequest{
		StudentId: req.GetStudentId(),
		Week:      req.GetWeek(),
	}, rpc.Encoded())
}
