package sqldb

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// commit sends what is queued and COMMIT in one round trip, and says what became of
// it. COMMIT does not run under the caller's deadline: pgx would answer its end with
// a CancelRequest, on which PostgreSQL keeps the commit locally and stops waiting for
// the replicas. What is queued goes with it only where that cannot hold the caller up.
func (t *postgresTx) commit(ctx context.Context) error {
	if end, ok := ctx.Deadline(); ok && time.Until(end) < commitCap {
		if err := t.flush(ctx); err != nil {
			t.rollback(ctx)
			return err
		}
	}
	pending := t.take()
	if len(pending) == 0 && !t.begun {
		return nil // nothing was said: there is no transaction
	}
	conn := t.conn.Conn().PgConn()
	commitCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), commitCap)
	defer cancel()
	delete(conn.CustomData(), localCommit)

	err := t.sendCommit(commitCtx, pending)
	if err == nil {
		if warning, ok := conn.CustomData()[localCommit]; ok {
			return unknown(fmt.Errorf("committed on one node only: %v", warning))
		}
		return nil
	}
	if conn.TxStatus() != 'I' && !conn.IsClosed() {
		t.rollback(ctx)
	}
	var before *beforeCommit
	if errors.As(err, &before) || errors.Is(err, pgx.ErrTxCommitRollback) || surelyRolledBack(err) {
		return wrap(ctx, "committing", err)
	}
	return unknown(err)
}

// beforeCommit is the refusal of a statement in front of COMMIT. The server then
// skips the rest of the batch, COMMIT included, or never got it.
type beforeCommit struct{ err error }

func (b *beforeCommit) Error() string { return b.err.Error() }
func (b *beforeCommit) Unwrap() error { return b.err }

func (t *postgresTx) sendCommit(ctx context.Context, pending []Statement) error {
	if len(pending) == 0 {
		tag, err := t.conn.Exec(ctx, "commit")
		return committed(tag, err)
	}
	batch := &pgx.Batch{}
	for _, s := range pending {
		batch.Queue(s.SQL, s.Args...)
	}
	batch.Queue("commit")
	results := t.conn.SendBatch(ctx, batch)
	for range pending {
		if _, err := results.Exec(); err != nil {
			_ = results.Close() // it only repeats the first failure, which says why
			if refused(err) || unsent(err) {
				return &beforeCommit{err}
			}
			return err
		}
	}
	tag, err := results.Exec()
	// What COMMIT answered counts, unless the connection broke right behind it.
	return committed(tag, errors.Join(err, results.Close()))
}

// committed: COMMIT of a transaction that had failed answers ROLLBACK.
func committed(tag pgconn.CommandTag, err error) error {
	if err == nil && tag.String() != "COMMIT" {
		return pgx.ErrTxCommitRollback
	}
	return err
}

// refused tells whether the server itself said no to a statement, with the
// connection still standing.
func refused(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Severity == "ERROR" || pg.SeverityUnlocalized == "ERROR")
}

// unsent tells whether pgx gave up while it prepared texts or encoded arguments. Both
// come before COMMIT is sent, so its outcome is known.
func unsent(err error) bool {
	var pre pgx.ErrPreprocessingBatch
	return errors.As(err, &pre)
}

// surelyRolledBack tells whether the server itself said, by its code, that it
// refused the commit. Anything else (a lost connection, a shutdown while waiting
// for a replica) may have been committed.
func surelyRolledBack(err error) bool {
	var pg *pgconn.PgError
	if !refused(err) || !errors.As(err, &pg) {
		return false
	}
	switch pg.Code[:2] {
	case "22", "23", "25", "40", "44":
		return true
	}
	return false
}
