package identity

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// IssueResetCode prints a single-use code with which the owner sets a new password. For an account that was
// never activated it prints a new activation code instead. Whoever may print it for a staff account stands above
// the owner, so used in accounts:activate it also gives a new second factor: the way back for who lost telephone
// and recovery codes.
func (s identityServer) IssueResetCode(ctx context.Context, req *identityv1.IssueResetCodeRequest) (*identityv1.IssueResetCodeResponse, error) {
	c, err := s.scopeOf(ctx)
	if err != nil {
		return nil, err
	}
	account, err := s.accountInScope(ctx, c, req.GetAccountId())
	if err != nil {
		return nil, err
	}
	op := write.Op{RPC: "identity.IssueResetCode", Resource: account.ID, Request: req, Secret: s.keys.Answers()}
	return write.Do(ctx, s.db, op, func(ctx context.Context, tx sqldb.Tx) (*identityv1.IssueResetCodeResponse, error) {
		roles, err := holdInScope(ctx, tx, c, account)
		if err != nil {
			return nil, err
		}
		purpose, life := store.PurposeReset, resetLife
		if !account.Active() {
			purpose, life = store.PurposeActivate, activationLife
		}
		newFactor := purpose == store.PurposeReset && isStaffAccount(roles)
		printed, expires, err := s.issueAccountCode(ctx, tx, accountCode{
			accountID: account.ID, purpose: purpose, life: life, newFactor: newFactor, by: c.AccountID,
		})
		if err != nil {
			return nil, err
		}
		return &identityv1.IssueResetCodeResponse{ResetCode: printed, ExpiresAt: expires}, nil
	})
}
