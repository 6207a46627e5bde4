package grade

import (
	"context"

	"google.golang.org/grpc"

	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/upload"
	"github.com/massar-platform/massar/platform/write"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/grade/internal/grading"
	"github.com/massar-platform/massar/services/grade/internal/notescc"
	"github.com/massar-platform/massar/services/grade/internal/store"
)

// kindMarkSheet names this import in answers.
const kindMarkSheet = "MARK_SHEET"

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
	header, err := upload.Header(stream)
	if err != nil {
		return err
	}
	// Before the file comes: it costs nothing where the sheet is not the caller's.
	sheet, err := r.sheet(ctx, s.db, header.GetMarkSheetId())
	if err != nil {
		return err
	}
	data, err := upload.File(stream)
	if err != nil {
		return err
	}
	file, err := notescc.Read(data, parserOf(sheet.Scale))
	if err != nil {
		return upload.Unreadable(err)
	}
	request, err := upload.Request(header, data)
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
	upload.Show(answer, file.Book.Shown)
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
	plan, err := s.planImport(ctx, tx, r, sheet, decided(header), file)
	if err != nil {
		return nil, err
	}
	answer := &typev1.Import{
		ImportId: ids.InSchool(sheet.School), Kind: kindMarkSheet, State: typev1.Import_State_REFUSED,
		Warnings: issuesOf(plan.warnings, sheet.Scale, rpc.Lang(ctx)), Refused: plan.standing(issuesOf(plan.issues, sheet.Scale, rpc.Lang(ctx))),
	}
	if len(plan.issues) > 0 {
		return answer, nil
	}
	answer.State, answer.Accepted = typev1.Import_State_DONE, int32(len(plan.entries.cells)+len(plan.entries.remarks))
	return answer, s.writeImport(ctx, tx, r, plan, file)
}
