package e2e

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// bin is the program under test.
var bin string

func TestMain(m *testing.M) { os.Exit(run(m)) }

// run builds the program once for all tests.
func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "massar-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	bin = filepath.Join(dir, "massar")
	build := exec.Command("go", "build", "-buildvcs=false", "-o", bin, "./cmd/massar")
	build.Dir = filepath.Join("..", "..")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "building massar: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// massar runs a command of the program to its end and returns what it prints.
func massar(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), bin, args...)
	cmd.Env = environment()
	cmd.Dir = t.TempDir()
	out, err := cmd.CombinedOutput()
	require.NoErrorf(t, err, "massar %v: %s", args, out)
	return string(out)
}

// environment is what the program gets of ours: no settings that this machine may have.
func environment() []string {
	return []string{"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "TMPDIR=" + os.TempDir()}
}

// freePort reserves a loopback address for a moment and gives it back.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	return l.Addr().String()
}

// output collects what a process prints, for several readers.
type output struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

// Write implements io.Writer.
func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.buf.String()
}

// tail is the end of what was printed, for a failed test.
func (o *output) tail() string {
	text := o.String()
	return text[max(0, len(text)-8000):]
}

// until waits for a condition, which may itself fail the test.
func until(t *testing.T, condition func() bool, within time.Duration, what string) {
	t.Helper()
	ticker := time.NewTicker(often)
	defer ticker.Stop()
	for end := time.Now().Add(within); !condition(); <-ticker.C {
		require.Truef(t, time.Now().Before(end), "%s: not within %s", what, within)
	}
}

// patience is how long anything may take to happen on a busy machine.
const patience = 60 * time.Second

// often is how often it is looked at.
const often = 25 * time.Millisecond
