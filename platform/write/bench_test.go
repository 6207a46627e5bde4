package write_test

import (
	"context"
	"fmt"
	"testing"

	"google.golang.org/protobuf/types/known/structpb"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	"github.com/massar-platform/massar/platform/write"
)

const cells = 35

const sqlUpsertEffect = `ON CONFLICT (id) DO UPDATE SET what = excluded.what`

// sheet writes one class sheet: a cell per pupil and an event per cell.
func sheet(ctx context.Context, tx sqldb.Tx, class, round int) error {
	current, events := make([][]any, 0, cells), make([][]any, 0, cells)
	for i := range cells {
		current = append(current, []any{fmt.Sprintf("cell-%d-%d", class, i), fmt.Sprint(round)})
		events = append(events, []any{fmt.Sprintf("event-%d-%d-%d", class, round, i), fmt.Sprint(round)})
	}
	if _, err := tx.ExecRows(ctx, `INSERT INTO effects (id, what) VALUES`, sqlUpsertEffect, current); err != nil {
		return err
	}
	_, err := tx.ExecRows(ctx, `INSERT INTO effects (id, what) VALUES`, "", events)
	return err
}

// BenchmarkSheet compares Do with the same rows in a bare transaction that also
// writes one idempotency row.
func BenchmarkSheet(b *testing.B) {
	answer, err := structpb.NewStruct(map[string]any{"saved": cells})
	require.NoError(b, err)
	for _, engine := range sqldbtest.Engines(b) {
		b.Run(string(engine)+"/bare", func(b *testing.B) {
			db := sqldbtest.Open(b, engine, "grade", migrations())
			round := 0
			for b.Loop() {
				round++
				err := db.InTx(b.Context(), func(ctx context.Context, tx sqldb.Tx) error {
					if err := sheet(ctx, tx, round%20, round); err != nil {
						return err
					}
					_, err := tx.Exec(ctx, `INSERT INTO idempotency (account_id, rpc, key, request_hash, answer, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
						"a1", "rpc", fmt.Sprint(round), []byte("hash"), []byte("answer"), int64(round))
					return err
				})
				require.NoError(b, err)
			}
		})
		b.Run(string(engine)+"/do", func(b *testing.B) {
			db := sqldbtest.Open(b, engine, "grade", migrations())
			round := 0
			for b.Loop() {
				round++
				ctx := as(b, "a1", fmt.Sprint(round))
				_, err := write.Do(ctx, db, op("r"), func(ctx context.Context, tx sqldb.Tx) (*structpb.Struct, error) {
					return answer, sheet(ctx, tx, round%20, round)
				})
				require.NoError(b, err)
			}
		})
	}
}
