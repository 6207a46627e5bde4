package waliye

import (
	"context"

	"github.com/massar-platform/massar/platform/rpc"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// GetChildTimetable gives a child's week; a child that is not the guardian's looks like not there.
func (s *Service) GetChildTimetable(ctx context.Context, req *waliyev1.GetChildTimetableRequest) (*typev1.Week, error) {
	return s.timetable.GetStudentWeek(ctx, &timetablev1.GetStudentWeekRequest{
		StudentId: req.GetStudentId(),
		Week:      req.GetWeek(),
	}, rpc.Encoded())
}
