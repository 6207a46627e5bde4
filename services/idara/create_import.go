package idara

import (
	"google.golang.org/grpc"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/upload"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// classList is the kind of import that school takes; the other kinds come with their services.
const classList = "CLASS_LIST"

// CreateImport streams a MASSAR file on to the service of its kind, chunk by chunk.
func (s *Service) CreateImport(stream grpc.ClientStreamingServer[idarav1.CreateImportRequest, idarav1.ImportResponse]) error {
	inner, err := s.school.ImportClassList(stream.Context())
	if err != nil {
		return err
	}
	out, err := upload.Relay(stream, classListPart, inner.Send, inner.CloseAndRecv)
	if err != nil {
		return err
	}
	return stream.SendAndClose(&idarav1.ImportResponse{Import: out})
}

// classListPart is a part of the file as school takes it.
func classListPart(part *idarav1.CreateImportRequest) (*schoolv1.ImportClassListRequest, error) {
	header := part.GetHeader()
	if header == nil {
		return &schoolv1.ImportClassListRequest{Part: &schoolv1.ImportClassListRequest_Chunk{Chunk: part.GetChunk()}}, nil
	}
	if header.GetKind() != classList {
		return nil, errs.E(errs.Invalid, errorsv1.Reason_IMPORT_KIND_UNSUPPORTED, "importing a file", nil)
	}
	return &schoolv1.ImportClassListRequest{Part: &schoolv1.ImportClassListRequest_Header_{Header: &schoolv1.ImportClassListRequest_Header{
		SchoolCode: header.GetSchoolCode(),
		SchoolYear: header.GetSchoolYear(),
		FileName:   header.GetFileName(),
	}}}, nil
}
