package moudaris

import (
	"context"

	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
)

// GetMonthSheet gives the attendance of a class in a month.
func (s *Service) GetMonthSheet(ctx context.Context, req *moudarisv1.GetMonthSheetRequest) (*moudarisv1.MonthSheetResponse, error) {
	out, err := s.attendance.GetMonthSheet(ctx, &attendancev1.GetMonthSheetRequest{
		ClassId: req.GetClassId(),
		Month:   req.GetMonth(),
	})
	if err != nil {
		return nil, err
	}
	return &moudarisv1.MonthSheetResponse{MonthSheet: out}, nil
}
