package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"strings"
)

// sqliteTx runs statements of one transaction. Like PostgreSQL, and unlike SQLite
// alone, it refuses everything after a failure: SQLite itself ends a transaction
// on some failures, and what follows would then be committed piece by piece.
type sqliteTx struct {
	writer *sqliteWriter
	failed error
}

func (t *sqliteTx) spoil(ctx context.Context, doing string, err error) error {
	err = wrap(ctx, doing, err)
	if err != nil && t.failed == nil && !errors.Is(err, ErrNoRows) {
		t.failed = err
	}
	return err
}

// usable returns the error of a statement that must not run any more.
func (t *sqliteTx) usable() error { return spoiled(t.failed) }

func (t *sqliteTx) Query(ctx context.Context, sql string, args ...any) (Rows, error) {
	if err := t.usable(); err != nil {
		return nil, err
	}
	rows, err := t.writer.query(ctx, sql, args)
	if err != nil {
		return nil, t.spoil(ctx, "querying", err)
	}
	return &sqliteRows{ctx: ctx, rows: rows, tx: t}, nil
}

func (t *sqliteTx) QueryRow(ctx context.Context, sql string, args ...any) Row {
	if err := t.usable(); err != nil {
		return failedRow{err: err}
	}
	rows, err := t.writer.query(ctx, sql, args)
	return &sqliteRow{ctx: ctx, rows: rows, err: err, tx: t}
}

func (t *sqliteTx) Exec(ctx context.Context, sql string, args ...any) (int64, error) {
	if err := t.usable(); err != nil {
		return 0, err
	}
	n, err := t.writer.exec(ctx, sql, args)
	if err != nil {
		return 0, t.spoil(ctx, "executing", err)
	}
	return n, nil
}

func (t *sqliteTx) ExecAll(ctx context.Context, statements ...Statement) ([]int64, error) {
	counts := make([]int64, 0, len(statements))
	for _, s := range statements {
		n, err := t.Exec(ctx, s.SQL, s.Args...)
		if err != nil {
			return counts, err
		}
		counts = append(counts, n)
	}
	return counts, nil
}

// Queue has no way to save: it executes.
func (t *sqliteTx) Queue(ctx context.Context, statements ...Statement) error {
	_, err := t.ExecAll(ctx, statements...)
	return err
}

// ReadAll has no round trips to save.
func (t *sqliteTx) ReadAll(ctx context.Context, readings ...Reading) error {
	for _, r := range readings {
		if err := t.read(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

func (t *sqliteTx) read(ctx context.Context, r Reading) error {
	rows, err := t.Query(ctx, r.SQL, r.Args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := r.Each(rows); err != nil {
			return t.spoil(ctx, "reading a row", err)
		}
	}
	return rows.Err()
}

func (t *sqliteTx) ExecRows(ctx context.Context, prefix, suffix string, rows [][]any) (int64, error) {
	total := int64(0)
	for _, g := range groupRows(prefix, suffix, rows) {
		n, err := t.Exec(ctx, g.sql, g.args...)
		if err != nil {
			return total, err
		}
		total += n
	}
	return total, nil
}

func (t *sqliteTx) CopyFrom(ctx context.Context, table string, columns []string, rows [][]any) error {
	_, err := t.ExecRows(ctx, `INSERT INTO `+table+` (`+strings.Join(columns, ", ")+`) VALUES`, "", rows)
	return err
}

type sqliteRows struct {
	ctx  context.Context
	rows *sql.Rows
	tx   *sqliteTx
}

func (r *sqliteRows) Next() bool { return r.rows.Next() }

func (r *sqliteRows) Scan(dest ...any) error {
	return wrap(r.ctx, "reading a row", r.rows.Scan(dest...))
}

func (r *sqliteRows) Err() error {
	err := r.rows.Err()
	if err == nil {
		return nil
	}
	if r.tx != nil {
		return r.tx.spoil(r.ctx, "querying", err)
	}
	return wrap(r.ctx, "querying", err)
}

func (r *sqliteRows) Close() {
	// What went wrong is in Err, which spoils the transaction.
	_ = r.rows.Close()
	_ = r.Err()
}

// sqliteRow is the first row of a result; database/sql's own Row cannot be made
// from a kept statement and an earlier error.
type sqliteRow struct {
	ctx  context.Context
	rows *sql.Rows
	err  error
	tx   *sqliteTx
}

func (r *sqliteRow) Scan(dest ...any) error {
	err := r.scan(dest)
	if err == nil {
		return nil
	}
	if r.tx != nil {
		return r.tx.spoil(r.ctx, "querying a row", err)
	}
	return wrap(r.ctx, "querying a row", err)
}

func (r *sqliteRow) scan(dest []any) error {
	if r.err != nil {
		return r.err
	}
	defer func() { _ = r.rows.Close() }()
	if !r.rows.Next() {
		if err := r.rows.Err(); err != nil {
			return err
		}
		return ErrNoRows
	}
	if err := r.rows.Scan(dest...); err != nil {
		return err
	}
	return r.rows.Close()
}
