package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
)

// Import is a row of imports; Body is JSON, without any message.
type Import struct {
	School, ID, Kind string
	Body, Account    string
	At               int64
}

const sqlInsertImport = `INSERT INTO imports (school, import_id, kind, body, account, at) VALUES ($1, $2, $3, $4, $5, $6)`

// InsertImport writes what became of a file.
func InsertImport(ctx context.Context, tx sqldb.Tx, i Import) error {
	if _, err := tx.Exec(ctx, sqlInsertImport, i.School, i.ID, i.Kind, i.Body, i.Account, i.At); err != nil {
		return fmt.Errorf("writing an import: %w", err)
	}
	return nil
}

const sqlFindImport = `SELECT i.school, i.import_id, i.kind, i.body, i.account, i.at, COALESCE(p.node, '') FROM imports i
 LEFT JOIN proj_schools p ON p.school = i.school WHERE i.school = $1 AND i.import_id = $2`

// FindImport reads an import whoever asks, with the place of its school in the tree.
func FindImport(ctx context.Context, q sqldb.Querier, id string) (i Import, node string, err error) {
	err = q.QueryRow(ctx, sqlFindImport, roster.SchoolOf(id), id).Scan(&i.School, &i.ID, &i.Kind, &i.Body, &i.Account, &i.At, &node)
	return i, node, found(err, "reading an import")
}
