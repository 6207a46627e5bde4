package moudaris

import (
	"context"

	"github.com/massar-platform/massar/platform/rpc"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// GetTimetable gives the teacher's own week.
func (s *Service) GetTimetable(ctx context.Context, req *moudarisv1.GetTimetableRequest) (*typev1.Week, error) {
	return s.timetable.GetTeacherWeek(ctx, &timetablev1.GetTeacherWeekRequest{
		Week: req.GetWeek(),
	}, rpc.Encoded())
}
