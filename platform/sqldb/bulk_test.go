package sqldb_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/sqldb"
)

func TestBulkWritesEveryRowWithWhatTheyShare(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		for _, size := range []int{1, 7, 8, 35, 128, 300} {
			school := fmt.Sprintf("%05dB", size)
			rows := make([][]any, size)
			for i := range rows {
				rows[i] = []any{fmt.Sprintf("c%03d", i), fmt.Sprintf("label %d", i)}
			}
			bulk := sqldb.Bulk{
				Prefix: `INSERT INTO classes (school_code, sort_key, class_id, label) VALUES`, Row: `($1, $2, ?, ?)`,
				Suffix: `ON CONFLICT (school_code, class_id) DO UPDATE SET label = excluded.label`, Shared: []any{school, "shared"},
			}
			statements := bulk.Statements(rows)
			require.LessOrEqual(t, len(statements), 5, "%d rows", size)
			require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
				return tx.Queue(ctx, statements...)
			}))
			n, last := 0, ""
			require.NoError(t, db.QueryRow(t.Context(), `SELECT COUNT(*), MAX(label) FROM classes WHERE school_code = $1
				AND sort_key = $2 AND label = 'label ' || CAST(substr(class_id, 2) AS INTEGER)`, school, "shared").Scan(&n, &last))
			require.Equal(t, size, n)
		}
	})
}
