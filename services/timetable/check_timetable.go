package timetable

import (
	"context"

	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
)

// CheckTimetable lists every collision of a school from a day to the end of its
// school year: classes, teachers and rooms that are used twice.
func (s *Service) CheckTimetable(ctx context.Context, req *timetablev1.CheckTimetableRequest) (*timetablev1.CheckTimetableResponse, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	from, err := dayOf("from", req.GetFrom(), r.day)
	if err != nil {
		return nil, err
	}
	if !s.years[s.yearOf(from)] {
		return nil, badDate("from", from)
	}
	school, err := r.school(ctx, s.db, req.GetSchoolCode())
	if err != nil {
		return nil, err
	}
	d, err := s.openDesk(ctx, s.db, school, s.yearOf(from), from)
	if err != nil {
		return nil, err
	}
	return &timetablev1.CheckTimetableResponse{Conflicts: d.conflictProtos(d.collisions(d.pattern, nil))}, nil
}
