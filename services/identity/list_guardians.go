package identity

import (
	"context"

	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// ListGuardians lists the guardians joined to a student of the caller's school, and those whom a custody decision
// denies, joined or not.
func (s identityServer) ListGuardians(ctx context.Context, req *identityv1.ListGuardiansRequest) (*identityv1.ListGuardiansResponse, error) {
	_, _, err := s.studentInScope(ctx, req.GetStudentId())
	if err != nil {
		return nil, err
	}
	links, err := store.LinksOfStudent(ctx, s.db, req.GetStudentId())
	if err != nil {
		return nil, err
	}
	guardians := make([]string, 0, len(links))
	for _, l := range links {
		guardians = append(guardians, l.GuardianID)
	}
	roles, err := store.RolesByPersons(ctx, s.db, guardians)
	if err != nil {
		return nil, err
	}
	accountOf := make(map[string]string, len(roles))
	for _, r := range roles {
		accountOf[r.PersonID] = r.AccountID
	}
	response := &identityv1.ListGuardiansResponse{Guardians: make([]*typev1.Guardian, 0, len(links))}
	for _, l := range links {
		response.Guardians = append(response.Guardians, &typev1.Guardian{
			AccountId: accountOf[l.GuardianID], GuardianId: l.GuardianID, Relation: typev1.Relation_Value(l.Relation), CustodyDenied: l.Denied,
		})
	}
	return response, nil
}
