package moudaris

import (
	"context"

	"google.golang.org/genproto/googleapis/api/httpbody"

	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
)

// ExportMarkSheet gives the sheet as a NotesCC workbook.
func (s *Service) ExportMarkSheet(ctx context.Context, req *moudarisv1.ExportMarkSheetRequest) (*httpbody.HttpBody, error) {
	return s.grade.ExportMarkSheet(ctx, &gradev1.ExportMarkSheetRequest{MarkSheetId: req.GetMarkSheetId()})
}
