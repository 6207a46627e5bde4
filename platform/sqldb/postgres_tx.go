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
	_, err := t.send(ctx, t.take())
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
	if err := t.flush(ctx); err != nil {
		return nil, err
	}
	rows, err := t.conn.Query(ctx, sql, args...)
	if err != nil {
		return nil, t.spoil(ctx, "querying", err)
	}
	return &postgresRows{ctx: ctx, rows: rows, tx: t}, nil
}

func (t *postgresTx) QueryRow(ctx context.Context, sql string, args ...any) Row {
	if err := t.flush(ctx); err != nil {
		return failedRow{err: err}
	}
	return &postgresRow{ctx: ctx, row: t.conn.QueryRow(ctx, sql, args...), tx: t}
}

func (t *postgresTx) Exec(ctx context.Context, sql string, args ...any) (int64, error) {
	if err := t.usable(); err != nil {
		return 0, err
	}
	if pending := t.take(); len(pending) > 0 {
		counts, err := t.send(ctx, append(pending, Statement{SQL: sql, Args: args}))
		if err != nil {
			return 0, err
		}
		return counts[len(pending)], nil
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
	pending := t.take()
	counts, err := t.send(ctx, append(pending, statements...))
	return counts[min(len(pending), len(counts)):], err
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

// send runs statements in one round trip.
func (t *postgresTx) send(ctx context.Context, statements []Statement) ([]int64, error) {
	if len(statements) == 0 {
		return nil, nil
	}
	batch := &pgx.Batch{}
	for _, s := range statements {
		batch.Queue(s.SQL, s.Args...)
	}
	results := t.conn.SendBatch(ctx, batch)
	counts := make([]int64, 0, len(statements))
	for range statements {
		tag, err := results.Exec()
		if err != nil {
			// The first failure says why; closing only repeats it.
			_ = results.Close()
			return counts, t.spoil(ctx, "executing", err)
		}
		counts = append(counts, tag.RowsAffected())
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

// postgresRows gives the connection back when it was taken for this query alone.
type postgresRows struct {
	ctx  context.Context
	rows pgx.Rows
	conn *pgxpool.Conn
	tx   *postgresTx
}

func (r *postgresRows) Next() bool { return r.rows.Next() }

func (r *postgresRows) Scan(dest ...any) error {
	return wrap(r.ctx, "reading a row", r.rows.Scan(dest...))
}

func (r *postgresRows) Err() error {
	err := r.rows.Err()
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
	if r.conn != nil {
		r.conn.Release()
		r.conn = nil
	}
	if r.tx != nil && r.rows.Err() != nil {
		_ = r.tx.spoil(r.ctx, "querying", r.rows.Err())
	}
}

type postgresRow struct {
	ctx  context.Context
	row  pgx.Row
	conn *pgxpool.Conn
	tx   *postgresTx
}

func (r *postgresRow) Scan(dest ...any) error {
	err := r.row.Scan(dest...)
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
