package grade

import (
	"context"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/grade/internal/store"
	"github.com/massar-platform/massar/services/grade/internal/trail"
)

// SetColumn sets the label and date of a column while the sheet is open.
func (s *Service) SetColumn(ctx context.Context, req *gradev1.SetColumnRequest) (*typev1.SheetColumn, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	title, err := cleanField("label", req.GetLabel())
	if err != nil {
		return nil, err
	}
	if req.GetDate() != "" {
		if _, err := clock.ParseDate(req.GetDate()); err != nil {
			return nil, dateInvalid(req.GetDate(), err)
		}
	}
	op := write.Op{RPC: "grade.SetColumn", Resource: req.GetMarkSheetId(), Request: req}
	return write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*typev1.SheetColumn, error) {
		sheet, err := r.lock(ctx, tx, req.GetMarkSheetId())
		if err != nil {
			return nil, err
		}
		if err := requireState(sheet, r.now, store.SheetOpen); err != nil {
			return nil, err
		}
		if !s.heldIn(sheet, req.GetDate()) {
			return nil, dateInvalid(req.GetDate(), nil)
		}
		column, err := columnNamed(ctx, tx, sheet, req.GetColumn())
		if err != nil {
			return nil, err
		}
		if column.State == store.ColumnLocked {
			return nil, errs.E(errs.FailedPrecondition, errorsv1.Reason_COLUMN_LOCKED, "setting a column", nil)
		}
		event := r.event(ctx, trail.SetColumn)
		event.Column, event.Before, event.After = column.Name, columnText(column), columnText(store.Column{Label: title, Date: req.GetDate()})
		moved := column.Date != req.GetDate()
		column.Label, column.Date = title, req.GetDate()
		if err := s.writeColumn(ctx, tx, r, sheet, column, event); err != nil || !moved {
			return columnOf(column), err
		}
		return columnOf(column), s.followDate(ctx, tx, r, sheet, column)
	})
}

// followDate lets a locked sheet follow the registers of a control's new day.
// Absences of that day that are being written now do not show yet: the day is looked
// at once more behind the transaction.
func (s *Service) followDate(ctx context.Context, tx sqldb.Tx, r reach, sheet *store.Sheet, column store.Column) error {
	if _, err := s.followRegister(ctx, tx, r, sheet); err != nil || column.Kind != store.KindControl || column.Date == "" {
		return err
	}
	return store.AskChecks(ctx, tx, []store.Day{{School: sheet.School, ClassID: sheet.ClassID, Subject: sheet.Subject, Date: column.Date}})
}

// heldIn says whether a control of a sheet may have been held on a day: a day of its
// semester's lessons, or no day yet.
func (s *Service) heldIn(sheet *store.Sheet, date string) bool {
	first, last, known := s.ref.SemesterBounds(sheet.SchoolYear, sheet.Semester)
	return date == "" || known && first <= date && date <= last
}

func dateInvalid(date string, err error) error {
	return errs.E(errs.Invalid, errorsv1.Reason_DATE_INVALID, "reading the date of a control", err,
		errs.Args(date), errs.Field("date", errorsv1.Reason_DATE_INVALID, date))
}

// columnText is a column's label and date in the trail.
func columnText(c store.Column) string { return c.Date + " " + c.Label }

// columnNamed finds a column of a locked sheet.
func columnNamed(ctx context.Context, tx sqldb.Tx, sheet *store.Sheet, name string) (store.Column, error) {
	columns, err := store.ListColumns(ctx, tx, sheet.ID)
	if err != nil {
		return store.Column{}, err
	}
	for _, c := range columns {
		if c.Name == name {
			return c, nil
		}
	}
	return store.Column{}, errs.E(errs.Invalid, errorsv1.Reason_COLUMN_UNKNOWN, "finding a column", nil,
		errs.Args(name), errs.Field("column", errorsv1.Reason_COLUMN_UNKNOWN, name))
}

// writeColumn writes a column of a locked sheet with its event. Families see the
// label and date of a released control, so their early views follow.
func (s *Service) writeColumn(ctx context.Context, tx sqldb.Tx, r reach, sheet *store.Sheet, c store.Column, event trail.Event) error {
	if err := store.UpdateColumn(ctx, tx, sheet.ID, c); err != nil {
		return err
	}
	if err := store.Append(ctx, tx, sheet, r.now, []trail.Event{event}); err != nil {
		return err
	}
	changes := []store.Change{r.sheetChanged(sheet)}
	if c.State == store.ColumnReleased {
		told, err := s.refreshEarlyViews(ctx, tx, r, sheet.ClassID, sheet.SchoolYear, sheet.Semester)
		if err != nil {
			return err
		}
		changes = append(changes, r.marksChanged(told)...)
	}
	return store.AddChanges(ctx, tx, changes)
}
