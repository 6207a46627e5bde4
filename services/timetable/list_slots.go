package timetable

import (
	"context"
	"strconv"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/page"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// ListSlots gives the weekly pattern of a day, of a whole school or of one class,
// teacher or room, by weekday and period. What is not of the school narrows to nothing.
func (s *Service) ListSlots(ctx context.Context, req *timetablev1.ListSlotsRequest) (*timetablev1.ListSlotsResponse, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	day, err := dayOf("date", req.GetDate(), r.day)
	if err != nil {
		return nil, err
	}
	school, err := r.school(ctx, s.db, req.GetSchoolCode())
	if err != nil {
		return nil, err
	}
	asked, err := page.Parse(req.GetPageSize(), req.GetPageToken(), 3, "slots", school.Code, day, req.GetClassId(), req.GetStaffId(), req.GetRoom())
	if err != nil {
		return nil, err
	}
	p := store.SlotPage{
		School: school.Code, Date: day, Year: s.yearOf(day), Class: req.GetClassId(), Staff: req.GetStaffId(), Room: req.GetRoom(), Limit: asked.Limit(),
	}
	if asked.After != nil {
		var first, second error
		p.Weekday, first = strconv.Atoi(asked.After[0])
		p.Period, second = strconv.Atoi(asked.After[1])
		if p.SlotID = asked.After[2]; first != nil || second != nil {
			return nil, errs.E(errs.Invalid, errorsv1.Reason_PAGE_TOKEN_INVALID, "reading the page token", nil)
		}
	}
	rows, err := store.PageSlots(ctx, s.db, p)
	if err != nil {
		return nil, err
	}
	answer := &timetablev1.ListSlotsResponse{}
	rows, answer.NextPageToken = page.Next(asked, rows, func(slot pattern.Slot) []string {
		return []string{strconv.Itoa(slot.Weekday), strconv.Itoa(slot.Period), slot.ID}
	})
	d, err := s.nameDesk(ctx, s.db, school, p.Year, rows)
	if err != nil {
		return nil, err
	}
	for _, slot := range rows {
		answer.Slots = append(answer.Slots, d.versioned(slot))
	}
	return answer, nil
}
