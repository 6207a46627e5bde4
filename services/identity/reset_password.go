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

// ResetPassword sets a new password with a printed code and ends every session. The second factor stays as
// it is. An unknown account, a wrong code, a used one and one of somebody else are one answer.
func (s authServer) ResetPassword(ctx context.Context, req *authv1.ResetPasswordRequest) (*authv1.ResetPasswordResponse, error) {
	identifier := normalIdentifier(req.GetIdentifier())
	account, known, err := store.AccountByIdentifier(ctx, s.db, identifier)
	if err != nil {
		return nil, err
	}
	t, err := s.beginFor(ctx, subjectSignIn, identifier, known)
	if err != nil {
		return nil, err
	}
	typed, _ := secrets.ReadCode(req.GetResetCode(), secrets.CodeLength)
	code, found, err := store.CodeByHash(ctx, s.db, s.keys.CodeHash(hashCode, typed))
	if err != nil {
		return nil, err
	}
	if !known || !found || code.AccountID != account.ID || code.Purpose != store.PurposeReset || !account.Active() ||
		codeState(code, s.now()) != errorsv1.Reason_REASON_UNSPECIFIED {
		return nil, resetCodeInvalid()
	}
	if err := s.requireSchool(ctx, code); err != nil {
		if isCodeRefusal(err) {
			return nil, resetCodeInvalid()
		}
		s.forgiveNow(ctx, t)
		return nil, err
	}
	hash, err := s.acceptPassword(ctx, account.ID, "newPassword", req.GetNewPassword())
	if err != nil {
		s.forgiveNow(ctx, t)
		return nil, err
	}
	err = s.db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		used, err := store.UseCode(ctx, tx, code.Hash, s.now())
		if err != nil {
			return err
		}
		if !used {
			return resetCodeInvalid()
		}
		err = t.succeed(ctx, tx)
		if err != nil {
			return err
		}
		err = s.replacePassword(ctx, tx, account.ID, hash, "")
		if err != nil {
			return err
		}
		return s.audit(ctx, tx, account.ID, 0, "auth.ResetPassword", account.ID)
	})
	if err != nil {
		return nil, err
	}
	return &authv1.ResetPasswordResponse{}, nil
}

func resetCodeInvalid() error {
	return errs.E(errs.Invalid, errorsv1.Reason_RESET_CODE_INVALID, "resetting a password", nil)
}
