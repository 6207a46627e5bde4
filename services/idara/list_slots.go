package idara

import (
	"context"

	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
)

// ListSlots lists the weekly pattern.
func (s *Service) ListSlots(ctx context.Context, req *idarav1.ListSlotsRequest) (*idarav1.ListSlotsResponse, error) {
	out, err := s.timetable.ListSlots(ctx, &timetablev1.ListSlotsRequest{
		SchoolCode: req.GetSchoolCode(),
		ClassId:    req.GetClassId(),
		StaffId:    req.GetStaffId(),
		Room:       req.GetRoom(),
		Date:       req.GetDate(),
		PageSize:   req.GetPageSize(),
		PageToken:  req.GetPageToken(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.ListSlotsResponse{Slots: out.GetSlots(), NextPageToken: out.GetNextPageToken()}, nil
}
