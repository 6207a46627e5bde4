package e2e

import (
	"os"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/cache/cachetest"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	"github.com/massar-platform/massar/tests/stand"
)

func TestMain(m *testing.M) { os.Exit(stand.Main(m)) }

// deploy starts the platform in one of its forms. In one process it makes the demo by itself, and its Redis
// is not there.
func deploy(t *testing.T, split bool, engine sqldb.Engine) (*stand.Deployment, *cachetest.Redis) {
	t.Helper()
	redis := cachetest.Start(t)
	o := stand.Options{Split: split, Redis: redis.URL(), Env: []string{"MASSAR_LOG_LEVEL=warn"}}
	if engine == sqldb.Postgres {
		o.DB = sqldbtest.Config(t, engine, "massar").URL
		refusesUnmigrated(t, o.DB)
		stand.Massar(t, "migrate", "up", "--db", o.DB)
	}
	if !split {
		redis.Kill()
		o.Flags = []string{"--demo", "--schools", "1", "--demo-date", stand.SchoolDate}
	}
	return stand.Deploy(t, o), redis
}

// refusesUnmigrated shows that a process on an empty database is not ready and says what to do.
func refusesUnmigrated(t *testing.T, db string) {
	t.Helper()
	p := stand.Start(t, "unmigrated", stand.Settings{
		Data: t.TempDir(), DB: db, Listen: stand.FreeAddress(t), Internal: stand.FreeAddress(t), Env: []string{"MASSAR_LOG_LEVEL=error"},
	})
	said := ""
	require.Eventually(t, func() bool {
		status, body := p.Readyz()
		said = body
		return status == 503 || p.Over()
	}, stand.Patience, often)
	require.Contains(t, said+p.Out.String(), "massar migrate up")
	p.Kill()
}

// seed waits for the demo, or makes it where the services are in processes of their own.
func (s *story) seed() {
	if !s.split {
		out := s.d.Process("identity").Out
		until(s.t, func() bool { return demoDone.MatchString(out.String()) }, 3*stand.Patience, "the demo is made")
		return
	}
	out := stand.Massar(s.t, "demo", "seed", "--gateway", "grpc://"+s.d.GRPC, "--code", s.d.Bootstrap(), "--data", s.d.Data,
		"--schools", "1", "--demo-date", stand.SchoolDate)
	require.Regexp(s.t, demoDone, out)
}

// demoDone is the last line of a demo that was made.
var demoDone = regexp.MustCompile(`demo: 1 schools? in `)
