package follow_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/follow"
	"github.com/massar-platform/massar/platform/roster"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	"github.com/massar-platform/massar/platform/write"
)

func nothing(_ context.Context, after int64) (follow.Page, error) {
	return follow.Page{Through: after}, nil
}

func TestNewNeedsADatabaseAndASource(t *testing.T) {
	db := struct{ sqldb.DB }{}
	for want, cfg := range map[string]follow.Config{
		"no database": {Source: "x", Ask: nothing},
		"no source":   {DB: db, Ask: nothing},
		"no source g": {DB: db, Source: "x"},
	} {
		_, err := follow.New(cfg)
		require.ErrorContains(t, err, want)
	}
}

func start(t *testing.T, cfg follow.Config) *follow.Follower {
	t.Helper()
	cfg.Every = 2 * time.Millisecond
	f, err := follow.New(cfg)
	require.NoError(t, err)
	require.NoError(t, f.Start(t.Context()))
	t.Cleanup(func() { require.NoError(t, f.Stop(context.Background())) })
	return f
}

// numbers is a feed of the numbers up to last, three in a page; every page adds to sum.
func numbers(last int64, sum *atomic.Int64) func(context.Context, int64) (follow.Page, error) {
	return func(_ context.Context, after int64) (follow.Page, error) {
		through := min(after+3, last)
		return follow.Page{Through: through, Apply: func(context.Context, sqldb.Tx) error {
			for n := after + 1; n <= through; n++ {
				sum.Add(n)
			}
			return nil
		}}, nil
	}
}

// Two followers of one feed apply each page once, a third one has a cursor of its own,
// and what is to be done behind the pages is done while the source is away.
func TestPagesAreAppliedOnce(t *testing.T) {
	sqldbtest.Each(t, "follow", write.Migrations(nil, roster.Migrations()), func(t *testing.T, db sqldb.DB) {
		var a, b, then atomic.Int64
		start(t, follow.Config{DB: db, Source: "a", Ask: numbers(10, &a)})
		start(t, follow.Config{DB: db, Source: "a", Ask: numbers(10, &a)})
		start(t, follow.Config{DB: db, Source: "b", Ask: numbers(4, &b)})
		away := start(t, follow.Config{
			DB: db, Source: "away", Then: func(context.Context) { then.Add(1) },
			Ask: func(context.Context, int64) (follow.Page, error) { return follow.Page{}, errors.New("away") },
		})
		count := func(source string) (pos int64) {
			require.NoError(t, db.QueryRow(t.Context(), `SELECT COALESCE(MAX(pos), 0) FROM projection_cursor WHERE source = $1`, source).Scan(&pos))
			return pos
		}
		require.Eventually(t, func() bool { return count("a") == 10 && count("b") == 4 && then.Load() > 3 }, 10*time.Second, time.Millisecond)
		require.EqualValues(t, 55, a.Load())
		require.EqualValues(t, 10, b.Load())
		require.ErrorContains(t, away.Health(t.Context()), "the projection of away has not been read yet")
		require.Zero(t, count("away"))
	})
}
