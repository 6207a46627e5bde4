package proofs

import (
	"os"
	"testing"

	"github.com/massar-platform/massar/platform/cache/cachetest"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	"github.com/massar-platform/massar/tests/stand"
)

func TestMain(m *testing.M) { os.Exit(stand.Main(m)) }

// TestPlatform opens one school in a deployment of one process per service and proves what it can there: on
// PostgreSQL, and on SQLite where that is the only engine.
func TestPlatform(t *testing.T) {
	sink := startSink(t)
	name, db := "sqlite, split", ""
	if sqldbtest.Has(t, sqldb.Postgres) {
		name, db = "postgres, split", sqldbtest.Config(t, sqldb.Postgres, "massar").URL
		stand.Massar(t, "migrate", "up", "--db", db)
	}
	redis := cachetest.Start(t)
	s := stand.Open(t, stand.Deploy(t, stand.Options{Split: true, DB: db, Redis: redis.URL(), Env: sink.env()}))
	s.Fill(t)
	t.Run(name, func(t *testing.T) {
		t.Run("one request is one trace", func(t *testing.T) { oneTrace(t, s, sink) })
		t.Run("the first save of a register is one trace", func(t *testing.T) { registerTrace(t, s, sink) })
		t.Run("a write is done once", func(t *testing.T) { once(t, s) })
		t.Run("nobody reaches another's rows", func(t *testing.T) { sweep(t, s) })
		t.Run("weeks of two processes", func(t *testing.T) { weeks(t, s, redis) })
		t.Run("the trail holds after all this", func(t *testing.T) {
			s.D.Stop()
			for _, command := range []string{"verify", "rebuild"} {
				stand.Massar(t, append([]string{"audit", command}, s.D.Storage()...)...)
			}
		})
	})
}
