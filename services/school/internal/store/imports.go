package store

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
)

// Import is a row of imports; Body is JSON, without any message.
type Import struct {
	School, ID, Kind string
	Body, Account    string
	At               int64
}

const sqlInsertImport = `
INSERT INTO imports (school, import_id, kind, body, account, at) VALUES ($1, $2, $3, $4, $5, $6)`

// InsertImport writes what became of a file.
func InsertImport(ctx context.Context, tx sqldb.Tx, i Import) error {
	_, err := tx.Exec(ctx, sqlInsertImport, i.School, i.ID, i.Kind, i.Body, i.Account, i.At)
	return err
}

const sqlGetImport = `
SELECT school, import_id, kind, body, account, at FROM imports WHERE import_id = $1`

// GetImport reads one import; sqldb.ErrNoRows when there is none.
func GetImport(ctx context.Context, q sqldb.Querier, id string) (i Import, err error) {
	err = q.QueryRow(ctx, sqlGetImport, id).Scan(&i.School, &i.ID, &i.Kind, &i.Body, &i.Account, &i.At)
	return i, err
}
