package moudaris

import (
	"context"

	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// ReleaseColumn shows one control to families before the semester closes.
func (s *Service) ReleaseColumn(ctx context.Context, req *moudarisv1.ReleaseColumnRequest) (*typev1.SheetColumn, error) {
	return s.grade.ReleaseColumn(ctx, &gradev1.ReleaseColumnRequest{MarkSheetId: req.GetMarkSheetId(), Column: req.GetColumn()})
}
