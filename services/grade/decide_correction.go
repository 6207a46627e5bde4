package grade

import (
	"context"
	"errors"
	"strconv"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/rpc"
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

// DecideCorrection approves or refuses a correction; a refusal needs a reason.
// Whoever proposed it decides nothing about it, under whatever account. An
// approved correction changes the mark and every figure that depends on it, those
// of classmates included, in one transaction.
func (s *Service) DecideCorrection(ctx context.Context, req *gradev1.DecideCorrectionRequest) (*typev1.Correction, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	answer, err := cleanField("reason", req.GetReason())
	if err != nil {
		return nil, err
	}
	if !req.GetApprove() && answer == "" {
		return nil, errs.E(errs.Invalid, errorsv1.Reason_REASON_REQUIRED, "refusing a correction", nil,
			errs.Field("reason", errorsv1.Reason_REASON_REQUIRED))
	}
	op := write.Op{RPC: "grade.DecideCorrection", Resource: req.GetCorrectionId(), Request: req, Detail: map[string]string{
		"approve": strconv.FormatBool(req.GetApprove()),
	}}
	return write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*typev1.Correction, error) {
		c, sheet, err := r.correction(ctx, tx, req.GetCorrectionId())
		if err != nil {
			return nil, err
		}
		switch {
		case proposedBy(c, r.caller):
			return nil, errs.E(errs.Denied, errorsv1.Reason_CORRECTION_OWN, "deciding a correction", nil)
		case c.State != store.CorrectionProposed:
			return nil, correctionDecided()
		}
		c.State, c.Decided, c.Answer = store.CorrectionRefused, r.writer(), answer
		if req.GetApprove() {
			c.State = store.CorrectionApproved
		}
		first, err := store.DecideCorrection(ctx, tx, c)
		if err != nil {
			return nil, err
		}
		if !first {
			return nil, correctionDecided()
		}
		if err := s.carryOut(ctx, tx, r, sheet, c); err != nil {
			return nil, err
		}
		return s.correctionRead(ctx, tx, c.ID, rpc.Lang(ctx))
	})
}

// proposedBy says whether the caller proposed a correction, under this account or another.
func proposedBy(c *store.Correction, caller auth.Principal) bool {
	return c.Proposed.Account == caller.AccountID || c.Proposed.Person == caller.PersonID
}

func correctionDecided() error {
	return errs.E(errs.FailedPrecondition, errorsv1.Reason_CORRECTION_DECIDED, "deciding a correction", nil)
}

// correction finds a correction of the caller's schools and locks its sheet. The
// correction is read again under the lock: nobody decides it at the same time.
func (r reach) correction(ctx context.Context, tx sqldb.Tx, id string) (*store.Correction, *store.Sheet, error) {
	c, err := store.FindCorrection(ctx, tx, id)
	var sheet *store.Sheet
	if err == nil {
		sheet, err = store.LockSheet(ctx, tx, c.SheetID)
	}
	if errors.Is(err, store.ErrNotFound) || err == nil && !r.covers(sheet.Node) {
		return nil, nil, errs.E(errs.NotFound, errorsv1.Reason_CORRECTION_NOT_FOUND, "finding a correction", nil)
	}
	if err != nil {
		return nil, nil, err
	}
	c, err = store.FindCorrection(ctx, tx, id)
	return c, sheet, err
}

// carryOut does what a decision says: the approved value is written over the one
// that the proposal saw, and over no other.
func (s *Service) carryOut(ctx context.Context, tx sqldb.Tx, r reach, sheet *store.Sheet, c *store.Correction) error {
	cells, err := store.ListCells(ctx, tx, sheet.ID)
	if err != nil {
		return err
	}
	key := entry.Key{Student: c.Student, Column: c.Column}
	before := cells[key]
	if c.State == store.CorrectionRefused {
		event := r.event(ctx, trail.RefuseCorrection)
		event.Reason = c.Answer
		return r.correctionEvent(ctx, tx, sheet, c, before, event)
	}
	if before.Version != c.Version {
		return errs.E(errs.FailedPrecondition, errorsv1.Reason_CORRECTION_STALE, "approving a correction", nil)
	}
	after := entry.Cell{Value: c.After, Version: before.Version + 1}
	if after.Value.State == grading.Pending {
		after.PendingSince = r.now
	}
	// The event names the one who decided; who proposed stands behind the reason,
	// and in the event of the proposal.
	event := r.event(ctx, trail.Correct)
	event.Reason = trail.ReasonOf(c.Reason, c.Proposed.Account, c.Proposed.Person)
	if err := s.writeCell(ctx, tx, r, sheet, key, before, after, event); err != nil {
		return err
	}
	return store.AddChanges(ctx, tx, []store.Change{r.correctionChanged(c)})
}
