package cachetest

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"os/exec"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Redis is a redis-server process of one test.
type Redis struct {
	t    testing.TB
	port int
	cmd  *exec.Cmd
	out  *bytes.Buffer
}

// Start runs redis-server on a free loopback port without persistence. A missing
// redis-server fails the test: a skipped engine would look like a passed one.
func Start(t testing.TB) *Redis {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	r := &Redis{t: t, port: l.Addr().(*net.TCPAddr).Port}
	require.NoError(t, l.Close())
	r.Restart()
	t.Cleanup(r.Kill)
	return r
}

// URL is where it listens.
func (r *Redis) URL() string { return fmt.Sprintf("redis://127.0.0.1:%d/0", r.port) }

// Restart starts the server, empty, on the same port.
func (r *Redis) Restart() {
	r.t.Helper()
	bin, err := exec.LookPath("redis-server")
	require.NoError(r.t, err, "redis-server is missing: make deps installs it")
	r.out = &bytes.Buffer{}
	r.cmd = exec.Command(bin, "--port", fmt.Sprint(r.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", r.t.TempDir())
	r.cmd.Stdout, r.cmd.Stderr = r.out, r.out
	require.NoError(r.t, r.cmd.Start())
	require.Eventually(r.t, func() bool { return r.command("PING") == nil }, 10*time.Second, 5*time.Millisecond, "redis-server does not start")
}

// Kill ends the process at once, as a crash would.
func (r *Redis) Kill() {
	if r.cmd == nil {
		return
	}
	_ = r.cmd.Process.Signal(syscall.SIGCONT)
	if err := r.cmd.Process.Kill(); err != nil && !errors.Is(err, syscall.ESRCH) {
		r.t.Logf("killing redis-server: %v", err)
	}
	_ = r.cmd.Wait() // "signal: killed" is what was asked for
	r.cmd = nil
}

// Hang stops the process: its port accepts connections and nothing answers.
func (r *Redis) Hang() { require.NoError(r.t, r.cmd.Process.Signal(syscall.SIGSTOP)) }

// Resume ends Hang.
func (r *Redis) Resume() { require.NoError(r.t, r.cmd.Process.Signal(syscall.SIGCONT)) }

// Flush removes everything that is stored.
func (r *Redis) Flush() { require.NoError(r.t, r.command("FLUSHALL")) }

// command sends one inline command; any answer but an error is success.
func (r *Redis) command(line string) error {
	conn, err := net.DialTimeout("tcp", fmt.Sprintf("127.0.0.1:%d", r.port), time.Second)
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(time.Second)); err != nil {
		return err
	}
	if _, err := conn.Write([]byte(line + "\r\n")); err != nil {
		return err
	}
	answer := make([]byte, 64)
	n, err := conn.Read(answer)
	if err != nil {
		return err
	}
	if n == 0 || answer[0] != '+' {
		return fmt.Errorf("redis answered %q", answer[:n])
	}
	return nil
}

// Silent returns the URL of a listener that accepts connections and never answers.
func Silent(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	var wg sync.WaitGroup
	wg.Go(func() {
		var held []net.Conn
		for {
			conn, err := l.Accept()
			if err != nil {
				for _, c := range held {
					c.Close()
				}
				return
			}
			held = append(held, conn)
		}
	})
	t.Cleanup(func() { l.Close(); wg.Wait() })
	return "redis://" + l.Addr().String() + "/0"
}
