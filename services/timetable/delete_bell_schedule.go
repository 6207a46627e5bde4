package timetable

import (
	"context"
	"slices"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	"github.com/massar-platform/massar/services/timetable/internal/bell"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// DeleteBellSchedule takes a schedule away: the hours fall back to the one below.
// It is refused where that leaves a lesson from today on without an hour.
func (s *Service) DeleteBellSchedule(ctx context.Context, req *timetablev1.DeleteBellScheduleRequest) (*timetablev1.DeleteBellScheduleResponse, error) {
	const missing = errorsv1.Reason_BELL_SCHEDULE_NOT_FOUND
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	school, err := r.schoolOf(ctx, s.db, req.GetBellScheduleId(), missing)
	if err != nil {
		return nil, err
	}
	op := write.Op{RPC: "timetable.DeleteBellSchedule", Resource: req.GetBellScheduleId(), Request: req}
	return writeSchool(ctx, s, op, school.Code, func(ctx context.Context, tx sqldb.Tx) (*timetablev1.DeleteBellScheduleResponse, error) {
		own, err := store.SchoolBells(ctx, tx, school.Code)
		if err != nil {
			return nil, err
		}
		at := slices.IndexFunc(own, func(b bell.Schedule) bool { return b.ID == req.GetBellScheduleId() })
		if at < 0 {
			return nil, errs.E(errs.NotFound, missing, settingHours, nil)
		}
		if err := s.checkBells(ctx, tx, r, school, own[at], slices.Delete(slices.Clone(own), at, at+1)); err != nil {
			return nil, err
		}
		return &timetablev1.DeleteBellScheduleResponse{}, store.DeleteBell(ctx, tx, school.Code, req.GetBellScheduleId())
	})
}
