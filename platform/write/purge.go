package write

import (
	"context"
	"time"

	"github.com/massar-platform/massar/platform/sqldb"
)

// KeepAnswers is how long an answer can be asked for again.
const KeepAnswers = 30 * 24 * time.Hour

// purgeBatch keeps each transaction of a purge short.
const purgeBatch = 2000

const sqlPurge = `DELETE FROM idempotency WHERE (account_id, rpc, key) IN (
	SELECT account_id, rpc, key FROM idempotency WHERE created_at < $1 ORDER BY created_at LIMIT $2)`

// Purge removes answers that are older than KeepAnswers and returns how many.
func Purge(ctx context.Context, db sqldb.DB, now time.Time) (int64, error) {
	total := int64(0)
	for {
		var removed int64
		err := db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
			n, err := tx.Exec(ctx, sqlPurge, now.Add(-KeepAnswers).UnixMicro(), int64(purgeBatch))
			removed = n
			return err
		})
		if err != nil {
			return total, err
		}
		total += removed
		if removed < purgeBatch {
			return total, nil
		}
	}
}
