package idara

import (
	"github.com/massar-platform/massar/platform/upload"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// importClassList hands a class list on to school.
func (s *Service) importClassList(stream importStream, header *idarav1.CreateImportRequest_Header) (*typev1.Import, error) {
	inner, err := s.school.ImportClassList(stream.Context())
	if err != nil {
		return nil, err
	}
	first := &schoolv1.ImportClassListRequest{Part: &schoolv1.ImportClassListRequest_Header_{Header: &schoolv1.ImportClassListRequest_Header{
		SchoolCode: header.GetSchoolCode(),
		SchoolYear: header.GetSchoolYear(),
		FileName:   header.GetFileName(),
	}}}
	return upload.Onward[idarav1.CreateImportRequest_Header](stream, first, func(chunk []byte) *schoolv1.ImportClassListRequest {
		return &schoolv1.ImportClassListRequest{Part: &schoolv1.ImportClassListRequest_Chunk{Chunk: chunk}}
	}, inner.Send, inner.CloseAndRecv)
}
