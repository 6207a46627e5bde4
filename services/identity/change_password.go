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

// ChangePassword sets a new password and ends every other session. The access token of this one dies as
// well; its refresh token goes on.
func (s authServer) ChangePassword(ctx context.Context, req *authv1.ChangePasswordRequest) (*authv1.ChangePasswordResponse, error) {
	p, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	t, err := s.begin(ctx, subjectPassword, p.AccountID)
	if err != nil {
		return nil, err
	}
	account, _, err := store.AccountByID(ctx, s.db, p.AccountID)
	if err != nil {
		return nil, err
	}
	right, _, err := s.hasher.Verify(ctx.Done(), account.PasswordHash, req.GetPassword())
	if err != nil {
		s.forgiveNow(ctx, t)
		return nil, hashError(ctx, err)
	}
	if !right {
		// Not 401: the token is good, and an app must not sign the person out for a slip.
		return nil, errs.E(errs.Invalid, errorsv1.Reason_PASSWORD_WRONG, "changing a password", nil,
			errs.Field("password", errorsv1.Reason_PASSWORD_WRONG))
	}
	hash, err := s.acceptPassword(ctx, account.ID, "newPassword", req.GetNewPassword())
	if err != nil {
		s.forgiveNow(ctx, t)
		return nil, err
	}
	err = s.db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		_, ok, err := store.HoldAccount(ctx, tx, account.ID, account.PasswordHash)
		if err != nil {
			return err
		}
		if !ok {
			return errs.E(errs.Aborted, errorsv1.Reason_CONFLICT, "changing a password", nil)
		}
		err = t.succeed(ctx, tx)
		if err != nil {
			return err
		}
		err = s.replacePassword(ctx, tx, account.ID, hash, p.SessionID)
		if err != nil {
			return err
		}
		return s.audit(ctx, tx, account.ID, int32(p.Role), "auth.ChangePassword", account.ID)
	})
	if err != nil {
		return nil, err
	}
	return &authv1.ChangePasswordResponse{}, nil
}

// acceptPassword judges a new password of an existing account and hashes it.
func (s *Service) acceptPassword(ctx context.Context, accountID, field, password string) (string, error) {
	roles, err := store.RolesOf(ctx, s.db, accountID)
	if err != nil {
		return "", err
	}
	identifier, err := store.IdentifierOf(ctx, s.db, accountID)
	if err != nil {
		return "", err
	}
	return s.hashNew(ctx, field, password, isStaffAccount(roles), identifier)
}

// hashNew judges a new password and hashes it.
func (s *Service) hashNew(ctx context.Context, field, password string, staff bool, own ...string) (string, error) {
	if w := secrets.CheckPassword(password, staff, own...); w != secrets.Strong {
		return "", weakError(field, w, staff)
	}
	hash, err := s.hasher.Hash(ctx.Done(), password)
	if err != nil {
		return "", hashError(ctx, err)
	}
	return hash, nil
}

// replacePassword stores a new password, kills every access token of the account and ends its sessions, all
// but the one to keep.
func (s *Service) replacePassword(ctx context.Context, tx sqldb.Tx, accountID, hash, keep string) error {
	err := store.SetPassword(ctx, tx, accountID, hash)
	if err != nil {
		return err
	}
	err = store.DeleteOtherSessions(ctx, tx, accountID, keep)
	if err != nil {
		return err
	}
	_, err = store.BumpEpoch(ctx, tx, accountID, s.now())
	return err
}
