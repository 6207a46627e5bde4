package store

import (
	"context"
	"fmt"

	"github.com/massar-platform/massar/platform/sqldb"
)

// run executes statements in order; they may travel with what comes next.
func run(ctx context.Context, tx sqldb.Tx, doing string, statements []sqldb.Statement) error {
	if len(statements) == 0 {
		return nil
	}
	if err := tx.Queue(ctx, statements...); err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
