package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"time"
)

// phases in the order in which they run: what breaks most often and fastest comes first.
var phases = []string{"arch", "units", "postgres", "web", "fuzz", "e2e"}

func main() {
	only := flag.String("only", strings.Join(phases, ","), "phases to run")
	fuzztime := flag.Duration("fuzztime", 5*time.Second, "how long each fuzz target runs")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, strings.Split(*only, ","), *fuzztime)
	stop()
	os.Exit(code)
}

// run runs the phases and prints the closing lines; it returns the exit code.
func run(ctx context.Context, wanted []string, fuzztime time.Duration) int {
	for _, name := range wanted {
		if !slices.Contains(phases, name) {
			fmt.Fprintf(os.Stderr, "testrun: no phase %q; there are %s\n", name, strings.Join(phases, ", "))
			return 2
		}
	}
	start := time.Now()
	packages, err := list(ctx)
	if err != nil {
		fmt.Fprintln(os.Stderr, "testrun:", err)
		return 2
	}
	t := newTally(os.Stdout)
	for _, name := range phases {
		if !slices.Contains(wanted, name) || ctx.Err() != nil {
			continue
		}
		began := time.Now()
		fmt.Printf("=== %s\n", name)
		if name == "web" {
			web(ctx, t)
		}
		for _, c := range commands(name, packages, fuzztime) {
			c.run(ctx, t)
		}
		fmt.Printf("=== %s took %s\n", name, time.Since(began).Round(time.Second))
	}
	if ctx.Err() != nil {
		t.problem("interrupted")
	}
	ok := t.close(os.Stdout, wanted, time.Since(start))
	if !ok {
		return 1
	}
	return 0
}
