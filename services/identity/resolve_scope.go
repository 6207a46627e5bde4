package identity

import (
	"context"

	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// ResolveScope says what the caller may reach in the role of his token: the nodes of staff, the children of
// a guardian without those that custody denies. A student reaches himself, which his token says already.
// It is called often: one indexed query.
func (s identityServer) ResolveScope(ctx context.Context, _ *identityv1.ResolveScopeRequest) (*typev1.Scope, error) {
	p, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	scope := &typev1.Scope{}
	switch {
	case p.Role == optionsv1.Role_ROLE_GUARDIAN:
		scope.StudentIds, err = store.Reachable(ctx, s.db, p.PersonID)
	case isStaff(int32(p.Role)):
		scope.Nodes, err = store.NodesOf(ctx, s.db, p.AccountID, int32(p.Role))
	}
	if err != nil {
		return nil, err
	}
	return scope, nil
}
