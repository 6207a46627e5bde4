package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"time"

	"github.com/massar-platform/massar/platform/app"
	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/refdata"
)

// runOptions are flags of run that are no settings of a deployment.
type runOptions struct {
	demo    bool
	schools int
	date    string
}

// runCommand starts the services of this process and serves until a signal ends it.
func runCommand(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("run", flag.ContinueOnError)
	flags.SetOutput(out)
	file := flags.String("config", "", "file of settings (YAML)")
	var options runOptions
	flags.BoolVar(&options.demo, "demo", false, "fill an empty data set with invented schools on first start")
	flags.IntVar(&options.schools, "schools", 3, "demo: how many schools")
	flags.StringVar(&options.date, "demo-date", "", "demo: the day that the school clock takes as today (default: the nearest school day)")
	load := addSettings(flags, "data", "listen", "grpc-listen", "rpc-listen", "internal-listen", "services", "db", "redis", "log-level", "log-format")
	if err := flags.Parse(args); err != nil {
		return help(err)
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%q is not a flag", flags.Arg(0))
	}
	var cfg Config
	if err := load(*file, &cfg); err != nil {
		return err
	}
	if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
		return err
	}
	ref, err := refdata.Load()
	if err != nil {
		return err
	}
	school, err := schoolClock(cfg, options, ref)
	if err != nil {
		return err
	}
	app.TuneMemory(os.LookupEnv, os.DirFS("/"))
	p, err := newProcess(ctx, cfg, ref, school)
	if err != nil {
		return err
	}
	defer p.close()
	p.group.Add(announcement(p, options, out))
	return p.group.Run(ctx)
}

// schoolClock shifts the clock of the schools by whole days; tokens, factors, limits and certificates keep
// real time.
func schoolClock(cfg Config, options runOptions, ref *refdata.Set) (clock.School, error) {
	date := cfg.SchoolDate
	if options.demo {
		date = options.date
		if date == "" {
			date, _ = ref.NearestSchoolDay(clock.NewSchool(clock.System{}, 0).Today())
		}
	}
	if date == "" {
		return clock.NewSchool(clock.System{}, 0), nil
	}
	offset, err := clock.OffsetTo(clock.System{}, date)
	if err != nil {
		return clock.School{}, fmt.Errorf("the school date %q: %w", date, err)
	}
	return clock.NewSchool(clock.System{}, offset), nil
}

// announcement makes the first account or the demo once everything serves, and prints where to go.
func announcement(p *process, options runOptions, out io.Writer) app.Component {
	began := time.Now()
	return app.Component{Name: "announcement", Run: func(ctx context.Context) error {
		if !waitReady(ctx, p.group) {
			return nil
		}
		fmt.Fprintf(out, "ready in %s\n", time.Since(began).Round(time.Millisecond))
		if p.gateway != nil {
			if p.gateway.HasWebApps() {
				fmt.Fprintf(out, "open      %s/\n", p.base())
			}
			fmt.Fprintf(out, "JSON      %s\nread it   %s/docs\n", p.base(), p.base())
			if p.gateway.GRPCAddr() != "" {
				fmt.Fprintf(out, "gRPC      %s\n", p.gateway.GRPCAddr())
			}
		}
		fmt.Fprintf(out, "internal  http://%s/metrics\n", p.internal.Addr())
		if err := p.first(ctx, options, out); err != nil {
			return err
		}
		<-ctx.Done()
		return nil
	}}
}

// base is the address of the JSON listener as a person types it.
func (p *process) base() string {
	scheme := "http"
	if p.cfg.TLS.PublicCert != "" {
		scheme = "https"
	}
	host, port, err := net.SplitHostPort(p.gateway.Addr())
	if err != nil {
		return scheme + "://" + p.gateway.Addr()
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return scheme + "://" + net.JoinHostPort(host, port)
}

// waitReady waits until every part serves; false when the process ends first.
func waitReady(ctx context.Context, group *app.Group) bool {
	ticker := time.NewTicker(20 * time.Millisecond)
	defer ticker.Stop()
	for !group.Report(ctx).Ready {
		select {
		case <-ctx.Done():
			return false
		case <-ticker.C:
		}
	}
	return true
}
