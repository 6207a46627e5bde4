package readlog_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/readlog"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	"github.com/massar-platform/massar/platform/write"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
)

// counted counts transactions and fails them on demand.
type counted struct {
	sqldb.DB
	begun atomic.Int64
	away  atomic.Bool
}

func (c *counted) InTx(ctx context.Context, fn func(ctx context.Context, tx sqldb.Tx) error) error {
	c.begun.Add(1)
	if c.away.Load() {
		return context.DeadlineExceeded
	}
	return c.DB.InTx(ctx, fn)
}

func each(t *testing.T, fn func(t *testing.T, db *counted)) {
	t.Helper()
	sqldbtest.Each(t, "readlog", write.Migrations(nil, readlog.Migrations()), func(t *testing.T, db sqldb.DB) { fn(t, &counted{DB: db}) })
}

func count(t *testing.T, db sqldb.DB, sql string, args ...any) int {
	t.Helper()
	n := 0
	require.NoError(t, db.QueryRow(t.Context(), sql, args...).Scan(&n))
	return n
}

func caller(t *testing.T) context.Context {
	return auth.With(t.Context(), auth.Principal{AccountID: "account", PersonID: "person", Role: optionsv1.Role_ROLE_TEACHER})
}

func TestReadsAreWrittenTogether(t *testing.T) {
	each(t, func(t *testing.T, db *counted) {
		log := readlog.New(db, nil)
		require.NoError(t, log.Stop(t.Context()), "what was not started stops")
		for i := range 600 {
			require.NoError(t, log.Add(caller(t), readlog.Read{School: "12345A", RPC: "grade.GetMarkSheet", Ref: fmt.Sprint(i)}))
		}
		require.Zero(t, db.begun.Load(), "a read costs no transaction")
		require.NoError(t, log.Start(t.Context()))
		require.Eventually(t, func() bool { return count(t, db, `SELECT COUNT(*) FROM read_log`) == 600 }, 10*time.Second, 5*time.Millisecond)
		require.LessOrEqual(t, db.begun.Load(), int64(3))
		require.Equal(t, 1, count(t, db, `SELECT COUNT(*) FROM read_log WHERE school = '12345A' AND ref = '599' AND rpc = 'grade.GetMarkSheet'
 AND account_id = 'account' AND person_id = 'person' AND role = 'teacher' AND at > 0`))
		require.NoError(t, log.Add(caller(t), readlog.Read{School: "12345A", RPC: "x", Ref: "last"}))
		require.NoError(t, log.Stop(t.Context()))
		require.Equal(t, 1, count(t, db, `SELECT COUNT(*) FROM read_log WHERE ref = 'last'`), "what waits is written at the end")
	})
}

// When too many wait, the reader waits for his own line, and learns that it could not be written.
func TestAFullLogMakesReadersWait(t *testing.T) {
	each(t, func(t *testing.T, db *counted) {
		log := readlog.New(db, nil)
		db.away.Store(true)
		require.NoError(t, log.Start(t.Context()))
		add := func() error { return log.Add(caller(t), readlog.Read{School: "12345A", RPC: "x", Ref: "y"}) }
		added := 0
		require.Eventually(t, func() bool {
			for range 200 {
				if add() != nil {
					return true
				}
				added++
			}
			return false
		}, 10*time.Second, time.Millisecond)
		require.GreaterOrEqual(t, added, 1024)
		db.away.Store(false)
		require.NoError(t, log.Stop(t.Context()))
		require.Equal(t, added, count(t, db, `SELECT COUNT(*) FROM read_log`), "none of those that were accepted is lost")
	})
}

func TestStopSaysWhatIsLost(t *testing.T) {
	each(t, func(t *testing.T, db *counted) {
		log := readlog.New(db, nil)
		require.NoError(t, log.Start(t.Context()))
		db.away.Store(true)
		for range 300 {
			require.NoError(t, log.Add(caller(t), readlog.Read{School: "12345A", RPC: "x", Ref: "y"}))
		}
		require.ErrorContains(t, log.Stop(t.Context()), "300 reads could not be logged")
	})
}
