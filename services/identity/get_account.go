package identity

import (
	"context"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// GetAccount shows the caller his own account.
func (s identityServer) GetAccount(ctx context.Context, _ *identityv1.GetAccountRequest) (*identityv1.GetAccountResponse, error) {
	p, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	account, ok, err := store.AccountByID(ctx, s.db, p.AccountID)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, accountNotFound("reading one's account")
	}
	identifier, err := store.IdentifierOf(ctx, s.db, p.AccountID)
	if err != nil {
		return nil, err
	}
	roles, err := store.RolesOf(ctx, s.db, p.AccountID)
	if err != nil {
		return nil, err
	}
	response := &identityv1.GetAccountResponse{
		AccountId: p.AccountID, PersonId: p.PersonID, Role: typev1.AccountRole_Value(p.Role), Name: toName(account),
		Locale: account.Locale, Identifier: identifier, SecondFactor: account.HasFactor(),
	}
	last := int32(0)
	for _, r := range roles {
		// Sorted by role; one role at several nodes is one hat.
		if r.Role != last {
			response.Roles = append(response.Roles, toRole(r.Role))
			last = r.Role
		}
	}
	return response, nil
}

func accountNotFound(doing string) error {
	return errs.E(errs.NotFound, errorsv1.Reason_ACCOUNT_NOT_FOUND, doing, nil)
}
