package school

import (
	"context"
	"errors"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/refdata"
	"github.com/massar-platform/massar/services/school/internal/store"
)

const askingTransfer = "asking for a transfer"

// AskTransfer asks the school where a student is to release him into a class of the caller's.
//
// An answer tells whether somebody with that code is enrolled elsewhere, and no more: a code that nobody has and one
// of a student who is nowhere look the same. A school asks so many times a day, and what was not found counts.
func (s *Service) AskTransfer(ctx context.Context, req *schoolv1.AskTransferRequest) (*typev1.Transfer, error) {
	reason, err := localtext.CleanName(req.GetReason())
	if err != nil {
		return nil, badName("reason", err)
	}
	nodes, err := s.officeNodes(ctx)
	if err != nil {
		return nil, err
	}
	op := write.Op{RPC: "school.AskTransfer", Resource: req.GetClassId(), Request: req, Detail: map[string]string{"date": req.GetDate()}}
	answer, err := write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*typev1.Transfer, error) {
		t, err := s.asked(ctx, tx, nodes, req)
		if err != nil {
			return nil, err
		}
		student, found, err := s.askable(ctx, tx, req.GetMassarCode(), t)
		if err != nil {
			return nil, err
		}
		if !found {
			// An answer like any other, so that the question stays counted, under this key too.
			return &typev1.Transfer{}, nil
		}
		t.StudentID, t.FromSchool, t.Reason = student.ID, student.School, reason
		if err := store.ExpireTransfer(ctx, tx, student.ID, t.ToSchool, t.AskedOn); err != nil {
			return nil, err
		}
		if err := store.InsertTransfer(ctx, tx, t); err != nil {
			return nil, taken(err, errorsv1.Reason_TRANSFER_EXISTS, askingTransfer)
		}
		stored, err := store.GetTransfer(ctx, tx, t.ID, t.AskedOn)
		if err != nil {
			return nil, err
		}
		return transferProto(stored, nodes, rpc.Lang(ctx)), nil
	})
	if err == nil && answer.GetTransferId() == "" {
		return nil, errs.E(errs.NotFound, errorsv1.Reason_STUDENT_NOT_FOUND, askingTransfer, nil)
	}
	return answer, err
}

// asked is the transfer as far as the asking side makes it: class, days and delays. It counts the question.
func (s *Service) asked(ctx context.Context, tx sqldb.Tx, nodes []string, req *schoolv1.AskTransferRequest) (store.Transfer, error) {
	none := store.Transfer{}
	class, err := s.classUnder(ctx, tx, nodes, req.GetClassId())
	if err != nil {
		return none, err
	}
	today := s.clock.Today()
	if now, _ := s.ref.SchoolYear(today); class.Year != now {
		return none, errs.E(errs.FailedPrecondition, errorsv1.Reason_SCHOOL_YEAR_CLOSED, askingTransfer, nil)
	}
	date, err := day(req.GetDate(), today, "date")
	if err != nil {
		return none, err
	}
	if err := s.inYear(date, class.Year, "date"); err != nil {
		return none, err
	}
	answerBy, err := later(today, s.rule(refdata.RuleTransferAnswer, class.Year))
	if err != nil {
		return none, err
	}
	expires, err := later(max(answerBy, date), s.rule(refdata.RuleTransferJoin, class.Year))
	if err != nil {
		return none, err
	}
	// Limits count real days, whatever day it is at school.
	now := s.clock.Real().Now()
	allowed, err := store.CountAsk(ctx, tx, class.School, clock.DateOf(now), s.rule(refdata.RuleTransferAsks, class.Year))
	if err != nil {
		return none, err
	}
	if !allowed {
		return none, errs.E(errs.ResourceExhausted, errorsv1.Reason_TRANSFER_LIMIT, askingTransfer, nil)
	}
	return store.Transfer{
		ID: ids.InSchool(class.School), ToSchool: class.School, ToClass: class.ID, Year: class.Year,
		Date: date, AskedOn: today, AnswerBy: answerBy, ExpiresOn: expires, At: now.UnixMicro(),
	}, nil
}

// askable finds the student of a code who is enrolled in another school in the year of a transfer.
func (s *Service) askable(ctx context.Context, tx sqldb.Tx, code string, t store.Transfer) (store.Student, bool, error) {
	student, err := store.FindStudent(ctx, tx, code, t.AskedOn)
	switch {
	case errors.Is(err, sqldb.ErrNoRows):
		return student, false, nil
	case err != nil:
		return student, false, err
	case student.Year != t.Year || !isIn(student, t.AskedOn):
		return student, false, nil
	case student.School == t.ToSchool:
		return student, false, errs.E(errs.FailedPrecondition, errorsv1.Reason_STUDENT_IN_SCHOOL, askingTransfer, nil)
	}
	return student, true, nil
}
