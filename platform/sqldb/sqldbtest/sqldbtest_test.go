package sqldbtest_test

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
)

var migrations = fstest.MapFS{"00001_t.sql": {Data: []byte("-- +goose Up\nCREATE TABLE t (id TEXT PRIMARY KEY);\n")}}

func insert(t *testing.T, db sqldb.DB, id string) {
	t.Helper()
	require.NoError(t, db.InTx(t.Context(), func(ctx context.Context, tx sqldb.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO t (id) VALUES ($1)`, id)
		return err
	}))
}

func TestEachTestHasItsOwnDatabase(t *testing.T) {
	for range 2 {
		sqldbtest.Each(t, "grade", migrations, func(t *testing.T, db sqldb.DB) { insert(t, db, "same") })
	}
}

func TestServicesMayShareAServerButNotTables(t *testing.T) {
	for _, engine := range sqldbtest.Engines(t) {
		cfg := sqldbtest.Config(t, engine, "grade")
		for _, name := range []string{"grade", "school"} {
			cfg.Name = name
			require.NoError(t, sqldb.Migrate(t.Context(), cfg, migrations))
			db, err := sqldb.Open(t.Context(), cfg, migrations)
			require.NoError(t, err)
			t.Cleanup(db.Close)
			insert(t, db, "same")
		}
	}
}

// dieVariable makes TestDie the body of a child process.
const dieVariable = "MASSAR_TEST_DIE"

func TestDie(t *testing.T) {
	how := os.Getenv(dieVariable)
	if how == "" {
		return
	}
	sqldbtest.Open(t, sqldb.Postgres, "grade", migrations)
	fmt.Println("url=" + sqldbtest.URL(t))
	switch how {
	case "panic":
		panic("as in a broken test")
	case "kill":
		process, err := os.FindProcess(os.Getpid())
		require.NoError(t, err)
		require.NoError(t, process.Kill())
		<-t.Context().Done()
	}
}

func TestNoServerIsLeftBehind(t *testing.T) {
	if !sqldbtest.Has(t, sqldb.Postgres) || os.Getenv("MASSAR_TEST_POSTGRES") != "" {
		return
	}
	for _, how := range []string{"end", "panic", "kill"} {
		t.Run(how, func(t *testing.T) {
			child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestDie$")
			child.Env = append(os.Environ(), dieVariable+"="+how)
			// The child's failure is the point of the test.
			out, _ := child.Output()
			_, address, found := strings.Cut(string(out), "url=")
			require.True(t, found, "%s", out)
			address, _, _ = strings.Cut(address, "\n")
			parsed, err := url.Parse(address)
			require.NoError(t, err)
			folder := parsed.Query().Get("host")
			require.NotEmpty(t, folder)
			require.Eventually(t, func() bool {
				_, err := os.Stat(folder)
				return os.IsNotExist(err)
			}, 30*time.Second, 20*time.Millisecond, "the server and its folder are gone")
		})
	}
}
