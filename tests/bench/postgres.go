package main

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

// server is a PostgreSQL server of this run, with the durability that an installed one has.
type server struct {
	admin url.URL
	stop  func() error
}

// watchdog runs the server until its input is over, which is at the latest when this process ends.
const watchdog = `"$1/postgres" -D "$2/data" >"$2/log" 2>&1 & pid=$!
cat >/dev/null
kill -INT $pid; wait $pid
rm -rf "$2"`

// postgresSettings leave durability as it is installed: fsync, full_page_writes and synchronous_commit are on.
const postgresSettings = `
listen_addresses = ''
max_connections = 100
shared_buffers = 256MB
max_wal_size = 2GB
timezone = 'UTC'
lc_messages = 'C'
`

// startPostgres starts a server on a socket in a folder of its own, as another user when we are root.
func startPostgres(ctx context.Context) (_ *server, err error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return nil, errors.New("no PostgreSQL under /usr/lib/postgresql: make deps installs it")
	}
	bin := filepath.Dir(slices.Max(found))
	credential, err := unprivileged()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "massar-bench-pg-")
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(dir))
		}
	}()
	if credential != nil {
		if err := os.Chown(dir, int(credential.Uid), int(credential.Gid)); err != nil {
			return nil, err
		}
	}
	attributes := &syscall.SysProcAttr{Credential: credential, Setpgid: true}
	initdb := exec.CommandContext(ctx, filepath.Join(bin, "initdb"), "-D", filepath.Join(dir, "data"), "-U", "massar",
		"--auth=trust", "--no-instructions", "--encoding=UTF8", "--locale=C")
	initdb.Dir, initdb.SysProcAttr = dir, attributes
	if out, err := initdb.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w: %s", err, out)
	}
	if err := configure(filepath.Join(dir, "data", "postgresql.conf"), postgresSettings+"unix_socket_directories = '"+dir+"'\n"); err != nil {
		return nil, err
	}
	// It must outlive a cancelled run: whoever stops it does so in order, and waits.
	cmd := exec.CommandContext(context.WithoutCancel(ctx), "/bin/sh", "-c", watchdog, "sh", bin, dir)
	cmd.Dir, cmd.SysProcAttr = dir, attributes
	input, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s := &server{
		admin: url.URL{Scheme: "postgres", User: url.User("massar"), Path: "/postgres", RawQuery: url.Values{"host": {dir}, "sslmode": {"disable"}}.Encode()},
		stop:  func() error { return errors.Join(input.Close(), cmd.Wait()) },
	}
	if err := s.wait(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("PostgreSQL does not answer: %w", err), s.stop())
	}
	return s, nil
}

func configure(file, settings string) error {
	f, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString(settings)
	return errors.Join(err, f.Close())
}

// unprivileged is whom PostgreSQL runs as when we are root; nil when we are not.
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
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, errors.Join(uidErr, gidErr)
	}
	return nil, errors.New("running as root, and there is no user to run PostgreSQL as")
}

func (s *server) wait(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, readyWithin)
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

// database makes a database and returns its URL.
func (s *server) database(ctx context.Context, name string) (string, error) {
	conn, err := pgx.Connect(ctx, s.admin.String())
	if err != nil {
		return "", err
	}
	_, err = conn.Exec(ctx, "CREATE DATABASE "+pgx.Identifier{name}.Sanitize()+" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'")
	if err := errors.Join(err, conn.Close(ctx)); err != nil {
		return "", err
	}
	own := s.admin
	own.Path = "/" + name
	return own.String(), nil
}
