package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// redisServer is a Redis of this run on the loopback, with the settings that it is installed with, but for its
// folder and port: what it holds is written to its file when it is stopped, and read when it starts again.
type redisServer struct {
	dir, address string
	cmd          *exec.Cmd
	input        io.Closer
}

// redisWatchdog runs the server until its input is over, which is at the latest when this process ends.
const redisWatchdog = `redis-server --bind 127.0.0.1 --port "$1" --dir "$2" --save "3600 1" >>"$2/log" 2>&1 & pid=$!
cat >/dev/null
kill -TERM $pid; wait $pid`

func newRedis(ctx context.Context, dir string) (*redisServer, error) {
	if _, err := exec.LookPath("redis-server"); err != nil {
		return nil, errors.New("no redis-server: make deps installs it")
	}
	addresses, err := freeAddresses(ctx, 1)
	if err != nil {
		return nil, err
	}
	r := &redisServer{dir: filepath.Join(dir, "redis"), address: addresses[0]}
	if err := os.MkdirAll(r.dir, 0o700); err != nil {
		return nil, err
	}
	return r, r.start(ctx)
}

func (r *redisServer) url() string { return "redis://" + r.address + "/0" }

// start runs the server and waits until it has read its file.
func (r *redisServer) start(ctx context.Context) error {
	_, port, err := net.SplitHostPort(r.address)
	if err != nil {
		return err
	}
	// It must outlive a cancelled run: whoever stops it does so in order, and waits.
	r.cmd = exec.CommandContext(context.WithoutCancel(ctx), "/bin/sh", "-c", redisWatchdog, "sh", port, r.dir)
	if r.input, err = r.cmd.StdinPipe(); err != nil {
		return err
	}
	if err := r.cmd.Start(); err != nil {
		return err
	}
	end := time.Now().Add(readyWithin)
	for {
		answer, err := r.command("PING")
		if err == nil && strings.HasPrefix(answer, "+PONG") {
			return nil
		}
		if time.Now().After(end) || ctx.Err() != nil {
			return errors.Join(fmt.Errorf("redis-server does not answer: %q", answer), err, r.stop())
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// stop ends the server as an operator would, and waits until it has.
func (r *redisServer) stop() error {
	if r.cmd == nil {
		return nil
	}
	err := errors.Join(r.input.Close(), r.cmd.Wait())
	r.cmd = nil
	return err
}

// command sends one inline command and gives the first line of the answer.
func (r *redisServer) command(line string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", r.address)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(time.Second)); err != nil {
		return "", err
	}
	if _, err := io.WriteString(conn, line+"\r\n"); err != nil {
		return "", err
	}
	answer := make([]byte, 128)
	n, err := conn.Read(answer)
	return strings.TrimSpace(string(answer[:n])), err
}
