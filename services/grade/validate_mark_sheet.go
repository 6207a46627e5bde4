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

// ValidateMarkSheet is the office's yes to a submitted sheet.
func (s *Service) ValidateMarkSheet(ctx context.Context, req *gradev1.ValidateMarkSheetRequest) (*typev1.MarkSheetHead, error) {
	op := write.Op{RPC: "grade.ValidateMarkSheet", Resource: req.GetMarkSheetId(), Request: req}
	return s.move(ctx, op, req.GetMarkSheetId(), "", func(ctx context.Context, tx sqldb.Tx, r reach, sheet *store.Sheet) error {
		if sheet.State == store.SheetOpen {
			return errs.E(errs.FailedPrecondition, errorsv1.Reason_MARK_SHEET_NOT_SUBMITTED, "validating a mark sheet", nil)
		}
		if err := requireState(sheet, r.now, store.SheetSubmitted); err != nil {
			return err
		}
		return r.moveState(ctx, tx, sheet, trail.Validate, store.SheetValidated, "")
	})
}
