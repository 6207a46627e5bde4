package sqldb_test

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

//go:embed testdata
var testdata embed.FS

func migrations(t testing.TB) fs.FS {
	t.Helper()
	sub, err := fs.Sub(testdata, "testdata/migrations")
	require.NoError(t, err)
	return sub
}

// twoVersions is the set above with one more migration, as in the next release.
func twoVersions(t testing.TB) fs.FS {
	t.Helper()
	all := fstest.MapFS{}
	for _, dir := range []string{"testdata/migrations", "testdata/second"} {
		entries, err := testdata.ReadDir(dir)
		require.NoError(t, err)
		for _, entry := range entries {
			content, err := testdata.ReadFile(dir + "/" + entry.Name())
			require.NoError(t, err)
			all[entry.Name()] = &fstest.MapFile{Data: content}
		}
	}
	return all
}

const school = "12345A"

const sqlInsertClass = `INSERT INTO classes (school_code, class_id, label, sort_key) VALUES ($1, $2, $3, $4)`

const sqlInsertMark = `INSERT INTO marks (school_code, mark_id, class_id, thousandths) VALUES ($1, $2, $3, $4)`

func insertClass(t *testing.T, db sqldb.DB, id string) {
	t.Helper()
	require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
		_, err := tx.Exec(ctx, sqlInsertClass, school, id, "2BACSPF-1", "2bacspf 1")
		return err
	}))
}

func count(t *testing.T, db sqldb.Querier, table string) int {
	t.Helper()
	var n int
	require.NoError(t, db.QueryRow(t.Context(), `SELECT COUNT(*) FROM `+table).Scan(&n))
	return n
}

func each(t *testing.T, fn func(t *testing.T, db sqldb.DB)) {
	t.Helper()
	sqldbtest.Each(t, "grade", migrations(t), fn)
}

func TestMigrationsAreSiftedByEngine(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		var name string
		require.NoError(t, db.QueryRow(t.Context(), `SELECT name FROM engine`).Scan(&name))
		require.Equal(t, string(db.Engine()), name)
		require.NoError(t, db.Ready(t.Context()))
		require.NoError(t, db.Ready(t.Context()), "also when it is asked again")
		require.NoError(t, db.Barrier(t.Context()))
	})
}

func TestErrorsHaveKindsOnBothEngines(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		insertClass(t, db, "c1")
		for _, c := range []struct {
			name string
			sql  string
			args []any
			is   func(error) bool
			kind errs.Kind
		}{
			{"unique", sqlInsertClass, []any{school, "c1", "x", "x"}, sqldb.IsUnique, errs.AlreadyExists},
			{"foreign key", sqlInsertMark, []any{school, "m1", "absent", int64(1)}, sqldb.IsForeignKey, errs.FailedPrecondition},
			{"check", sqlInsertMark, []any{school, "m1", "c1", int64(-1)}, sqldb.IsCheck, errs.Internal},
			{"not null", sqlInsertClass, []any{school, "c2", nil, "x"}, sqldb.IsCheck, errs.Internal},
			{"no such table", `DELETE FROM absent`, nil, func(err error) bool {
				return !sqldb.IsUnique(err) && !sqldb.IsForeignKey(err) && !sqldb.IsCheck(err) && !sqldb.IsConflict(err)
			}, errs.Internal},
		} {
			t.Run(c.name, func(t *testing.T) {
				err := db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
					_, err := tx.Exec(ctx, c.sql, c.args...)
					return err
				})
				require.Error(t, err)
				require.True(t, c.is(err), "%v", err)
				require.Equal(t, c.kind, errs.KindOf(err), "%v", err)
			})
		}

		var label string
		err := db.QueryRow(t.Context(), `SELECT label FROM classes WHERE class_id = $1`, "absent").Scan(&label)
		require.ErrorIs(t, err, sqldb.ErrNoRows)
	})
}

func TestNoRowsInsideATransactionDoesNotSpoilIt(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
			var label string
			err := tx.QueryRow(ctx, `SELECT label FROM classes WHERE class_id = $1`, "c1").Scan(&label)
			require.ErrorIs(t, err, sqldb.ErrNoRows)
			_, err = tx.Exec(ctx, sqlInsertClass, school, "c1", "x", "x")
			return err
		}))
		require.Equal(t, 1, count(t, db, "classes"))
	})
}

func TestASwallowedFailureRollsBackOnBothEngines(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		insertClass(t, db, "c1")
		var second error
		err := db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
			_, err := tx.Exec(ctx, sqlInsertClass, school, "c2", "x", "x")
			require.NoError(t, err)
			_, err = tx.Exec(ctx, sqlInsertClass, school, "c1", "x", "x")
			require.Error(t, err)
			_, second = tx.Exec(ctx, sqlInsertClass, school, "c3", "x", "x")
			return nil
		})
		require.True(t, sqldb.IsUnique(err), "%v", err)
		require.Error(t, second, "a spoiled transaction refuses further statements")
		require.Equal(t, 1, count(t, db, "classes"))
	})
}

func TestAnErrorOrPanicOfFnRollsBack(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		mine := errors.New("changed my mind")
		require.ErrorIs(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
			_, err := tx.Exec(ctx, sqlInsertClass, school, "c1", "x", "x")
			require.NoError(t, err)
			return mine
		}), mine)
		require.PanicsWithValue(t, "boom", func() {
			_ = db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
				_, err := tx.Exec(ctx, sqlInsertClass, school, "c1", "x", "x")
				require.NoError(t, err)
				panic("boom")
			})
		})
		require.Equal(t, 0, count(t, db, "classes"))
		insertClass(t, db, "c1")
		require.Equal(t, 1, count(t, db, "classes"), "the connection is usable afterwards")
	})
}

func TestTheDeadlineIsLookedAtBeforeCommit(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		ctx, cancel := context.WithCancel(t.Context())
		err := db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
			_, err := tx.Exec(ctx, sqlInsertClass, school, "c1", "x", "x")
			cancel()
			return err
		})
		require.Equal(t, errs.Cancelled, errs.KindOf(err), "%v", err)
		require.Equal(t, 0, count(t, db, "classes"))

		expired, cancel := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
		defer cancel()
		err = db.InTx(expired, func(context.Context, sqldb.Tx) error {
			require.Fail(t, "fn must not run")
			return nil
		})
		require.Equal(t, errs.DeadlineExceeded, errs.KindOf(err), "%v", err)
	})
}

func TestADeadlineStopsAStatement(t *testing.T) {
	const sqlForever = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000) SELECT COUNT(*) FROM n`
	each(t, func(t *testing.T, db sqldb.DB) {
		read, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		var n int64
		begun := time.Now()
		err := db.QueryRow(read, sqlForever).Scan(&n)
		require.Equal(t, errs.DeadlineExceeded, errs.KindOf(err), "%v", err)

		write, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer cancel()
		err = db.InTx(write, func(ctx context.Context, tx sqldb.Tx) error {
			_, err := tx.Exec(ctx, sqlInsertClass, school, "c1", "x", "x")
			require.NoError(t, err)
			return tx.QueryRow(ctx, sqlForever).Scan(&n)
		})
		require.Equal(t, errs.DeadlineExceeded, errs.KindOf(err), "%v", err)
		require.Less(t, time.Since(begun), 5*time.Second)

		require.Equal(t, 0, count(t, db, "classes"))
		insertClass(t, db, "c1")
		require.Equal(t, 1, count(t, db, "classes"))
	})
}

func TestATransactionSeesItsOwnWritesAndOthersDoNot(t *testing.T) {
	each(t, func(t *testing.T, db sqldb.DB) {
		require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
			_, err := tx.Exec(ctx, sqlInsertClass, school, "c1", "x", "x")
			require.NoError(t, err)
			require.Equal(t, 1, count(t, tx, "classes"))
			require.Equal(t, 0, count(t, db, "classes"), "not committed yet")
			return nil
		}))
		require.Equal(t, 1, count(t, db, "classes"))
	})
}

func TestReadsCannotWrite(t *testing.T) {
	db := sqldbtest.Open(t, sqldb.SQLite, "grade", migrations(t))
	var id string
	err := db.QueryRow(t.Context(), sqlInsertClass+` RETURNING class_id`, school, "c1", "x", "x").Scan(&id)
	require.Error(t, err)
	require.Equal(t, 0, count(t, db, "classes"))
}

func TestReadyAndMigrate(t *testing.T) {
	for _, engine := range sqldbtest.Engines(t) {
		t.Run(string(engine), func(t *testing.T) {
			cfg := sqldbtest.Config(t, engine, "grade")
			open := func(set fs.FS) sqldb.DB {
				db, err := sqldb.Open(t.Context(), cfg, set)
				require.NoError(t, err)
				t.Cleanup(db.Close)
				return db
			}
			if engine == sqldb.Postgres {
				db := open(migrations(t))
				err := db.Ready(t.Context())
				require.True(t, errs.Is(err, errorsv1.Reason_NOT_READY), "%v", err)
				require.ErrorContains(t, err, "database grade is at version 0, needs 2: run massar migrate up")
			}
			require.NoError(t, sqldb.Migrate(t.Context(), cfg, migrations(t)))
			old := open(migrations(t))
			require.NoError(t, old.Ready(t.Context()))
			insertClass(t, old, "c1")

			if engine == sqldb.Postgres {
				err := open(twoVersions(t)).Ready(t.Context())
				require.ErrorContains(t, err, "is at version 2, needs 3")
			}
			require.NoError(t, sqldb.Migrate(t.Context(), cfg, twoVersions(t)))
			require.NoError(t, sqldb.Migrate(t.Context(), cfg, twoVersions(t)), "again changes nothing")
			newer := open(twoVersions(t))
			require.NoError(t, newer.Ready(t.Context()))
			require.NoError(t, open(migrations(t)).Ready(t.Context()), "the older binary goes on during an upgrade")
			require.Equal(t, 1, count(t, newer, "classes"))
		})
	}
}

// A package that several services share may bring a version below those that a database has.
func TestAVersionBetweenOthersIsAppliedLater(t *testing.T) {
	file := func(sql string) *fstest.MapFile { return &fstest.MapFile{Data: []byte("-- +goose Up\n" + sql + ";\n")} }
	before := fstest.MapFS{"00001_a.sql": file(`CREATE TABLE a (x TEXT)`), "00100_c.sql": file(`CREATE TABLE c (x TEXT)`)}
	after := fstest.MapFS{"00001_a.sql": before["00001_a.sql"], "00100_c.sql": before["00100_c.sql"], "00040_b.sql": file(`CREATE TABLE b (x TEXT)`)}
	for _, engine := range sqldbtest.Engines(t) {
		t.Run(string(engine), func(t *testing.T) {
			cfg := sqldbtest.Config(t, engine, "grade")
			require.NoError(t, sqldb.Migrate(t.Context(), cfg, before))
			open := func() sqldb.DB {
				db, err := sqldb.Open(t.Context(), cfg, after)
				require.NoError(t, err)
				t.Cleanup(db.Close)
				return db
			}
			if engine == sqldb.Postgres {
				err := open().Ready(t.Context())
				require.True(t, errs.Is(err, errorsv1.Reason_NOT_READY), "%v", err)
				require.ErrorContains(t, err, "database grade lacks version 40: run massar migrate up")
			}
			require.NoError(t, sqldb.Migrate(t.Context(), cfg, after))
			db := open()
			require.NoError(t, db.Ready(t.Context()))
			require.Equal(t, 0, count(t, db, "b"))
		})
	}
}

func TestConcurrentMigrationsOfOneDatabase(t *testing.T) {
	if !sqldbtest.Has(t, sqldb.Postgres) {
		return
	}
	cfg := sqldbtest.Config(t, sqldb.Postgres, "grade")
	set := twoVersions(t).(fstest.MapFS)
	// Such an index waits for every transaction that began before it.
	set["00004_index.sql"] = &fstest.MapFile{Data: []byte("-- +goose NO TRANSACTION\n-- +goose Up\n" +
		"SELECT pg_sleep(0.3);\nCREATE INDEX CONCURRENTLY marks_beside ON marks (thousandths);\n")}
	done := make(chan error, 4)
	for range cap(done) {
		go func() { done <- sqldb.Migrate(t.Context(), cfg, set) }()
	}
	for range cap(done) {
		require.NoError(t, <-done)
	}
}

func TestOpenRefusesAHalfConfiguration(t *testing.T) {
	for name, cfg := range map[string]sqldb.Config{
		"nothing":       {Name: "grade"},
		"no name":       {Dir: t.TempDir()},
		"bad name":      {Name: `grade"; DROP`, Dir: t.TempDir()},
		"unknown URL":   {Name: "grade", URL: "mysql://localhost"},
		"malformed URL": {Name: "grade", URL: "postgres://%zz"},
	} {
		_, err := sqldb.Open(t.Context(), cfg, migrations(t))
		require.Error(t, err, name)
	}
}

func TestAnAbsentServerIsUnavailable(t *testing.T) {
	db, err := sqldb.Open(t.Context(), sqldb.Config{Name: "grade", URL: "postgres://massar@127.0.0.1:1/x?sslmode=disable"}, migrations(t))
	require.NoError(t, err)
	t.Cleanup(db.Close)
	require.Equal(t, errs.Unavailable, errs.KindOf(db.Ready(t.Context())))
	err = db.InTx(t.Context(), func(context.Context, sqldb.Tx) error { return nil })
	require.Equal(t, errs.Unavailable, errs.KindOf(err), "%v", err)
}
