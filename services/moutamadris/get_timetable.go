package moutamadris

import (
	"context"

	"github.com/massar-platform/massar/platform/rpc"
	moutamadrisv1 "github.com/massar-platform/massar/proto/gen/massar/moutamadris/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// GetTimetable gives the signed-in student's week.
func (s *Service) GetTimetable(ctx context.Context, req *moutamadrisv1.GetTimetableRequest) (*typev1.Week, error) {
	return s.timetable.GetStudentWeek(ctx, &timetablev1.GetStudentWeekRequest{
		StudentId: self(ctx),
		Week:      req.GetWeek(),
	}, rpc.Encoded())
}
