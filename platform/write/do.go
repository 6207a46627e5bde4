package write

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// Claiming the key comes first: a concurrent duplicate waits here for the outcome
// of the first instead of doing the work twice.
const sqlClaim = `INSERT INTO idempotency (account_id, rpc, key, request_hash, created_at)
VALUES ($1, $2, $3, $4, $5) ON CONFLICT (account_id, rpc, key) DO NOTHING`

// sqlClaimed is sqlClaim with a row where it claimed.
const sqlClaimed = sqlClaim + ` RETURNING created_at`

const sqlAnswer = `UPDATE idempotency SET answer = $4 WHERE account_id = $1 AND rpc = $2 AND key = $3`

const sqlStored = `SELECT request_hash, answer FROM idempotency WHERE account_id = $1 AND rpc = $2 AND key = $3`

const sqlAudit = `INSERT INTO audit_log (id, at, account_id, role, rpc, resource, request_id, detail)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`

// errReplay ends the transaction of a call whose answer is already stored.
var errReplay = errors.New("the answer is already stored")

// Do runs fn in a transaction of db, once for each idempotency key of the context.
//
// It fails with IDEMPOTENCY_KEY_REQUIRED without a key, with
// IDEMPOTENCY_KEY_REUSED when the key came with another request before, and with
// OUTCOME_UNKNOWN when nobody knows whether it was committed: the caller then
// asks again with the same key. fn may run several times, see sqldb.
func Do[T proto.Message](ctx context.Context, db sqldb.DB, op Op, fn func(ctx context.Context, tx sqldb.Tx) (T, error)) (T, error) {
	var none T
	c, err := newCall(ctx, op)
	if err != nil {
		return none, err
	}
	var answer T
	var stored []byte
	err = db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		claimed, err := c.claim(ctx, tx)
		if err != nil {
			return err
		}
		if !claimed {
			if stored, err = c.stored(ctx, tx); err != nil {
				return err
			}
			return errReplay
		}
		answer, err = fn(ctx, tx)
		if err != nil {
			return err
		}
		encoded, err := deterministic().Marshal(answer)
		if err != nil {
			return fmt.Errorf("%s: encoding the answer: %w", op.RPC, err)
		}
		detail, err := c.detail()
		if err != nil {
			return err
		}
		return tx.Queue(ctx,
			sqldb.Statement{SQL: sqlAnswer, Args: []any{c.account, op.RPC, c.key, c.vault.seal(notNil(encoded), c.scope())}},
			sqldb.Statement{SQL: sqlAudit, Args: []any{c.auditID, c.at, c.account, c.role, op.RPC, op.Resource, RequestIDFrom(ctx), detail}})
	})
	switch {
	case err == nil:
		return answer, nil
	case errors.Is(err, errReplay):
		return replay[T](ctx, db, c, stored)
	}
	return none, err
}

// claim takes the key; false where somebody has it. What the operation reads first goes
// behind the claim, so that a duplicate has waited for the outcome before it reads.
func (c *call) claim(ctx context.Context, tx sqldb.Tx) (claimed bool, err error) {
	args := []any{c.account, c.op.RPC, c.key, c.hash, c.at}
	if c.op.First == nil {
		n, err := tx.Exec(ctx, sqlClaim, args...)
		return n > 0, err
	}
	readings := []sqldb.Reading{{SQL: sqlClaimed, Args: args, Each: func(row sqldb.Row) error {
		claimed = true
		var at int64
		return row.Scan(&at)
	}}}
	err = tx.ReadAll(ctx, append(readings, c.op.First()...)...)
	return claimed, err
}

// stored reads the committed answer of an earlier call with the same key.
func (c *call) stored(ctx context.Context, tx sqldb.Tx) ([]byte, error) {
	var hash, stored []byte
	err := tx.QueryRow(ctx, sqlStored, c.account, c.op.RPC, c.key).Scan(&hash, &stored)
	if errors.Is(err, sqldb.ErrNoRows) {
		// Purged between the two statements: it was 30 days old.
		return nil, errs.E(errs.Aborted, errorsv1.Reason_CONFLICT, c.op.RPC, err)
	}
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(hash, c.hash) {
		return nil, errs.E(errs.FailedPrecondition, errorsv1.Reason_IDEMPOTENCY_KEY_REUSED, c.op.RPC, nil)
	}
	return c.vault.open(stored, c.scope())
}

// scope is what a key is unique in.
func (c *call) scope() string { return c.account + "\n" + c.op.RPC + "\n" + c.key }

// replay repeats a stored answer, once everything before it is replicated.
func replay[T proto.Message](ctx context.Context, db sqldb.DB, c *call, stored []byte) (T, error) {
	var none T
	if err := db.Barrier(ctx); err != nil {
		return none, fmt.Errorf("%s: repeating the stored answer: %w", c.op.RPC, err)
	}
	answer, ok := none.ProtoReflect().New().Interface().(T)
	if !ok {
		return none, fmt.Errorf("%s: the answer type %T cannot be made", c.op.RPC, none)
	}
	if err := proto.Unmarshal(stored, answer); err != nil {
		return none, fmt.Errorf("%s: decoding the stored answer: %w", c.op.RPC, err)
	}
	return answer, nil
}

// notNil keeps an empty answer apart from none at all.
func notNil(encoded []byte) []byte {
	if encoded == nil {
		return []byte{}
	}
	return encoded
}
