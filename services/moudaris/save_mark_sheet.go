package moudaris

import (
	"context"

	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// SaveMarkSheet writes the cells that are valid and current; conflicts and refusals are named cell by cell.
func (s *Service) SaveMarkSheet(ctx context.Context, req *moudarisv1.SaveMarkSheetRequest) (*typev1.SaveResult, error) {
	return s.grade.SaveMarkSheet(ctx, &gradev1.SaveMarkSheetRequest{
		MarkSheetId: req.GetMarkSheetId(),
		Cells:       req.GetCells(),
		Remarks:     req.GetRemarks(),
	})
}
