package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
)

// CheckTimetable lists every collision of a school.
func (s *Service) CheckTimetable(ctx context.Context, req *idarav1.CheckTimetableRequest) (*idarav1.CheckTimetableResponse, error) {
	out, err := s.timetable.CheckTimetable(ctx, &timetablev1.CheckTimetableRequest{
		SchoolCode: req.GetSchoolCode(),
		From:       req.GetFrom(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.CheckTimetableResponse{Conflicts: out.GetConflicts()}, nil
}
