package identity

import (
	"context"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// keptAway says whether a custody decision that stands keeps a code from being printed or used: the relation is
// that of a denied guardian, or the telephone is his. A student's own code is never meant.
func keptAway(denies []store.Denied, code store.Code) bool {
	if code.Relation == relationSelf {
		return false
	}
	for _, d := range denies {
		if d.StudentID == code.StudentID && (d.Relation == code.Relation || code.Phone != "" && d.Identifier == code.Phone) {
			return true
		}
	}
	return false
}

// withoutDenied takes the codes that a decision keeps back out of those to be printed, and refuses when nothing is
// left.
func withoutDenied(ctx context.Context, tx sqldb.Tx, codes []store.Code) ([]store.Code, error) {
	var students []string
	for _, c := range codes {
		if c.Relation != relationSelf {
			students = append(students, c.StudentID)
		}
	}
	denies, err := store.DeniesOf(ctx, tx, students)
	if err != nil {
		return nil, err
	}
	free := make([]store.Code, 0, len(codes))
	for _, c := range codes {
		if !keptAway(denies, c) {
			free = append(free, c)
		}
	}
	if len(free) == 0 {
		return nil, custodyDenied("issuing activation codes")
	}
	return free, nil
}

// mayJoin refuses a guardian whom a decision keeps from the student of a code, and a code that was printed in
// the moment of the decision: what it is for is denied, whoever brings it.
func mayJoin(ctx context.Context, tx sqldb.Tx, guardianID string, code store.Code) error {
	denies, err := store.DeniesOf(ctx, tx, []string{code.StudentID})
	if err != nil {
		return err
	}
	for _, d := range denies {
		if d.GuardianID == guardianID {
			return custodyDenied("linking a child")
		}
	}
	if keptAway(denies, code) {
		return custodyDenied("linking a child")
	}
	return nil
}

func custodyDenied(doing string) error {
	return errs.E(errs.FailedPrecondition, errorsv1.Reason_CUSTODY_DENIED, doing, nil)
}

// endGuardianCodes ends the unused codes printed for a student's guardians: who was just sent away may hold one.
func (s *Service) endGuardianCodes(ctx context.Context, tx sqldb.Tx, studentID string) error {
	return store.EndGuardianCodes(ctx, tx, studentID, relationSelf, s.now())
}
