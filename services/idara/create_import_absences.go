package idara

import (
	"github.com/massar-platform/massar/platform/upload"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// importAbsences hands an annual absence sheet on to attendance.
func (s *Service) importAbsences(stream importStream, header *idarav1.CreateImportRequest_Header) (*typev1.Import, error) {
	inner, err := s.attendance.ImportAbsences(stream.Context())
	if err != nil {
		return nil, err
	}
	first := &attendancev1.ImportAbsencesRequest{Part: &attendancev1.ImportAbsencesRequest_Header_{Header: &attendancev1.ImportAbsencesRequest_Header{
		ClassId:  header.GetClassId(),
		FileName: header.GetFileName(),
		DryRun:   header.GetDryRun(),
	}}}
	return upload.Onward[idarav1.CreateImportRequest_Header](stream, first, func(chunk []byte) *attendancev1.ImportAbsencesRequest {
		return &attendancev1.ImportAbsencesRequest{Part: &attendancev1.ImportAbsencesRequest_Chunk{Chunk: chunk}}
	}, inner.Send, inner.CloseAndRecv)
}
