package store

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
)

const sqlUseStep = `UPDATE accounts SET totp_last_step = $2 WHERE account_id = $1 AND totp_last_step < $2`

// UseStep takes a time step of the second factor; false when it or a later one was taken before.
func UseStep(ctx context.Context, tx sqldb.Tx, accountID string, step int64) (bool, error) {
	n, err := tx.Exec(ctx, sqlUseStep, accountID, step)
	return n == 1, err
}

const sqlUseRecovery = `UPDATE recovery_codes SET used_at = $3
WHERE account_id = $1 AND code_hash = $2 AND NOT pending AND used_at = 0`

// UseRecovery takes a recovery code; false when it is not one, or was taken before.
func UseRecovery(ctx context.Context, tx sqldb.Tx, accountID, hash string, now int64) (bool, error) {
	n, err := tx.Exec(ctx, sqlUseRecovery, accountID, hash, now)
	return n == 1, err
}

const sqlRecoveryUsed = `SELECT count(*) FROM recovery_codes WHERE account_id = $1 AND code_hash = $2 AND NOT pending AND used_at <> 0`

// RecoveryUsed says whether a recovery code was taken before.
func RecoveryUsed(ctx context.Context, q sqldb.Querier, accountID, hash string) (bool, error) {
	var n int64
	err := q.QueryRow(ctx, sqlRecoveryUsed, accountID, hash).Scan(&n)
	return n > 0, err
}

const sqlBeginFactor = `UPDATE accounts SET totp_pending = $2 WHERE account_id = $1`

const sqlDropPendingRecovery = `DELETE FROM recovery_codes WHERE account_id = $1 AND pending`

const sqlInsertRecovery = `INSERT INTO recovery_codes (account_id, code_hash, pending, used_at) VALUES `

// BeginFactor stores a second factor that counts once it is confirmed.
func BeginFactor(ctx context.Context, tx sqldb.Tx, accountID string, sealed []byte, recovery []string) error {
	_, err := tx.Exec(ctx, sqlBeginFactor, accountID, sealed)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, sqlDropPendingRecovery, accountID)
	if err != nil {
		return err
	}
	return insertRecovery(ctx, tx, accountID, recovery, true)
}

const sqlConfirmFactor = `UPDATE accounts SET totp_secret = totp_pending, totp_pending = $2, totp_last_step = $3
WHERE account_id = $1 AND totp_pending = $4`

const sqlDropOldRecovery = `DELETE FROM recovery_codes WHERE account_id = $1 AND NOT pending`

const sqlKeepPendingRecovery = `UPDATE recovery_codes SET pending = $2 WHERE account_id = $1`

// ConfirmFactor makes the begun second factor the account's; false when another one was begun meanwhile.
func ConfirmFactor(ctx context.Context, tx sqldb.Tx, accountID string, pending []byte, step int64) (bool, error) {
	n, err := tx.Exec(ctx, sqlConfirmFactor, accountID, []byte{}, step, pending)
	if err != nil || n == 0 {
		return false, err
	}
	_, err = tx.Exec(ctx, sqlDropOldRecovery, accountID)
	if err != nil {
		return false, err
	}
	_, err = tx.Exec(ctx, sqlKeepPendingRecovery, accountID, false)
	return true, err
}

const sqlSetFactor = `UPDATE accounts SET totp_secret = $2, totp_pending = $3, totp_last_step = $4 WHERE account_id = $1`

const sqlDropRecovery = `DELETE FROM recovery_codes WHERE account_id = $1`

// SetFactor replaces an account's second factor by a proven one.
func SetFactor(ctx context.Context, tx sqldb.Tx, accountID string, sealed []byte, step int64, recovery []string) error {
	_, err := tx.Exec(ctx, sqlSetFactor, accountID, sealed, []byte{}, step)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, sqlDropRecovery, accountID)
	if err != nil {
		return err
	}
	return insertRecovery(ctx, tx, accountID, recovery, false)
}

func insertRecovery(ctx context.Context, tx sqldb.Tx, accountID string, hashes []string, pending bool) error {
	rows := make([][]any, 0, len(hashes))
	for _, hash := range hashes {
		rows = append(rows, []any{accountID, hash, pending, int64(0)})
	}
	_, err := tx.ExecRows(ctx, sqlInsertRecovery, "", rows)
	return err
}

const sqlPolicy = `SELECT role FROM second_factor_policy ORDER BY role`

// Policy is the roles that must bring a second factor.
func Policy(ctx context.Context, q sqldb.Querier) (map[int32]bool, error) {
	rows, err := q.Query(ctx, sqlPolicy)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	policy := map[int32]bool{}
	for rows.Next() {
		var role int32
		if err := rows.Scan(&role); err != nil {
			return nil, err
		}
		policy[role] = true
	}
	return policy, rows.Err()
}

const sqlClearPolicy = `DELETE FROM second_factor_policy`

const sqlInsertPolicy = `INSERT INTO second_factor_policy (role) VALUES `

// One statement, so that the version is never newer than the roles beside it.
const sqlPolicyVersion = `SELECT s.value, COALESCE(p.role, 0) FROM settings s LEFT JOIN second_factor_policy p ON TRUE
WHERE s.name = 'second_factor_policy_version' ORDER BY 2`

// PolicyVersion is the roles that must bring a second factor, in order, with the version of the policy.
func PolicyVersion(ctx context.Context, q sqldb.Querier) (roles []int32, version string, err error) {
	rows, err := q.Query(ctx, sqlPolicyVersion)
	if err != nil {
		return nil, "", err
	}
	defer rows.Close()
	for rows.Next() {
		var role int32
		if err := rows.Scan(&version, &role); err != nil {
			return nil, "", err
		}
		if role != 0 {
			roles = append(roles, role)
		}
	}
	return roles, version, rows.Err()
}

const sqlRaisePolicy = `UPDATE settings SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT)
WHERE name = 'second_factor_policy_version' AND ($1 = '' OR value = $1)`

// RaisePolicy gives the policy its next version and keeps it to the transaction. It says false where the policy is
// not any more the one that was seen; without a version whatever stands was seen.
func RaisePolicy(ctx context.Context, tx sqldb.Tx, seen string) (bool, error) {
	n, err := tx.Exec(ctx, sqlRaisePolicy, seen)
	return n > 0, err
}

// SetPolicy replaces the roles that must bring a second factor.
func SetPolicy(ctx context.Context, tx sqldb.Tx, roles []int32) error {
	_, err := tx.Exec(ctx, sqlClearPolicy)
	if err != nil || len(roles) == 0 {
		return err
	}
	rows := make([][]any, 0, len(roles))
	for _, role := range roles {
		rows = append(rows, []any{int64(role)})
	}
	_, err = tx.ExecRows(ctx, sqlInsertPolicy, "", rows)
	return err
}
