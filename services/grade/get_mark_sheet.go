package grade

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/rpc"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/grade/internal/control"
	"github.com/massar-platform/massar/services/grade/internal/entry"
	"github.com/massar-platform/massar/services/grade/internal/store"
)

// GetMarkSheet gives a sheet with a row for each student who is or was in the
// class and a cell for each column, written or not.
func (s *Service) GetMarkSheet(ctx context.Context, req *gradev1.GetMarkSheetRequest) (*typev1.MarkSheet, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	sheet, err := r.sheet(ctx, s.db, req.GetMarkSheetId())
	if err != nil {
		return nil, err
	}
	columns, err := store.ListColumns(ctx, s.db, sheet.ID)
	if err != nil {
		return nil, err
	}
	pupils, err := store.Roster(ctx, s.db, sheet.ClassID, r.day)
	if err != nil {
		return nil, err
	}
	cells, err := store.ListCells(ctx, s.db, sheet.ID)
	if err != nil {
		return nil, err
	}
	remarks, err := store.ListRemarks(ctx, s.db, sheet.ID)
	if err != nil {
		return nil, err
	}
	absent, err := s.absencesAt(ctx, s.db, r.day, sheet, columns)
	if err != nil {
		return nil, err
	}
	weight, err := s.activitiesWeight(ctx, sheet)
	if err != nil {
		return nil, err
	}
	answer := &typev1.MarkSheet{
		MarkSheetId:      sheet.ID,
		Class:            &typev1.ClassRef{ClassId: sheet.ClassID, Label: sheet.Label},
		Subject:          s.subjectOf(sheet.Subject, rpc.Lang(ctx)),
		Semester:         int32(sheet.Semester),
		State:            sheetStateOf(sheet.StateAt(r.now)),
		Scale:            int32(sheet.Scale),
		SchoolYear:       sheet.SchoolYear,
		ActivitiesWeight: weight,
		Columns:          make([]*typev1.SheetColumn, len(columns)),
		Rows:             make([]*typev1.SheetRow, len(pupils)),
	}
	for i, c := range columns {
		answer.Columns[i] = columnOf(c)
	}
	for i, p := range pupils {
		row := rowOf(p, remarks[p.StudentID])
		for _, c := range columns {
			key := entry.Key{Student: p.StudentID, Column: c.Name}
			cell, err := absent.shown(key, cells[key])
			if err != nil {
				return nil, err
			}
			row.Cells = append(row.Cells, cellOf(c.Name, cell))
			row.Cells[len(row.Cells)-1].AbsentInRegister = absent.registers[key].Absence != control.None
		}
		answer.Rows[i] = row
	}
	return answer, s.logRead(ctx, "grade.GetMarkSheet", sheet.ID)
}

// activitiesWeight is the share of the activities in the subject's mark as publication would stamp it now; empty where
// they weigh nothing.
func (s *Service) activitiesWeight(ctx context.Context, sheet *store.Sheet) (string, error) {
	class, err := roster.FindClass(ctx, s.db, sheet.ClassID)
	if err != nil {
		return "", fmt.Errorf("reading how a sheet is weighed: %w", err)
	}
	level, _ := s.ref.Level(class.Level)
	share := s.ref.CCWeight(level.Cycle, sheet.Subject, sheet.SchoolYear).Activities
	if share.Num == 0 {
		return "", nil
	}
	return share.String(), nil
}

func rowOf(p store.Pupil, remark entry.Remark) *typev1.SheetRow {
	return &typev1.SheetRow{
		StudentId: p.StudentID, MassarCode: p.MassarCode, Name: nameOf(p.Name), Number: int32(p.Number), Left: p.Left,
		Remark: remark.Text, RemarkVersion: int32(remark.Version),
	}
}

// datesOf are the dates of the controls by column.
func datesOf(columns []store.Column) map[string]string {
	dates := make(map[string]string, len(columns))
	for _, c := range columns {
		dates[c.Name] = c.Date
	}
	return dates
}
