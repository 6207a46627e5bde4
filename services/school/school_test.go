package school_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	"github.com/massar-platform/massar/platform/write"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/refdata"
	"github.com/massar-platform/massar/services/school"
)

func TestNewNamesWhatIsMissing(t *testing.T) {
	ref, err := refdata.Load()
	require.NoError(t, err)
	db := sqldbtest.Open(t, sqldb.SQLite, "school", school.Migrations())
	scope := auth.ScopeFunc(func(context.Context, auth.Principal) (*typev1.Scope, error) { return &typev1.Scope{}, nil })
	for want, deps := range map[string]school.Deps{
		"database": {Scope: scope, Refdata: ref}, "scope": {DB: db, Refdata: ref}, "reference data": {DB: db, Scope: scope},
	} {
		_, err := school.New(deps)
		require.ErrorContains(t, err, want)
	}
	service, err := school.New(school.Deps{DB: db, Scope: scope, Refdata: ref})
	require.NoError(t, err)
	require.NoError(t, service.Stop(t.Context()), "stopped before it was started")
	require.NoError(t, service.Health(t.Context()))
}

func TestOldAnswersAreForgotten(t *testing.T) {
	sqldbtest.Each(t, "school", school.Migrations(), func(t *testing.T, db sqldb.DB) {
		now := time.Now()
		require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
			for key, at := range map[string]time.Time{"old": now.Add(-write.KeepAnswers - time.Hour), "new": now.Add(-write.KeepAnswers + time.Hour)} {
				if _, err := tx.Exec(ctx, `INSERT INTO idempotency (account_id, rpc, key, request_hash, answer, created_at) VALUES ('a', 'r', $1, $2, $2, $3)`, key, []byte{1}, at.UnixMicro()); err != nil {
					return err
				}
			}
			return nil
		}))
		ref, err := refdata.Load()
		require.NoError(t, err)
		scope := auth.ScopeFunc(func(context.Context, auth.Principal) (*typev1.Scope, error) { return &typev1.Scope{}, nil })
		service, err := school.New(school.Deps{DB: db, Scope: scope, Refdata: ref, Clock: clock.NewSchool(clock.System{}, -400)})
		require.NoError(t, err)
		require.NoError(t, service.Start(t.Context()))
		defer func() { require.NoError(t, service.Stop(context.Background())) }()
		kept := func(key string) (n int) {
			require.NoError(t, db.QueryRow(t.Context(), `SELECT COUNT(*) FROM idempotency WHERE key = $1`, key).Scan(&n))
			return n
		}
		require.Eventually(t, func() bool { return kept("old") == 0 }, 10*time.Second, 5*time.Millisecond)
		require.Equal(t, 1, kept("new"))
	})
}
