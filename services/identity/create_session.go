package identity

import (
	"context"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// CreateSession signs a person in. A wrong password and an unknown account cost the same work and get the
// same answer; what else is wrong with an account is said only to who knows its password and factor.
func (s authServer) CreateSession(ctx context.Context, req *authv1.CreateSessionRequest) (*authv1.SessionResponse, error) {
	identifier := normalIdentifier(req.GetIdentifier())
	account, _, err := store.AccountByIdentifier(ctx, s.db, identifier)
	if err != nil {
		return nil, err
	}
	t, err := s.beginSignIn(ctx, identifier, account, req.GetDevice())
	if err != nil {
		return nil, err
	}
	right, outdated, err := s.hasher.Verify(ctx.Done(), account.PasswordHash, req.GetPassword())
	if err != nil {
		s.forgiveNow(ctx, t)
		return nil, hashError(ctx, err)
	}
	if !right {
		return nil, credentialsInvalid()
	}
	rehash := ""
	if outdated {
		rehash, err = s.hasher.Hash(ctx.Done(), req.GetPassword())
		if err != nil {
			s.forgiveNow(ctx, t)
			return nil, hashError(ctx, err)
		}
	}
	is, err := s.signIn(ctx, t, account, rehash, req)
	if err != nil {
		return nil, err
	}
	return s.sessionResponse(ctx, is)
}

func credentialsInvalid() error {
	return errs.E(errs.Unauthenticated, errorsv1.Reason_CREDENTIALS_INVALID, "signing in", nil)
}

// signIn checks what comes after the password and opens the session, all in one transaction. A refusal is
// committed too: a code that was taken stays taken, and the try keeps its count.
func (s *Service) signIn(ctx context.Context, t try, account store.Account, rehash string, req *authv1.CreateSessionRequest) (issued, error) {
	var is issued
	var refusal error
	err := s.db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		refusal = nil
		epoch, ok, err := store.HoldAccount(ctx, tx, account.ID, account.PasswordHash)
		if err != nil {
			return err
		}
		if !ok {
			// Somebody changed the password between the two reads.
			refusal = credentialsInvalid()
			return nil
		}
		account.Epoch = epoch
		role, factor, why, err := s.judge(ctx, tx, t, account, req)
		if err != nil || why != nil {
			refusal = why
			return err
		}
		if rehash != "" {
			err := store.SetPassword(ctx, tx, account.ID, rehash)
			if err != nil {
				return err
			}
		}
		is, err = s.openSession(ctx, tx, signedIn{
			account: account, role: role, factor: factor, device: req.GetDevice(), cookie: req.GetCookie(),
		})
		if err != nil {
			return err
		}
		return s.audit(ctx, tx, account.ID, role.Role, "auth.CreateSession", is.session.ID)
	})
	if err != nil {
		return issued{}, err
	}
	return is, refusal
}

// judge decides in this order: the second factor, then whether the account may be used at all, then whether
// it has a role for the app.
func (s *Service) judge(ctx context.Context, tx sqldb.Tx, t try, account store.Account, req *authv1.CreateSessionRequest,
) (role store.Role, factor bool, refusal, err error) {
	roles, err := store.RolesOf(ctx, tx, account.ID)
	if err != nil {
		return store.Role{}, false, nil, err
	}
	policy, err := store.Policy(ctx, tx)
	if err != nil {
		return store.Role{}, false, nil, err
	}
	role, has := roleForApp(roles, req.GetApp())
	if account.HasFactor() {
		refusal, err = s.useFactor(ctx, tx, account, req.GetTotp())
		if err != nil {
			return store.Role{}, false, nil, err
		}
		if errs.Is(refusal, errorsv1.Reason_SECOND_FACTOR_REQUIRED) {
			return store.Role{}, false, refusal, t.forgive(ctx, tx)
		}
		if refusal != nil {
			return store.Role{}, false, refusal, nil
		}
		factor = true
	}
	err = t.succeed(ctx, tx)
	switch {
	case err != nil:
		return store.Role{}, false, nil, err
	case account.Suspended:
		refusal = errs.E(errs.Denied, errorsv1.Reason_ACCOUNT_SUSPENDED, "signing in", nil)
	case !has:
		refusal = errs.E(errs.Denied, errorsv1.Reason_APP_NOT_FOR_ROLE, "signing in", nil)
	case policy[role.Role] && !factor:
		refusal = factorRequired(true)
	}
	return role, factor, refusal, nil
}
