package store

import (
	"context"
	"errors"

	"github.com/massar-platform/massar/platform/sqldb"
)

// Account is one person's account.
type Account struct {
	ID           string
	NameAr       string
	NameLatin    string
	Locale       string
	PasswordHash string
	Suspended    bool
	Epoch        int64
	TOTPSecret   []byte
	TOTPPending  []byte
	TOTPLastStep int64
	CreatedAt    int64
}

// Active says whether the account was activated: it has a password.
func (a Account) Active() bool { return a.PasswordHash != "" }

// HasFactor says whether a second factor is set up and confirmed.
func (a Account) HasFactor() bool { return len(a.TOTPSecret) > 0 }

const accountColumns = `a.account_id, a.name_ar, a.name_latin, a.locale, a.password_hash, a.suspended, a.epoch,
	a.totp_secret, a.totp_pending, a.totp_last_step, a.created_at`

func scanAccount(row sqldb.Row) (Account, bool, error) {
	var a Account
	err := row.Scan(&a.ID, &a.NameAr, &a.NameLatin, &a.Locale, &a.PasswordHash, &a.Suspended, &a.Epoch,
		&a.TOTPSecret, &a.TOTPPending, &a.TOTPLastStep, &a.CreatedAt)
	if errors.Is(err, sqldb.ErrNoRows) {
		return Account{}, false, nil
	}
	return a, err == nil, err
}

const sqlAccountByIdentifier = `SELECT ` + accountColumns + `
FROM identifiers i JOIN accounts a ON a.account_id = i.account_id WHERE i.identifier = $1`

// AccountByIdentifier finds who signs in with an identifier.
func AccountByIdentifier(ctx context.Context, q sqldb.Querier, identifier string) (Account, bool, error) {
	return scanAccount(q.QueryRow(ctx, sqlAccountByIdentifier, identifier))
}

const sqlAccountByID = `SELECT ` + accountColumns + ` FROM accounts a WHERE a.account_id = $1`

// AccountByID finds an account.
func AccountByID(ctx context.Context, q sqldb.Querier, id string) (Account, bool, error) {
	return scanAccount(q.QueryRow(ctx, sqlAccountByID, id))
}

const sqlIdentifierOf = `SELECT identifier FROM identifiers WHERE account_id = $1 ORDER BY identifier LIMIT 1`

// IdentifierOf is what an account signs in with.
func IdentifierOf(ctx context.Context, q sqldb.Querier, accountID string) (string, error) {
	var identifier string
	err := q.QueryRow(ctx, sqlIdentifierOf, accountID).Scan(&identifier)
	if errors.Is(err, sqldb.ErrNoRows) {
		return "", nil
	}
	return identifier, err
}

const sqlInsertAccount = `INSERT INTO accounts (account_id, name_ar, name_latin, locale, password_hash, suspended, epoch,
	totp_secret, totp_pending, totp_last_step, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`

const sqlInsertIdentifier = `INSERT INTO identifiers (identifier, account_id) VALUES ($1, $2) ON CONFLICT (identifier) DO NOTHING`

// InsertAccount adds an account with its identifier; false when the identifier is another account's.
func InsertAccount(ctx context.Context, tx sqldb.Tx, a Account, identifier string) (bool, error) {
	_, err := tx.Exec(ctx, sqlInsertAccount, a.ID, a.NameAr, a.NameLatin, a.Locale, a.PasswordHash, a.Suspended, a.Epoch,
		notNil(a.TOTPSecret), notNil(a.TOTPPending), a.TOTPLastStep, a.CreatedAt)
	if err != nil {
		return false, err
	}
	n, err := tx.Exec(ctx, sqlInsertIdentifier, identifier, a.ID)
	return n == 1, err
}

const sqlSetPassword = `UPDATE accounts SET password_hash = $2 WHERE account_id = $1`

// SetPassword stores a new password hash.
func SetPassword(ctx context.Context, tx sqldb.Tx, accountID, hash string) error {
	_, err := tx.Exec(ctx, sqlSetPassword, accountID, hash)
	return err
}

const sqlActivate = `UPDATE accounts SET password_hash = $2, locale = $3 WHERE account_id = $1 AND password_hash = ''`

// Activate gives an account that has no password its first one; false when it has one already.
func Activate(ctx context.Context, tx sqldb.Tx, accountID, hash, locale string) (bool, error) {
	n, err := tx.Exec(ctx, sqlActivate, accountID, hash, locale)
	return n == 1, err
}

const sqlSetSuspended = `UPDATE accounts SET suspended = $2 WHERE account_id = $1`

// SetSuspended suspends or restores an account.
func SetSuspended(ctx context.Context, tx sqldb.Tx, accountID string, suspended bool) error {
	_, err := tx.Exec(ctx, sqlSetSuspended, accountID, suspended)
	return err
}

const sqlBumpEpoch = `UPDATE accounts SET epoch = epoch + 1 WHERE account_id = $1 RETURNING epoch`

const sqlRevoke = `INSERT INTO revocations (account_id, min_epoch, at) VALUES ($1, $2, $3)
ON CONFLICT (account_id) DO UPDATE SET min_epoch = excluded.min_epoch, at = excluded.at`

// BumpEpoch makes every access token that the account holds worthless and returns the new epoch.
func BumpEpoch(ctx context.Context, tx sqldb.Tx, accountID string, now int64) (int64, error) {
	var epoch int64
	err := tx.QueryRow(ctx, sqlBumpEpoch, accountID).Scan(&epoch)
	if err != nil {
		return 0, err
	}
	_, err = tx.Exec(ctx, sqlRevoke, accountID, epoch, now)
	return epoch, err
}

// notNil keeps an absent byte string from becoming NULL.
func notNil(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

const sqlHoldAccount = `UPDATE accounts SET epoch = epoch WHERE account_id = $1 AND password_hash = $2 RETURNING epoch`

// HoldAccount keeps the account's row until the transaction ends and returns its epoch; false when the
// password changed since it was read. A session is only added behind it: a change of the password, which
// ends all sessions, then cannot miss one.
func HoldAccount(ctx context.Context, tx sqldb.Tx, accountID, passwordHash string) (epoch int64, ok bool, err error) {
	err = tx.QueryRow(ctx, sqlHoldAccount, accountID, passwordHash).Scan(&epoch)
	if errors.Is(err, sqldb.ErrNoRows) {
		return 0, false, nil
	}
	return epoch, err == nil, err
}

// AccountState is what others may know of an account.
type AccountState struct {
	Active    bool
	Suspended bool
}

const sqlAccountStates = `SELECT account_id, password_hash <> '', suspended FROM accounts WHERE account_id IN `

// AccountStates says of accounts whether they are active and suspended.
func AccountStates(ctx context.Context, q sqldb.Querier, accounts []string) (map[string]AccountState, error) {
	states := make(map[string]AccountState, len(accounts))
	if len(accounts) == 0 {
		return states, nil
	}
	list, args := sqldb.InList(1, accounts)
	rows, err := q.Query(ctx, sqlAccountStates+"("+list+")", args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		var state AccountState
		if err := rows.Scan(&id, &state.Active, &state.Suspended); err != nil {
			return nil, err
		}
		states[id] = state
	}
	return states, rows.Err()
}
