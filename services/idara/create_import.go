package idara

import (
	"google.golang.org/grpc"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/upload"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// importStream is a file with its header, as it comes in.
type importStream = grpc.ClientStreamingServer[idarav1.CreateImportRequest, idarav1.ImportResponse]

// CreateImport streams a MASSAR file on to the service of its kind, chunk by chunk.
func (s *Service) CreateImport(stream importStream) error {
	header, err := upload.Header[idarav1.CreateImportRequest_Header](stream)
	if err != nil {
		return err
	}
	var out *typev1.Import
	switch header.GetKind() {
	case "CLASS_LIST":
		out, err = s.importClassList(stream, header)
	case "TIMETABLE":
		out, err = s.importTimetable(stream, header)
	case "ABSENCES":
		out, err = s.importAbsences(stream, header)
	case "STAFF":
		out, err = s.importStaff(stream, header)
	default:
		err = errs.E(errs.Invalid, errorsv1.Reason_IMPORT_KIND_UNSUPPORTED, "importing a file", nil)
	}
	if err != nil {
		return err
	}
	return stream.SendAndClose(&idarav1.ImportResponse{Import: out})
}
