package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/sqldb"
)

// Read is one reading of other people's marks by staff.
type Read struct {
	School    string
	ID        string
	At        int64
	AccountID string
	PersonID  string
	Role      string
	RPC       string
	Ref       string
	RequestID string
}

const sqlInsertReads = `INSERT INTO read_log (school, read_id, at, account_id, person_id, role, rpc, ref, request_id) VALUES`

// AddReads writes the log of reads.
func AddReads(ctx context.Context, tx sqldb.Tx, reads []Read) error {
	rows := make([][]any, len(reads))
	for i, r := range reads {
		rows[i] = []any{r.School, r.ID, r.At, r.AccountID, r.PersonID, r.Role, r.RPC, r.Ref, r.RequestID}
	}
	if _, err := tx.ExecRows(ctx, sqlInsertReads, "", rows); err != nil {
		return fmt.Errorf("writing the log of reads: %w", err)
	}
	return nil
}
