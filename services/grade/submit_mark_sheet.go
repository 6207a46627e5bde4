package grade

import (
	"context"

	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/grade/internal/store"
	"github.com/massar-platform/massar/services/grade/internal/trail"
)

// SubmitMarkSheet hands the sheet to the office. A sheet with cells still missing
// may be handed in: the office sees how much is entered.
func (s *Service) SubmitMarkSheet(ctx context.Context, req *gradev1.SubmitMarkSheetRequest) (*typev1.MarkSheetHead, error) {
	op := write.Op{RPC: "grade.SubmitMarkSheet", Resource: req.GetMarkSheetId(), Request: req}
	return s.move(ctx, op, req.GetMarkSheetId(), store.SheetOpen, func(ctx context.Context, tx sqldb.Tx, r reach, sheet *store.Sheet) error {
		return r.moveState(ctx, tx, sheet, trail.Submit, store.SheetSubmitted, "")
	})
}

// move is the frame of every change of a sheet's state: lock, check, change,
// answer with the head.
func (s *Service) move(ctx context.Context, op write.Op, sheetID, from string,
	change func(ctx context.Context, tx sqldb.Tx, r reach, sheet *store.Sheet) error,
) (*typev1.MarkSheetHead, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	return write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*typev1.MarkSheetHead, error) {
		sheet, err := r.lock(ctx, tx, sheetID)
		if err != nil {
			return nil, err
		}
		if from != "" {
			if err := requireState(sheet, r.now, from); err != nil {
				return nil, err
			}
		}
		if err := change(ctx, tx, r, sheet); err != nil {
			return nil, err
		}
		progress, err := store.ProgressOf(ctx, tx, []*store.Sheet{sheet}, r.day)
		if err != nil {
			return nil, err
		}
		return s.headOf(sheet, r.now, progress[sheet.ID], rpc.Lang(ctx)), nil
	})
}
