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
	school, err := r.school(ctx, s.db, req.GetSchoolCode())
	if err != nil {
		return nil, err
	}
	err = store.RequireRoom(ctx, s.db, school.Code, req.GetRoom())
	if errors.Is(err, store.ErrNotFound) {
		return nil, errs.E(errs.NotFound, errorsv1.Reason_ROOM_NOT_FOUND, "finding a room", nil)
	}
	if err != nil {
		return nil, err
	}
	body, err := s.week(ctx, weekView{school: school.Code, kind: viewRoom, id: req.GetRoom(), week: week, lang: rpc.Lang(ctx)})
	return answer(body), err
}
