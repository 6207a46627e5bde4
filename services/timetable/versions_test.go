package timetable

import (
	"context"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

// versionReads is a database that counts how often a school is asked for by itself.
type versionReads struct {
	sqldb.DB
	alone atomic.Int64
}

func (d *versionReads) QueryRow(ctx context.Context, sql string, args ...any) sqldb.Row {
	if strings.Contains(sql, "WHERE s.school") {
		d.alone.Add(1)
	}
	return d.DB.QueryRow(ctx, sql, args...)
}

// Readers cost no statement while the table is fresh, and one each when it is not: by a clock of the test's own, so that
// nothing depends on how busy the machine is.
func TestVersionsAreAskedForOnlyWhenTheyAreOld(t *testing.T) {
	sqldbtest.Each(t, "timetable", Migrations(), func(t *testing.T, db sqldb.DB) {
		const school = "12345A"
		require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
			_, err := tx.Exec(ctx, `INSERT INTO proj_schools (school, node, name_ar, name_latin, cycle, show_rank, early_release, version)
 VALUES ($1, 'ma/07/351/12345A', '', '', '', FALSE, FALSE, 1)`, school)
			return err
		}))
		raise := func() (version int64) {
			require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) (err error) {
				version, err = store.Raise(ctx, tx, school)
				return err
			}))
			return version
		}
		now := time.Now()
		reads := &versionReads{DB: db}
		table := newVersionTable(reads, slog.New(slog.DiscardHandler), func() time.Time { return now })
		version := func() int64 {
			v, err := table.of(t.Context(), school)
			require.NoError(t, err)
			require.Equal(t, "ma/07/351/12345A", v.Node)
			return v.Version
		}

		first := raise()
		require.Equal(t, first, version(), "before the first look the row is asked")
		require.Equal(t, int64(1), reads.alone.Load())
		require.NoError(t, table.refresh(t.Context()))
		now = now.Add(versionsLifetime - time.Nanosecond)
		second := raise()
		for range 100 {
			require.Equal(t, first, version())
		}
		require.Equal(t, int64(1), reads.alone.Load(), "what is fresh is believed")
		now = now.Add(time.Nanosecond)
		require.Equal(t, second, version(), "what is old is not")
		require.Equal(t, int64(2), reads.alone.Load())

		require.NoError(t, table.refresh(t.Context()))
		table.raised(school, second+5)
		require.Equal(t, second+5, version(), "what this process wrote is seen at once")
		require.NoError(t, table.refresh(t.Context()))
		require.Equal(t, second+5, version(), "a look that saw the row before does not take it back")
		_, err := table.of(t.Context(), "67890B")
		require.ErrorIs(t, err, store.ErrNotFound)
		require.Equal(t, int64(3), reads.alone.Load())
	})
}
