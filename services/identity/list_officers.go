package identity

import (
	"context"
	"strconv"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/page"
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
	asked, err := page.Parse(req.GetPageSize(), req.GetPageToken(), 2, "officers", req.GetNode())
	if err != nil {
		return nil, err
	}
	after, err := officersAfter(asked)
	if err != nil {
		return nil, err
	}
	officers, err := store.OfficersAt(ctx, s.db, store.ManagedBy{AccountID: c.AccountID, Role: c.rank()}, req.GetNode(), after, asked.Limit())
	if err != nil {
		return nil, err
	}
	answer := &identityv1.ListOfficersResponse{}
	officers, answer.NextPageToken = page.Next(asked, officers, func(o store.Officer) []string {
		return []string{strconv.Itoa(int(o.Role)), o.AccountID}
	})
	for _, o := range officers {
		answer.Officers = append(answer.Officers, &identityv1.Officer{
			AccountId: o.AccountID, Name: toName(store.Account{NameAr: o.NameAr, NameLatin: o.NameLatin}), Email: o.Email,
			Role: toRole(o.Role), Active: o.Active, Suspended: o.Suspended,
		})
	}
	return answer, nil
}

// officersAfter is the role and account behind which a page begins. A token is no secret and may be made by hand.
func officersAfter(asked page.Request) (store.Role, error) {
	if asked.After == nil {
		return store.Role{}, nil
	}
	role, err := strconv.ParseInt(asked.After[0], 10, 32)
	if err != nil {
		return store.Role{}, errs.E(errs.Invalid, errorsv1.Reason_PAGE_TOKEN_INVALID, "reading the page token", err)
	}
	return store.Role{Role: int32(role), AccountID: asked.After[1]}, nil
}
