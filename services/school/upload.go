package school

import (
	"errors"
	"io"

	"google.golang.org/grpc"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/xlsx"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// maxFile bounds an uploaded file.
const maxFile = 8 << 20

// receive reads an upload: the header first, then chunks.
func receive(stream grpc.ClientStreamingServer[schoolv1.ImportClassListRequest, typev1.Import]) (*schoolv1.ImportClassListRequest_Header, []byte, error) {
	const doing = "receiving a file"
	first, err := stream.Recv()
	if err != nil {
		return nil, nil, err
	}
	header := first.GetHeader()
	if header == nil {
		return nil, nil, errs.E(errs.Invalid, errorsv1.Reason_INVALID_REQUEST, doing, nil, errs.Field("header", errorsv1.Reason_INVALID_REQUEST))
	}
	var data []byte
	for {
		part, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return header, data, nil
		}
		if err != nil {
			return nil, nil, err
		}
		if len(data)+len(part.GetChunk()) > maxFile {
			return nil, nil, errs.E(errs.ResourceExhausted, errorsv1.Reason_FILE_TOO_LARGE, doing, nil)
		}
		data = append(data, part.GetChunk()...)
	}
}

// fileError types a file that cannot be read at all.
func fileError(err error) error {
	kind := errs.Invalid
	reason := errorsv1.Reason(errorsv1.Reason_value[xlsx.ReasonOf(err)])
	if reason == errorsv1.Reason_REASON_UNSPECIFIED {
		reason = errorsv1.Reason_FILE_BROKEN
	}
	if reason == errorsv1.Reason_FILE_TOO_LARGE {
		kind = errs.ResourceExhausted
	}
	return errs.E(kind, reason, "reading a workbook", err)
}

// issues puts findings into the caller's language.
func issues(found []xlsx.Issue, lang localtext.Lang) []*typev1.ImportIssue {
	out := make([]*typev1.ImportIssue, 0, len(found))
	for _, issue := range found {
		args := make([]any, len(issue.Args))
		for i, arg := range issue.Args {
			args[i] = arg
		}
		reason := errorsv1.Reason(errorsv1.Reason_value[issue.Reason])
		out = append(out, &typev1.ImportIssue{
			Sheet: issue.Sheet, Cell: issue.Cell, Reason: issue.Reason, Message: errs.Message(reason, lang, args...),
		})
	}
	return out
}
