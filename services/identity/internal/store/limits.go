package store

import (
	"context"
	"errors"

	"github.com/massar-platform/massar/platform/sqldb"
)

// Limit is how often one subject failed.
type Limit struct {
	Consecutive int64
	LockedUntil int64
	Day         string
	DayFailures int64
}

const sqlLimit = `SELECT consecutive, locked_until, day, day_failures FROM login_limits WHERE subject = $1`

// LimitOf reads a subject's failures.
func LimitOf(ctx context.Context, q sqldb.Querier, subject string) (Limit, error) {
	var l Limit
	err := q.QueryRow(ctx, sqlLimit, subject).Scan(&l.Consecutive, &l.LockedUntil, &l.Day, &l.DayFailures)
	if errors.Is(err, sqldb.ErrNoRows) {
		return Limit{}, nil
	}
	return l, err
}

// One statement counts and refuses, so that parallel guesses count one after the other.
const sqlCountTry = `INSERT INTO login_limits AS l (subject, consecutive, locked_until, day, day_failures, updated_at, known)
VALUES ($1, 1, 0, $2, 1, $3, $5)
ON CONFLICT (subject) DO UPDATE SET consecutive = l.consecutive + 1,
	day_failures = CASE WHEN l.day = excluded.day THEN l.day_failures + 1 ELSE 1 END,
	day = excluded.day, updated_at = excluded.updated_at, known = excluded.known
WHERE l.locked_until <= excluded.updated_at AND (l.day <> excluded.day OR l.day_failures < $4)
RETURNING consecutive`

// CountTry counts one try as if it had failed and returns how many failed in a row, this one included; false
// when the subject is locked or has had its share of the day. A subject that is not known names nobody.
func CountTry(ctx context.Context, tx sqldb.Tx, subject, day string, now, perDay int64, known bool) (consecutive int64, ok bool, err error) {
	err = tx.QueryRow(ctx, sqlCountTry, subject, day, now, perDay, known).Scan(&consecutive)
	if errors.Is(err, sqldb.ErrNoRows) {
		return 0, false, nil
	}
	return consecutive, err == nil, err
}

const sqlLock = `UPDATE login_limits SET locked_until = $2 WHERE subject = $1`

// Lock refuses further tries until an instant.
func Lock(ctx context.Context, tx sqldb.Tx, subject string, until int64) error {
	_, err := tx.Exec(ctx, sqlLock, subject, until)
	return err
}

const sqlForgiveTry = `UPDATE login_limits SET consecutive = consecutive - 1, day_failures = day_failures - 1, locked_until = 0
WHERE subject = $1 AND consecutive > 0 AND day_failures > 0`

// ForgiveTry takes back one try that turned out not to be a failure.
func ForgiveTry(ctx context.Context, tx sqldb.Tx, subject string) error {
	_, err := tx.Exec(ctx, sqlForgiveTry, subject)
	return err
}

const sqlClearTries = `UPDATE login_limits SET consecutive = 0, locked_until = 0, day_failures = day_failures - 1
WHERE subject = $1 AND day_failures > 0`

// ClearTries takes back one try that succeeded, and forgets the failures in a row before it. Those of the
// day stay.
func ClearTries(ctx context.Context, tx sqldb.Tx, subject string) error {
	_, err := tx.Exec(ctx, sqlClearTries, subject)
	return err
}

const sqlDeleteOldLimits = `DELETE FROM login_limits WHERE subject IN (
	SELECT subject FROM login_limits WHERE updated_at < $1 ORDER BY updated_at LIMIT 1000)`

// DeleteOldLimits forgets subjects that nobody tried for long, a thousand at once; it says how many.
func DeleteOldLimits(ctx context.Context, tx sqldb.Tx, before int64) (int64, error) {
	return tx.Exec(ctx, sqlDeleteOldLimits, before)
}

const sqlCountUnknownLimits = `SELECT count(*) FROM login_limits WHERE NOT known`

const sqlTrimUnknownLimits = `DELETE FROM login_limits WHERE subject IN (
	SELECT subject FROM login_limits WHERE NOT known ORDER BY updated_at LIMIT $1)`

// TrimUnknownLimits keeps the newest subjects that name nobody and forgets those over the number, the oldest
// first, most at once.
func TrimUnknownLimits(ctx context.Context, tx sqldb.Tx, keep, most int64) (int64, error) {
	var n int64
	err := tx.QueryRow(ctx, sqlCountUnknownLimits).Scan(&n)
	if err != nil || n <= keep {
		return 0, err
	}
	return tx.Exec(ctx, sqlTrimUnknownLimits, min(n-keep, most))
}
