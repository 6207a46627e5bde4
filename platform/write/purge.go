package write

import (
	"context"
	"log/slog"
	"time"

	"github.com/massar-platform/massar/platform/sqldb"
)

// KeepAnswers is how long an answer can be asked for again.
const KeepAnswers = 30 * 24 * time.Hour

// purgeBatch keeps each transaction of a purge short.
const purgeBatch = 2000

const sqlPurge = `DELETE FROM idempotency WHERE (account_id, rpc, key) IN (
	SELECT account_id, rpc, key FROM idempotency WHERE created_at < $1 ORDER BY created_at LIMIT $2)`

// forgetEvery is how often Forget removes answers.
const forgetEvery = time.Hour

// Forget removes old answers, at once and then every hour, until the context ends. It
// is run by every service that writes by Do.
func Forget(ctx context.Context, db sqldb.DB, log *slog.Logger) {
	ticker := time.NewTicker(forgetEvery)
	defer ticker.Stop()
	for {
		// Answers are dated in real time, whatever day it is at school.
		if _, err := Purge(ctx, db, time.Now()); err != nil && ctx.Err() == nil {
			log.WarnContext(ctx, "old answers could not be removed", slog.Any("error", err))
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

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
