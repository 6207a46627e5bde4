package follow

import (
	"context"
	"errors"
	"fmt"

	"github.com/massar-platform/massar/platform/sqldb"
)

const sqlCursor = `SELECT pos FROM projection_cursor WHERE source = $1`

// cursor is how far a feed was applied; 0 for never.
func cursor(ctx context.Context, q sqldb.Querier, source string) (int64, error) {
	pos := int64(0)
	err := q.QueryRow(ctx, sqlCursor, source).Scan(&pos)
	if err != nil && !errors.Is(err, sqldb.ErrNoRows) {
		return 0, fmt.Errorf("reading the cursor of a projection: %w", err)
	}
	return pos, nil
}

const sqlMoveCursor = `INSERT INTO projection_cursor (source, pos, at) VALUES ($1, $2, $3)
 ON CONFLICT (source) DO UPDATE SET pos = excluded.pos, at = excluded.at WHERE projection_cursor.pos < excluded.pos`

// moveCursor moves the cursor forward; false when another process has been there, and
// then nothing of this page needs to be written.
func moveCursor(ctx context.Context, tx sqldb.Tx, source string, pos, now int64) (bool, error) {
	n, err := tx.Exec(ctx, sqlMoveCursor, source, pos, now)
	if err != nil {
		return false, fmt.Errorf("moving the cursor of a projection: %w", err)
	}
	return n == 1, nil
}
