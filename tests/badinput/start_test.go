package badinput

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/cache/cachetest"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	"github.com/massar-platform/massar/tests/stand"
)

// TestRefusesToStart: who starts the program wrongly is told which setting it is, and gets no half-running
// process.
func TestRefusesToStart(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, taken.Close()) })
	port := taken.Addr().String()
	for name, c := range map[string]struct {
		file string
		args []string
		says []string
	}{
		"unknown key":                   {"lisen: x", nil, []string{`"lisen"`, "did you mean listen"}},
		"unknown key inside":            {"tls: {certt: x}", nil, []string{`"tls.certt"`, "tls.cert"}},
		"a key twice":                   {"db: a\ndb: b", nil, []string{"db"}},
		"a value of another kind":       {"services: {grade: yes}", nil, []string{"services"}},
		"not YAML":                      {"listen: [", nil, []string{"wrong.yaml"}},
		"a service of nobody":           {"services: [graed]", nil, []string{"graed", "grade"}},
		"a peer of nobody":              {"peers: {graed: 'localhost:1'}", nil, []string{"peers.graed"}},
		"peers without certificates":    {"peers: {grade: 'localhost:1'}", nil, []string{"tls.ca", "massar ca"}},
		"a flag of nobody":              {"", []string{"--lisen", "x"}, []string{"lisen"}},
		"a word too many":               {"", []string{"now"}, []string{`"now"`}},
		"a school day that is none":     {"school_date: demain", nil, []string{"demain"}},
		"a log level that is none":      {"log_level: loud", nil, []string{"log_level"}},
		"a database that is none":       {"db: 'mysql://x'", nil, []string{"postgres://"}},
		"a Redis that is none":          {"redis: 'memcached://x'", nil, []string{"memcached"}},
		"port taken: JSON":              {"listen: " + port, nil, []string{port, "taken", "listen"}},
		"port taken: gRPC":              {"grpc_listen: " + port, nil, []string{port, "taken", "grpc"}},
		"port taken: internal":          {"internal_listen: " + port, nil, []string{port, "taken", "internal_listen"}},
		"clear text for the whole town": {"listen: 0.0.0.0:0", nil, []string{"0.0.0.0:0", "tls.public_cert"}},
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "wrong.yaml")
			text := c.file + "\n"
			for _, standard := range []string{"listen: 127.0.0.1:0", "internal_listen: 127.0.0.1:0"} {
				key, _, _ := strings.Cut(standard, ":")
				if !strings.HasPrefix(text, key+":") {
					text += standard + "\n"
				}
			}
			require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
			began := time.Now()
			out, err := stand.Try(t, append([]string{"run", "--config", file, "--data", t.TempDir()}, c.args...)...)
			require.Errorf(t, err, "it started: %s", out)
			for _, says := range c.says {
				require.Contains(t, out, says)
			}
			require.NotContains(t, out, "goroutine")
			require.NotContains(t, out, "\nready in")
			require.Less(t, time.Since(began), stand.Patience)
		})
	}
}

// TestDatabaseNotMigrated: the process is not ready and says the command; once it was run, it serves.
func TestDatabaseNotMigrated(t *testing.T) {
	if !sqldbtest.Has(t, sqldb.Postgres) {
		return // SQLite migrates when it is opened
	}
	t.Run("postgres, one process", func(t *testing.T) {
		db := sqldbtest.Config(t, sqldb.Postgres, "massar").URL
		s := stand.Settings{Data: t.TempDir(), DB: db, Listen: stand.FreeAddress(t), Internal: stand.FreeAddress(t)}
		p := stand.Start(t, "unmigrated", s)
		status, said := 0, ""
		require.Eventually(t, func() bool {
			status, said = p.Readyz()
			return status != 0 || p.Over()
		}, stand.Patience, 20*time.Millisecond)
		require.Equal(t, 503, status, "%s\n%s", said, p.Out)
		for _, name := range []string{"identity", "school", "grade", "timetable", "attendance"} {
			require.Contains(t, said, name+" database")
		}
		require.Contains(t, said, "massar migrate up")
		client := stand.Client{T: t, Base: "http://" + s.Listen, Lang: "fr"}
		a, err := client.Send("GET", "/readyz", nil)
		if err == nil {
			require.Equal(t, 503, a.Status)
			require.Contains(t, string(a.Raw), "massar migrate up")
		}
		stand.Massar(t, "migrate", "up", "--db", db)
		p.Ready()
		client.Get("/readyz").OK()
	})
}

const redisGone, redisBack = "Redis does not answer", "Redis answers again"

// TestRedisDown: with a Redis that is not there when the process starts, comes, and goes, every request is
// answered, and each change is said in one line.
func TestRedisDown(t *testing.T) {
	redis := cachetest.Start(t)
	redis.Kill()
	d := stand.Deploy(t, stand.Options{Redis: redis.URL()})
	out := d.Process("gateway").Out
	ask := func(t *testing.T) {
		t.Helper()
		// A token is counted against its limit, whosever it is.
		c := d.Client(t)
		c.Token = "AAAA.BBBB." + uuid.NewString()
		for range 200 {
			c.Get("/v1/moutamadris/me").Fails(401, "UNAUTHENTICATED", "TOKEN_INVALID")
		}
		d.Client(t).Get("/readyz").OK()
	}
	said := func(t *testing.T, line string, times int) {
		t.Helper()
		require.Eventually(t, func() bool { return strings.Count(out.String(), line) == times }, stand.Patience, 20*time.Millisecond, "%s", out)
	}
	t.Run("sqlite, one process, not there at the start", func(t *testing.T) {
		ask(t)
		said(t, redisGone, 1)
	})
	t.Run("sqlite, one process, comes", func(t *testing.T) {
		redis.Restart()
		said(t, redisBack, 1)
		ask(t)
	})
	t.Run("sqlite, one process, goes", func(t *testing.T) {
		redis.Kill()
		ask(t)
		said(t, redisGone, 2)
	})
	t.Run("sqlite, one process, hangs", func(t *testing.T) {
		redis.Restart()
		said(t, redisBack, 2)
		redis.Hang()
		ask(t)
		said(t, redisGone, 3)
		redis.Resume()
		said(t, redisBack, 3)
	})
	require.Equal(t, 6, strings.Count(out.String(), "Redis"), "more lines about Redis than changes: %s", out)
}
