package identity

import (
	"context"

	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// ResolveAccount says what an account reaches in a role, for a service that acts
// for somebody who is not signed in. An account that is unknown, not activated,
// suspended, or without the role reaches nothing: which of these it is, is not told.
func (s identityServer) ResolveAccount(ctx context.Context, req *identityv1.ResolveAccountRequest) (*identityv1.ResolveAccountResponse, error) {
	nothing := &identityv1.ResolveAccountResponse{}
	account, found, err := store.AccountByID(ctx, s.db, req.GetAccountId())
	if err != nil || !found || !account.Active() || account.Suspended {
		return nothing, err
	}
	roles, err := store.RolesOf(ctx, s.db, account.ID)
	if err != nil {
		return nothing, err
	}
	answer := &identityv1.ResolveAccountResponse{}
	for _, r := range roles {
		if r.Role != int32(req.GetRole()) {
			continue
		}
		answer.Active, answer.PersonId = true, r.PersonID
		if r.Node != "" {
			answer.Nodes = append(answer.Nodes, r.Node)
		}
	}
	if !answer.Active || req.GetRole() != optionsv1.Role_ROLE_GUARDIAN {
		return answer, nil
	}
	answer.StudentIds, err = store.Reachable(ctx, s.db, answer.PersonId)
	return answer, err
}
