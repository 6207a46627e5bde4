package store

import (
	"context"
	"encoding/json"
	"fmt"

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
	Detail    map[string]string
}

const sqlAudit = `INSERT INTO audit_log (id, at, account_id, role, rpc, resource, request_id, detail)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`

// InsertAudit adds a line for a change that write.Do does not carry: those of massar.auth.v1 have no
// idempotency key.
func InsertAudit(ctx context.Context, tx sqldb.Tx, a Audit) error {
	detail := []byte("{}")
	if len(a.Detail) > 0 {
		var err error
		if detail, err = json.Marshal(a.Detail); err != nil {
			return fmt.Errorf("writing the detail of an audit line: %w", err)
		}
	}
	_, err := tx.Exec(ctx, sqlAudit, ids.New(), a.At, a.AccountID, a.Role, a.RPC, a.Resource, a.RequestID, string(detail))
	return err
}
