package identity

import (
	"context"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	"github.com/massar-platform/massar/services/identity/internal/secrets"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// ConfirmSecondFactor puts the begun second factor in use. The other sessions end, since they have not
// proven it; this one goes on with its refresh token.
func (s authServer) ConfirmSecondFactor(ctx context.Context, req *authv1.ConfirmSecondFactorRequest) (*authv1.ConfirmSecondFactorResponse, error) {
	p, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	t, err := s.begin(ctx, subjectFactor, p.AccountID)
	if err != nil {
		return nil, err
	}
	account, _, err := store.AccountByID(ctx, s.db, p.AccountID)
	if err != nil {
		return nil, err
	}
	// As for enrolment: a session that began it before another one confirmed a factor may not replace that.
	if account.HasFactor() && !p.SecondFactor {
		return nil, factorRequired(false)
	}
	step, ok, err := s.provePending(account, req.GetTotp())
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, invalidFactor()
	}
	err = s.db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		confirmed, err := store.ConfirmFactor(ctx, tx, account.ID, account.TOTPPending, step)
		if err != nil {
			return err
		}
		if !confirmed {
			return invalidFactor()
		}
		err = t.succeed(ctx, tx)
		if err != nil {
			return err
		}
		err = store.DeleteOtherSessions(ctx, tx, account.ID, p.SessionID)
		if err != nil {
			return err
		}
		err = store.SessionHasFactor(ctx, tx, p.SessionID)
		if err != nil {
			return err
		}
		_, err = store.BumpEpoch(ctx, tx, account.ID, s.now())
		if err != nil {
			return err
		}
		return s.audit(ctx, tx, account.ID, int32(p.Role), "auth.ConfirmSecondFactor", account.ID)
	})
	if err != nil {
		return nil, err
	}
	return &authv1.ConfirmSecondFactorResponse{}, nil
}

func invalidFactor() error {
	return errs.E(errs.Invalid, errorsv1.Reason_SECOND_FACTOR_INVALID, "confirming a second factor", nil,
		errs.Field("totp", errorsv1.Reason_SECOND_FACTOR_INVALID))
}

// provePending checks a code against the begun second factor; false when none is begun.
func (s *Service) provePending(a store.Account, typed string) (step int64, ok bool, err error) {
	if len(a.TOTPPending) == 0 {
		return 0, false, nil
	}
	secret, err := s.keys.Open(factorLabel(a.ID), a.TOTPPending)
	if err != nil {
		return 0, false, err
	}
	return secrets.TOTPStep(secret, typed, s.clock.Now())
}
