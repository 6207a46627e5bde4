package identity

import (
	"context"
	"strconv"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// SetAccountSuspended suspends or restores an account in the caller's scope. Suspended, its sessions end and
// its tokens die with the next poll of revocations.
func (s identityServer) SetAccountSuspended(ctx context.Context, req *identityv1.SetAccountSuspendedRequest,
) (*identityv1.SetAccountSuspendedResponse, error) {
	c, err := s.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	account, err := s.accountInScope(ctx, c, req.GetAccountId())
	if err != nil {
		return nil, err
	}
	op := write.Op{
		RPC: "identity.SetAccountSuspended", Resource: account.ID, Request: req,
		Detail: map[string]string{"suspended": strconv.FormatBool(req.GetSuspended())},
	}
	return write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*identityv1.SetAccountSuspendedResponse, error) {
		response := &identityv1.SetAccountSuspendedResponse{}
		_, err := holdInScope(ctx, tx, c, account)
		if err != nil {
			return nil, err
		}
		err = store.SetSuspended(ctx, tx, account.ID, req.GetSuspended())
		if err != nil || !req.GetSuspended() {
			return response, err
		}
		err = store.DeleteOtherSessions(ctx, tx, account.ID, "")
		if err != nil {
			return nil, err
		}
		_, err = store.BumpEpoch(ctx, tx, account.ID, s.now())
		return response, err
	})
}
