package identity

import (
	"context"
	"strings"

	"google.golang.org/grpc/metadata"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// findJoining looks who brings a guardian's code: nobody yet (a new account is made), or a signed-in person,
// whose own account then gets the role. The token alone is not enough: the password shows that it is not a
// telephone left on a table.
func (a *activation) findJoining(ctx context.Context) error {
	p, signedIn, err := a.companion(ctx)
	if err != nil {
		return err
	}
	if !signedIn {
		a.roles = []store.Role{{Role: roleGuardian, PersonID: ids.New()}}
		return nil
	}
	account, ok, err := store.AccountByID(ctx, a.db, p.AccountID)
	if err != nil {
		return err
	}
	if !ok || account.Suspended || p.Epoch < account.Epoch {
		return errs.E(errs.Unauthenticated, errorsv1.Reason_TOKEN_REVOKED, "adding a role", nil)
	}
	right, _, err := a.hasher.Verify(ctx.Done(), account.PasswordHash, a.req.GetPassword())
	if err != nil {
		return hashError(ctx, err)
	}
	if !right {
		return credentialsInvalid()
	}
	a.account, a.joins = account, true
	a.roles, err = store.RolesOf(ctx, a.db, account.ID)
	if err != nil {
		return err
	}
	if _, ok := roleForApp(a.roles, auth.AppWaliye); !ok {
		a.roles = append(a.roles, store.Role{AccountID: account.ID, Role: roleGuardian, PersonID: ids.New()})
	}
	return nil
}

// companion reads the token that may come along with this public call; the chain does not look at it.
func (a *activation) companion(ctx context.Context) (auth.Principal, bool, error) {
	values := metadata.ValueFromIncomingContext(ctx, "authorization")
	if len(values) == 0 || values[0] == "" {
		return auth.Principal{}, false, nil
	}
	const scheme = "bearer "
	if len(values) > 1 || len(values[0]) <= len(scheme) || !strings.EqualFold(values[0][:len(scheme)], scheme) {
		return auth.Principal{}, false, errs.E(errs.Unauthenticated, errorsv1.Reason_TOKEN_INVALID, "reading the access token", nil)
	}
	p, err := a.verifier.Verify(ctx, values[0][len(scheme):])
	return p, err == nil, err
}

// join gives an account the guardian role and returns its new epoch: a role more is another account.
func (a *activation) join(ctx context.Context, tx sqldb.Tx, account store.Account) (int64, error) {
	_, ok, err := store.HoldAccount(ctx, tx, account.ID, account.PasswordHash)
	if err != nil {
		return 0, err
	}
	if !ok {
		return 0, credentialsInvalid()
	}
	current, err := store.RolesOf(ctx, tx, account.ID)
	if err != nil {
		return 0, err
	}
	if _, has := roleForApp(current, auth.AppWaliye); has {
		a.roles = current
		return account.Epoch, nil
	}
	guardian, _ := roleForApp(a.roles, auth.AppWaliye)
	_, err = store.AddRole(ctx, tx, guardian)
	if err != nil {
		return 0, err
	}
	return store.BumpEpoch(ctx, tx, account.ID, a.now())
}
