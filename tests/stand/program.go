package stand

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Patience is how long anything may take to happen on a busy machine, and often how often it is looked at.
const (
	Patience = 60 * time.Second
	often    = 20 * time.Millisecond
)

// program is the binary under test; Main sets it.
var program string

// Program is the path of the binary under test.
func Program() string { return program }

// Main builds the program once, runs a package's tests and returns the exit code.
func Main(m *testing.M) int {
	code, err := build(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return code
}

func build(m *testing.M) (code int, err error) {
	dir, err := os.MkdirTemp("", "massar-stand-")
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	program = filepath.Join(dir, "massar")
	cmd := exec.Command("go", "build", "-buildvcs=false", "-o", program, "github.com/massar-platform/massar/cmd/massar")
	if out, err := cmd.CombinedOutput(); err != nil {
		return 0, fmt.Errorf("building massar: %w\n%s", err, out)
	}
	return m.Run(), nil
}

// Massar runs a command of the program to its end and returns what it prints.
func Massar(t testing.TB, args ...string) string {
	t.Helper()
	out, err := Try(t, args...)
	require.NoErrorf(t, err, "massar %v: %s", args, out)
	return out
}

// Try is Massar for commands that may fail.
func Try(t testing.TB, args ...string) (string, error) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Env, cmd.Dir = environment(), t.TempDir()
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// environment is what the program gets of ours: no settings that this machine may have.
func environment() []string {
	return []string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "TMPDIR=" + os.TempDir()}
}

// Ports that are given out lie below those that the system takes for outgoing connections and for listeners on
// port 0, so that nobody else takes one between here and the start of the process that gets it.
const (
	firstPort = 15_000
	ports     = 17_000
)

// given counts the ports of this test process; others begin elsewhere.
var given atomic.Int64

// FreeAddress gives a loopback address on which nobody listens, each time another.
func FreeAddress(t testing.TB) string {
	t.Helper()
	for range ports {
		n := int64(os.Getpid())*127 + given.Add(1)
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", firstPort+n%ports))
		if err != nil {
			continue
		}
		require.NoError(t, l.Close())
		return l.Addr().String()
	}
	require.FailNow(t, "no free port")
	return ""
}

// Output collects what a process prints, for several readers.
type Output struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

// Write implements io.Writer.
func (o *Output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.Write(p)
}

// String is everything printed so far.
func (o *Output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.String()
}
