package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// ErrNoRows is what Row.Scan returns when the query found nothing, on both
// engines.
var ErrNoRows = errors.New("sqldb: no rows")

// errSpoiled is the failure of a transaction that already failed once.
var errSpoiled = errors.New("an earlier statement of this transaction failed")

// spoiled refuses a statement of a transaction that failed before, and says why that was.
func spoiled(failed error) error {
	if failed == nil {
		return nil
	}
	return errs.E(errs.Internal, errorsv1.Reason_INTERNAL, "executing", errors.Join(errSpoiled, failed))
}

// class is what a database's own error code means to us.
type class uint8

const (
	classOther class = iota
	classUnique
	classForeignKey
	classCheck
	classConflict // a serialization failure, a deadlock or a busy file: worth another try
	classUnavailable
	classCancelled
)

// dbError is a driver's error, read once by its code.
type dbError struct {
	class class
	err   error
}

func (e *dbError) Error() string { return e.err.Error() }
func (e *dbError) Unwrap() error { return e.err }

// IsUnique tells whether the statement failed because a unique value exists.
func IsUnique(err error) bool { return hasClass(err, classUnique) }

// IsForeignKey tells whether the statement failed because a row that it refers
// to is missing, or because a row that it removes is referred to.
func IsForeignKey(err error) bool { return hasClass(err, classForeignKey) }

// IsCheck tells whether the statement failed on a CHECK or NOT NULL rule.
func IsCheck(err error) bool { return hasClass(err, classCheck) }

// IsConflict tells whether the transaction failed because another one stood in
// its way. InTx has then already tried it several times.
func IsConflict(err error) bool { return hasClass(err, classConflict) }

func hasClass(err error, want class) bool {
	var e *dbError
	return errors.As(err, &e) && e.class == want
}

// wrap turns a driver's error into the platform's: its kind comes from the code
// alone, because texts differ between engines, versions and languages.
func wrap(ctx context.Context, doing string, err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, pgx.ErrNoRows) || errors.Is(err, sql.ErrNoRows) || errors.Is(err, ErrNoRows) {
		return ErrNoRows
	}
	var known *errs.Error
	if errors.As(err, &known) {
		return err
	}
	e := &dbError{class: classify(err), err: err}
	// The driver reports a caller's deadline in its own words, or as a broken connection.
	if ctxErr := ctx.Err(); ctxErr != nil && (e.class == classOther || e.class == classUnavailable || e.class == classCancelled) {
		return ended(ctx, doing, e)
	}
	switch e.class {
	case classUnique:
		return errs.E(errs.AlreadyExists, errorsv1.Reason_CONFLICT, doing, e)
	case classForeignKey:
		return errs.E(errs.FailedPrecondition, errorsv1.Reason_CONFLICT, doing, e)
	case classConflict:
		return errs.E(errs.Aborted, errorsv1.Reason_CONFLICT, doing, e)
	case classUnavailable:
		return errs.E(errs.Unavailable, errorsv1.Reason_UNAVAILABLE, doing, e)
	case classCancelled:
		return errs.E(errs.DeadlineExceeded, errorsv1.Reason_DEADLINE_EXCEEDED, doing, e)
	default:
		return errs.E(errs.Internal, errorsv1.Reason_INTERNAL, doing, e)
	}
}

// ended is the error of a call whose context is over.
func ended(ctx context.Context, doing string, cause error) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return errs.E(errs.DeadlineExceeded, errorsv1.Reason_DEADLINE_EXCEEDED, doing, cause)
	}
	return errs.E(errs.Cancelled, errorsv1.Reason_CANCELLED, doing, cause)
}

// unknown is the error of a COMMIT whose outcome nobody knows.
func unknown(cause error) error {
	return errs.E(errs.Unavailable, errorsv1.Reason_OUTCOME_UNKNOWN, "committing", cause)
}

func isUnknown(err error) bool { return errs.Is(err, errorsv1.Reason_OUTCOME_UNKNOWN) }

func classify(err error) class {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return classifyPostgres(pg.Code)
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return classifySQLite(lite.Code())
	}
	var connect *pgconn.ConnectError
	switch {
	case errors.As(err, &connect), pgconn.SafeToRetry(err), errors.Is(err, sql.ErrConnDone):
		return classUnavailable
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), pgconn.Timeout(err):
		return classCancelled
	}
	return classOther
}

func classifyPostgres(code string) class {
	switch code {
	case "23505", "23P01":
		return classUnique
	case "23503":
		return classForeignKey
	case "23514", "23502":
		return classCheck
	case "40001", "40P01":
		return classConflict
	case "57014":
		return classCancelled
	case "57P01", "57P02", "57P03", "25006":
		// Going down, starting up, or a standby that has not been promoted.
		return classUnavailable
	}
	if strings.HasPrefix(code, "08") || strings.HasPrefix(code, "53") {
		return classUnavailable
	}
	return classOther
}

func classifySQLite(code int) class {
	switch code {
	case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_ROWID:
		return classUnique
	case sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
		return classForeignKey
	case sqlite3.SQLITE_CONSTRAINT_CHECK, sqlite3.SQLITE_CONSTRAINT_NOTNULL:
		return classCheck
	}
	switch code & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return classConflict
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY:
		return classUnavailable
	case sqlite3.SQLITE_INTERRUPT:
		return classCancelled
	}
	return classOther
}
