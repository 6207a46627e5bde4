package timetable

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

const (
	settingRooms = "setting rooms"
	// maxRooms bounds the rooms of a school: a list is one answer.
	maxRooms = 500
	// maxRoomName bounds a name after cleaning, which may make it longer.
	maxRoomName = 40
)

// SetRooms adds rooms, or takes away those that no lesson to come uses. A room that
// is taken away and is not there is not there.
func (s *Service) SetRooms(ctx context.Context, req *timetablev1.SetRoomsRequest) (*timetablev1.ListRoomsResponse, error) {
	add, err := roomsToAdd(req)
	if err != nil {
		return nil, err
	}
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	school, err := r.school(ctx, s.db, req.GetSchoolCode())
	if err != nil {
		return nil, err
	}
	op := write.Op{
		RPC: "timetable.SetRooms", Resource: school.Code, Request: req,
		Detail: map[string]string{"added": strconv.Itoa(len(add)), "removed": strconv.Itoa(len(req.GetRemove()))},
	}
	return writeSchool(ctx, s, op, school.Code, func(ctx context.Context, tx sqldb.Tx) (*timetablev1.ListRoomsResponse, error) {
		year, _ := s.ref.SchoolYear(r.day)
		used, err := store.RoomsInUse(ctx, tx, school.Code, r.day, year)
		if err != nil {
			return nil, err
		}
		for _, name := range req.GetRemove() {
			if used[name] {
				return nil, errs.E(errs.FailedPrecondition, errorsv1.Reason_ROOM_IN_USE, settingRooms, nil, errs.Args(name))
			}
		}
		if err := store.PutRooms(ctx, tx, school.Code, add); err != nil {
			return nil, err
		}
		if err := store.DeleteRooms(ctx, tx, school.Code, req.GetRemove()); err != nil {
			return nil, err
		}
		answer, err := roomList(ctx, tx, school.Code)
		if err == nil && len(answer.GetRooms()) > maxRooms {
			return nil, errs.E(errs.Invalid, errorsv1.Reason_TOO_MANY_ITEMS, settingRooms, nil, errs.Field("add", errorsv1.Reason_TOO_MANY_ITEMS, maxRooms))
		}
		return answer, err
	})
}

// roomsToAdd are the rooms of a request under their clean names, each once.
func roomsToAdd(req *timetablev1.SetRoomsRequest) ([]store.Room, error) {
	named := map[string]bool{}
	for _, name := range req.GetRemove() {
		named[name] = true
	}
	add := make([]store.Room, len(req.GetAdd()))
	for i, room := range req.GetAdd() {
		field := fmt.Sprintf("add[%d].name", i)
		name, err := localtext.CleanName(room.GetName())
		// A slash ends a path, and dots alone climb it: rooms are asked for by name.
		if err != nil || strings.Trim(name, ".") == "" || strings.Contains(name, "/") || utf8.RuneCountInString(name) > maxRoomName {
			return nil, errs.E(errs.Invalid, errorsv1.Reason_ROOM_NAME_INVALID, settingRooms, err,
				errs.Field(field, errorsv1.Reason_ROOM_NAME_INVALID))
		}
		if named[name] {
			return nil, errs.E(errs.Invalid, errorsv1.Reason_ROOM_NAME_INVALID, settingRooms, nil, errs.Args(name),
				errs.Field(field, errorsv1.Reason_ROOM_NAME_INVALID, name))
		}
		named[name] = true
		add[i] = store.Room{Name: name, Seats: int(room.GetSeats())}
	}
	return add, nil
}
