package store

import (
	"context"
	"errors"

	"github.com/massar-platform/massar/platform/sqldb"
)

// SigningKey is one key that signs access tokens.
type SigningKey struct {
	Generation int64
	KID        string
	Public     []byte
	Sealed     []byte
	CreatedAt  int64
	UseFrom    int64
}

const sqlSigningKeys = `SELECT generation, kid, public_key, sealed_key, created_at, use_from FROM signing_keys ORDER BY generation`

// SigningKeys lists the keys that are kept, oldest first.
func SigningKeys(ctx context.Context, q sqldb.Querier) ([]SigningKey, error) {
	rows, err := q.Query(ctx, sqlSigningKeys)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var keys []SigningKey
	for rows.Next() {
		var k SigningKey
		if err := rows.Scan(&k.Generation, &k.KID, &k.Public, &k.Sealed, &k.CreatedAt, &k.UseFrom); err != nil {
			return nil, err
		}
		keys = append(keys, k)
	}
	return keys, rows.Err()
}

const sqlInsertSigningKey = `INSERT INTO signing_keys (generation, kid, public_key, sealed_key, created_at, use_from)
VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (generation) DO NOTHING`

// InsertSigningKey adds a key; false when another process made this generation first.
func InsertSigningKey(ctx context.Context, tx sqldb.Tx, k SigningKey) (bool, error) {
	n, err := tx.Exec(ctx, sqlInsertSigningKey, k.Generation, k.KID, k.Public, k.Sealed, k.CreatedAt, k.UseFrom)
	return n == 1, err
}

const sqlDeleteSigningKeys = `DELETE FROM signing_keys WHERE generation < $1`

// DeleteSigningKeys removes generations whose tokens are all dead.
func DeleteSigningKeys(ctx context.Context, tx sqldb.Tx, below int64) error {
	_, err := tx.Exec(ctx, sqlDeleteSigningKeys, below)
	return err
}

const sqlSetting = `SELECT value FROM settings WHERE name = $1`

const sqlKeepSetting = `INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING`

// Setting reads a fact of the data set, or empty.
func Setting(ctx context.Context, q sqldb.Querier, name string) (string, error) {
	var value string
	err := q.QueryRow(ctx, sqlSetting, name).Scan(&value)
	if errors.Is(err, sqldb.ErrNoRows) {
		return "", nil
	}
	return value, err
}

// KeepSetting stores a fact of the data set once; the first value stays.
func KeepSetting(ctx context.Context, tx sqldb.Tx, name, value string) error {
	_, err := tx.Exec(ctx, sqlKeepSetting, name, value)
	return err
}
