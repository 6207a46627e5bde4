package stand

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

// Process is one running `massar run`.
type Process struct {
	Name     string
	Out      *Output
	Settings Settings

	t     testing.TB
	args  []string
	cmd   *exec.Cmd
	ended chan struct{}
	exit  error
}

// Start runs the program with a file of settings, kept beside its data. It does not wait.
func Start(t testing.TB, name string, s Settings) *Process {
	t.Helper()
	file := filepath.Join(t.TempDir(), name+".yaml")
	require.NoError(t, os.WriteFile(file, s.YAML(), 0o600))
	p := &Process{t: t, Name: name, Settings: s, Out: &Output{}, args: append([]string{"run", "--config", file}, s.Flags...)}
	p.Begin()
	t.Cleanup(func() {
		p.Kill()
		if t.Failed() {
			t.Logf("output of %s:\n%s", p.Name, p.Out)
		}
	})
	return p
}

// Begin starts a process that is not running, with the same settings. It does not wait.
func (p *Process) Begin() {
	p.t.Helper()
	p.cmd = exec.Command(program, p.args...)
	p.cmd.Env = append(environment(), p.Settings.Env...)
	p.cmd.Stdout, p.cmd.Stderr = p.Out, p.Out
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

// Ready waits until the process says that it can serve.
func (p *Process) Ready() {
	p.t.Helper()
	require.Eventually(p.t, func() bool {
		if p.Over() {
			require.FailNow(p.t, "process ended", "%s: %v\n%s", p.Name, p.exit, p.Out)
		}
		status, _ := p.Readyz()
		return status == http.StatusOK
	}, Patience, often, "%s does not get ready", p.Name)
}

// Over says whether the process has ended.
func (p *Process) Over() bool {
	select {
	case <-p.ended:
		return true
	default:
		return false
	}
}

// Ends waits for the end of the process and gives its error.
func (p *Process) Ends() error {
	p.t.Helper()
	select {
	case <-p.ended:
		return p.exit
	case <-time.After(Patience):
		require.FailNow(p.t, "process does not end", p.Name)
		return nil
	}
}

// Readyz asks the internal port; status 0 when nobody answers.
func (p *Process) Readyz() (int, string) { return p.internal("/readyz") }

// Metrics are the process's figures in the form of Prometheus.
func (p *Process) Metrics() string {
	p.t.Helper()
	status, text := p.internal("/metrics")
	require.Equal(p.t, http.StatusOK, status)
	return text
}

func (p *Process) internal(path string) (int, string) {
	client := http.Client{Timeout: 2 * time.Second}
	answer, err := client.Get("http://" + p.Settings.Internal + path)
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

// Kill ends the process as a power cut would.
func (p *Process) Kill() {
	if p.Over() {
		return
	}
	if err := p.cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		p.t.Errorf("killing %s: %v", p.Name, err)
	}
	<-p.ended
}

// Hang stops the process without ending it, until it is killed.
func (p *Process) Hang() { require.NoError(p.t, p.cmd.Process.Signal(syscall.SIGSTOP)) }

// Again starts a process that was killed or stopped, and waits until it is ready.
func (p *Process) Again() {
	p.t.Helper()
	p.Begin()
	p.Ready()
}

// Stop asks the process to end, and expects it to do so in good order.
func (p *Process) Stop() {
	p.t.Helper()
	require.NoError(p.t, p.cmd.Process.Signal(syscall.SIGTERM))
	require.NoErrorf(p.t, p.Ends(), "%s ends badly: %s", p.Name, p.Out)
}
