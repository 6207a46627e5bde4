package attendance

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// WithdrawJustification takes back what the caller brought, while it waits: nothing remains of it, and the absences
// stand as if it had never been there. What another guardian of the child brought is not the caller's to take back.
func (s *Service) WithdrawJustification(
	ctx context.Context, req *attendancev1.WithdrawJustificationRequest,
) (*attendancev1.WithdrawJustificationResponse, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	op := write.Op{RPC: "attendance.WithdrawJustification", Resource: req.GetJustificationId(), Request: req}
	answer, err := write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*attendancev1.WithdrawJustificationResponse, error) {
		j, err := r.lockJustification(ctx, tx, req.GetJustificationId())
		switch {
		case err != nil:
			return nil, err
		case j.StudentID != req.GetStudentId(), j.SubmittedBy != r.caller.AccountID:
			return nil, justificationNotFound()
		case j.State != store.JustificationPending:
			return nil, r.justificationDecided(ctx, tx, j)
		}
		if err := store.WithdrawJustification(ctx, tx, j); err != nil {
			return nil, err
		}
		return &attendancev1.WithdrawJustificationResponse{}, emitJustified(ctx, tx, r, touched(j))
	})
	if err == nil {
		s.sequencer.Wake()
	}
	return answer, err
}
