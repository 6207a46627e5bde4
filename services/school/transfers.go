package school

import (
	"context"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/refdata"
	"github.com/massar-platform/massar/services/school/internal/store"
)

// A transfer has two sides. The school that asks names a student by code and learns nothing of him before the
// school where he is lets him go; that school sees who asks, and answers. What nobody answers in time an officer
// over both may answer, until the asking expires.

// rule is a dated rule of transfers; New has seen that it is a number.
func (s *Service) rule(name, year string) int {
	n, _ := s.ref.RuleNumber(name, year)
	return n
}

// transferRules are those that New wants.
func transferRules() []string {
	return []string{refdata.RuleTransferAnswer, refdata.RuleTransferJoin, refdata.RuleTransferAsks}
}

// later is the day that lies a number of days after another.
func later(date string, days int) (string, error) {
	t, err := clock.ParseDate(date)
	if err != nil {
		return "", err
	}
	return t.AddDate(0, 0, days).Format(clock.DateLayout), nil
}

// reachTransfer gives a transfer of which the caller is over one side or the other.
func (s *Service) reachTransfer(ctx context.Context, q sqldb.Querier, nodes []string, id string) (store.Transfer, error) {
	const doing = "finding a transfer"
	t, err := store.GetTransfer(ctx, q, id, s.clock.Today())
	if err != nil {
		return t, notFound(err, errorsv1.Reason_TRANSFER_NOT_FOUND, doing)
	}
	if !covered(nodes, t.FromNode) && !covered(nodes, t.ToNode) {
		return t, errs.E(errs.NotFound, errorsv1.Reason_TRANSFER_NOT_FOUND, doing, nil)
	}
	return t, nil
}

// openTransfer refuses a transfer that was answered, taken back or left until it expired.
func openTransfer(t store.Transfer, doing string) error {
	if t.State == store.Asked || t.State == store.Escalated {
		return nil
	}
	return errs.E(errs.FailedPrecondition, errorsv1.Reason_TRANSFER_CLOSED, doing, nil)
}

// transferProto is a transfer as somebody with these nodes sees it: the side that asks is told who the student is,
// and where he comes from, when he is released.
func transferProto(t store.Transfer, nodes []string, lang localtext.Lang) *typev1.Transfer {
	out := &typev1.Transfer{
		TransferId: t.ID, MassarCode: t.MassarCode, State: typev1.Transfer_State_Value(typev1.Transfer_State_Value_value[t.State]),
		Date:     t.Date,
		ToSchool: &typev1.SchoolRef{SchoolCode: t.ToSchool, Name: pick(t.ToAr, t.ToLatin, lang)},
		ToClass:  &typev1.ClassRef{ClassId: t.ToClass, Label: t.Label},
		Reason:   t.Reason, AskedOn: t.AskedOn, AnswerBy: t.AnswerBy, ExpiresOn: t.ExpiresOn,
		DecidedOn: t.DecidedOn, DecisionReason: t.DecisionReason,
	}
	if t.State == store.Released || covered(nodes, t.FromNode) {
		out.FromSchool = &typev1.SchoolRef{SchoolCode: t.FromSchool, Name: pick(t.FromAr, t.FromLatin, lang)}
		out.Student = &typev1.Student{StudentId: t.StudentID, MassarCode: t.MassarCode, Name: name(t.NameAr, t.NameLatin), BirthDate: t.BirthDate}
	}
	return out
}
