package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// GetNow gives the lesson that runs and the next one, of a class, a student, a teacher or a room.
func (s *Service) GetNow(ctx context.Context, req *idarav1.GetNowRequest) (*typev1.NowNext, error) {
	return s.timetable.GetNow(ctx, &timetablev1.GetNowRequest{
		StudentId:  req.GetStudentId(),
		ClassId:    req.GetClassId(),
		Group:      req.GetGroup(),
		StaffId:    req.GetStaffId(),
		Room:       req.GetRoom(),
		SchoolCode: req.GetSchoolCode(),
	})
}
