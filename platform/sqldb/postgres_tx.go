package sqldb

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// postgresTx runs statements of one transaction and remembers the first failure.
// BEGIN and what is queued travel with the next statement, or with COMMIT.
type postgresTx struct {
	conn   *pgxpool.Conn
	begun  bool
	queued []Statement
	failed error
}

// sqlBegin says what the server's own default may not be.
const sqlBegin = `begin isolation level read committed`

// take gives the statements that must run before the next one. BEGIN counts as said
// from here on although it may not run: pgx prepares new texts and encodes arguments
// first. After a failure there the connection is in no transaction and would commit
// each statement on its own, so nothing may be sent any more; see usable.
func (t *postgresTx) take() []Statement {
	if t.begun && len(t.queued) == 0 {
		return nil
	}
	pending := t.queued
	if !t.begun {
		pending = append([]Statement{{SQL: sqlBegin}}, t.queued...)
	}
	t.begun, t.queued = true, nil
	return pending
}

// usable returns the error of a statement that must not run any more.
func (t *postgresTx) usable() error { return spoiled(t.failed) }

// flush runs what has not run yet.
func (t *postgresTx) flush(ctx context.Context) error {
	if err := t.usable(); err != nil {
		return err
	}
	if t.begun && len(t.queued) == 0 {
		return nil
	}
	_, err := t.send(ctx)
	return err
}

// rollback leaves the connection clean or closes it, which rolls back as well. It
// does not end with the caller.
func (t *postgresTx) rollback(ctx context.Context) {
	conn := t.conn.Conn()
	if !t.begun || conn.IsClosed() || conn.PgConn().TxStatus() == 'I' {
		return
	}
	rollbackCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), rollbackCap)
	defer cancel()
	if _, err := conn.Exec(rollbackCtx, "rollback"); err != nil {
		_ = conn.Close(rollbackCtx)
	}
}

func (t *postgresTx) spoil(ctx context.Context, doing string, err error) error {
	err = wrap(ctx, doing, err)
	if err != nil && t.failed == nil && !errors.Is(err, ErrNoRows) {
		t.failed = err
	}
	return err
}

func (t *postgresTx) Query(ctx context.Context, sql string, args ...any) (Rows, error) {
	if err := t.usable(); err != nil {
		return nil, err
	}
	pending := t.take()
	if len(pending) == 0 {
		rows, err := t.conn.Query(ctx, sql, args...)
		if err != nil {
			return nil, t.spoil(ctx, "querying", err)
		}
		return &postgresRows{ctx: ctx, rows: rows, tx: t}, nil
	}
	results, err := t.lead(ctx, pending, Statement{SQL: sql, Args: args})
	if err != nil {
		return nil, err
	}
	rows, err := results.Query()
	if err != nil {
		_ = results.Close() // it only repeats the failure
		return nil, t.spoil(ctx, "querying", err)
	}
	return &postgresRows{ctx: ctx, rows: rows, batch: results, tx: t}, nil
}

func (t *postgresTx) QueryRow(ctx context.Context, sql string, args ...any) Row {
	if err := t.usable(); err != nil {
		return failedRow{err: err}
	}
	pending := t.take()
	if len(pending) == 0 {
		return &postgresRow{ctx: ctx, row: t.conn.QueryRow(ctx, sql, args...), tx: t}
	}
	results, err := t.lead(ctx, pending, Statement{SQL: sql, Args: args})
	if err != nil {
		return failedRow{err: err}
	}
	return &postgresRow{ctx: ctx, row: results.QueryRow(), batch: results, tx: t}
}

func (t *postgresTx) ReadAll(ctx context.Context, readings ...Reading) error {
	if len(readings) == 0 {
		return nil
	}
	if err := t.usable(); err != nil {
		return err
	}
	queries := make([]Statement, len(readings))
	for i, r := range readings {
		queries[i] = Statement{SQL: r.SQL, Args: r.Args}
	}
	results, err := t.lead(ctx, t.take(), queries...)
	if err != nil {
		return err
	}
	for _, r := range readings {
		if err := readEach(results, r.Each); err != nil {
			_ = results.Close() // the first failure says why
			return t.spoil(ctx, "querying", err)
		}
	}
	return t.spoil(ctx, "querying", results.Close())
}

// readEach reads the next result of a batch.
func readEach(results pgx.BatchResults, each func(Row) error) error {
	rows, err := results.Query()
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (t *postgresTx) Exec(ctx context.Context, sql string, args ...any) (int64, error) {
	if err := t.usable(); err != nil {
		return 0, err
	}
	if !t.begun || len(t.queued) > 0 {
		counts, err := t.send(ctx, Statement{SQL: sql, Args: args})
		if err != nil {
			return 0, err
		}
		return counts[0], nil
	}
	tag, err := t.conn.Exec(ctx, sql, args...)
	if err != nil {
		return 0, t.spoil(ctx, "executing", err)
	}
	return tag.RowsAffected(), nil
}

func (t *postgresTx) ExecAll(ctx context.Context, statements ...Statement) ([]int64, error) {
	if len(statements) == 0 {
		return nil, nil
	}
	if err := t.usable(); err != nil {
		return nil, err
	}
	return t.send(ctx, statements...)
}

// Queue keeps the statements; the first failure is told by what sends them.
func (t *postgresTx) Queue(_ context.Context, statements ...Statement) error {
	if err := t.usable(); err != nil {
		return err
	}
	t.queued = append(t.queued, statements...)
	return nil
}

func (t *postgresTx) ExecRows(ctx context.Context, prefix, suffix string, rows [][]any) (int64, error) {
	var statements []Statement
	for _, g := range groupRows(prefix, suffix, rows) {
		statements = append(statements, Statement{SQL: g.sql, Args: g.args})
	}
	if len(statements) == 1 {
		return t.Exec(ctx, statements[0].SQL, statements[0].Args...)
	}
	counts, err := t.ExecAll(ctx, statements...)
	total := int64(0)
	for _, n := range counts {
		total += n
	}
	return total, err
}

// lead sends statements behind those that are pending, in one round trip, and reads
// how the pending ones went. The caller reads the others and closes the results. Each
// statement has a snapshot of its own, taken when those before it are done: what one
// of them waited for is seen by the next.
func (t *postgresTx) lead(ctx context.Context, pending []Statement, statements ...Statement) (pgx.BatchResults, error) {
	batch := &pgx.Batch{QueuedQueries: make([]*pgx.QueuedQuery, 0, len(pending)+len(statements))}
	for _, list := range [][]Statement{pending, statements} {
		for _, s := range list {
			batch.Queue(s.SQL, s.Args...)
		}
	}
	results := t.conn.SendBatch(ctx, batch)
	_, err := t.execute(ctx, results, len(pending))
	return results, err
}

// execute reads how the next n statements of a batch went; at the first failure it closes
// the batch.
func (t *postgresTx) execute(ctx context.Context, results pgx.BatchResults, n int) ([]int64, error) {
	counts := make([]int64, 0, n)
	for range n {
		tag, err := results.Exec()
		if err != nil {
			// The first failure says why; closing only repeats it.
			_ = results.Close()
			return counts, t.spoil(ctx, "executing", err)
		}
		counts = append(counts, tag.RowsAffected())
	}
	return counts, nil
}

// send runs statements behind those that are pending, in one round trip, and counts
// the rows of those given here.
func (t *postgresTx) send(ctx context.Context, statements ...Statement) ([]int64, error) {
	results, err := t.lead(ctx, t.take(), statements...)
	if err != nil {
		return nil, err
	}
	counts, err := t.execute(ctx, results, len(statements))
	if err != nil {
		return counts, err
	}
	return counts, t.spoil(ctx, "executing", results.Close())
}

func (t *postgresTx) CopyFrom(ctx context.Context, table string, columns []string, rows [][]any) error {
	if len(rows) == 0 {
		return nil
	}
	if err := t.flush(ctx); err != nil {
		return err
	}
	_, err := t.conn.Conn().CopyFrom(ctx, pgx.Identifier{table}, columns, pgx.CopyFromRows(rows))
	return t.spoil(ctx, "copying rows", err)
}

// postgresRows gives the connection back when it was taken for this query alone, and
// ends the batch that the query was part of.
type postgresRows struct {
	ctx   context.Context
	rows  pgx.Rows
	conn  *pgxpool.Conn
	tx    *postgresTx
	batch pgx.BatchResults
	ended error
}

func (r *postgresRows) Next() bool {
	if r.rows.Next() {
		return true
	}
	r.endBatch()
	return false
}

// endBatch makes the connection free for the next statement, as the end of a query
// that went alone does.
func (r *postgresRows) endBatch() {
	if r.batch == nil {
		return
	}
	r.rows.Close()
	r.ended, r.batch = r.batch.Close(), nil
}

func (r *postgresRows) Scan(dest ...any) error {
	return wrap(r.ctx, "reading a row", r.rows.Scan(dest...))
}

func (r *postgresRows) Err() error {
	err := r.rows.Err()
	if err == nil {
		err = r.ended
	}
	if err == nil {
		return nil
	}
	if r.tx != nil {
		return r.tx.spoil(r.ctx, "querying", err)
	}
	return wrap(r.ctx, "querying", err)
}

func (r *postgresRows) Close() {
	r.rows.Close()
	r.endBatch()
	if r.conn != nil {
		r.conn.Release()
		r.conn = nil
	}
	if r.tx != nil {
		_ = r.Err() // it spoils the transaction
	}
}

type postgresRow struct {
	ctx   context.Context
	row   pgx.Row
	conn  *pgxpool.Conn
	tx    *postgresTx
	batch pgx.BatchResults
}

func (r *postgresRow) Scan(dest ...any) error {
	err := r.row.Scan(dest...)
	if r.batch != nil {
		if ended := r.batch.Close(); ended != nil && (err == nil || errors.Is(err, pgx.ErrNoRows)) {
			err = ended
		}
		r.batch = nil
	}
	if r.conn != nil {
		r.conn.Release()
		r.conn = nil
	}
	if err == nil {
		return nil
	}
	if r.tx != nil {
		return r.tx.spoil(r.ctx, "querying a row", err)
	}
	return wrap(r.ctx, "querying a row", err)
}

// failedRow is the row of a query that could not be sent.
type failedRow struct{ err error }

func (r failedRow) Scan(...any) error { return r.err }
