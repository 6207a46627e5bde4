package store

import (
	"context"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/services/grade/internal/trail"
)

// Entries is everything that one save or import writes.
type Entries struct {
	Cells   []CellWrite
	Remarks []RemarkWrite
	Events  []trail.Event
	Changes []Change
}

// WriteEntries writes cells and remarks of a locked sheet with their events, the
// sheet itself and the changes, in one round trip where the engine can. It is the
// hottest write of the country, so PostgreSQL gets its own best bulk form.
func WriteEntries(ctx context.Context, tx sqldb.Tx, engine sqldb.Engine, s *Sheet, by Writer, e Entries) error {
	upsert, insert := upsertCells, insertEvents
	if engine == sqldb.Postgres {
		upsert, insert = upsertCellsPostgres, insertEventsPostgres
	}
	statements := upsert(s, by, e.Cells)
	statements = append(statements, upsertRemarks(s, by, e.Remarks)...)
	statements = append(statements, appendEvents(s, by.At, e.Events, insert)...)
	statements = append(statements, insertChanges(e.Changes)...)
	return run(ctx, tx, "writing marks", statements)
}
