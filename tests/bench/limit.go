package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// limit is a limit that serves, in a process of its own: this program with the argument "limit".
type limit struct {
	address string
	cmd     *exec.Cmd
	input   io.Closer
}

// startLimit starts the limit that answers each authorization with its body.
func (b *bench) startLimit(ctx context.Context, kind string, bodies any) (*limit, error) {
	raw, err := json.Marshal(bodies)
	if err != nil {
		return nil, err
	}
	file := filepath.Join(b.dir, kind+"-bodies.json")
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	l := &limit{cmd: exec.CommandContext(ctx, self, "limit", kind, file)}
	l.cmd.Stderr = os.Stderr
	// It ends when this process does, however that ends: its input is over then.
	if l.input, err = l.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := l.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := l.cmd.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		l.stop()
		return nil, fmt.Errorf("the limit %s: %w", kind, err)
	}
	l.address = strings.TrimSpace(line)
	return l, nil
}

func (l *limit) stop() {
	_ = l.input.Close()
	_ = l.cmd.Wait()
}

// runLimit is this program as a limit.
func runLimit(ctx context.Context, args []string, out io.Writer) error {
	if len(args) == 2 && (args[0] == "http" || args[0] == "grpc" || args[0] == "paths") {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin)
			cancel()
		}()
		raw, err := os.ReadFile(args[1])
		if err != nil {
			return err
		}
		if args[0] == "paths" {
			var served servedBodies
			if err := json.Unmarshal(raw, &served); err != nil {
				return err
			}
			return limitPaths(ctx, served, out)
		}
		bodies := map[string][]byte{}
		if err := json.Unmarshal(raw, &bodies); err != nil {
			return err
		}
		if args[0] == "http" {
			return limitHTTP(ctx, bodies, out)
		}
		return limitGRPC(ctx, bodies, out)
	}
	if len(args) == 2 && args[0] == "save" {
		var job saveJob
		if err := json.Unmarshal([]byte(args[1]), &job); err != nil {
			return err
		}
		s, err := job.run(ctx)
		if err != nil {
			return err
		}
		return json.NewEncoder(out).Encode(saveOutcome{Done: s.done, Nanoseconds: s.took.Nanoseconds()})
	}
	return errors.New("limit http FILE | paths FILE | grpc FILE | save JOB")
}

// saveOutcome is what a limit of saving reports.
type saveOutcome struct {
	Done        int   `json:"done"`
	Nanoseconds int64 `json:"nanoseconds"`
}

// limitSave is a turn of the bare transaction in a process of its own.
func (b *bench) limitSave(job saveJob) side {
	return func(ctx context.Context, d time.Duration) (sample, error) {
		job.For = d
		arg, err := json.Marshal(job)
		if err != nil {
			return sample{}, err
		}
		self, err := os.Executable()
		if err != nil {
			return sample{}, err
		}
		cmd := exec.CommandContext(ctx, self, "limit", "save", string(arg))
		cmd.Stderr = os.Stderr
		out, err := cmd.Output()
		if err != nil {
			return sample{}, err
		}
		var outcome saveOutcome
		if err := json.Unmarshal(out, &outcome); err != nil {
			return sample{}, err
		}
		return sample{done: outcome.Done, took: time.Duration(outcome.Nanoseconds)}, nil
	}
}

// hostOf is the host and port of an address that was printed as a URL.
func hostOf(printed string) string {
	u, err := url.Parse(strings.TrimSpace(printed))
	if err != nil || u.Host == "" {
		return strings.TrimSpace(printed)
	}
	return u.Host
}
