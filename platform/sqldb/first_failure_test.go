package sqldb_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// invalid are statements that cannot be prepared or encoded: they fail before a BEGIN that
// travels with them has run.
var invalid = map[string]sqldb.Statement{
	"bad SQL":                             {SQL: `INSERT INTO absent (nothing) VALUES ($1)`, Args: []any{"x"}},
	"an argument that cannot be encoded":  {SQL: sqlInsertClass, Args: []any{school, "bad", make(chan int), "x"}},
	"too few arguments":                   {SQL: sqlInsertClass, Args: []any{school, "bad"}},
	"an argument of an unknown structure": {SQL: `UPDATE classes SET label = $1 WHERE class_id = $2`, Args: []any{"x", struct{ a chan int }{}}},
}

// ways are the ways to say a statement.
var ways = map[string]func(ctx context.Context, tx sqldb.Tx, s sqldb.Statement) error{
	"Exec": func(ctx context.Context, tx sqldb.Tx, s sqldb.Statement) error {
		_, err := tx.Exec(ctx, s.SQL, s.Args...)
		return err
	},
	"ExecAll": func(ctx context.Context, tx sqldb.Tx, s sqldb.Statement) error {
		_, err := tx.ExecAll(ctx, classRow("before"), s, classRow("after"))
		return err
	},
	"Query": func(ctx context.Context, tx sqldb.Tx, s sqldb.Statement) error {
		rows, err := tx.Query(ctx, s.SQL+` RETURNING 1`, s.Args...)
		if err != nil {
			return err
		}
		for rows.Next() {
		}
		rows.Close()
		return rows.Err()
	},
	"QueryRow": func(ctx context.Context, tx sqldb.Tx, s sqldb.Statement) error {
		var n int
		return tx.QueryRow(ctx, s.SQL+` RETURNING 1`, s.Args...).Scan(&n)
	},
	"ReadAll": func(ctx context.Context, tx sqldb.Tx, s sqldb.Statement) error {
		return tx.ReadAll(ctx, allClasses(nil), sqldb.Reading{SQL: s.SQL + ` RETURNING 1`, Args: s.Args, Each: ignore}, allClasses(nil))
	},
	"Queue and what sends it": func(ctx context.Context, tx sqldb.Tx, s sqldb.Statement) error {
		if err := tx.Queue(ctx, classRow("before"), s); err != nil {
			return err
		}
		var n int
		return tx.QueryRow(ctx, `SELECT COUNT(*) FROM classes`).Scan(&n)
	},
}

// later are the ways to write a row after the failure.
var later = map[string]func(ctx context.Context, tx sqldb.Tx) error{
	"Exec": func(ctx context.Context, tx sqldb.Tx) error {
		_, err := tx.Exec(ctx, sqlInsertClass, school, "l1", "x", "x")
		return err
	},
	"ExecAll": func(ctx context.Context, tx sqldb.Tx) error {
		_, err := tx.ExecAll(ctx, classRow("l2"), classRow("l3"))
		return err
	},
	"Query": func(ctx context.Context, tx sqldb.Tx) error {
		rows, err := tx.Query(ctx, sqlInsertClass+` RETURNING class_id`, school, "l4", "x", "x")
		if err == nil {
			rows.Close()
			err = rows.Err()
		}
		return err
	},
	"QueryRow": func(ctx context.Context, tx sqldb.Tx) error {
		var id string
		return tx.QueryRow(ctx, sqlInsertClass+` RETURNING class_id`, school, "l5", "x", "x").Scan(&id)
	},
	"ReadAll": func(ctx context.Context, tx sqldb.Tx) error {
		return tx.ReadAll(ctx, sqldb.Reading{SQL: sqlInsertClass + ` RETURNING 1`, Args: []any{school, "l9", "x", "x"}, Each: ignore})
	},
	"Queue": func(ctx context.Context, tx sqldb.Tx) error { return tx.Queue(ctx, classRow("l6")) },
	"ExecRows": func(ctx context.Context, tx sqldb.Tx) error {
		_, err := tx.ExecRows(ctx, `INSERT INTO classes (school_code, class_id, label, sort_key) VALUES`, "", [][]any{{school, "l7", "x", "x"}})
		return err
	},
	"CopyFrom": func(ctx context.Context, tx sqldb.Tx) error {
		return tx.CopyFrom(ctx, "classes", []string{"school_code", "class_id", "label", "sort_key"}, [][]any{{school, "l8", "x", "x"}})
	},
}

func TestNothingRunsAfterAFirstStatementThatFailed(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		for what, statement := range invalid {
			for how, say := range ways {
				t.Run(what+" by "+how, func(t *testing.T) {
					err := db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
						first := say(ctx, tx, statement)
						require.Error(t, first)
						for name, write := range later {
							err := write(ctx, tx)
							require.ErrorContains(t, err, "an earlier statement of this transaction failed", name)
							require.ErrorContains(t, err, first.Error(), name)
						}
						return nil
					})
					require.Equal(t, errs.Internal, errs.KindOf(err), "%v", err)
					require.False(t, errs.Is(err, errorsv1.Reason_OUTCOME_UNKNOWN), "%v", err)
					require.Equal(t, 0, count(t, db, "classes"))
				})
			}
		}
		insertClass(t, db, "c1")
		require.Equal(t, 1, count(t, db, "classes"), "the connection is clean")
	})
}

// What cannot be sent together with COMMIT is a failure, not an unknown outcome.
func TestAnInvalidStatementInFrontOfCommit(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		for what, statement := range invalid {
			for _, begun := range []bool{false, true} {
				err := db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
					if begun {
						_, err := tx.Exec(ctx, sqlInsertClass, school, "first", "x", "x")
						require.NoError(t, err)
					}
					return tx.Queue(ctx, classRow("before"), statement)
				})
				require.Equal(t, errs.Internal, errs.KindOf(err), "%s: %v", what, err)
				require.False(t, errs.Is(err, errorsv1.Reason_OUTCOME_UNKNOWN), "%s: %v", what, err)
				require.Equal(t, 0, count(t, db, "classes"), what)
			}
		}
		insertClass(t, db, "c1")
		require.Equal(t, 1, count(t, db, "classes"), "the connection is clean")
	})
}
