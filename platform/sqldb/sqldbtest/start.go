package sqldbtest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// watchdog runs the server and reads a pipe that nobody writes to. The pipe ends
// when the test process does, even by SIGKILL; then the server is stopped at once
// and its folder removed.
const watchdog = `"$1/postgres" -D "$2/data" >"$2/log" 2>&1 & pid=$!
cat >/dev/null
kill -QUIT $pid; wait $pid
rm -rf "$2"`

// settings trade what a test does not need (surviving a power cut) for speed.
const settings = `
listen_addresses = ''
max_connections = 300
shared_buffers = 64MB
fsync = off
full_page_writes = off
autovacuum = off
wal_level = replica
max_wal_senders = 4
max_wal_size = 256MB
timezone = 'UTC'
lc_messages = 'C'
log_min_messages = fatal
log_min_error_statement = panic
`

const superuser = "massar"

func startServer() (_ *server, err error) {
	bin, err := findPostgres()
	if err != nil {
		return nil, err
	}
	credential, err := unprivileged()
	if err != nil {
		return nil, err
	}
	dir, err := socketFolder(credential)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(dir))
		}
	}()
	data := filepath.Join(dir, "data")
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", data, "-U", superuser,
		"--auth=trust", "--no-sync", "--no-instructions", "--encoding=UTF8", "--locale=C")
	initdb.Dir = dir
	initdb.SysProcAttr = &syscall.SysProcAttr{Credential: credential}
	if out, err := initdb.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("running initdb: %w: %s", err, out)
	}
	conf := settings + "unix_socket_directories = '" + dir + "'\n"
	if err := appendFile(filepath.Join(data, "postgresql.conf"), conf); err != nil {
		return nil, err
	}

	reading, writing, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("making the watchdog's pipe: %w", err)
	}
	watch := exec.Command("/bin/sh", "-c", watchdog, "sh", bin, dir)
	watch.Dir = dir
	watch.Stdin = reading
	// Its own group: an interrupt at the terminal reaches the tests, not the server.
	watch.SysProcAttr = &syscall.SysProcAttr{Credential: credential, Setpgid: true}
	if err := watch.Start(); err != nil {
		return nil, errors.Join(fmt.Errorf("starting PostgreSQL: %w", err), reading.Close(), writing.Close())
	}
	if err := reading.Close(); err != nil {
		return nil, errors.Join(err, writing.Close())
	}
	s := &server{
		admin: &url.URL{Scheme: "postgres", User: url.User(superuser), Path: "/postgres",
			RawQuery: url.Values{"host": {dir}, "sslmode": {"disable"}}.Encode()},
		keepAlive: writing,
		watchdog:  watch,
	}
	if err := s.wait(); err != nil {
		log, readErr := os.ReadFile(filepath.Join(dir, "log"))
		return nil, errors.Join(fmt.Errorf("PostgreSQL does not answer: %w: %s", err, log), readErr, writing.Close())
	}
	return s, nil
}

// stop ends the server and returns when its folder is gone.
func (s *server) stop() error {
	return errors.Join(s.keepAlive.Close(), s.watchdog.Wait())
}

// wait returns when the server answers.
func (s *server) wait() error {
	ctx, cancel := context.WithTimeout(context.Background(), 60*time.Second)
	defer cancel()
	for {
		conn, err := pgx.Connect(ctx, s.admin.String())
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// findPostgres returns the folder of the newest server programs.
func findPostgres() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		return "", err
	}
	if len(found) == 0 {
		if path, err := exec.LookPath("initdb"); err == nil {
			return filepath.Dir(path), nil
		}
		return "", errors.New("no PostgreSQL server is installed under /usr/lib/postgresql")
	}
	return filepath.Dir(slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) })), nil
}

func version(initdb string) int {
	// A folder that is not a number sorts first.
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(initdb))))
	return n
}

// unprivileged returns another user's identity when we are root, as whom
// PostgreSQL refuses to run; nil means our own.
func unprivileged() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		account, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, uidErr := strconv.ParseUint(account.Uid, 10, 32)
		gid, gidErr := strconv.ParseUint(account.Gid, 10, 32)
		if err := errors.Join(uidErr, gidErr); err != nil {
			return nil, fmt.Errorf("reading the account %s: %w", name, err)
		}
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
	}
	return nil, errors.New("running as root, and there is no user postgres or nobody to run PostgreSQL as")
}

// socketFolder makes the server's folder, with a path short enough for a socket.
func socketFolder(credential *syscall.Credential) (string, error) {
	parent := os.TempDir()
	if len(parent) > 60 {
		parent = "/tmp"
	}
	dir, err := os.MkdirTemp(parent, "massar-pg-")
	if err != nil {
		return "", fmt.Errorf("making a folder for PostgreSQL: %w", err)
	}
	if credential != nil {
		if err := os.Chown(dir, int(credential.Uid), int(credential.Gid)); err != nil {
			return "", errors.Join(fmt.Errorf("giving the folder to PostgreSQL's user: %w", err), os.Remove(dir))
		}
	}
	return dir, nil
}

func appendFile(path, text string) error {
	file, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("configuring PostgreSQL: %w", err)
	}
	_, err = file.WriteString(text)
	return errors.Join(err, file.Close())
}
