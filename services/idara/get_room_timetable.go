package idara

import (
	"context"

	"github.com/massar-platform/massar/platform/rpc"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// GetRoomTimetable gives the week of a room.
func (s *Service) GetRoomTimetable(ctx context.Context, req *idarav1.GetRoomTimetableRequest) (*typev1.Week, error) {
	return s.timetable.GetRoomWeek(ctx, &timetablev1.GetRoomWeekRequest{
		SchoolCode: req.GetSchoolCode(),
		Room:       req.GetRoom(),
		Week:       req.GetWeek(),
	}, rpc.Encoded())
}
