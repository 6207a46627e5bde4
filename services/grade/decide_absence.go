package grade

import (
	"context"
	"strconv"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/grade/internal/entry"
	"github.com/massar-platform/massar/services/grade/internal/grading"
	"github.com/massar-platform/massar/services/grade/internal/store"
	"github.com/massar-platform/massar/services/grade/internal/trail"
)

// DecideAbsence makes an absence justified or unjustified, in any state of the
// sheet, also where its delay has passed: the school may accept later papers. What
// a person decided is changed with a reason only.
func (s *Service) DecideAbsence(ctx context.Context, req *gradev1.DecideAbsenceRequest) (*typev1.SheetCell, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	reason, err := cleanField("reason", req.GetReason())
	if err != nil {
		return nil, err
	}
	op := write.Op{RPC: "grade.DecideAbsence", Resource: req.GetMarkSheetId(), Request: req, Detail: map[string]string{
		"column": req.GetColumn(), "justified": strconv.FormatBool(req.GetJustified()),
	}}
	return write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*typev1.SheetCell, error) {
		sheet, err := r.lock(ctx, tx, req.GetMarkSheetId())
		if err != nil {
			return nil, err
		}
		column, err := columnNamed(ctx, tx, sheet, req.GetColumn())
		if err != nil {
			return nil, err
		}
		cells, err := store.ListCells(ctx, tx, sheet.ID)
		if err != nil {
			return nil, err
		}
		key := entry.Key{Student: req.GetStudentId(), Column: column.Name}
		before := cells[key]
		after := entry.Cell{Value: grading.Entry{State: grading.AbsentUnjustified}, Version: before.Version + 1}
		if req.GetJustified() {
			after.Value.State = grading.AbsentJustified
		}
		if err := decidable(before, after, reason); err != nil {
			return nil, err
		}
		event := r.event(ctx, trail.DecideAbsence)
		event.Reason = reason
		if err := s.writeCell(ctx, tx, r, sheet, key, before, after, event); err != nil {
			return nil, err
		}
		return cellOf(column.Name, after), nil
	})
}

// decidable refuses a decision about what is no absence, one that a person took
// already, and one that changes a person's without saying why.
func decidable(before, after entry.Cell, reason string) error {
	absent := before.Value.State == grading.AbsentJustified || before.Value.State == grading.AbsentUnjustified
	switch {
	case before.Value.State == grading.Pending, absent && before.SettledByTime:
		return nil
	case !absent, before.Value == after.Value:
		return errs.E(errs.FailedPrecondition, errorsv1.Reason_ABSENCE_NOT_PENDING, "deciding an absence", nil)
	case reason == "":
		return errs.E(errs.Invalid, errorsv1.Reason_REASON_REQUIRED, "changing the decision about an absence", nil,
			errs.Field("reason", errorsv1.Reason_REASON_REQUIRED))
	}
	return nil
}

// writeCell writes one cell of a locked sheet outside of entry: a decision or a
// correction, with its event, the views of the class and what has changed.
func (s *Service) writeCell(ctx context.Context, tx sqldb.Tx, r reach, sheet *store.Sheet, key entry.Key, before, after entry.Cell, event trail.Event) error {
	if err := store.UpsertCells(ctx, tx, sheet, r.writer(), []store.CellWrite{{Key: key, Cell: after}}); err != nil {
		return err
	}
	event.Student, event.Column, event.Before, event.After = key.Student, key.Column, before.Text(), after.Text()
	if after.Entered() {
		sheet.Entered++
	}
	if before.Entered() {
		sheet.Entered--
	}
	if err := store.Append(ctx, tx, sheet, r.now, []trail.Event{event}); err != nil {
		return err
	}
	told, err := s.refreshViews(ctx, tx, sheet.Term(), r.day, r.now)
	if err != nil {
		return err
	}
	return store.AddChanges(ctx, tx, append(r.marksChanged(told), r.sheetChanged(sheet)))
}
