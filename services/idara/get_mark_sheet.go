package idara

import (
	"context"

	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
)

// GetMarkSheet gives one sheet of the school.
func (s *Service) GetMarkSheet(ctx context.Context, req *idarav1.GetMarkSheetRequest) (*idarav1.MarkSheetResponse, error) {
	out, err := s.grade.GetMarkSheet(ctx, &gradev1.GetMarkSheetRequest{MarkSheetId: req.GetMarkSheetId()})
	if err != nil {
		return nil, err
	}
	return &idarav1.MarkSheetResponse{MarkSheet: out}, nil
}
