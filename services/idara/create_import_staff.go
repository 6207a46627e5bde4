package idara

import (
	"github.com/massar-platform/massar/platform/upload"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// importStaff hands an ESISE file on to school.
func (s *Service) importStaff(stream importStream, header *idarav1.CreateImportRequest_Header) (*typev1.Import, error) {
	inner, err := s.school.ImportStaff(stream.Context())
	if err != nil {
		return nil, err
	}
	first := &schoolv1.ImportStaffRequest{Part: &schoolv1.ImportStaffRequest_Header_{Header: &schoolv1.ImportStaffRequest_Header{
		SchoolCode: header.GetSchoolCode(),
		FileName:   header.GetFileName(),
		DryRun:     header.GetDryRun(),
	}}}
	return upload.Onward[idarav1.CreateImportRequest_Header](stream, first, func(chunk []byte) *schoolv1.ImportStaffRequest {
		return &schoolv1.ImportStaffRequest{Part: &schoolv1.ImportStaffRequest_Chunk{Chunk: chunk}}
	}, inner.Send, inner.CloseAndRecv)
}
