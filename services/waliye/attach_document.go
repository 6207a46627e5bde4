package waliye

import (
	"google.golang.org/grpc"

	"github.com/massar-platform/massar/platform/upload"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// AttachDocument streams a paper on to attendance, chunk by chunk.
func (s *Service) AttachDocument(stream grpc.ClientStreamingServer[waliyev1.AttachDocumentRequest, waliyev1.DocumentResponse]) error {
	inner, err := s.attendance.AttachDocument(stream.Context())
	if err != nil {
		return err
	}
	out, err := upload.Relay(stream, documentPart, inner.Send, inner.CloseAndRecv)
	if err != nil {
		return err
	}
	return stream.SendAndClose(&waliyev1.DocumentResponse{Document: out})
}

// documentPart is a part of the paper as attendance takes it.
func documentPart(part *waliyev1.AttachDocumentRequest) (*attendancev1.AttachDocumentRequest, error) {
	header := part.GetHeader()
	if header == nil {
		return &attendancev1.AttachDocumentRequest{Part: &attendancev1.AttachDocumentRequest_Chunk{Chunk: part.GetChunk()}}, nil
	}
	return &attendancev1.AttachDocumentRequest{Part: &attendancev1.AttachDocumentRequest_Header_{Header: &attendancev1.AttachDocumentRequest_Header{
		StudentId:       header.GetStudentId(),
		JustificationId: header.GetJustificationId(),
	}}}, nil
}
