package sqldbtest

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/sqldb"
)

// Each runs fn once per engine, as the subtests "sqlite" and "postgres", each on a
// fresh and migrated database.
func Each(t *testing.T, name string, migrations fs.FS, fn func(t *testing.T, db sqldb.DB)) {
	t.Helper()
	for _, engine := range Engines(t) {
		t.Run(string(engine), func(t *testing.T) {
			fn(t, Open(t, engine, name, migrations))
		})
	}
}

// Engines returns the engines on which tests are to run.
func Engines(t testing.TB) []sqldb.Engine {
	t.Helper()
	all := []sqldb.Engine{sqldb.SQLite, sqldb.Postgres}
	wanted, set := os.LookupEnv("MASSAR_TEST_ENGINES")
	if !set || wanted == "" {
		return all
	}
	var engines []sqldb.Engine
	for name := range strings.SplitSeq(wanted, ",") {
		engine := sqldb.Engine(strings.TrimSpace(name))
		require.Contains(t, all, engine, "MASSAR_TEST_ENGINES names an unknown engine")
		if !slices.Contains(engines, engine) {
			engines = append(engines, engine)
		}
	}
	return engines
}

// Has tells whether tests are to run on the engine, for what only one engine has.
func Has(t testing.TB, engine sqldb.Engine) bool {
	t.Helper()
	return slices.Contains(Engines(t), engine)
}

// Open returns a fresh and migrated database that is closed and removed with the
// test.
func Open(t testing.TB, engine sqldb.Engine, name string, migrations fs.FS) sqldb.DB {
	t.Helper()
	db, err := sqldb.Open(t.Context(), migrated(t, engine, name, migrations), migrations)
	require.NoError(t, err)
	t.Cleanup(db.Close)
	return db
}

// Config returns the configuration of a fresh database without tables. Other
// services may share it under other names.
func Config(t testing.TB, engine sqldb.Engine, name string) sqldb.Config {
	t.Helper()
	cfg := sqldb.Config{Name: name, MaxConns: 8}
	switch engine {
	case sqldb.SQLite:
		cfg.Dir = t.TempDir()
	case sqldb.Postgres:
		cfg.URL = theServer().require(t).database(t, "")
	default:
		require.FailNow(t, fmt.Sprintf("engine %q is unknown", engine))
	}
	return cfg
}

// migrated returns the configuration of a fresh database made from a template
// that was migrated once in this process.
func migrated(t testing.TB, engine sqldb.Engine, name string, migrations fs.FS) sqldb.Config {
	t.Helper()
	key := name + "\n" + fingerprint(t, migrations)
	if engine == sqldb.SQLite {
		cfg := Config(t, engine, name)
		bytes := sqliteTemplates().get(t, key, func(t testing.TB) []byte {
			template := sqldb.Config{Name: name, Dir: t.TempDir()}
			require.NoError(t, sqldb.Migrate(t.Context(), template, migrations))
			content, err := os.ReadFile(filepath.Join(template.Dir, name+".db"))
			require.NoError(t, err)
			return content
		})
		require.NoError(t, os.WriteFile(filepath.Join(cfg.Dir, name+".db"), bytes, 0o600))
		return cfg
	}
	server := theServer().require(t)
	if server.shared {
		// Templates would stay behind on a server that is not ours.
		cfg := Config(t, engine, name)
		require.NoError(t, sqldb.Migrate(t.Context(), cfg, migrations))
		return cfg
	}
	template := server.templates.get(t, key, func(t testing.TB) string {
		url, database := server.create(t, "")
		require.NoError(t, sqldb.Migrate(t.Context(), sqldb.Config{Name: name, URL: url}, migrations))
		return database
	})
	return sqldb.Config{Name: name, MaxConns: 8, URL: server.database(t, template)}
}

// fingerprint tells one set of migrations from another.
func fingerprint(t testing.TB, migrations fs.FS) string {
	t.Helper()
	names, err := fs.Glob(migrations, "*.sql")
	require.NoError(t, err)
	var all strings.Builder
	for _, name := range names {
		content, err := fs.ReadFile(migrations, name)
		require.NoError(t, err)
		fmt.Fprintf(&all, "%s\n%s\n", name, content)
	}
	return all.String()
}
