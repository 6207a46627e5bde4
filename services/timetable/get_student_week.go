package timetable

import (
	"context"

	"github.com/massar-platform/massar/platform/readlog"
	"github.com/massar-platform/massar/platform/rpc"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// GetStudentWeek gives a week of a student: on each day the lessons of the class and
// the groups that he is in then. An office sees the days at its own school; what it
// reads is written down.
func (s *Service) GetStudentWeek(ctx context.Context, req *timetablev1.GetStudentWeekRequest) (*typev1.Week, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	week, err := s.weekOf(req.GetWeek(), r.day)
	if err != nil {
		return nil, err
	}
	places, err := s.readable(ctx, r, req.GetStudentId())
	if err != nil {
		return nil, err
	}
	shown, err := s.studentWeek(ctx, places, week, rpc.Lang(ctx))
	if err != nil || !r.isStaff() {
		return shown, err
	}
	read := readlog.Read{School: places[len(places)-1].School, RPC: "timetable.GetStudentWeek", Ref: req.GetStudentId()}
	return shown, s.reads.Add(ctx, read)
}
