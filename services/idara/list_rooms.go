package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
)

// ListRooms lists the rooms of a school.
func (s *Service) ListRooms(ctx context.Context, req *idarav1.ListRoomsRequest) (*idarav1.ListRoomsResponse, error) {
	out, err := s.timetable.ListRooms(ctx, &timetablev1.ListRoomsRequest{
		SchoolCode: req.GetSchoolCode(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.ListRoomsResponse{Rooms: out.GetRooms()}, nil
}
