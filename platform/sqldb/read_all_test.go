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

func ignore(sqldb.Row) error { return nil }

// allClasses adds the ids and labels of all classes to into, in order.
func allClasses(into *[]string) sqldb.Reading {
	return sqldb.Reading{SQL: `SELECT class_id, label FROM classes ORDER BY class_id`, Each: func(row sqldb.Row) error {
		var id, label string
		if err := row.Scan(&id, &label); err != nil || into == nil {
			return err
		}
		*into = append(*into, id+"="+label)
		return nil
	}}
}

func TestReadAllRunsInOrderBehindWhatIsQueued(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		for range 2 { // the second time with texts that are known
			require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
				require.NoError(t, tx.Queue(ctx, sqldb.Statement{SQL: `DELETE FROM classes`}, classRow("c1"), classRow("c2")))
				var changed, before, after []string
				require.NoError(t, tx.ReadAll(ctx,
					allClasses(&before),
					sqldb.Reading{SQL: `UPDATE classes SET label = $1 WHERE class_id = $2 RETURNING class_id`, Args: []any{"new", "c1"}, Each: func(row sqldb.Row) error {
						var id string
						err := row.Scan(&id)
						changed = append(changed, id)
						return err
					}},
					sqldb.Reading{SQL: `SELECT label FROM classes WHERE class_id = 'absent'`, Each: func(sqldb.Row) error { return errors.New("no row is there") }},
					allClasses(&after)))
				require.Equal(t, []string{"c1=x", "c2=x"}, before)
				require.Equal(t, []string{"c1"}, changed)
				require.Equal(t, []string{"c1=new", "c2=x"}, after)
				require.NoError(t, tx.ReadAll(ctx))
				return tx.Queue(ctx, classRow("c3"))
			}))
			require.Equal(t, 3, count(t, db, "classes"))
		}
	})
}

func TestReadAllEndsWithItsFirstFailure(t *testing.T) {
	why := errors.New("nobody understands this row")
	failures := map[string]sqldb.Reading{
		"a refused row":    {SQL: sqlInsertClass + ` RETURNING class_id`, Args: []any{school, "c1", "x", "x"}, Each: ignore},
		"who reads it":     {SQL: `SELECT class_id FROM classes`, Each: func(sqldb.Row) error { return why }},
		"another type":     {SQL: `SELECT class_id FROM classes`, Each: func(row sqldb.Row) error { return row.Scan(new(int64)) }},
		"too many columns": {SQL: `SELECT class_id, label FROM classes`, Each: func(row sqldb.Row) error { return row.Scan(new(string)) }},
	}
	each(t, func(t *testing.T, db sqldb.DB) {
		insertClass(t, db, "c1")
		for name, failing := range failures {
			var first error
			err := db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
				require.NoError(t, tx.Queue(ctx, classRow("c2")))
				first = tx.ReadAll(ctx, allClasses(nil), failing, allClasses(nil))
				require.Error(t, first, name)
				_, err := tx.Exec(ctx, sqlInsertClass, school, "c3", "x", "x")
				require.ErrorContains(t, err, "an earlier statement of this transaction failed", name)
				return nil
			})
			require.Error(t, err, name)
			require.Equal(t, first, err, name)
			require.Equal(t, name == "a refused row", sqldb.IsUnique(err), "%s: %v", name, err)
			require.Equal(t, name == "who reads it", errors.Is(err, why), "%s: %v", name, err)
			require.False(t, errs.Is(err, errorsv1.Reason_OUTCOME_UNKNOWN), "%s: %v", name, err)
			require.Equal(t, 1, count(t, db, "classes"), name)
		}
		insertClass(t, db, "c9") // the connection is clean
	})
}

// asks are the ways to read behind what is queued.
var asks = map[string]func(ctx context.Context, tx sqldb.Tx, sql string) (string, error){
	"Query": func(ctx context.Context, tx sqldb.Tx, sql string) (string, error) {
		rows, err := tx.Query(ctx, sql)
		if err != nil {
			return "", err
		}
		defer rows.Close()
		last := ""
		for rows.Next() {
			if err := rows.Scan(&last); err != nil {
				return "", err
			}
		}
		return last, rows.Err()
	},
	"Query that is given up": func(ctx context.Context, tx sqldb.Tx, sql string) (string, error) {
		rows, err := tx.Query(ctx, sql)
		if err != nil {
			return "", err
		}
		first := ""
		if rows.Next() {
			err = rows.Scan(&first)
		}
		rows.Close()
		return first, errors.Join(err, rows.Err())
	},
	"QueryRow": func(ctx context.Context, tx sqldb.Tx, sql string) (string, error) {
		var got string
		err := tx.QueryRow(ctx, sql).Scan(&got)
		return got, err
	},
	"ReadAll": func(ctx context.Context, tx sqldb.Tx, sql string) (string, error) {
		var got string
		err := tx.ReadAll(ctx, sqldb.Reading{SQL: sql, Each: func(row sqldb.Row) error { return row.Scan(&got) }})
		return got, err
	},
}

func TestAQueryGoesWithWhatIsQueued(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		for name, ask := range asks {
			require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
				for _, id := range []string{"c1", "c2"} {
					require.NoError(t, tx.Queue(ctx, classRow(id)))
					got, err := ask(ctx, tx, `SELECT class_id FROM classes WHERE class_id = '`+id+`'`)
					require.NoError(t, err, name)
					require.Equal(t, id, got, name)
					// What is queued runs also where nothing is found.
					require.NoError(t, tx.Queue(ctx, sqldb.Statement{SQL: `UPDATE classes SET label = label || '!'`}))
					got, err = ask(ctx, tx, `SELECT class_id FROM classes WHERE class_id = 'absent'`)
					require.Equal(t, name == "QueryRow", errors.Is(err, sqldb.ErrNoRows), "%s: %v", name, err)
					require.Empty(t, got, name)
				}
				return nil
			}))
			require.Equal(t, 1, count(t, db, `classes WHERE label = 'x!!'`), name)
			require.Equal(t, 1, count(t, db, `classes WHERE label = 'x!'`), name)
			require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
				return tx.Queue(ctx, sqldb.Statement{SQL: `DELETE FROM classes`})
			}))
		}
	})
}

func TestAQueuedFailureIsToldByTheQuery(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		insertClass(t, db, "c1")
		for name, ask := range asks {
			err := db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
				err := tx.Queue(ctx, classRow("c2"), classRow("c1"), classRow("c3"))
				if err == nil { // an engine may tell at once
					_, err = ask(ctx, tx, `SELECT class_id FROM classes`)
				}
				require.True(t, sqldb.IsUnique(err), "%s: %v", name, err)
				_, err = ask(ctx, tx, `SELECT class_id FROM classes`)
				require.ErrorContains(t, err, "an earlier statement of this transaction failed", name)
				return nil // swallowed
			})
			require.True(t, sqldb.IsUnique(err), "%s: %v", name, err)
			require.Equal(t, 1, count(t, db, "classes"), name)
		}
		insertClass(t, db, "c9") // the connection is clean
	})
}

// A query that fails behind what is queued takes it along.
func TestAQueryThatFailsBehindWhatIsQueued(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		for name, ask := range asks {
			err := db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
				require.NoError(t, tx.Queue(ctx, classRow("c1")))
				_, err := ask(ctx, tx, sqlInsertClassAgain)
				require.True(t, sqldb.IsUnique(err), "%s: %v", name, err)
				return nil
			})
			require.True(t, sqldb.IsUnique(err), "%s: %v", name, err)
			require.Equal(t, 0, count(t, db, "classes"), name)
		}
	})
}

const sqlInsertClassAgain = `INSERT INTO classes (school_code, class_id, label, sort_key)
 SELECT school_code, class_id, label, sort_key FROM classes RETURNING class_id`

// What makes a lock and a read in one round trip right: the read sees what the lock
// waited for.
func TestReadingBehindAQueuedLockSeesWhatItWaitedFor(t *testing.T) {
	lock := sqldb.Statement{SQL: `UPDATE classes SET sort_key = sort_key || 'l' WHERE class_id = 'c1'`}
	ways := map[string]func(ctx context.Context, tx sqldb.Tx) ([]string, error){
		"Queue and Query": func(ctx context.Context, tx sqldb.Tx) ([]string, error) {
			if err := tx.Queue(ctx, lock); err != nil {
				return nil, err
			}
			return sqldb.List(ctx, tx, "reading", func(row sqldb.Row) (s string, err error) {
				err = row.Scan(&s)
				return s, err
			}, `SELECT class_id || '=' || label FROM classes ORDER BY class_id`)
		},
		"ReadAll": func(ctx context.Context, tx sqldb.Tx) (list []string, err error) {
			err = tx.ReadAll(ctx, sqldb.Reading{SQL: lock.SQL + ` RETURNING class_id`, Each: ignore}, allClasses(&list))
			return list, err
		},
	}
	each(t, func(t *testing.T, db sqldb.DB) {
		for name, read := range ways {
			insertClass(t, db, "c1")
			locked, waiting, done := make(chan struct{}), make(chan struct{}), make(chan error, 1)
			var seen []string
			go func() {
				<-locked
				close(waiting)
				done <- db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) (err error) {
					seen, err = read(ctx, tx)
					return err
				})
			}()
			require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
				_, err := tx.ExecAll(ctx, lock)
				require.NoError(t, err)
				close(locked)
				<-waiting
				if db.Engine() == sqldb.Postgres {
					require.Eventually(t, func() bool { return count(t, db, `pg_locks WHERE NOT granted`) > 0 }, 10*time.Second, time.Millisecond)
				}
				_, err = tx.ExecAll(ctx, classRow("c2"), sqldb.Statement{SQL: `UPDATE classes SET label = 'written' WHERE class_id = 'c1'`})
				return err
			}))
			require.NoError(t, <-done, name)
			require.Equal(t, []string{"c1=written", "c2=x"}, seen, name)
			require.Equal(t, 1, count(t, db, `classes WHERE sort_key LIKE '%ll'`), "both had the lock")
			require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
				return tx.Queue(ctx, sqldb.Statement{SQL: `DELETE FROM classes`})
			}))
		}
	})
}
