package grade

import (
	"context"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/grade/internal/store"
	"github.com/massar-platform/massar/services/grade/internal/trail"
)

// ReopenMarkSheet gives a sheet back to its teacher, with the reason. Before the
// hour of publication it cancels the publication of the whole class, whose
// averages would no longer hold; after it nothing is reopened.
func (s *Service) ReopenMarkSheet(ctx context.Context, req *gradev1.ReopenMarkSheetRequest) (*typev1.MarkSheetHead, error) {
	reason, err := requiredField("reason", req.GetReason(), errorsv1.Reason_REASON_REQUIRED)
	if err != nil {
		return nil, err
	}
	op := write.Op{RPC: "grade.ReopenMarkSheet", Resource: req.GetMarkSheetId(), Request: req}
	return s.move(ctx, op, req.GetMarkSheetId(), "", func(ctx context.Context, tx sqldb.Tx, r reach, sheet *store.Sheet) error {
		switch sheet.StateAt(r.now) {
		case store.SheetPublished:
			return errs.E(errs.FailedPrecondition, errorsv1.Reason_MARK_SHEET_PUBLISHED, "reopening a mark sheet", nil)
		case store.SheetOpen:
			return errs.E(errs.FailedPrecondition, errorsv1.Reason_MARK_SHEET_NOT_SUBMITTED, "reopening a mark sheet", nil)
		}
		s.marks.bypass(sheet.Term())
		if err := cancelPublication(ctx, tx, r, sheet); err != nil {
			return err
		}
		if err := r.moveState(ctx, tx, sheet, trail.Reopen, store.SheetOpen, reason); err != nil {
			return err
		}
		// A sheet that was handed in takes no new absences: they come now.
		_, err := s.followRegister(ctx, tx, r, sheet)
		return err
	})
}

// cancelPublication takes back a publication of the sheet's class whose hour has
// not come. One whose hour has come, without this sheet in it, stays.
func cancelPublication(ctx context.Context, tx sqldb.Tx, r reach, sheet *store.Sheet) error {
	cancelled, err := store.CancelPublication(ctx, tx, sheet, r.writer())
	if err != nil || !cancelled {
		return err
	}
	sheet.PublishAt = nil
	return store.AddChanges(ctx, tx, []store.Change{{
		Topic: sheet.School, ID: ids.New(), Kind: store.ChangePublication, Ref: sheet.ClassID, Year: sheet.SchoolYear, At: r.now,
	}})
}
