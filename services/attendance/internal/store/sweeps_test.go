package store

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	"github.com/massar-platform/massar/platform/write"
)

// Of several processes one sweeps, until it stops saying so.
func TestOneSweepsAtATime(t *testing.T) {
	sqldbtest.Each(t, "attendance", write.Migrations(Migrations(), roster.Migrations()), func(t *testing.T, db sqldb.DB) {
		start := time.Date(2026, time.November, 23, 10, 0, 0, 0, time.UTC)
		for _, c := range []struct {
			holder string
			minute int
			want   bool
		}{
			{"first", 0, true}, {"second", 0, false}, {"first", 20, true}, {"second", 49, false},
			{"second", 50, true}, {"first", 51, false}, {"first", 80, true},
		} {
			now, held := start.Add(time.Duration(c.minute)*time.Minute), false
			require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) (err error) {
				held, err = ClaimSweep(ctx, tx, c.holder, now, now.Add(30*time.Minute))
				return err
			}))
			require.Equal(t, c.want, held, "%s at %d", c.holder, c.minute)
		}
	})
}

func TestPlacesOfPapers(t *testing.T) {
	sqldbtest.Each(t, "attendance", write.Migrations(Migrations(), roster.Migrations()), func(t *testing.T, db sqldb.DB) {
		require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
			for _, id := range []string{"12345A.one", "12345A.two", "23456B.one"} {
				if err := InsertDocument(ctx, tx, Document{School: id[:6], ID: id, Key: "key of " + id}); err != nil {
					return err
				}
			}
			return nil
		}))
		keys, err := DocumentKeys(t.Context(), db, []string{"12345A.one", "23456B.one", "23456B.two"})
		require.NoError(t, err)
		require.Equal(t, map[string]string{"12345A.one": "key of 12345A.one", "23456B.one": "key of 23456B.one"}, keys)
		keys, err = DocumentKeys(t.Context(), db, nil)
		require.NoError(t, err)
		require.Empty(t, keys)
	})
}
