package sqldb

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// postgresTx runs statements of one transaction and remembers the first failure.
type postgresTx struct {
	tx     pgx.Tx
	failed error
}

func (t *postgresTx) spoil(ctx context.Context, doing string, err error) error {
	err = wrap(ctx, doing, err)
	if err != nil && t.failed == nil && !errors.Is(err, ErrNoRows) {
		t.failed = err
	}
	return err
}

func (t *postgresTx) Query(ctx context.Context, sql string, args ...any) (Rows, error) {
	rows, err := t.tx.Query(ctx, sql, args...)
	if err != nil {
		return nil, t.spoil(ctx, "querying", err)
	}
	return &postgresRows{ctx: ctx, rows: rows, tx: t}, nil
}

func (t *postgresTx) QueryRow(ctx context.Context, sql string, args ...any) Row {
	return &postgresRow{ctx: ctx, row: t.tx.QueryRow(ctx, sql, args...), tx: t}
}

func (t *postgresTx) Exec(ctx context.Context, sql string, args ...any) (int64, error) {
	tag, err := t.tx.Exec(ctx, sql, args...)
	if err != nil {
		return 0, t.spoil(ctx, "executing", err)
	}
	return tag.RowsAffected(), nil
}

func (t *postgresTx) ExecAll(ctx context.Context, statements ...Statement) ([]int64, error) {
	batch := &pgx.Batch{}
	for _, s := range statements {
		batch.Queue(s.SQL, s.Args...)
	}
	return t.send(ctx, batch)
}

func (t *postgresTx) ExecRows(ctx context.Context, prefix, suffix string, rows [][]any) (int64, error) {
	groups := groupRows(prefix, suffix, rows)
	if len(groups) == 0 {
		return 0, nil
	}
	if len(groups) == 1 {
		return t.Exec(ctx, groups[0].sql, groups[0].args...)
	}
	batch := &pgx.Batch{}
	for _, g := range groups {
		batch.Queue(g.sql, g.args...)
	}
	counts, err := t.send(ctx, batch)
	total := int64(0)
	for _, n := range counts {
		total += n
	}
	return total, err
}

// send runs a batch in one round trip.
func (t *postgresTx) send(ctx context.Context, batch *pgx.Batch) ([]int64, error) {
	if batch.Len() == 0 {
		return nil, nil
	}
	results := t.tx.SendBatch(ctx, batch)
	counts := make([]int64, 0, batch.Len())
	for range batch.Len() {
		tag, err := results.Exec()
		if err != nil {
			// The first failure says why; closing only repeats it.
			_ = results.Close()
			return counts, t.spoil(ctx, "executing a batch", err)
		}
		counts = append(counts, tag.RowsAffected())
	}
	return counts, t.spoil(ctx, "executing a batch", results.Close())
}

func (t *postgresTx) CopyFrom(ctx context.Context, table string, columns []string, rows [][]any) error {
	if len(rows) == 0 {
		return nil
	}
	_, err := t.tx.CopyFrom(ctx, pgx.Identifier{table}, columns, pgx.CopyFromRows(rows))
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
