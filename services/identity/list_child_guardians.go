package identity

import (
	"context"
	"slices"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// custodyRestriction is what a guardian is kept by whom a custody decision denies.
const custodyRestriction = "CUSTODY"

// ListChildGuardians lists the guardians of a child of the calling guardian, and those whom a custody decision denies,
// joined or not: whoever has custody should see that the decision stands. A guardian who is denied himself is told
// nothing, not even who the others are.
func (s identityServer) ListChildGuardians(ctx context.Context, req *identityv1.ListChildGuardiansRequest) (*identityv1.ListChildGuardiansResponse, error) {
	p, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	children, err := store.Reachable(ctx, s.db, p.PersonID)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(children, req.GetStudentId()) {
		return nil, errs.E(errs.NotFound, errorsv1.Reason_STUDENT_NOT_FOUND, "listing the guardians of a child", nil)
	}
	links, err := store.LinksOfStudent(ctx, s.db, req.GetStudentId())
	if err != nil {
		return nil, err
	}
	guardians := make([]string, len(links))
	for i, l := range links {
		guardians[i] = l.GuardianID
	}
	names, err := store.NamesOfPersons(ctx, s.db, guardians)
	if err != nil {
		return nil, err
	}
	response := &identityv1.ListChildGuardiansResponse{}
	for _, l := range links {
		guardian := &typev1.ChildGuardian{
			Relation: typev1.Relation_Value(l.Relation), Name: toName(names[l.GuardianID]), Self: l.GuardianID == p.PersonID,
		}
		if l.Denied {
			guardian.Restrictions = []string{custodyRestriction}
		}
		response.Guardians = append(response.Guardians, guardian)
	}
	return response, nil
}
