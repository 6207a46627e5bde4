package sqldb_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

func classRow(id string) sqldb.Statement {
	return sqldb.Statement{SQL: sqlInsertClass, Args: []any{school, id, "x", "x"}}
}

func TestQueuedStatementsRunInOrderAndBeforeWhatFollows(t *testing.T) {
	label := func(value string) sqldb.Statement {
		return sqldb.Statement{SQL: `UPDATE classes SET label = label || $1 WHERE class_id = 'c1'`, Args: []any{value}}
	}
	each(t, func(t *testing.T, db sqldb.DB) {
		require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
			require.NoError(t, tx.Queue(ctx, classRow("c1"), label("1")))
			var got string
			require.NoError(t, tx.QueryRow(ctx, `SELECT label FROM classes WHERE class_id = 'c1'`).Scan(&got))
			require.Equal(t, "x1", got)

			require.NoError(t, tx.Queue(ctx, label("2")))
			n, err := tx.Exec(ctx, `UPDATE classes SET label = label || '3' WHERE label = 'x12'`)
			require.NoError(t, err)
			require.Equal(t, int64(1), n)

			require.NoError(t, tx.Queue(ctx, label("4")))
			counts, err := tx.ExecAll(ctx, label("5"), sqldb.Statement{SQL: `DELETE FROM classes WHERE class_id = 'absent'`})
			require.NoError(t, err)
			require.Equal(t, []int64{1, 0}, counts, "of the statements given here")

			require.NoError(t, tx.Queue(ctx, label("6")))
			require.NoError(t, tx.CopyFrom(ctx, "classes", []string{"school_code", "class_id", "label", "sort_key"}, [][]any{{school, "c2", "y", "y"}}))
			rows, err := tx.Query(ctx, `SELECT class_id FROM classes WHERE label = 'x123456' OR label = 'y'`)
			require.NoError(t, err)
			found := 0
			for rows.Next() {
				found++
			}
			rows.Close()
			require.NoError(t, rows.Err())
			require.Equal(t, 2, found)
			return tx.Queue(ctx, label("7"))
		}))
		require.Equal(t, 1, count(t, db, `classes WHERE label = 'x1234567'`), "the last one came with COMMIT")
	})
}

func TestAQueuedFailureCommitsNothing(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		insertClass(t, db, "c1")
		tries := 0
		for _, within := range []time.Duration{0, time.Minute, 5 * time.Second} {
			ctx := t.Context()
			if within > 0 {
				limited, cancel := context.WithTimeout(ctx, within)
				defer cancel()
				ctx = limited
			}
			err := db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
				tries++
				if err := tx.Queue(ctx, classRow("c2"), classRow("c1"), classRow("c3")); err != nil {
					return err // an engine may tell at once
				}
				return nil
			})
			require.True(t, sqldb.IsUnique(err), "%v", err)
			require.False(t, errs.Is(err, errorsv1.Reason_OUTCOME_UNKNOWN), "the server said that it refused")
		}
		require.Equal(t, 3, tries, "a refused row is not tried again")
		require.Equal(t, 1, count(t, db, "classes"))
		insertClass(t, db, "c9") // the connection is clean
	})
}

func TestAQueuedConflictIsTriedAgain(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		if db.Engine() != sqldb.Postgres {
			return
		}
		tries := 0
		require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
			if tries++; tries < 3 {
				return tx.Queue(ctx, classRow("c1"), sqldb.Statement{SQL: `DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40001'; END $$`})
			}
			return tx.Queue(ctx, classRow("c1"))
		}))
		require.Equal(t, 3, tries)
		require.Equal(t, 1, count(t, db, "classes"))
	})
}

func TestWhatWasQueuedIsDroppedWithTheTransaction(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		why := errors.New("changed my mind")
		require.ErrorIs(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
			require.NoError(t, tx.Queue(ctx, classRow("c1")))
			return why
		}), why)
		ctx, cancel := context.WithCancel(t.Context())
		err := db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
			require.NoError(t, tx.Queue(ctx, classRow("c1")))
			cancel()
			return nil
		})
		require.Equal(t, errs.Cancelled, errs.KindOf(err), "%v", err)
		require.NoError(t, db.InTx(t.Context(), func(context.Context, sqldb.Tx) error { return nil }), "nothing said, nothing to commit")
		require.Equal(t, 0, count(t, db, "classes"))
	})
}
