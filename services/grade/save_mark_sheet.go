package grade

import (
	"context"
	"slices"
	"strconv"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/grade/internal/entry"
	"github.com/massar-platform/massar/services/grade/internal/store"
	"github.com/massar-platform/massar/services/grade/internal/trail"
)

// SaveMarkSheet writes every cell and remark that is valid and current, in one
// transaction, and names the others with what stands in their way.
func (s *Service) SaveMarkSheet(ctx context.Context, req *gradev1.SaveMarkSheetRequest) (*typev1.SaveResult, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	inputs, remarks := inputsOf(req)
	op := write.Op{RPC: "grade.SaveMarkSheet", Resource: req.GetMarkSheetId(), Request: req, Detail: map[string]string{
		"cells": strconv.Itoa(len(inputs)), "remarks": strconv.Itoa(len(remarks)),
	}}
	return write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*typev1.SaveResult, error) {
		sheet, err := r.lock(ctx, tx, req.GetMarkSheetId())
		if err != nil {
			return nil, err
		}
		if err := requireState(sheet, r.now, store.SheetOpen); err != nil {
			return nil, err
		}
		current, err := store.LoadForSave(ctx, tx, sheet, r.day, columnsNamed(inputs))
		if err != nil {
			return nil, err
		}
		if len(remarks) > 0 {
			if current.Remarks, err = store.ListRemarks(ctx, tx, sheet.ID); err != nil {
				return nil, err
			}
		}
		e := entries{
			kind: trail.Save, cells: entry.Decide(current, inputs), remarks: entry.DecideRemarks(current, remarks),
		}
		if err := s.writeEntries(ctx, tx, r, sheet, e); err != nil {
			return nil, err
		}
		return s.saveResult(ctx, tx, r, sheet, e)
	})
}

func inputsOf(req *gradev1.SaveMarkSheetRequest) ([]entry.Input, []entry.RemarkInput) {
	inputs := make([]entry.Input, len(req.GetCells()))
	for i, c := range req.GetCells() {
		inputs[i] = entry.Input{
			Key: entry.Key{Student: c.GetStudentId(), Column: c.GetColumn()}, Mark: c.Mark, Version: int64(c.GetVersion()),
		}
		if c.State != nil {
			inputs[i].State = c.GetState().String()
		}
	}
	remarks := make([]entry.RemarkInput, len(req.GetRemarks()))
	for i, m := range req.GetRemarks() {
		text, ok := clean(m.GetText())
		remarks[i] = entry.RemarkInput{Student: m.GetStudentId(), Text: text, Unclean: !ok, Version: int64(m.GetVersion())}
	}
	return inputs, remarks
}

// columnsNamed are the columns of the inputs, each once and in order, so that
// equal saves send equal statements.
func columnsNamed(inputs []entry.Input) []string {
	columns := make([]string, 0, 6)
	for _, in := range inputs {
		if !slices.Contains(columns, in.Column) {
			columns = append(columns, in.Column)
		}
	}
	slices.Sort(columns)
	return columns
}
