package store

import (
	"context"
	"fmt"
	"time"

	"github.com/massar-platform/massar/platform/sqldb"
)

const sqlClaimSweep = `INSERT INTO sweeps (name, holder, until_at) VALUES ('PAPERS', $1, $2)
 ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until_at = excluded.until_at
 WHERE sweeps.holder = excluded.holder OR sweeps.until_at <= $3`

// ClaimSweep takes the sweep of the papers until an instant, or keeps it for longer; false while it is another's.
func ClaimSweep(ctx context.Context, tx sqldb.Tx, holder string, now, until time.Time) (bool, error) {
	n, err := tx.Exec(ctx, sqlClaimSweep, holder, until.UnixMicro(), now.UnixMicro())
	if err != nil {
		return false, fmt.Errorf("claiming the sweep of papers: %w", err)
	}
	return n == 1, nil
}

const sqlDocumentKeys = `SELECT document_id, blob_key FROM documents WHERE school IN (`

// DocumentKeys are the places of papers in the bucket, by paper; one without a row is left out.
func DocumentKeys(ctx context.Context, q sqldb.Querier, ids []string) (map[string]string, error) {
	keys := make(map[string]string, len(ids))
	if len(ids) == 0 {
		return keys, nil
	}
	inSchools, args := sqldb.InList(1, schoolsOf(ids))
	inIDs, more := sqldb.InList(len(args)+1, ids)
	rows, err := sqldb.List(ctx, q, "reading the places of papers", func(row sqldb.Row) (d Document, err error) {
		err = row.Scan(&d.ID, &d.Key)
		return d, err
	}, sqlDocumentKeys+inSchools+`) AND document_id IN (`+inIDs+`)`, append(args, more...)...)
	for _, d := range rows {
		keys[d.ID] = d.Key
	}
	return keys, err
}
