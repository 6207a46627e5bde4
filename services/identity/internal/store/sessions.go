package store

import (
	"context"
	"errors"

	"github.com/massar-platform/massar/platform/sqldb"
)

// Session is one signed-in device with the one refresh token that is good for it now.
type Session struct {
	ID           string
	AccountID    string
	App          string
	Role         int32
	PersonID     string
	SecondFactor bool
	Cookie       bool
	Generation   int64
	TokenHash    string
	RotatedAt    int64
	// Reissues counts the successors of the last token that were lost with a browser, and replaced.
	Reissues   int64
	DeviceName string
	DeviceKey  string
	CreatedAt  int64
	IdleUntil  int64
	ExpiresAt  int64
}

const sessionColumns = `session_id, account_id, app, role, person_id, second_factor, cookie, generation, token_hash,
	rotated_at, reissues, device_name, device_key, created_at, idle_until, expires_at`

func scanSession(row sqldb.Row) (Session, error) {
	var s Session
	err := row.Scan(&s.ID, &s.AccountID, &s.App, &s.Role, &s.PersonID, &s.SecondFactor, &s.Cookie, &s.Generation, &s.TokenHash,
		&s.RotatedAt, &s.Reissues, &s.DeviceName, &s.DeviceKey, &s.CreatedAt, &s.IdleUntil, &s.ExpiresAt)
	return s, err
}

const sqlInsertSession = `INSERT INTO sessions (` + sessionColumns + `)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`

// InsertSession adds a session.
func InsertSession(ctx context.Context, tx sqldb.Tx, s Session) error {
	_, err := tx.Exec(ctx, sqlInsertSession, s.ID, s.AccountID, s.App, int64(s.Role), s.PersonID, s.SecondFactor, s.Cookie,
		s.Generation, s.TokenHash, s.RotatedAt, s.Reissues, s.DeviceName, s.DeviceKey, s.CreatedAt, s.IdleUntil, s.ExpiresAt)
	return err
}

const sqlSessionByID = `SELECT ` + sessionColumns + ` FROM sessions WHERE session_id = $1`

// SessionByID finds a session.
func SessionByID(ctx context.Context, q sqldb.Querier, id string) (Session, bool, error) {
	s, err := scanSession(q.QueryRow(ctx, sqlSessionByID, id))
	if errors.Is(err, sqldb.ErrNoRows) {
		return Session{}, false, nil
	}
	return s, err == nil, err
}

const sqlSessionsOf = `SELECT ` + sessionColumns + ` FROM sessions
WHERE account_id = $1 AND idle_until > $2 AND expires_at > $2 ORDER BY created_at DESC, session_id`

// SessionsOf lists an account's living sessions, newest first.
func SessionsOf(ctx context.Context, q sqldb.Querier, accountID string, now int64) ([]Session, error) {
	rows, err := q.Query(ctx, sqlSessionsOf, accountID, now)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var sessions []Session
	for rows.Next() {
		s, err := scanSession(rows)
		if err != nil {
			return nil, err
		}
		sessions = append(sessions, s)
	}
	return sessions, rows.Err()
}

const sqlRotate = `UPDATE sessions SET generation = generation + 1, reissues = 0, token_hash = $3, rotated_at = $4, idle_until = $5
WHERE session_id = $1 AND token_hash = $2`

// Rotate replaces the good token by its successor; false when it was not the good one any more.
func Rotate(ctx context.Context, tx sqldb.Tx, id, presented, successor string, now, idleUntil int64) (bool, error) {
	n, err := tx.Exec(ctx, sqlRotate, id, presented, successor, now, idleUntil)
	return n == 1, err
}

const sqlReissue = `UPDATE sessions SET reissues = reissues + 1, token_hash = $3, rotated_at = $4, idle_until = $5
WHERE session_id = $1 AND token_hash = $2`

// Reissue replaces a good token that nobody has used by another of the same generation; false when it was used meanwhile.
func Reissue(ctx context.Context, tx sqldb.Tx, id, unused, instead string, now, idleUntil int64) (bool, error) {
	n, err := tx.Exec(ctx, sqlReissue, id, unused, instead, now, idleUntil)
	return n == 1, err
}

const sqlDeleteSession = `DELETE FROM sessions WHERE session_id = $1 AND account_id = $2`

// DeleteSession ends a session of an account; false when there is none.
func DeleteSession(ctx context.Context, tx sqldb.Tx, id, accountID string) (bool, error) {
	n, err := tx.Exec(ctx, sqlDeleteSession, id, accountID)
	return n == 1, err
}

const sqlDeleteOtherSessions = `DELETE FROM sessions WHERE account_id = $1 AND session_id <> $2`

// DeleteOtherSessions ends every session of an account but one; an empty keep ends all.
func DeleteOtherSessions(ctx context.Context, tx sqldb.Tx, accountID, keep string) error {
	_, err := tx.Exec(ctx, sqlDeleteOtherSessions, accountID, keep)
	return err
}

const sqlSessionHasFactor = `UPDATE sessions SET second_factor = $2 WHERE session_id = $1`

// SessionHasFactor notes that a session has proven a second factor.
func SessionHasFactor(ctx context.Context, tx sqldb.Tx, id string) error {
	_, err := tx.Exec(ctx, sqlSessionHasFactor, id, true)
	return err
}

const sqlTrimSessions = `DELETE FROM sessions WHERE account_id = $1 AND session_id IN (
	SELECT session_id FROM sessions WHERE account_id = $1 ORDER BY created_at DESC, session_id DESC LIMIT 1000 OFFSET $2)`

// TrimSessions keeps the newest sessions of an account, so that they cannot grow without end.
func TrimSessions(ctx context.Context, tx sqldb.Tx, accountID string, keep int) error {
	_, err := tx.Exec(ctx, sqlTrimSessions, accountID, keep)
	return err
}

const sqlDeleteEndedSessions = `DELETE FROM sessions WHERE session_id IN (
	SELECT session_id FROM sessions WHERE idle_until < $1 ORDER BY idle_until LIMIT 1000)`

// DeleteEndedSessions removes sessions that ended by time, a thousand at once.
func DeleteEndedSessions(ctx context.Context, tx sqldb.Tx, before int64) (int64, error) {
	return tx.Exec(ctx, sqlDeleteEndedSessions, before)
}

const sqlDeviceKnown = `SELECT count(*) FROM sessions WHERE account_id = $1 AND device_key = $2 AND device_key <> ''`

// DeviceKnown says whether an account has a session, or one that ended by time and still stands, that was opened
// with a device's key.
func DeviceKnown(ctx context.Context, q sqldb.Querier, accountID, key string) (bool, error) {
	var n int64
	err := q.QueryRow(ctx, sqlDeviceKnown, accountID, key).Scan(&n)
	return n > 0, err
}
