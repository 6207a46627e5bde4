package attendance

import (
	"context"
	"strconv"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/attendance/internal/store"
)

// DecideJustification accepts or refuses; a refusal needs a reason. What was decided is changed by who has seen
// the decision, with a reason: two people of an office who decide at the same moment do not undo one another.
// Nothing is written to the absences themselves: whoever reads them asks absence.Decide.
func (s *Service) DecideJustification(ctx context.Context, req *attendancev1.DecideJustificationRequest) (*typev1.AbsenceJustification, error) {
	r, err := s.reach(ctx)
	if err != nil {
		return nil, err
	}
	reason, err := cleanField("reason", req.GetReason())
	if err != nil {
		return nil, err
	}
	decision := store.JustificationRefused
	if req.GetAccept() {
		decision = store.JustificationAccepted
	}
	op := write.Op{RPC: "attendance.DecideJustification", Resource: req.GetJustificationId(), Request: req, Detail: map[string]string{
		"accept": strconv.FormatBool(req.GetAccept()),
	}}
	answer, err := write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*typev1.AbsenceJustification, error) {
		j, err := r.lockJustification(ctx, tx, req.GetJustificationId())
		if err != nil {
			return nil, err
		}
		decided := j.State != store.JustificationPending
		// The lock has counted on.
		seen := int64(req.GetVersion()) == j.Version-1
		switch {
		case decided && (!seen || j.State == decision):
			return nil, r.justificationDecided(ctx, tx, j)
		case reason == "" && (!req.GetAccept() || decided):
			return nil, errs.E(errs.Invalid, errorsv1.Reason_REASON_REQUIRED, "deciding a justification", nil,
				errs.Field("reason", errorsv1.Reason_REASON_REQUIRED))
		}
		j.State, j.DecisionReason, j.DecidedAt = decision, reason, r.micros()
		j.DecidedBy, j.DecidedPerson = r.caller.AccountID, r.caller.PersonID
		if err := store.DecideJustification(ctx, tx, j); err != nil {
			return nil, err
		}
		if err := emitJustified(ctx, tx, r, touched(j)); err != nil {
			return nil, err
		}
		return show(ctx, tx, j)
	})
	if err == nil {
		s.sequencer.Wake()
	}
	return answer, err
}
