package store

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
)

// Revocation says that an account's tokens below an epoch are dead.
type Revocation struct {
	AccountID string
	MinEpoch  int64
}

const sqlRevocationsSince = `SELECT account_id, min_epoch FROM revocations WHERE at > $1 ORDER BY at`

// RevocationsSince lists what was revoked after an instant.
func RevocationsSince(ctx context.Context, q sqldb.Querier, after int64) ([]Revocation, error) {
	rows, err := q.Query(ctx, sqlRevocationsSince, after)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []Revocation
	for rows.Next() {
		var r Revocation
		if err := rows.Scan(&r.AccountID, &r.MinEpoch); err != nil {
			return nil, err
		}
		list = append(list, r)
	}
	return list, rows.Err()
}

const sqlDeleteOldRevocations = `DELETE FROM revocations WHERE at < $1`

// DeleteOldRevocations removes what no living token can be hit by any more.
func DeleteOldRevocations(ctx context.Context, tx sqldb.Tx, before int64) error {
	_, err := tx.Exec(ctx, sqlDeleteOldRevocations, before)
	return err
}
