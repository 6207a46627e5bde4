package grade

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	"github.com/massar-platform/massar/platform/xlsx"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/grade/internal/grading"
	"github.com/massar-platform/massar/services/grade/internal/notescc"
	"github.com/massar-platform/massar/services/grade/internal/store"
)

const (
	// maxFile bounds an uploaded file.
	maxFile = 8 << 20
	// kindMarkSheet names this import in answers.
	kindMarkSheet = "MARK_SHEET"
)

// markSheetFile is a workbook on its way in.
type markSheetFile = grpc.ClientStreamingServer[gradev1.ImportMarkSheetRequest, typev1.Import]

// ImportMarkSheet takes a NotesCC workbook for one sheet, all or nothing: one bad
// cell refuses the file, and every bad cell is listed. Cells equal to the snapshot
// of an export are not written, and an empty cell clears nothing.
func (s *Service) ImportMarkSheet(stream markSheetFile) error {
	ctx := stream.Context()
	r, err := s.reach(ctx)
	if err != nil {
		return err
	}
	header, err := receiveHeader(stream)
	if err != nil {
		return err
	}
	// Before the file comes: it costs nothing where the sheet is not the caller's.
	sheet, err := r.sheet(ctx, s.db, header.GetMarkSheetId())
	if err != nil {
		return err
	}
	data, err := receiveFile(stream)
	if err != nil {
		return err
	}
	file, err := notescc.Read(data, parserOf(sheet.Scale))
	if err != nil {
		return fileError(err)
	}
	request, err := fileRequest(header, data)
	if err != nil {
		return err
	}
	op := write.Op{RPC: "grade.ImportMarkSheet", Resource: sheet.ID, Request: request}
	answer, err := write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*typev1.Import, error) {
		return s.importFile(ctx, tx, r, header, file)
	})
	if err != nil {
		return err
	}
	return stream.SendAndClose(answer)
}

// parserOf reads typed marks of a scale.
func parserOf(scale int) notescc.Parse {
	return func(typed string) (notescc.Value, error) {
		e, err := grading.ParseMark(typed, scale)
		if err != nil {
			return notescc.Value{}, err
		}
		v := notescc.Value{State: e.State.String()}
		if e.State == grading.Graded {
			v.Mark = e.Mark.String()
		}
		return v, nil
	}
}

// importFile judges a file against the sheet as the transaction sees it, and
// writes it if nothing speaks against it.
func (s *Service) importFile(ctx context.Context, tx sqldb.Tx, r reach, header *gradev1.ImportMarkSheetRequest_Header, file *notescc.File) (*typev1.Import, error) {
	sheet, err := r.lock(ctx, tx, header.GetMarkSheetId())
	if err != nil {
		return nil, err
	}
	if err := requireState(sheet, r.now, store.SheetOpen); err != nil {
		return nil, err
	}
	plan, err := s.planImport(ctx, tx, r, sheet, header.GetOverwrite(), file)
	if err != nil {
		return nil, err
	}
	answer := &typev1.Import{
		ImportId: ids.InSchool(sheet.School), Kind: kindMarkSheet, State: typev1.Import_State_REFUSED,
		Warnings: issuesOf(plan.warnings, sheet.Scale, rpc.Lang(ctx)), Refused: issuesOf(plan.issues, sheet.Scale, rpc.Lang(ctx)),
	}
	if len(plan.issues) > 0 {
		return answer, nil
	}
	answer.State, answer.Accepted = typev1.Import_State_DONE, int32(len(plan.entries.cells)+len(plan.entries.remarks))
	return answer, s.writeImport(ctx, tx, r, plan, file)
}

func receiveHeader(stream markSheetFile) (*gradev1.ImportMarkSheetRequest_Header, error) {
	first, err := stream.Recv()
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if err != nil || first.GetHeader() == nil {
		return nil, badField("header", errorsv1.Reason_FIELD_REQUIRED, nil)
	}
	return first.GetHeader(), nil
}

func receiveFile(stream markSheetFile) ([]byte, error) {
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
			return nil, badField("chunk", errorsv1.Reason_FIELD_REQUIRED, nil)
		}
		if len(data)+len(part.GetChunk()) > maxFile {
			return nil, errs.E(errs.Invalid, errorsv1.Reason_FILE_TOO_LARGE, "receiving a file", nil, errs.Args("8 MB"))
		}
		data = append(data, part.GetChunk()...)
	}
}

// fileError types a file that cannot be read at all.
func fileError(err error) error {
	reason := reasonNamed(xlsx.ReasonOf(err))
	if reason == errorsv1.Reason_REASON_UNSPECIFIED {
		reason = errorsv1.Reason_FILE_BROKEN
	}
	return errs.E(errs.Invalid, reason, "reading a workbook", err)
}

func reasonNamed(name string) errorsv1.Reason {
	return errorsv1.Reason(errorsv1.Reason_value[name])
}

// fileRequest stands for an uploaded file where requests are compared: same header
// and same bytes, same request.
func fileRequest(header *gradev1.ImportMarkSheetRequest_Header, data []byte) (proto.Message, error) {
	head, err := proto.MarshalOptions{Deterministic: true}.Marshal(header)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	return wrapperspb.Bytes(append(sum[:], head...)), nil
}
