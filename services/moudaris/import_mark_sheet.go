package moudaris

import (
	"errors"
	"io"

	"google.golang.org/grpc"

	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
)

// ImportMarkSheet streams a filled NotesCC workbook on to grade, chunk by chunk.
func (s *Service) ImportMarkSheet(stream grpc.ClientStreamingServer[moudarisv1.ImportMarkSheetRequest, moudarisv1.ImportResponse]) error {
	inner, err := s.grade.ImportMarkSheet(stream.Context())
	if err != nil {
		return err
	}
	for {
		part, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		next := &gradev1.ImportMarkSheetRequest{Part: &gradev1.ImportMarkSheetRequest_Chunk{Chunk: part.GetChunk()}}
		if header := part.GetHeader(); header != nil {
			next.Part = &gradev1.ImportMarkSheetRequest_Header_{Header: &gradev1.ImportMarkSheetRequest_Header{
				MarkSheetId: header.GetMarkSheetId(),
				Overwrite:   header.GetOverwrite(),
				FileName:    header.GetFileName(),
			}}
		}
		// The inner service may answer before the end (a refused file): its error is in CloseAndRecv.
		if err := inner.Send(next); err != nil {
			break
		}
	}
	out, err := inner.CloseAndRecv()
	if err != nil {
		return err
	}
	return stream.SendAndClose(&moudarisv1.ImportResponse{Import: out})
}
