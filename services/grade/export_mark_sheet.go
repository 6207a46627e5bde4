package grade

import (
	"context"

	"google.golang.org/genproto/googleapis/api/httpbody"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"github.com/massar-platform/massar/platform/sqldb"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	"github.com/massar-platform/massar/services/grade/internal/entry"
	"github.com/massar-platform/massar/services/grade/internal/grading"
	"github.com/massar-platform/massar/services/grade/internal/notescc"
	"github.com/massar-platform/massar/services/grade/internal/store"
)

const (
	xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	// fileNameHeader carries the name under which a browser should save the file.
	fileNameHeader = "x-massar-filename"
)

// ExportMarkSheet writes a sheet as MASSAR's workbook. The file carries the id of a
// snapshot of what it holds, so that an import later changes only the cells that
// were changed in the file. A sheet that has not changed leaves as the same bytes.
func (s *Service) ExportMarkSheet(ctx context.Context, req *gradev1.ExportMarkSheetRequest) (*httpbody.HttpBody, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	var (
		canvas   notescc.Canvas
		fileName string
	)
	err = s.db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		sheet, err := r.sheet(ctx, tx, req.GetMarkSheetId())
		if err != nil {
			return err
		}
		canvas, err = s.snapshot(ctx, tx, r, sheet)
		fileName = s.fileName(sheet)
		return err
	})
	if err != nil {
		return nil, err
	}
	data, err := notescc.Write(canvas)
	if err != nil {
		return nil, err
	}
	if err := grpc.SetHeader(ctx, metadata.Pairs(fileNameHeader, fileName)); err != nil {
		return nil, err
	}
	answer := &httpbody.HttpBody{ContentType: xlsxType, Data: data}
	return answer, s.logRead(ctx, "grade.ExportMarkSheet", req.GetMarkSheetId())
}

// fileName is the newer form of MASSAR's file names.
func (s *Service) fileName(sheet *store.Sheet) string {
	subject := sheet.Subject
	if known, ok := s.ref.Subject(sheet.Subject); ok {
		subject = known.Label
	}
	return notescc.NewFileName(sheet.School, sheet.Label, subject, s.clock.Now())
}

// snapshot reads what a workbook of the sheet holds now, and remembers it.
func (s *Service) snapshot(ctx context.Context, tx sqldb.Tx, r reach, sheet *store.Sheet) (notescc.Canvas, error) {
	var none notescc.Canvas
	b, err := bindingOf(ctx, tx, sheet, r.day)
	if err != nil {
		return none, err
	}
	teacher, err := store.SheetTeacher(ctx, tx, sheet, r.day)
	if err != nil {
		return none, err
	}
	columns, err := store.ListColumns(ctx, tx, sheet.ID)
	if err != nil {
		return none, err
	}
	cells, err := store.ListCells(ctx, tx, sheet.ID)
	if err != nil {
		return none, err
	}
	remarks, err := store.ListRemarks(ctx, tx, sheet.ID)
	if err != nil {
		return none, err
	}
	canvas := s.canvas(b, teacher)
	for _, c := range columns {
		column := notescc.Column{Kind: notescc.Control, Number: c.Number}
		if c.Kind == store.KindActivities {
			column = notescc.Column{Kind: notescc.Activities}
		}
		canvas.Columns = append(canvas.Columns, column)
	}
	var held []store.SnapshotCell
	for _, p := range b.pupils {
		if p.Left {
			continue
		}
		row := notescc.CanvasRow{
			InternalID: b.internalID(p.StudentID), MassarCode: p.MassarCode, Name: arabic(p.Name), BirthDate: p.BirthDate,
			Values: make([]notescc.Value, len(columns)), Remark: remarks[p.StudentID].Text,
		}
		for i, c := range columns {
			key := entry.Key{Student: p.StudentID, Column: c.Name}
			value := cells[key].Value
			row.Values[i] = notescc.Value{State: value.State.String()}
			if value.State == grading.Graded {
				row.Values[i].Mark = value.Mark.String()
			}
			held = append(held, store.SnapshotCell{Student: key.Student, Column: key.Column, Text: value.String()})
		}
		held = append(held, store.SnapshotCell{Student: p.StudentID, Text: row.Remark})
		canvas.Rows = append(canvas.Rows, row)
	}
	canvas.Snapshot, err = store.AddSnapshot(ctx, tx, sheet.ID, held, r.writer())
	return canvas, err
}
