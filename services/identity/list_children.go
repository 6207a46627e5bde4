package identity

import (
	"context"

	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// ListChildren lists the children joined to the calling guardian. One that custody denies is named as denied,
// and nothing more is given.
func (s identityServer) ListChildren(ctx context.Context, _ *identityv1.ListChildrenRequest) (*identityv1.ListChildrenResponse, error) {
	p, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	links, err := store.LinksOfGuardian(ctx, s.db, p.PersonID)
	if err != nil {
		return nil, err
	}
	response := &identityv1.ListChildrenResponse{Children: make([]*identityv1.ChildLink, 0, len(links))}
	for _, l := range links {
		response.Children = append(response.Children, &identityv1.ChildLink{
			StudentId: l.StudentID, Relation: typev1.Relation_Value(l.Relation), CustodyDenied: l.Denied,
		})
	}
	return response, nil
}
