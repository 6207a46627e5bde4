package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

// options are what a run may vary.
type options struct {
	binary   string
	only     string
	pairs    int
	slice    time.Duration
	warmUp   time.Duration
	idle     time.Duration
	students int
	sheets   int
	profiles string
	data     string
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	if len(args) > 0 && args[0] == "limit" {
		return runLimit(ctx, args[1:], out)
	}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(out)
	var o options
	flags.StringVar(&o.binary, "binary", "bin/massar", "the product")
	flags.StringVar(&o.only, "only", "a,b,c,d,e,f,g,h,i", "which measurements")
	flags.IntVar(&o.pairs, "pairs", 5, "how many pairs of product and limit")
	flags.DurationVar(&o.slice, "slice", 2*time.Second, "how long one side of a pair runs")
	flags.DurationVar(&o.warmUp, "warm-up", 2*time.Second, "how long each side runs before the first pair")
	flags.DurationVar(&o.idle, "idle", time.Minute, "how long the product stands idle before its memory is read")
	flags.IntVar(&o.students, "students", 300, "how many students read their marks, and how many their weeks")
	flags.IntVar(&o.sheets, "sheets", 48, "how many mark sheets are saved")
	flags.StringVar(&o.profiles, "profiles", "", "folder for CPU profiles of the product, one per measurement")
	flags.StringVar(&o.data, "data", "", "folder of a demo to use or make, and to keep (default: a new one, removed at the end)")
	if err := flags.Parse(args); err != nil {
		return err
	}
	b := &bench{options: o, out: out}
	defer b.close()
	err := b.run(ctx)
	b.report.print(out)
	if err != nil {
		return err
	}
	return b.report.failure()
}

// wants says whether a measurement was asked for.
func (o *options) wants(name string) bool {
	for one := range strings.SplitSeq(o.only, ",") {
		if strings.TrimSpace(one) == name {
			return true
		}
	}
	return false
}

// bench is one run.
type bench struct {
	options
	out     io.Writer
	report  report
	dir     string
	closers []func()
}

func (b *bench) onClose(f func()) { b.closers = append(b.closers, f) }

func (b *bench) close() {
	for i := len(b.closers) - 1; i >= 0; i-- {
		b.closers[i]()
	}
	b.closers = nil
}

func (b *bench) say(format string, args ...any) {
	fmt.Fprintf(b.out, "# "+format+"\n", args...)
}

// run makes the data and takes the measurements in turn.
func (b *bench) run(ctx context.Context) error {
	var err error
	if b.dir, err = os.MkdirTemp("", "massar-bench-"); err != nil {
		return err
	}
	b.onClose(func() {
		if err := os.RemoveAll(b.dir); err != nil {
			fmt.Fprintln(b.out, "removing the data:", err)
		}
	})
	b.report.machine = machine(b.dir)
	first, err := b.firstStart(ctx)
	if err != nil {
		return err
	}
	if b.wants("a") || b.wants("b") {
		if err := b.reads(ctx, first); err != nil {
			return err
		}
	}
	if b.wants("c") {
		if err := b.writes(ctx, first, engineSQLite); err != nil {
			return err
		}
	}
	school, readers, err := b.school(ctx, first, engineSQLite)
	if err != nil {
		return err
	}
	if err := first.stop(); err != nil {
		return err
	}
	if b.wants("d") {
		if err := b.starts(ctx, first); err != nil {
			return err
		}
	}
	if len(readers) > 0 {
		if err := b.sharedWeeks(ctx, &product{bench: b, dir: first.dir, schools: first.schools}, school, readers); err != nil {
			return err
		}
	}
	memory, err := b.beginIdle(ctx, first)
	if err != nil {
		return err
	}
	if b.wants("c") || b.wants("h") || b.wants("i") {
		if err := b.postgres(ctx); err != nil {
			return err
		}
	}
	return memory(ctx)
}

// school makes the school of timetables and registers, takes what is measured on both engines, and gives the
// students who read their weeks.
func (b *bench) school(ctx context.Context, p *product, on engine) (*campus, []weekReader, error) {
	weeks := on == engineSQLite && (b.wants("f") || b.wants("g"))
	if !weeks && !b.wants("h") && !b.wants("i") {
		return nil, nil, nil
	}
	c, err := b.openCampus(ctx, p)
	if err != nil {
		return nil, nil, err
	}
	var readers []weekReader
	if weeks {
		if readers, err = b.openWeekReaders(ctx, c); err != nil {
			return nil, nil, fmt.Errorf("opening students: %w", err)
		}
	}
	if weeks && b.wants("f") {
		if err := b.readWeeks(ctx, p, c, readers); err != nil {
			return nil, nil, err
		}
	}
	if b.wants("h") {
		if err := b.registers(ctx, p, c, on); err != nil {
			return nil, nil, err
		}
	}
	if b.wants("i") {
		if err := b.imports(ctx, c, on); err != nil {
			return nil, nil, err
		}
	}
	return c, readers, nil
}
