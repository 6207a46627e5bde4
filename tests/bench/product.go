package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// product is the platform in a process of its own.
type product struct {
	bench *bench
	// dir holds its data; db is empty for SQLite.
	dir, db string
	// redis is empty for none.
	redis   string
	schools int
	// What the running process has, renewed at each start.
	http, grpc, internal string
	cmd                  *exec.Cmd
	lines                *watcher
	began                time.Time
}

// Bounds of waiting for the product.
const (
	readyWithin = 30 * time.Second
	demoWithin  = 4 * time.Minute
	stopWithin  = 15 * time.Second
)

// start runs the product with its defaults but for where it listens and keeps its data.
func (p *product) start(ctx context.Context) error {
	addresses, err := freeAddresses(ctx, 2)
	if err != nil {
		return err
	}
	p.http, p.grpc = addresses[0], addresses[1]
	args := []string{"run", "--demo", "--schools", strconv.Itoa(p.schools), "--data", p.dir, "--listen", p.http, "--grpc-listen", p.grpc}
	if p.db != "" {
		args = append(args, "--db", p.db)
	}
	if p.redis != "" {
		args = append(args, "--redis", p.redis)
	}
	log, err := os.OpenFile(filepath.Join(p.dir, "bench.log"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	p.cmd = exec.CommandContext(ctx, p.bench.binary, args...)
	p.cmd.Cancel = func() error { return p.cmd.Process.Signal(syscall.SIGTERM) }
	p.cmd.WaitDelay = stopWithin
	p.cmd.Stderr = log
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	p.began = time.Now()
	if err := p.cmd.Start(); err != nil {
		return err
	}
	p.lines = watch(out)
	return nil
}

// command is the product's command line as a reader would type it.
func (p *product) command() string {
	return "bin/massar " + strings.Join(p.cmd.Args[1:], " ")
}

// waitReady asks /readyz until it says yes, and returns how long that took since the start.
func (p *product) waitReady(ctx context.Context) (time.Duration, error) {
	client := &http.Client{Timeout: time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	end := p.began.Add(readyWithin)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+p.http+"/readyz", nil)
	if err != nil {
		return 0, err
	}
	for time.Now().Before(end) && ctx.Err() == nil {
		res, err := client.Do(request)
		if err == nil {
			_, _ = io.Copy(io.Discard, res.Body)
			_ = res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return time.Since(p.began), nil
			}
		}
		if p.lines.ended() {
			return 0, fmt.Errorf("the product ended before it was ready: %s", p.tail())
		}
		time.Sleep(2 * time.Millisecond)
	}
	return 0, fmt.Errorf("the product is not ready after %s: %s", readyWithin, p.tail())
}

// waitLine waits for a line of its output that begins so, and returns the rest of the line.
func (p *product) waitLine(ctx context.Context, prefix string, most time.Duration) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	line, err := p.lines.wait(ctx, prefix)
	if err != nil {
		return "", fmt.Errorf("waiting for %q: %w: %s", prefix, err, p.tail())
	}
	return strings.TrimSpace(line), nil
}

// tail is the end of the log.
func (p *product) tail() string {
	text, err := os.ReadFile(filepath.Join(p.dir, "bench.log"))
	if err != nil {
		return err.Error()
	}
	return strings.TrimSpace(string(text[max(0, len(text)-1000):]))
}

// stop ends the process as an operator would.
func (p *product) stop() error {
	if p.cmd == nil || p.cmd.Process == nil {
		return nil
	}
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	timer := time.AfterFunc(stopWithin, func() { _ = p.cmd.Process.Kill() })
	defer timer.Stop()
	p.lines.drain()
	err := p.cmd.Wait()
	p.cmd = nil
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return fmt.Errorf("the product ended with %w: %s", err, p.tail())
	}
	return err
}

// memory is the resident memory of the process in bytes.
func (p *product) memory() (uint64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kB, err := strconv.ParseUint(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
			return kB << 10, err
		}
	}
	return 0, errors.New("no VmRSS in /proc")
}

// profile takes a CPU profile of the product while d goes by, when one was asked for.
func (p *product) profile(ctx context.Context, name string, d time.Duration) (wait func() error) {
	if p.bench.profiles == "" {
		return func() error { return nil }
	}
	done := make(chan error, 1)
	go func() {
		done <- p.fetch(ctx, fmt.Sprintf("/debug/pprof/profile?seconds=%d", max(1, int(d.Seconds()))), filepath.Join(p.bench.profiles, name+".cpu"))
	}()
	return func() error {
		return errors.Join(<-done, p.fetch(ctx, "/debug/pprof/allocs", filepath.Join(p.bench.profiles, name+".allocs")))
	}
}

func (p *product) fetch(ctx context.Context, path, file string) error {
	body, err := p.read(ctx, path)
	if err != nil {
		return err
	}
	return os.WriteFile(file, body, 0o600)
}

// read asks the internal port.
func (p *product) read(ctx context.Context, path string) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+p.internal+path, nil)
	if err != nil {
		return nil, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	return io.ReadAll(res.Body)
}

// freeAddresses finds ports of the loopback on which nobody listens.
func freeAddresses(ctx context.Context, n int) ([]string, error) {
	var found []string
	for range n {
		l, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		defer l.Close()
		found = append(found, l.Addr().String())
	}
	return found, nil
}

// watcher remembers the lines of a process's output.
type watcher struct {
	mu    sync.Mutex
	seen  []string
	over  bool
	moved chan struct{}
}

func watch(r io.Reader) *watcher {
	w := &watcher{moved: make(chan struct{})}
	go func() {
		lines := bufio.NewScanner(r)
		for lines.Scan() {
			w.add(lines.Text(), false)
		}
		w.add("", true)
	}()
	return w
}

func (w *watcher) add(line string, over bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seen, w.over = append(w.seen, line), w.over || over
	close(w.moved)
	w.moved = make(chan struct{})
}

func (w *watcher) ended() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.over
}

// drain waits until the output has ended.
func (w *watcher) drain() {
	for {
		w.mu.Lock()
		over, moved := w.over, w.moved
		w.mu.Unlock()
		if over {
			return
		}
		<-moved
	}
}

// wait returns what follows prefix on the first line that has it.
func (w *watcher) wait(ctx context.Context, prefix string) (string, error) {
	for {
		w.mu.Lock()
		for _, line := range w.seen {
			if rest, ok := strings.CutPrefix(line, prefix); ok {
				w.mu.Unlock()
				return rest, nil
			}
		}
		over, moved := w.over, w.moved
		w.mu.Unlock()
		if over {
			return "", errors.New("the process has ended")
		}
		select {
		case <-ctx.Done():
			return "", ctx.Err()
		case <-moved:
		}
	}
}
