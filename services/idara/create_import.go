package idara

import (
	"errors"
	"io"

	"google.golang.org/grpc"

	"github.com/massar-platform/massar/platform/errs"
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
	for {
		part, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		next := &schoolv1.ImportClassListRequest{Part: &schoolv1.ImportClassListRequest_Chunk{Chunk: part.GetChunk()}}
		if header := part.GetHeader(); header != nil {
			if header.GetKind() != classList {
				return errs.E(errs.Invalid, errorsv1.Reason_IMPORT_KIND_UNSUPPORTED, "importing a file", nil)
			}
			next.Part = &schoolv1.ImportClassListRequest_Header_{Header: &schoolv1.ImportClassListRequest_Header{
				SchoolCode: header.GetSchoolCode(),
				SchoolYear: header.GetSchoolYear(),
				FileName:   header.GetFileName(),
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
	return stream.SendAndClose(&idarav1.ImportResponse{Import: out})
}
