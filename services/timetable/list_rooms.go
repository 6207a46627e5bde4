package timetable

import (
	"context"
	"slices"
	"strings"

	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/sqldb"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// ListRooms gives the rooms of a school by name: room 2 before room 10.
func (s *Service) ListRooms(ctx context.Context, req *timetablev1.ListRoomsRequest) (*timetablev1.ListRoomsResponse, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	school, err := r.school(ctx, s.db, req.GetSchoolCode())
	if err != nil {
		return nil, err
	}
	return roomList(ctx, s.db, school.Code)
}

func roomList(ctx context.Context, q sqldb.Querier, school string) (*timetablev1.ListRoomsResponse, error) {
	rooms, err := store.Rooms(ctx, q, school)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(rooms, func(a, b store.Room) int {
		return strings.Compare(localtext.SortKey(a.Name), localtext.SortKey(b.Name))
	})
	answer := &timetablev1.ListRoomsResponse{Rooms: make([]*typev1.Room, len(rooms))}
	for i, room := range rooms {
		answer.Rooms[i] = &typev1.Room{Name: room.Name, Seats: int32(room.Seats)}
	}
	return answer, nil
}
