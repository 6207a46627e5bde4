package store

import (
	"context"

	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
)

// Audit is one line of the audit log: who did what to which resource. Never names, identifiers or codes.
type Audit struct {
	At        int64
	AccountID string
	Role      string
	RPC       string
	Resource  string
	RequestID string
}

const sqlAudit = `INSERT INTO audit_log (id, at, account_id, role, rpc, resource, request_id, detail)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`

// InsertAudit adds a line for a change that write.Do does not carry: those of massar.auth.v1 have no
// idempotency key.
func InsertAudit(ctx context.Context, tx sqldb.Tx, a Audit) error {
	_, err := tx.Exec(ctx, sqlAudit, ids.New(), a.At, a.AccountID, a.Role, a.RPC, a.Resource, a.RequestID, "{}")
	return err
}
