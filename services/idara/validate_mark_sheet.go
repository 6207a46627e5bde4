package idara

import (
	"context"

	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
)

// ValidateMarkSheet accepts a submitted sheet.
func (s *Service) ValidateMarkSheet(ctx context.Context, req *idarav1.ValidateMarkSheetRequest) (*idarav1.MarkSheetHeadResponse, error) {
	out, err := s.grade.ValidateMarkSheet(ctx, &gradev1.ValidateMarkSheetRequest{MarkSheetId: req.GetMarkSheetId()})
	if err != nil {
		return nil, err
	}
	return &idarav1.MarkSheetHeadResponse{MarkSheet: out}, nil
}
