package sqldb_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	"github.com/massar-platform/massar/platform/write"
)

func TestPoolTellsWhatIsInUse(t *testing.T) {
	sqldbtest.Each(t, "pool", write.Migrations(nil), func(t *testing.T, db sqldb.DB) {
		require.Zero(t, db.Pool().InUse)
		require.Positive(t, db.Pool().Max)
		rows, err := db.Query(context.WithoutCancel(t.Context()), "SELECT 1")
		require.NoError(t, err)
		require.EqualValues(t, 1, db.Pool().InUse)
		rows.Close()
		require.Zero(t, db.Pool().InUse)
	})
}
