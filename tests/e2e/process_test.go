package e2e

import (
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// process is one running `massar run`.
type process struct {
	t        *testing.T
	name     string
	args     []string
	internal string
	cmd      *exec.Cmd
	out      *output
	ended    chan struct{}
	exit     error
	starts   int
}

// start runs the program with a file of settings, kept beside its data.
func start(t *testing.T, name, dir string, s settings, flags ...string) *process {
	t.Helper()
	file := filepath.Join(dir, name+".yaml")
	require.NoError(t, os.WriteFile(file, s.yaml(), 0o600))
	p := &process{t: t, name: name, internal: s.internal, args: append([]string{"run", "--config", file}, flags...)}
	p.begin()
	t.Cleanup(func() {
		p.kill()
		if t.Failed() {
			t.Logf("output of %s:\n%s", p.name, p.out.tail())
		}
	})
	return p
}

func (p *process) begin() {
	p.t.Helper()
	if p.out == nil {
		p.out = &output{}
	}
	p.starts++
	p.cmd = exec.Command(bin, p.args...)
	p.cmd.Env = environment()
	p.cmd.Stdout, p.cmd.Stderr = p.out, p.out
	// Should this test be killed, its processes go with it.
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	require.NoError(p.t, p.cmd.Start())
	ended, cmd := make(chan struct{}), p.cmd
	p.ended = ended
	go func() {
		p.exit = cmd.Wait()
		close(ended)
	}()
}

// ready waits until the process says that it can serve.
func (p *process) ready() {
	p.t.Helper()
	until(p.t, func() bool {
		select {
		case <-p.ended:
			require.FailNow(p.t, "process ended", "%s: %v\n%s", p.name, p.exit, p.out)
		default:
		}
		status, _ := p.readyz()
		return status == http.StatusOK
	}, patience, p.name+" gets ready")
}

// readyz asks the internal port.
func (p *process) readyz() (int, string) {
	client := http.Client{Timeout: 2 * time.Second}
	answer, err := client.Get("http://" + p.internal + "/readyz")
	if err != nil {
		return 0, err.Error()
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, err.Error()
	}
	return answer.StatusCode, string(body)
}

// kill ends the process as a power cut would.
func (p *process) kill() {
	select {
	case <-p.ended:
		return
	default:
	}
	if err := p.cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		p.t.Errorf("killing %s: %v", p.name, err)
	}
	<-p.ended
}

// again starts a process that was killed, with the same settings.
func (p *process) again() {
	p.t.Helper()
	p.begin()
	p.ready()
}

// stop asks the process to end, and expects it to do so in good order.
func (p *process) stop() {
	p.t.Helper()
	require.NoError(p.t, p.cmd.Process.Signal(syscall.SIGTERM))
	select {
	case <-p.ended:
		require.NoErrorf(p.t, p.exit, "%s ends badly: %s", p.name, p.out)
	case <-time.After(patience):
		require.FailNow(p.t, "process does not end", p.name)
	}
}
