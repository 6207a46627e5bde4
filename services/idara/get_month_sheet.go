package idara

import (
	"context"

	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
)

// GetMonthSheet gives the attendance of a class in a month.
func (s *Service) GetMonthSheet(ctx context.Context, req *idarav1.GetMonthSheetRequest) (*idarav1.MonthSheetResponse, error) {
	out, err := s.attendance.GetMonthSheet(ctx, &attendancev1.GetMonthSheetRequest{
		ClassId: req.GetClassId(),
		Month:   req.GetMonth(),
	})
	if err != nil {
		return nil, err
	}
	return &idarav1.MonthSheetResponse{MonthSheet: out}, nil
}
