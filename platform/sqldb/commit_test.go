package sqldb_test

import (
	"context"
	"database/sql"
	"net/url"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// lonely is a primary whose synchronous replica is away: a COMMIT waits.
type lonely struct {
	db sqldb.DB
	// queue lets the insert travel with COMMIT.
	queue bool
	admin *pgx.Conn
	probe *pgx.Conn
}

func newLonely(t *testing.T) *lonely {
	t.Helper()
	cfg := sqldb.Config{Name: "grade", URL: sqldbtest.StartServer(t)}
	require.NoError(t, sqldb.Migrate(t.Context(), cfg, migrations(t)))
	db, err := sqldb.Open(t.Context(), cfg, migrations(t))
	require.NoError(t, err)
	t.Cleanup(db.Close)
	l := &lonely{db: db}
	for _, conn := range []**pgx.Conn{&l.admin, &l.probe} {
		*conn, err = pgx.Connect(t.Context(), cfg.URL)
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, (*conn).Close(context.WithoutCancel(t.Context()))) })
	}
	return l
}

func (l *lonely) replicaAway(t *testing.T) {
	t.Helper()
	l.run(t, `ALTER SYSTEM SET synchronous_standby_names = 'marrakech'`)
	l.reload(t, "marrakech")
}

func (l *lonely) replicaBack(t *testing.T) {
	t.Helper()
	l.run(t, `ALTER SYSTEM RESET synchronous_standby_names`)
	l.reload(t, "")
}

func (l *lonely) reload(t *testing.T, want string) {
	t.Helper()
	l.run(t, `SELECT pg_reload_conf()`)
	require.Eventually(t, func() bool {
		var now string
		require.NoError(t, l.admin.QueryRow(t.Context(), `SHOW synchronous_standby_names`).Scan(&now))
		return now == want
	}, 10*time.Second, 5*time.Millisecond)
	// Whether a COMMIT waits is decided by another process of the server, which reads the setting later.
	for end := time.Now().Add(10 * time.Second); l.commitsWait(t) != (want != ""); {
		require.True(t, time.Now().Before(end), "the setting has no effect")
	}
}

// commitsWait commits something of no consequence and sees whether that waits for the replica.
func (l *lonely) commitsWait(t *testing.T) bool {
	t.Helper()
	done := make(chan error, 1)
	go func() {
		_, err := l.probe.Exec(context.WithoutCancel(t.Context()), `SELECT pg_logical_emit_message(true, 'probe', '')`)
		done <- err
	}()
	for {
		select {
		case err := <-done:
			require.NoError(t, err)
			return false
		default:
		}
		var waits int
		require.NoError(t, l.admin.QueryRow(t.Context(), `SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND pid = $1`,
			l.probe.PgConn().PID()).Scan(&waits))
		if waits > 0 {
			_, err := l.admin.Exec(t.Context(), `SELECT pg_cancel_backend($1)`, l.probe.PgConn().PID())
			require.NoError(t, err)
			require.NoError(t, <-done)
			return true
		}
	}
}

func (l *lonely) run(t *testing.T, statement string) {
	t.Helper()
	_, err := l.admin.Exec(t.Context(), statement)
	require.NoError(t, err, statement)
}

// waiting returns when a COMMIT waits for the replica.
func (l *lonely) waiting(t *testing.T) {
	t.Helper()
	require.Eventually(t, func() bool {
		var n int
		require.NoError(t, l.admin.QueryRow(t.Context(), `SELECT COUNT(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'`).Scan(&n))
		return n == 1
	}, 10*time.Second, 5*time.Millisecond)
}

func (l *lonely) insert(ctx context.Context, id string) chan error {
	done := make(chan error, 1)
	go func() {
		done <- l.db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
			if l.queue {
				return tx.Queue(ctx, sqldb.Statement{SQL: sqlInsertClass, Args: []any{school, id, "x", "x"}})
			}
			_, err := tx.Exec(ctx, sqlInsertClass, school, id, "x", "x")
			return err
		})
	}()
	return done
}

func TestCommitAndReplicas(t *testing.T) {
	if !sqldbtest.Has(t, sqldb.Postgres) {
		return
	}
	l := newLonely(t)
	t.Run("on its own", func(t *testing.T) { testCommitAndReplicas(t, l, "") })
	l.queue = true
	t.Run("with statements", func(t *testing.T) { testCommitAndReplicas(t, l, "queued ") })
}

func testCommitAndReplicas(t *testing.T, l *lonely, prefix string) {
	t.Run("a caller's deadline does not end a COMMIT", func(t *testing.T) {
		l.replicaAway(t)
		ctx, cancel := context.WithCancel(t.Context())
		done := l.insert(ctx, prefix+"patient")
		l.waiting(t)
		cancel()
		select {
		case err := <-done:
			require.Fail(t, "answered while the replica was away", "%v", err)
		case <-time.After(300 * time.Millisecond):
		}
		l.replicaBack(t)
		require.NoError(t, <-done, "it was committed and replicated in the end")
	})

	for name, interrupt := range map[string]string{
		"cancelled":  `SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'`,
		"terminated": `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'`,
	} {
		t.Run("a COMMIT that is "+name+" while it waits is of unknown outcome", func(t *testing.T) {
			l.replicaAway(t)
			done := l.insert(t.Context(), prefix+name)
			l.waiting(t)
			l.run(t, interrupt)
			err := <-done
			require.Equal(t, errs.Unavailable, errs.KindOf(err), "%v", err)
			require.True(t, errs.Is(err, errorsv1.Reason_OUTCOME_UNKNOWN), "%v", err)

			barrier := make(chan error, 1)
			go func() { barrier <- l.db.Barrier(t.Context()) }()
			l.waiting(t)
			require.Equal(t, 1, count(t, l.db, `classes WHERE class_id = '`+prefix+name+`'`),
				"the row is there, although no replica has it: this is what a barrier is for")
			l.replicaBack(t)
			require.NoError(t, <-barrier)
		})
	}
}

func TestARefusedCommitHasNoEffect(t *testing.T) {
	if !sqldbtest.Has(t, sqldb.Postgres) {
		return
	}
	db := sqldbtest.Open(t, sqldb.Postgres, "grade", migrations(t))
	require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
		_, err := tx.Exec(ctx, `CREATE TABLE late (id TEXT UNIQUE DEFERRABLE INITIALLY DEFERRED)`)
		return err
	}))
	err := db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO late (id) VALUES ('a'), ('a')`)
		return err
	})
	require.True(t, sqldb.IsUnique(err), "%v", err)
	require.False(t, errs.Is(err, errorsv1.Reason_OUTCOME_UNKNOWN))
	require.Equal(t, 0, count(t, db, "late"))
}

func TestAnOrdinaryRoleIsEnough(t *testing.T) {
	if !sqldbtest.Has(t, sqldb.Postgres) {
		return
	}
	address := sqldbtest.StartServer(t)
	admin, err := pgx.Connect(t.Context(), address)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, admin.Close(context.WithoutCancel(t.Context()))) })
	for _, statement := range []string{`CREATE ROLE app LOGIN NOSUPERUSER NOCREATEDB`, `GRANT CREATE ON DATABASE postgres TO app`} {
		_, err := admin.Exec(t.Context(), statement)
		require.NoError(t, err)
	}
	own, err := url.Parse(address)
	require.NoError(t, err)
	own.User = url.User("app")
	cfg := sqldb.Config{Name: "grade", URL: own.String()}
	require.NoError(t, sqldb.Migrate(t.Context(), cfg, migrations(t)))
	db, err := sqldb.Open(t.Context(), cfg, migrations(t))
	require.NoError(t, err)
	t.Cleanup(db.Close)
	require.NoError(t, db.Ready(t.Context()))
	insertClass(t, db, "c1")
	require.NoError(t, db.Barrier(t.Context()))
}

func TestASerializationFailureIsTriedThreeTimes(t *testing.T) {
	if !sqldbtest.Has(t, sqldb.Postgres) {
		return
	}
	db := sqldbtest.Open(t, sqldb.Postgres, "grade", migrations(t))
	tries := 0
	fail := func(times int) error {
		tries = 0
		return db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
			if tries++; tries <= times {
				_, err := tx.Exec(ctx, `DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40001'; END $$`)
				return err
			}
			return nil
		})
	}
	require.NoError(t, fail(2))
	require.Equal(t, 3, tries)
	err := fail(9)
	require.True(t, sqldb.IsConflict(err), "%v", err)
	require.Equal(t, errs.Aborted, errs.KindOf(err))
	require.Equal(t, 3, tries)
}

func TestADeadlockIsResolvedByARetry(t *testing.T) {
	if !sqldbtest.Has(t, sqldb.Postgres) {
		return
	}
	db := sqldbtest.Open(t, sqldb.Postgres, "grade", migrations(t))
	insertClass(t, db, "a")
	insertClass(t, db, "b")
	var holding sync.WaitGroup
	holding.Add(2)
	var tries atomic.Int64
	lock := func(order ...string) error {
		first := true
		return db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
			tries.Add(1)
			for _, id := range order {
				if _, err := tx.Exec(ctx, `UPDATE classes SET label = label || '.' WHERE class_id = $1`, id); err != nil {
					return err
				}
				if first {
					first = false
					holding.Done()
					holding.Wait()
				}
			}
			return nil
		})
	}
	done := make(chan error, 1)
	go func() { done <- lock("a", "b") }()
	require.NoError(t, lock("b", "a"))
	require.NoError(t, <-done)
	require.Equal(t, int64(3), tries.Load())
	require.Equal(t, 2, count(t, db, `classes WHERE label LIKE '%..'`))
}

func TestAFullPoolShedsInsteadOfQueueingForEver(t *testing.T) {
	for _, engine := range sqldbtest.Engines(t) {
		t.Run(string(engine), func(t *testing.T) {
			cfg := sqldbtest.Config(t, engine, "grade")
			// Long enough for a busy machine to open the first connection.
			cfg.MaxConns, cfg.MaxWait = 1, 2*time.Second
			require.NoError(t, sqldb.Migrate(t.Context(), cfg, migrations(t)))
			db, err := sqldb.Open(t.Context(), cfg, migrations(t))
			require.NoError(t, err)
			t.Cleanup(db.Close)
			require.NoError(t, db.InTx(t.Context(), func(context.Context, sqldb.Tx) error {
				err := db.InTx(t.Context(), func(context.Context, sqldb.Tx) error { return nil })
				require.Equal(t, errs.ResourceExhausted, errs.KindOf(err), "%v", err)
				require.True(t, errs.Is(err, errorsv1.Reason_OVERLOADED))
				return nil
			}))
		})
	}
}

func TestSQLiteWaitsForAnotherProcessNoLongerThanTheCaller(t *testing.T) {
	cfg := sqldbtest.Config(t, sqldb.SQLite, "grade")
	db, err := sqldb.Open(t.Context(), cfg, migrations(t))
	require.NoError(t, err)
	t.Cleanup(db.Close)
	other, err := sql.Open("sqlite", filepath.Join(cfg.Dir, "grade.db")+"?_txlock=immediate")
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, other.Close()) })
	held, err := other.Begin()
	require.NoError(t, err)

	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	err = db.InTx(ctx, func(context.Context, sqldb.Tx) error { return nil })
	require.Equal(t, errs.DeadlineExceeded, errs.KindOf(err), "%v", err)

	require.NoError(t, held.Rollback())
	insertClass(t, db, "c1")
}
