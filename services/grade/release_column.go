package grade

import (
	"context"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/grade/internal/store"
	"github.com/massar-platform/massar/services/grade/internal/trail"
)

// ReleaseColumn shows one control to families before the semester closes, where
// the school allows it. Released again, it stays as it is. Only controls are
// shown early: the mark of the activities belongs to the semester.
func (s *Service) ReleaseColumn(ctx context.Context, req *gradev1.ReleaseColumnRequest) (*typev1.SheetColumn, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	op := write.Op{RPC: "grade.ReleaseColumn", Resource: req.GetMarkSheetId(), Request: req, Detail: map[string]string{
		"column": req.GetColumn(),
	}}
	return write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*typev1.SheetColumn, error) {
		sheet, err := r.lock(ctx, tx, req.GetMarkSheetId())
		if err != nil {
			return nil, err
		}
		column, err := columnNamed(ctx, tx, sheet, req.GetColumn())
		if err != nil {
			return nil, err
		}
		if err := releasable(sheet, column, r.now); err != nil {
			return nil, err
		}
		if column.State == store.ColumnReleased {
			return columnOf(column), nil
		}
		event := r.event(ctx, trail.Release)
		event.Column, event.Before, event.After = column.Name, column.State, store.ColumnReleased
		column.State = store.ColumnReleased
		return columnOf(column), s.writeColumn(ctx, tx, r, sheet, column, event)
	})
}

func releasable(sheet *store.Sheet, column store.Column, now int64) error {
	switch {
	case column.Kind != store.KindControl:
		return errs.E(errs.FailedPrecondition, errorsv1.Reason_RELEASE_CONTROLS_ONLY, "releasing a column", nil)
	case !sheet.EarlyRelease:
		return errs.E(errs.FailedPrecondition, errorsv1.Reason_RELEASE_NOT_ALLOWED, "releasing a column", nil)
	case sheet.StateAt(now) == store.SheetPublished:
		return errs.E(errs.FailedPrecondition, errorsv1.Reason_MARK_SHEET_PUBLISHED, "releasing a column", nil)
	case column.State == store.ColumnLocked:
		return errs.E(errs.FailedPrecondition, errorsv1.Reason_COLUMN_LOCKED, "releasing a column", nil)
	}
	return nil
}
