package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
)

// SetRooms adds rooms and takes rooms away.
func (s *Service) SetRooms(ctx context.Context, req *idarav1.SetRoomsRequest) (*idarav1.ListRoomsResponse, error) {
	out, err := s.timetable.SetRooms(ctx, &timetablev1.SetRoomsRequest{
		SchoolCode: req.GetSchoolCode(),
		Add:        req.GetAdd(),
		Remove:     req.GetRemove(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.ListRoomsResponse{Rooms: out.GetRooms()}, nil
}
