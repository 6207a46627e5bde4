package school

import (
	"context"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// CancelTransfer takes back what the caller's school asked and nobody answered yet.
func (s *Service) CancelTransfer(ctx context.Context, req *schoolv1.CancelTransferRequest) (*typev1.Transfer, error) {
	const doing = "cancelling a transfer"
	nodes, err := s.officeNodes(ctx)
	if err != nil {
		return nil, err
	}
	op := write.Op{RPC: "school.CancelTransfer", Resource: req.GetTransferId(), Request: req}
	return write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*typev1.Transfer, error) {
		t, err := s.reachTransfer(ctx, tx, nodes, req.GetTransferId())
		if err != nil {
			return nil, err
		}
		if !covered(nodes, t.ToNode) {
			return nil, errs.E(errs.Denied, errorsv1.Reason_ACCESS_DENIED, doing, nil)
		}
		if err := openTransfer(t, doing); err != nil {
			return nil, err
		}
		t.State, t.DecidedOn = store.Cancelled, s.clock.Today()
		settled, err := store.SettleTransfer(ctx, tx, t)
		if err != nil {
			return nil, err
		}
		if !settled {
			return nil, stale(doing)
		}
		return transferProto(t, nodes, rpc.Lang(ctx)), nil
	})
}
