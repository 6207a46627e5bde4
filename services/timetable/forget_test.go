package timetable_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/cache"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
)

// TestOldAnswersAreForgotten says that the answers to writes do not pile up for ever.
func TestOldAnswersAreForgotten(t *testing.T) {
	each(t, func(w *world) {
		require.NoError(w, w.db.InTx(w.Context(), func(ctx context.Context, tx sqldb.Tx) error {
			return tx.CopyFrom(ctx, "idempotency", []string{"account_id", "rpc", "key", "request_hash", "created_at"}, [][]any{
				{ids.New(), "timetable.CreateSlot", "old", []byte{1}, time.Now().Add(-write.KeepAnswers - time.Hour).UnixMicro()},
				{ids.New(), "timetable.CreateSlot", "new", []byte{1}, time.Now().UnixMicro()},
			})
		}))
		w.start(cache.Config{})
		require.Eventually(w, func() bool { return w.count(`SELECT count(*) FROM idempotency`) == 1 }, 5*time.Second, 5*time.Millisecond)
		require.Equal(w, 1, w.count(`SELECT count(*) FROM idempotency WHERE key = 'new'`))
	})
}
