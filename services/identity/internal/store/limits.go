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

// The guard is what makes parallel guesses count one after the other: a writer who saw older figures
// touches no row.
const sqlSaveLimit = `INSERT INTO login_limits AS l (subject, consecutive, locked_until, day, day_failures, updated_at)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (subject) DO UPDATE SET consecutive = excluded.consecutive, locked_until = excluded.locked_until,
	day = excluded.day, day_failures = excluded.day_failures, updated_at = excluded.updated_at
WHERE l.consecutive = $7 AND l.locked_until = $8 AND l.day = $9 AND l.day_failures = $10`

// SaveLimit replaces the figures old by next; false when they were not old any more.
func SaveLimit(ctx context.Context, tx sqldb.Tx, subject string, old, next Limit, now int64) (bool, error) {
	n, err := tx.Exec(ctx, sqlSaveLimit, subject, next.Consecutive, next.LockedUntil, next.Day, next.DayFailures, now,
		old.Consecutive, old.LockedUntil, old.Day, old.DayFailures)
	return n == 1, err
}

const sqlForgiveLimit = `UPDATE login_limits SET consecutive = CASE WHEN $2 THEN 0 ELSE consecutive - 1 END,
	day_failures = day_failures - 1, locked_until = 0
WHERE subject = $1 AND consecutive > 0 AND day_failures > 0`

// ForgiveLimit takes back one try that turned out to be none; clear forgets the failures in a row as well.
func ForgiveLimit(ctx context.Context, tx sqldb.Tx, subject string, clear bool) error {
	_, err := tx.Exec(ctx, sqlForgiveLimit, subject, clear)
	return err
}

const sqlDeleteOldLimits = `DELETE FROM login_limits WHERE subject IN (
	SELECT subject FROM login_limits WHERE updated_at < $1 ORDER BY updated_at LIMIT 1000)`

// DeleteOldLimits forgets subjects that nobody tried for long, a thousand at once.
func DeleteOldLimits(ctx context.Context, tx sqldb.Tx, before int64) (int64, error) {
	return tx.Exec(ctx, sqlDeleteOldLimits, before)
}
