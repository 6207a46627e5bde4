package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

// command is one run of `go test -json`.
type command struct {
	phase string
	dir   string
	env   []string
	args  []string
}

// commands returns what a phase runs.
func commands(phase string, packages []pkg, fuzztime time.Duration) []command {
	var paths []string
	var all []command
	for _, p := range packages {
		switch {
		case phase == "postgres" && p.engines && p.group() == "units":
			paths = append(paths, p.path)
		case phase == "fuzz":
			for _, name := range p.fuzz {
				args := []string{"-run=^$", "-fuzz=^" + name + "$", "-fuzztime=" + fuzztime.String(), p.path}
				all = append(all, command{phase: phase, args: args})
			}
		case phase == p.group():
			paths = append(paths, p.path)
		}
	}
	if len(paths) == 0 {
		return all
	}
	c := command{phase: phase}
	switch phase {
	case "arch":
		// The tools' own tests belong to no module of the workspace.
		all = append(all, command{phase: phase, dir: "tools", env: []string{"GOWORK=off"}, args: []string{"./..."}})
		c.args = []string{"-count=1"} // reads the whole repository, which the cache does not see
	case "units":
		c.env = []string{"MASSAR_TEST_ENGINES=sqlite", "CGO_ENABLED=1"}
		c.args = []string{"-race", "-timeout=12m"}
	case "postgres":
		c.env = []string{"MASSAR_TEST_ENGINES=postgres"}
		c.args = []string{"-count=1", "-timeout=12m"}
	case "e2e":
		c.args = []string{"-count=1", "-timeout=12m"}
	}
	c.args = append(c.args, paths...)
	return append(all, c)
}

// run runs the command and gives its events to the tally.
func (c command) run(ctx context.Context, t *tally) {
	t.phase = c.phase
	before := t.failed
	take := t.add
	var held []event
	if c.phase == "fuzz" {
		// Told when it is over: a run that only its own clock ended is done again.
		take = func(e event) { held = append(held, e) }
	}
	err := c.events(ctx, t, take)
	if err != nil && endedByItsClock(held) {
		fmt.Fprintf(t.out, "note: go test %s was ended by its own clock and runs again\n", strings.Join(c.args, " "))
		held = nil
		err = c.events(ctx, t, take)
	}
	for _, e := range held {
		t.add(e)
	}
	t.endOfStream()
	var exit *exec.ExitError
	switch {
	case err == nil:
	case !errors.As(err, &exit):
		t.problem(fmt.Sprintf("%s: %v", c.phase, err))
	case t.failed == before:
		t.problem(fmt.Sprintf("go test %s: %v, and no test says why", strings.Join(c.args, " "), err))
	}
}

// endedByItsClock says whether a fuzz run failed with nothing but the end of its own time: on a busy machine the
// runner of Go 1.26 reports the deadline of -fuzztime itself as a failure. An input that failed is always written.
func endedByItsClock(events []event) bool {
	clock := false
	for _, e := range events {
		if strings.Contains(e.Output, "Failing input written") || strings.Contains(e.Output, "panic:") {
			return false
		}
		clock = clock || strings.TrimSpace(e.Output) == "context deadline exceeded"
	}
	return clock
}

// events runs the command and gives each of its events to take.
func (c command) events(ctx context.Context, t *tally, take func(event)) error {
	cmd := exec.CommandContext(ctx, "go", append([]string{"test", "-json"}, c.args...)...)
	cmd.Dir = c.dir
	cmd.Env = append(os.Environ(), c.env...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e event
		if json.Unmarshal(lines.Bytes(), &e) != nil {
			fmt.Fprintln(t.out, lines.Text())
			continue
		}
		take(e)
	}
	if err := lines.Err(); err != nil {
		t.problem(fmt.Sprintf("%s: reading events: %v", c.phase, err))
	}
	return cmd.Wait()
}
