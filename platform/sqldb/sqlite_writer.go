package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// sqliteWriter owns the one writing connection. It drives BEGIN and COMMIT itself
// instead of through sql.Tx, because statements that are prepared on the
// connection then live longer than one transaction.
type sqliteWriter struct {
	db    *sql.DB
	turn  chan struct{}
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
}

func newSQLiteWriter(db *sql.DB) *sqliteWriter {
	return &sqliteWriter{db: db, turn: make(chan struct{}, 1), stmts: map[string]*sql.Stmt{}}
}

// lock waits for the writer's turn, no longer than the caller or maxWait.
func (w *sqliteWriter) lock(ctx context.Context, name string, maxWait time.Duration) error {
	doing := "waiting for the writer of " + name
	if ctx.Err() != nil {
		return ended(ctx, doing, ctx.Err())
	}
	select {
	case w.turn <- struct{}{}:
		return nil
	default:
	}
	timer := time.NewTimer(maxWait)
	defer timer.Stop()
	select {
	case w.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ended(ctx, doing, ctx.Err())
	case <-timer.C:
		return errs.E(errs.ResourceExhausted, errorsv1.Reason_OVERLOADED, doing, nil)
	}
}

func (w *sqliteWriter) unlock() { <-w.turn }

// begin waits for other processes that write the same file, no longer than the
// caller does. The transaction does not end with the caller's context.
func (w *sqliteWriter) begin(ctx context.Context) error {
	if w.conn == nil {
		conn, err := w.db.Conn(context.WithoutCancel(ctx))
		if err != nil {
			return err
		}
		w.conn = conn
	}
	_, err := w.exec(ctx, `BEGIN IMMEDIATE`, nil)
	if err != nil {
		// It may have begun in the moment in which the context ended.
		w.drop()
	}
	return err
}

// commit says what became of the transaction. Whatever it returns but nil, the
// connection still has to be rolled back.
func (w *sqliteWriter) commit(ctx context.Context) error {
	commitCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), commitCap)
	defer cancel()
	_, err := w.exec(commitCtx, `COMMIT`, nil)
	if err == nil {
		return nil
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		switch lite.Code() & 0xff {
		case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_FULL:
			return wrap(ctx, "committing", err)
		}
	}
	return unknown(err)
}

func (w *sqliteWriter) rollback(ctx context.Context) {
	rollbackCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), rollbackCap)
	defer cancel()
	_, err := w.exec(rollbackCtx, `ROLLBACK`, nil)
	var lite *sqlite.Error
	// SQLITE_ERROR: no transaction is open, since a failure or an interrupt ended it.
	if err != nil && !(errors.As(err, &lite) && lite.Code() == sqlite3.SQLITE_ERROR) {
		w.drop()
	}
}

// drop gives up the connection; the next transaction opens another one.
func (w *sqliteWriter) drop() {
	for text, stmt := range w.stmts {
		// The connection is going anyway.
		_ = stmt.Close()
		delete(w.stmts, text)
	}
	if w.conn != nil {
		_ = w.conn.Raw(func(any) error { return errDropped })
		_ = w.conn.Close()
		w.conn = nil
	}
}

// errDropped makes database/sql close the connection instead of keeping it.
var errDropped = fmt.Errorf("dropped after a failure: %w", errBadConn)

func (w *sqliteWriter) close() {
	w.turn <- struct{}{}
	defer w.unlock()
	w.drop()
	_ = w.db.Close()
}

// prepared returns the connection's statement for a text, nil when too many
// different texts are already kept.
func (w *sqliteWriter) prepared(ctx context.Context, text string) (*sql.Stmt, error) {
	if stmt, ok := w.stmts[text]; ok {
		return stmt, nil
	}
	if len(w.stmts) >= maxStatements {
		return nil, nil
	}
	stmt, err := w.conn.PrepareContext(ctx, anonymousParams(text))
	if err != nil {
		return nil, err
	}
	w.stmts[text] = stmt
	return stmt, nil
}

func (w *sqliteWriter) exec(ctx context.Context, text string, args []any) (int64, error) {
	stmt, err := w.prepared(ctx, text)
	if err != nil {
		return 0, err
	}
	var result sql.Result
	if stmt != nil {
		result, err = stmt.ExecContext(ctx, args...)
	} else {
		result, err = w.conn.ExecContext(ctx, text, args...)
	}
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

func (w *sqliteWriter) query(ctx context.Context, text string, args []any) (*sql.Rows, error) {
	stmt, err := w.prepared(ctx, text)
	if err != nil {
		return nil, err
	}
	if stmt != nil {
		return stmt.QueryContext(ctx, args...)
	}
	return w.conn.QueryContext(ctx, text, args...)
}
