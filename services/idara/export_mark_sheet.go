package idara

import (
	"context"

	"google.golang.org/genproto/googleapis/api/httpbody"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"github.com/massar-platform/massar/platform/rpc"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
)

// ExportMarkSheet gives the sheet as a NotesCC workbook, with the name to save it under.
func (s *Service) ExportMarkSheet(ctx context.Context, req *idarav1.ExportMarkSheetRequest) (*httpbody.HttpBody, error) {
	var header metadata.MD
	file, err := s.grade.ExportMarkSheet(ctx, &gradev1.ExportMarkSheetRequest{MarkSheetId: req.GetMarkSheetId()}, grpc.Header(&header))
	if err != nil {
		return nil, err
	}
	return file, rpc.Download(ctx, header)
}
