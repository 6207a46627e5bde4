package timetable

import (
	"context"
	"errors"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/rpc"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// GetRoomWeek gives the lessons that are held in a room in a week to the office of
// its school.
func (s *Service) GetRoomWeek(ctx context.Context, req *timetablev1.GetRoomWeekRequest) (*typev1.Week, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	week, err := s.weekOf(req.GetWeek(), r.day)
	if err != nil {
		return nil, err
	}
	view, err := s.roomView(ctx, r, req.GetSchoolCode(), req.GetRoom())
	if err != nil {
		return nil, err
	}
	view.week, view.lang = week, rpc.Lang(ctx)
	body, err := s.week(ctx, view)
	return answer(body), err
}

// roomView are the lessons in a room of a school that the caller reaches.
func (s *Service) roomView(ctx context.Context, r reach, code, room string) (weekView, error) {
	school, err := r.school(ctx, s.db, code)
	if err != nil {
		return weekView{}, err
	}
	err = store.RequireRoom(ctx, s.db, school.Code, room)
	if errors.Is(err, store.ErrNotFound) {
		err = errs.E(errs.NotFound, errorsv1.Reason_ROOM_NOT_FOUND, "finding a room", nil)
	}
	return weekView{school: school.Code, kind: viewRoom, id: room}, err
}
