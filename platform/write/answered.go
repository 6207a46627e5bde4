package write

import (
	"context"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/sqldb"
)

const sqlAnswered = `SELECT COUNT(*) FROM idempotency WHERE account_id = $1 AND rpc = $2 AND key = $3`

// Answered says whether an RPC has answered the caller's key of the context already. What is asked before a write
// must not get in the way of repeating its answer.
func Answered(ctx context.Context, q sqldb.Querier, rpc string) (bool, error) {
	caller, ok := auth.From(ctx)
	key := KeyFrom(ctx)
	if !ok || key == "" {
		return false, nil
	}
	var n int
	err := q.QueryRow(ctx, sqlAnswered, caller.AccountID, rpc, key).Scan(&n)
	return n > 0, err
}
