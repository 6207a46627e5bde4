package moudaris

import (
	"google.golang.org/grpc"

	"github.com/massar-platform/massar/platform/upload"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
)

// ImportMarkSheet streams a filled NotesCC workbook on to grade, chunk by chunk.
func (s *Service) ImportMarkSheet(stream grpc.ClientStreamingServer[moudarisv1.ImportMarkSheetRequest, moudarisv1.ImportResponse]) error {
	inner, err := s.grade.ImportMarkSheet(stream.Context())
	if err != nil {
		return err
	}
	out, err := upload.Relay(stream, sheetPart, inner.Send, inner.CloseAndRecv)
	if err != nil {
		return err
	}
	return stream.SendAndClose(&moudarisv1.ImportResponse{Import: out})
}

// sheetPart is a part of the file as grade takes it.
func sheetPart(part *moudarisv1.ImportMarkSheetRequest) (*gradev1.ImportMarkSheetRequest, error) {
	header := part.GetHeader()
	if header == nil {
		return &gradev1.ImportMarkSheetRequest{Part: &gradev1.ImportMarkSheetRequest_Chunk{Chunk: part.GetChunk()}}, nil
	}
	return &gradev1.ImportMarkSheetRequest{Part: &gradev1.ImportMarkSheetRequest_Header_{Header: &gradev1.ImportMarkSheetRequest_Header{
		MarkSheetId: header.GetMarkSheetId(),
		Overwrite:   header.GetOverwrite(),
		FileName:    header.GetFileName(),
		Keep:        header.GetKeep(),
		Replace:     header.GetReplace(),
	}}}, nil
}
