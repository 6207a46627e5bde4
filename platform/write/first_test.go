package write_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/types/known/structpb"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// What goes with the claim of the key is done once for each key, like what follows it, however often and at
// whatever moment the key comes.
func TestWhatIsReadFirstIsDoneOnce(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
			_, err := tx.Exec(ctx, `INSERT INTO effects (id, what) VALUES ('held', '')`)
			return err
		}))
		save := func(key, request string, fail error) (*structpb.Struct, error) {
			what, runs := "", 0
			o := op(request)
			o.First = func() []sqldb.Reading {
				what = ""
				return []sqldb.Reading{
					{SQL: `UPDATE effects SET what = what || 'x' WHERE id = $1 RETURNING what`, Args: []any{"held"},
						Each: func(row sqldb.Row) error { return row.Scan(&what) }},
					{SQL: `SELECT id FROM effects WHERE id = $1`, Args: []any{"nobody"}, Each: func(sqldb.Row) error { return errors.New("a row of nobody") }},
				}
			}
			return write.Do(as(t, "a1", key), db, o, func(context.Context, sqldb.Tx) (*structpb.Struct, error) {
				if runs++; fail != nil {
					return nil, fail
				}
				return structpb.NewStruct(map[string]any{"what": what, "run": runs})
			})
		}
		held := func() (what string) {
			require.NoError(t, db.QueryRow(t.Context(), `SELECT what FROM effects WHERE id = 'held'`).Scan(&what))
			return what
		}

		refused := errors.New("not today")
		_, err := save("k1", "r", refused)
		require.ErrorIs(t, err, refused)
		require.Empty(t, held(), "it is taken back with the rest")
		first, err := save("k1", "r", nil)
		require.NoError(t, err)
		require.Equal(t, "x", first.GetFields()["what"].GetStringValue())
		again, err := save("k1", "r", errors.New("it runs again"))
		require.NoError(t, err)
		require.Equal(t, bytesOf(t, first), bytesOf(t, again))
		_, err = save("k1", "other", nil)
		require.True(t, errs.Is(err, errorsv1.Reason_IDEMPOTENCY_KEY_REUSED), "%v", err)
		require.Equal(t, "x", held())

		var wg sync.WaitGroup
		keys := []string{ids.New(), ids.New(), ids.New()}
		failed := make([]error, 12)
		for i := range failed {
			wg.Go(func() { _, failed[i] = save(keys[i%len(keys)], "r", nil) })
		}
		wg.Wait()
		require.NoError(t, errors.Join(failed...))
		require.Equal(t, "xxxx", held())
		require.Equal(t, 4, count(t, db, "audit_log"))
	})
}
