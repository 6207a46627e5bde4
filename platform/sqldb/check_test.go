package sqldb_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/sqldb"
)

// senders are what a queued statement may travel with; nil is COMMIT.
var senders = map[string]func(ctx context.Context, tx sqldb.Tx) error{
	"COMMIT": nil,
	"Query": func(ctx context.Context, tx sqldb.Tx) error {
		_, err := asks["Query"](ctx, tx, `SELECT class_id FROM classes`)
		return err
	},
	"QueryRow": func(ctx context.Context, tx sqldb.Tx) error {
		_, err := asks["QueryRow"](ctx, tx, `SELECT 'x'`)
		return err
	},
	"ReadAll": func(ctx context.Context, tx sqldb.Tx) error { return tx.ReadAll(ctx, allClasses(nil)) },
	"Exec": func(ctx context.Context, tx sqldb.Tx) error {
		_, err := tx.Exec(ctx, sqlInsertClass, school, "behind", "x", "x")
		return err
	},
	"ExecAll": func(ctx context.Context, tx sqldb.Tx) error {
		_, err := tx.ExecAll(ctx, classRow("behind"))
		return err
	},
	"ExecAll of nothing": func(ctx context.Context, tx sqldb.Tx) error {
		_, err := tx.ExecAll(ctx)
		return err
	},
	"CopyFrom": func(ctx context.Context, tx sqldb.Tx) error {
		return tx.CopyFrom(ctx, "classes", []string{"school_code", "class_id", "label", "sort_key"}, [][]any{{school, "behind", "x", "x"}})
	},
}

func TestACheckOfWhatIsQueuedComesBeforeCommit(t *testing.T) {
	why := errors.New("somebody was first")
	claim := func(id string, judged *[]int64) sqldb.Statement {
		return sqldb.Statement{
			SQL: sqlInsertClass + ` ON CONFLICT DO NOTHING`, Args: []any{school, id, "x", "x"},
			Check: func(rows int64) error {
				*judged = append(*judged, rows)
				if rows == 0 {
					return why
				}
				return nil
			},
		}
	}
	each(t, func(t *testing.T, db sqldb.DB) {
		insertClass(t, db, "taken")
		for name, send := range senders {
			for _, id := range []string{"free", "taken"} {
				var judged []int64
				err := db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
					err := tx.Queue(ctx, claim(id, &judged), classRow("next"))
					if err == nil && send != nil {
						err = send(ctx, tx)
					}
					if send == nil && err == nil {
						return nil
					}
					if id == "free" {
						require.NoError(t, err, name)
						return nil
					}
					require.Equal(t, why, err, name) // as it is
					_, again := tx.Exec(ctx, sqlInsertClass, school, "later", "x", "x")
					require.ErrorContains(t, again, "an earlier statement of this transaction failed", name)
					return nil // swallowed
				})
				if id == "taken" {
					require.Equal(t, why, err, name)
					require.Equal(t, []int64{0}, judged, name)
					require.Equal(t, 1, count(t, db, "classes"), "%s: nothing of it is there", name)
					continue
				}
				require.NoError(t, err, name)
				require.Equal(t, []int64{1}, judged, name)
				require.Equal(t, 2, count(t, db, `classes WHERE class_id IN ('free', 'next')`), name)
				require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
					return tx.Queue(ctx, sqldb.Statement{SQL: `DELETE FROM classes WHERE class_id <> 'taken'`})
				}))
			}
		}
	})
}

// A check is asked of statements that are sent at once as well.
func TestACheckOfWhatIsSentAtOnce(t *testing.T) {
	why := errors.New("two were expected")
	each(t, func(t *testing.T, db sqldb.DB) {
		err := db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
			counts, err := tx.ExecAll(ctx, classRow("c1"), sqldb.Statement{SQL: `UPDATE classes SET label = 'y'`, Check: func(rows int64) error {
				if rows == 2 {
					return nil
				}
				return why
			}}, classRow("c2"))
			require.Equal(t, []int64{1}, counts)
			return err
		})
		require.ErrorIs(t, err, why)
		require.Equal(t, 0, count(t, db, "classes"))
	})
}
