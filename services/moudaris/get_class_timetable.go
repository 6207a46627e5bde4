package moudaris

import (
	"context"

	"github.com/massar-platform/massar/platform/rpc"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// GetClassTimetable gives the week of a class of the teacher's school.
func (s *Service) GetClassTimetable(ctx context.Context, req *moudarisv1.GetClassTimetableRequest) (*typev1.Week, error) {
	return s.timetable.GetClassWeek(ctx, &timetablev1.GetClassWeekRequest{
		ClassId: req.GetClassId(),
		Group:   req.GetGroup(),
		Week:    req.GetWeek(),
	}, rpc.Encoded())
}
