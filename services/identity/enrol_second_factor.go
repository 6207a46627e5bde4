package identity

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// EnrolSecondFactor begins a second factor. The one in use, if any, stays in use until the new one is
// confirmed; only a session that has proven the old one may replace it.
func (s authServer) EnrolSecondFactor(ctx context.Context, _ *authv1.EnrolSecondFactorRequest) (*authv1.SecondFactorEnrolment, error) {
	p, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	account, _, err := store.AccountByID(ctx, s.db, p.AccountID)
	if err != nil {
		return nil, err
	}
	if account.HasFactor() && !p.SecondFactor {
		return nil, factorRequired(false)
	}
	identifier, err := store.IdentifierOf(ctx, s.db, p.AccountID)
	if err != nil {
		return nil, err
	}
	factor, err := s.makeFactor(factorLabel(p.AccountID), identifier)
	if err != nil {
		return nil, err
	}
	err = s.db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		err := store.BeginFactor(ctx, tx, p.AccountID, factor.sealed, factor.recovery)
		if err != nil {
			return err
		}
		return s.audit(ctx, tx, p.AccountID, int32(p.Role), "auth.EnrolSecondFactor", p.AccountID)
	})
	if err != nil {
		return nil, err
	}
	return factor.shown, nil
}
