package school

import (
	"cmp"
	"context"
	"slices"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/school/internal/store"
)

const deciding = "answering a transfer"

// DecideTransfer releases a student, or keeps him, for the school where he is. A release ends what he is enrolled in
// on the day and begins the new enrolment, in one transaction that locks both schools and the student: he is in one
// class at any date, whoever else moves him meanwhile. What he was asked for elsewhere is overtaken.
func (s *Service) DecideTransfer(ctx context.Context, req *schoolv1.DecideTransferRequest) (*typev1.Transfer, error) {
	reason, err := localtext.CleanName(req.GetReason())
	if err != nil {
		return nil, badName("reason", err)
	}
	if !req.GetRelease() && reason == "" {
		return nil, errs.E(errs.Invalid, errorsv1.Reason_REASON_REQUIRED, deciding, nil, errs.Field("reason", errorsv1.Reason_REASON_REQUIRED))
	}
	p, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	nodes, err := s.nodes(ctx, p)
	if err != nil {
		return nil, err
	}
	state := store.Refused
	if req.GetRelease() {
		state = store.Released
	}
	op := write.Op{
		RPC: "school.DecideTransfer", Resource: req.GetTransferId(), Request: req,
		Detail: map[string]string{"state": state, "date": req.GetDate(), "reason": reason},
	}
	answer, err := write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*typev1.Transfer, error) {
		t, err := s.decidable(ctx, tx, p, nodes, req.GetTransferId())
		if err != nil {
			return nil, err
		}
		if req.GetRelease() {
			if t.Date, err = s.release(ctx, tx, t, req.GetDate()); err != nil {
				return nil, err
			}
		}
		t.State, t.DecidedOn, t.DecisionReason = state, s.clock.Today(), reason
		settled, err := store.SettleTransfer(ctx, tx, t)
		if err != nil {
			return nil, err
		}
		if !settled {
			return nil, stale(deciding)
		}
		return transferProto(t, nodes, rpc.Lang(ctx)), nil
	})
	s.sequencer.Wake()
	return answer, err
}

// decidable gives a transfer that the caller may answer now, with both schools locked: the office of the leaving
// school, or an officer over both once that office has let its time pass.
func (s *Service) decidable(ctx context.Context, tx sqldb.Tx, p auth.Principal, nodes []string, id string) (store.Transfer, error) {
	t, err := s.reachTransfer(ctx, tx, nodes, id)
	if err != nil {
		return t, err
	}
	office := p.Role == optionsv1.Role_ROLE_SCHOOL_OFFICE
	if !covered(nodes, t.FromNode) || !office && !covered(nodes, t.ToNode) {
		return t, errs.E(errs.Denied, errorsv1.Reason_ACCESS_DENIED, deciding, nil)
	}
	// In one order, so that two transfers between the same schools do not wait for one another.
	both := []string{t.FromSchool, t.ToSchool}
	slices.Sort(both)
	for _, school := range both {
		if err := store.LockSchool(ctx, tx, school); err != nil {
			return t, err
		}
	}
	if t, err = store.GetTransfer(ctx, tx, id, s.clock.Today()); err != nil {
		return t, err
	}
	if err := openTransfer(t, deciding); err != nil {
		return t, err
	}
	if !office && t.State != store.Escalated {
		return t, errs.E(errs.FailedPrecondition, errorsv1.Reason_TRANSFER_NOT_ESCALATED, deciding, nil, errs.Args(t.AnswerBy))
	}
	return t, nil
}

// release moves the student of a transfer and gives the day from which he is in the new class.
func (s *Service) release(ctx context.Context, tx sqldb.Tx, t store.Transfer, asked string) (string, error) {
	if now, _ := s.ref.SchoolYear(s.clock.Today()); t.Year != now {
		return "", errs.E(errs.FailedPrecondition, errorsv1.Reason_SCHOOL_YEAR_CLOSED, deciding, nil)
	}
	held, err := s.enrolments(ctx, tx, store.Student{ID: t.StudentID, School: t.FromSchool}, t.Year, deciding)
	if err != nil {
		return "", err
	}
	date, err := s.dateOf(cmp.Or(asked, t.Date), held[0])
	if err != nil {
		return "", err
	}
	if _, ok := at(held, date); !ok {
		return "", errs.E(errs.FailedPrecondition, errorsv1.Reason_STUDENT_NOT_ENROLLED, deciding, nil)
	}
	rows, err := endFrom(ctx, tx, held, date, store.Moved, deciding)
	if err != nil {
		return "", err
	}
	class, err := s.class(ctx, tx, t.ToClass)
	if err != nil {
		return "", err
	}
	row, err := enrol(ctx, tx, store.Enrolment{StudentID: t.StudentID, From: date, Began: store.Arrived}, class, deciding)
	if err != nil {
		return "", err
	}
	if err := store.OvertakeTransfers(ctx, tx, t, s.clock.Today()); err != nil {
		return "", err
	}
	return date, emit(ctx, tx, append(rows, row)...)
}
