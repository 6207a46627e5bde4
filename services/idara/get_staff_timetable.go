package idara

import (
	"context"

	"github.com/massar-platform/massar/platform/rpc"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// GetStaffTimetable gives the week of a teacher.
func (s *Service) GetStaffTimetable(ctx context.Context, req *idarav1.GetStaffTimetableRequest) (*typev1.Week, error) {
	return s.timetable.GetTeacherWeek(ctx, &timetablev1.GetTeacherWeekRequest{
		StaffId: req.GetStaffId(),
		Week:    req.GetWeek(),
	}, rpc.Encoded())
}
