package moudaris

import (
	"context"

	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// SetColumn sets the label and date of a control.
func (s *Service) SetColumn(ctx context.Context, req *moudarisv1.SetColumnRequest) (*typev1.SheetColumn, error) {
	return s.grade.SetColumn(ctx, &gradev1.SetColumnRequest{
		MarkSheetId: req.GetMarkSheetId(),
		Column:      req.GetColumn(),
		Label:       req.GetLabel(),
		Date:        req.GetDate(),
	})
}
