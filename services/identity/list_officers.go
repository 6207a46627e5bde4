package identity

import (
	"context"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// ListOfficers lists the accounts of officers and of school offices at a place. It names only those that the
// caller may manage: his own, those of his rank and those with a role elsewhere are left out.
func (s identityServer) ListOfficers(ctx context.Context, req *identityv1.ListOfficersRequest) (*identityv1.ListOfficersResponse, error) {
	c, err := s.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	if !c.covers(req.GetNode()) {
		return nil, errs.E(errs.NotFound, errorsv1.Reason_NOT_FOUND, "listing officers", nil, errs.Field("node", errorsv1.Reason_NOT_FOUND))
	}
	held, err := store.RolesAt(ctx, s.db, [4]int32{roleOffice, roleProvince, roleAcademy, roleMinistry}, req.GetNode())
	if err != nil {
		return nil, err
	}
	answer := &identityv1.ListOfficersResponse{}
	for _, role := range held {
		roles, err := store.RolesOf(ctx, s.db, role.AccountID)
		if err != nil {
			return nil, err
		}
		if role.AccountID == c.AccountID || !c.over(roles) {
			continue
		}
		officer, err := s.officer(ctx, role)
		if err != nil {
			return nil, err
		}
		answer.Officers = append(answer.Officers, officer)
	}
	return answer, nil
}

func (s *Service) officer(ctx context.Context, role store.Role) (*identityv1.Officer, error) {
	account, _, err := store.AccountByID(ctx, s.db, role.AccountID)
	if err != nil {
		return nil, err
	}
	email, err := store.IdentifierOf(ctx, s.db, role.AccountID)
	if err != nil {
		return nil, err
	}
	return &identityv1.Officer{
		AccountId: account.ID, Name: toName(account), Email: email,
		Role: toRole(role.Role), Active: account.Active(), Suspended: account.Suspended,
	}, nil
}
