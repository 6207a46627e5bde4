package moudaris

import (
	"context"

	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
)

// GetMarkSheet gives one sheet with its columns, rows and the version of each cell.
func (s *Service) GetMarkSheet(ctx context.Context, req *moudarisv1.GetMarkSheetRequest) (*moudarisv1.GetMarkSheetResponse, error) {
	out, err := s.grade.GetMarkSheet(ctx, &gradev1.GetMarkSheetRequest{MarkSheetId: req.GetMarkSheetId()})
	if err != nil {
		return nil, err
	}
	return &moudarisv1.GetMarkSheetResponse{MarkSheet: out}, nil
}
