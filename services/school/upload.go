package school

import (
	"errors"
	"io"

	"google.golang.org/grpc"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/xlsx"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// maxFile bounds an uploaded file.
const maxFile = 8 << 20

// upload is a file on its way in.
type upload = grpc.ClientStreamingServer[schoolv1.ImportClassListRequest, typev1.Import]

// receiveHeader reads what comes before a file.
func receiveHeader(stream upload) (*schoolv1.ImportClassListRequest_Header, error) {
	first, err := stream.Recv()
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if err != nil || first.GetHeader() == nil {
		return nil, badUpload("header")
	}
	return first.GetHeader(), nil
}

// receiveFile reads the chunks of a file.
func receiveFile(stream upload) ([]byte, error) {
	var data []byte
	for {
		part, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return data, nil
		}
		if err != nil {
			return nil, err
		}
		if part.GetHeader() != nil {
			return nil, badUpload("chunk")
		}
		if len(data)+len(part.GetChunk()) > maxFile {
			return nil, errs.E(errs.Invalid, errorsv1.Reason_FILE_TOO_LARGE, "receiving a file", nil)
		}
		data = append(data, part.GetChunk()...)
	}
}

func badUpload(field string) error {
	return errs.E(errs.Invalid, errorsv1.Reason_INVALID_REQUEST, "receiving a file", nil, errs.Field(field, errorsv1.Reason_FIELD_REQUIRED))
}

// fileError types a file that cannot be read at all.
func fileError(err error) error {
	reason := errorsv1.Reason(errorsv1.Reason_value[xlsx.ReasonOf(err)])
	if reason == errorsv1.Reason_REASON_UNSPECIFIED {
		reason = errorsv1.Reason_FILE_BROKEN
	}
	return errs.E(errs.Invalid, reason, "reading a workbook", err)
}
