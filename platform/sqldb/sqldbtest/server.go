package sqldbtest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"
)

// server is a PostgreSQL server on which databases can be created.
type server struct {
	admin     *url.URL
	shared    bool
	templates memo[string]
	counter   atomic.Int64
	// keepAlive holds the writing end of the watchdog's pipe: the server is stopped
	// when this process, and with it the pipe, is gone.
	keepAlive *os.File
	watchdog  *exec.Cmd
}

// started is the outcome of the one attempt to get a server.
type started struct {
	server *server
	err    error
}

// theServer finds or starts the server of this process.
var theServer = sync.OnceValue(func() started {
	if named := os.Getenv("MASSAR_TEST_POSTGRES"); named != "" {
		admin, err := url.Parse(named)
		if err != nil {
			return started{err: fmt.Errorf("MASSAR_TEST_POSTGRES is not a URL: %w", err)}
		}
		return started{server: &server{admin: admin, shared: true}}
	}
	s, err := startServer()
	return started{server: s, err: err}
})

func (s started) require(t testing.TB) *server {
	t.Helper()
	require.NoError(t, s.err, "PostgreSQL is needed for this test; MASSAR_TEST_ENGINES=sqlite runs without it")
	return s.server
}

// URL returns the maintenance database of the test server, for tests that need
// more than a database of their own.
func URL(t testing.TB) string {
	t.Helper()
	return theServer().require(t).admin.String()
}

// StartServer starts a server of the test's own, whose settings it may change, and
// returns the address of its maintenance database.
func StartServer(t testing.TB) string {
	t.Helper()
	s, err := startServer()
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.stop()) })
	return s.admin.String()
}

// database makes a database from a template and removes it with the test.
func (s *server) database(t testing.TB, template string) string {
	t.Helper()
	address, name := s.create(t, template)
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), 30*time.Second)
		defer cancel()
		s.run(ctx, t, `DROP DATABASE IF EXISTS `+pgx.Identifier{name}.Sanitize()+` WITH (FORCE)`)
	})
	return address
}

// create makes a database. It compares text by bytes, as SQLite does.
func (s *server) create(t testing.TB, template string) (address, name string) {
	t.Helper()
	name = fmt.Sprintf("massar_test_%d_%d", os.Getpid(), s.counter.Add(1))
	statement := `CREATE DATABASE ` + pgx.Identifier{name}.Sanitize()
	if template == "" {
		statement += ` TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'`
	} else {
		statement += ` TEMPLATE ` + pgx.Identifier{template}.Sanitize()
	}
	s.run(t.Context(), t, statement)
	own := *s.admin
	own.Path = "/" + name
	return own.String(), name
}

func (s *server) run(ctx context.Context, t testing.TB, statement string) {
	t.Helper()
	conn, err := pgx.Connect(ctx, s.admin.String())
	require.NoError(t, err)
	_, err = conn.Exec(ctx, statement)
	require.NoError(t, err, statement)
	require.NoError(t, conn.Close(ctx))
}
