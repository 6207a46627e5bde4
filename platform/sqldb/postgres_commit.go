package sqldb

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// commitPostgres sends COMMIT and says what became of it. It does not run under
// the caller's deadline: pgx would answer its end with a CancelRequest, on which
// PostgreSQL keeps the commit locally and stops waiting for the replicas.
func commitPostgres(ctx context.Context, conn *pgconn.PgConn, tx pgx.Tx) error {
	commitCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), commitCap)
	defer cancel()
	delete(conn.CustomData(), localCommit)

	err := tx.Commit(commitCtx)
	if err == nil {
		if warning, ok := conn.CustomData()[localCommit]; ok {
			return unknown(fmt.Errorf("committed on one node only: %v", warning))
		}
		return nil
	}
	if errors.Is(err, pgx.ErrTxCommitRollback) || surelyRolledBack(err) {
		return wrap(ctx, "committing", err)
	}
	return unknown(err)
}

// surelyRolledBack tells whether the server itself said, by its code, that it
// refused the commit. Anything else (a lost connection, a shutdown while waiting
// for a replica) may have been committed.
func surelyRolledBack(err error) bool {
	var pg *pgconn.PgError
	if !errors.As(err, &pg) || pg.Severity != "ERROR" && pg.SeverityUnlocalized != "ERROR" {
		return false
	}
	switch pg.Code[:2] {
	case "22", "23", "25", "40", "44":
		return true
	}
	return false
}
