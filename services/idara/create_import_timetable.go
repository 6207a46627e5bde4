package idara

import (
	"github.com/massar-platform/massar/platform/upload"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// importTimetable hands a timetable on to timetable.
func (s *Service) importTimetable(stream importStream, header *idarav1.CreateImportRequest_Header) (*typev1.Import, error) {
	inner, err := s.timetable.ImportTimetable(stream.Context())
	if err != nil {
		return nil, err
	}
	first := &timetablev1.ImportTimetableRequest{Part: &timetablev1.ImportTimetableRequest_Header_{Header: &timetablev1.ImportTimetableRequest_Header{
		SchoolCode: header.GetSchoolCode(),
		SchoolYear: header.GetSchoolYear(),
		From:       header.GetFrom(),
		FileName:   header.GetFileName(),
		DryRun:     header.GetDryRun(),
	}}}
	return upload.Onward[idarav1.CreateImportRequest_Header](stream, first, func(chunk []byte) *timetablev1.ImportTimetableRequest {
		return &timetablev1.ImportTimetableRequest{Part: &timetablev1.ImportTimetableRequest_Chunk{Chunk: chunk}}
	}, inner.Send, inner.CloseAndRecv)
}
