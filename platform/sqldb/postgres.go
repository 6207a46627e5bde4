package sqldb

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"sync/atomic"
	"time"

	"github.com/exaring/otelpgx"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// localCommit is the key under which a connection remembers the warning that a
// commit was kept locally without waiting for the replicas.
const localCommit = "massar.localCommit"

type postgresDB struct {
	pool    *pgxpool.Pool
	name    string
	maxWait time.Duration
	needs   []int64
	ready   atomic.Bool
}

func openPostgres(_ context.Context, cfg Config, migrations fs.FS) (*postgresDB, error) {
	needs, err := versions(migrations, Postgres)
	if err != nil {
		return nil, err
	}
	poolCfg, err := pgxpool.ParseConfig(cfg.URL)
	if err != nil {
		return nil, fmt.Errorf("database %s: reading the URL: %w", cfg.Name, err)
	}
	poolCfg.MaxConns = int32(cfg.MaxConns)
	poolCfg.MaxConnLifetime = time.Hour
	poolCfg.MaxConnLifetimeJitter = 10 * time.Minute
	tune(poolCfg.ConnConfig, cfg.Name)
	if cfg.Tracer != nil {
		poolCfg.ConnConfig.Tracer = otelpgx.NewTracer(otelpgx.WithTracerProvider(cfg.Tracer))
	}
	// The pool outlives the call that opens it.
	pool, err := pgxpool.NewWithConfig(context.Background(), poolCfg)
	if err != nil {
		return nil, fmt.Errorf("database %s: opening the pool: %w", cfg.Name, err)
	}
	return &postgresDB{pool: pool, name: cfg.Name, maxWait: cfg.MaxWait, needs: needs}, nil
}

// tune sets what every connection of ours has in common.
func tune(cfg *pgx.ConnConfig, schema string) {
	cfg.RuntimeParams["search_path"] = schema
	cfg.RuntimeParams["application_name"] = "massar-" + schema
	// A process that hangs inside a transaction must not hold its locks for ever.
	cfg.RuntimeParams["idle_in_transaction_session_timeout"] = "30000"
	if cfg.ConnectTimeout == 0 {
		cfg.ConnectTimeout = 5 * time.Second
	}
	cfg.StatementCacheCapacity = 512
	cfg.OnNotice = func(conn *pgconn.PgConn, notice *pgconn.Notice) {
		if notice.Code == "01000" {
			conn.CustomData()[localCommit] = notice.Message
		}
	}
}

func (d *postgresDB) Engine() Engine { return Postgres }

func (d *postgresDB) Close() { d.pool.Close() }

// acquire waits for a connection, no longer than maxWait: a queue that grows
// while nobody is served is worse than an honest "overloaded".
func (d *postgresDB) acquire(ctx context.Context) (*pgxpool.Conn, error) {
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) <= d.maxWait {
		conn, err := d.pool.Acquire(ctx)
		return conn, wrap(ctx, "connecting to "+d.name, err)
	}
	waitCtx, cancel := context.WithTimeout(ctx, d.maxWait)
	defer cancel()
	conn, err := d.pool.Acquire(waitCtx)
	if err == nil {
		return conn, nil
	}
	if waitCtx.Err() != nil && ctx.Err() == nil {
		return nil, errs.E(errs.ResourceExhausted, errorsv1.Reason_OVERLOADED, "waiting for a connection to "+d.name, err)
	}
	return nil, wrap(ctx, "connecting to "+d.name, err)
}

func (d *postgresDB) Query(ctx context.Context, sql string, args ...any) (Rows, error) {
	conn, err := d.acquire(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := conn.Query(ctx, sql, args...)
	if err != nil {
		conn.Release()
		return nil, wrap(ctx, "querying", err)
	}
	return &postgresRows{ctx: ctx, rows: rows, conn: conn}, nil
}

func (d *postgresDB) QueryRow(ctx context.Context, sql string, args ...any) Row {
	conn, err := d.acquire(ctx)
	if err != nil {
		return failedRow{err: err}
	}
	return &postgresRow{ctx: ctx, row: conn.QueryRow(ctx, sql, args...), conn: conn}
}

func (d *postgresDB) InTx(ctx context.Context, fn func(ctx context.Context, tx Tx) error) error {
	return retry(ctx, func() error { return d.attempt(ctx, fn) })
}

func (d *postgresDB) attempt(ctx context.Context, fn func(ctx context.Context, tx Tx) error) error {
	if ctx.Err() != nil {
		return ended(ctx, "beginning a transaction", ctx.Err())
	}
	conn, err := d.acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()

	tx := &postgresTx{conn: conn}
	committing := false
	// Also on a panic of fn: the connection goes back to the pool clean or not at all.
	defer func() {
		if !committing {
			tx.rollback(ctx)
		}
	}()
	if err := fn(ctx, tx); err != nil {
		return err
	}
	if tx.failed != nil {
		return tx.failed
	}
	if ctx.Err() != nil {
		return ended(ctx, "committing", ctx.Err())
	}
	committing = true
	return tx.commit(ctx)
}

func (d *postgresDB) Barrier(ctx context.Context) error {
	// WAL is ordered: a commit that reached the replicas proves that everything
	// before it did. A transaction that writes nothing would not wait for them.
	return d.InTx(ctx, func(ctx context.Context, tx Tx) error {
		_, err := tx.Exec(ctx, `SELECT pg_logical_emit_message(true, 'massar.barrier', '')`)
		return err
	})
}

func (d *postgresDB) Ready(ctx context.Context) error {
	if d.ready.Load() {
		conn, err := d.acquire(ctx)
		if err != nil {
			return err
		}
		defer conn.Release()
		return wrap(ctx, "asking "+d.name, conn.Ping(ctx))
	}
	applied, err := d.applied(ctx)
	if err != nil {
		return err
	}
	// A newer version is fine: migrations are safe for the binary before them.
	if err := lacks(d.name, applied, d.needs); err != nil {
		return err
	}
	d.ready.Store(true)
	return nil
}

const sqlVersionTable = `SELECT to_regclass($1) IS NOT NULL`

const sqlVersions = `SELECT version_id FROM goose_db_version WHERE is_applied`

// applied are the versions that the database has.
func (d *postgresDB) applied(ctx context.Context) ([]int64, error) {
	var exists bool
	if err := d.QueryRow(ctx, sqlVersionTable, d.name+".goose_db_version").Scan(&exists); err != nil || !exists {
		return nil, err
	}
	rows, err := d.Query(ctx, sqlVersions)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []int64
	for rows.Next() {
		var version int64
		if err := rows.Scan(&version); err != nil {
			return nil, err
		}
		all = append(all, version)
	}
	return all, rows.Err()
}

// lacks says which version a database is waiting for. One that lies between others counts too: migrations of
// packages that services share come out of order.
func lacks(name string, applied, needs []int64) error {
	missing := slices.DeleteFunc(slices.Clone(needs), func(v int64) bool { return slices.Contains(applied, v) })
	if len(missing) == 0 {
		return nil
	}
	at, last := int64(0), missing[len(missing)-1]
	if len(applied) > 0 {
		at = slices.Max(applied)
	}
	text := fmt.Sprintf("database %s is at version %d, needs %d: run massar migrate up", name, at, last)
	if last < at {
		text = fmt.Sprintf("database %s lacks version %d: run massar migrate up", name, last)
	}
	return errs.E(errs.Unavailable, errorsv1.Reason_NOT_READY, text, nil)
}
