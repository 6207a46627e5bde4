package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/pquerna/otp/totp"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"

	"github.com/massar-platform/massar/demo"
	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/refdata"
)

// demoCommand fills a deployment with invented schools, or lists who can sign in to one.
func demoCommand(ctx context.Context, args []string, out io.Writer) error {
	if len(args) == 0 {
		return errors.New("say demo seed, demo accounts or demo totp")
	}
	switch args[0] {
	case "accounts":
		return demoAccounts(args[1:], out)
	case "seed":
		return demoSeed(ctx, args[1:], out)
	case "totp":
		return demoTOTP(args[1:], out)
	}
	return fmt.Errorf("demo %s is not a command", args[0])
}

func demoAccounts(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("demo accounts", flag.ContinueOnError)
	flags.SetOutput(out)
	data := flags.String("data", "data", "folder of the demo")
	asJSON := flags.Bool("json", false, "as JSON")
	if err := flags.Parse(args); err != nil {
		return help(err)
	}
	accounts, err := demo.Load(accountsPath(*data))
	if err != nil {
		return err
	}
	if *asJSON {
		encoder := json.NewEncoder(out)
		encoder.SetIndent("", "  ")
		return encoder.Encode(accounts)
	}
	for _, a := range accounts {
		fmt.Fprintf(out, "%-13s %-34s %s\n", a.Role, a.Identifier, a.Password)
	}
	return nil
}

// demoTOTP prints the six digits that an officer of the demo would read off his phone now.
func demoTOTP(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("demo totp", flag.ContinueOnError)
	flags.SetOutput(out)
	data := flags.String("data", "data", "folder of the demo")
	if err := flags.Parse(args); err != nil {
		return help(err)
	}
	accounts, err := demo.Load(accountsPath(*data))
	if err != nil {
		return err
	}
	for _, a := range accounts {
		if a.Identifier != flags.Arg(0) || a.TOTPSecret == "" {
			continue
		}
		code, err := totp.GenerateCode(a.TOTPSecret, time.Now())
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(out, code)
		return err
	}
	return fmt.Errorf("%q has no second factor in this demo", flags.Arg(0))
}

// demoSeed makes the demo in a deployment of several processes, through its public gRPC listener.
func demoSeed(ctx context.Context, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("demo seed", flag.ContinueOnError)
	flags.SetOutput(out)
	target := flags.String("gateway", "", "the gateway's gRPC listener: grpc://host:port, or grpcs://host:port with a certificate")
	code := flags.String("code", "", "activation code of the first ministry account, as identity printed it")
	data := flags.String("data", "data", "folder where the accounts are written")
	schools := flags.Int("schools", 3, "how many schools")
	date := flags.String("demo-date", "", "the day that the deployment's school clock takes as today")
	if err := flags.Parse(args); err != nil {
		return help(err)
	}
	scheme, address, ok := strings.Cut(*target, "://")
	if !ok || *code == "" {
		return errors.New("demo seed --gateway grpc://HOST:PORT --code CODE [--data DIR] [--schools N]")
	}
	security := insecure.NewCredentials()
	if scheme == "grpcs" {
		security = credentials.NewClientTLSFromCert(nil, "")
	} else if scheme != "grpc" {
		return fmt.Errorf("--gateway: %q is neither grpc nor grpcs", scheme)
	}
	conn, err := grpc.NewClient(address, grpc.WithTransportCredentials(security))
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := os.MkdirAll(*data, 0o700); err != nil {
		return err
	}
	today, err := seedDay(*date)
	if err != nil {
		return err
	}
	_, err = seed(ctx, demo.Options{
		Conn:          func(string) (grpc.ClientConnInterface, error) { return conn, nil },
		BootstrapCode: *code, Schools: *schools, Today: today, Log: slog.New(slog.DiscardHandler),
	}, *data, out)
	return err
}

func seedDay(asked string) (string, error) {
	if asked != "" {
		return asked, nil
	}
	ref, err := refdata.Load()
	if err != nil {
		return "", err
	}
	today, _ := ref.NearestSchoolDay(clock.NewSchool(clock.System{}, 0).Today())
	return today, nil
}

// seed makes the demo and keeps its accounts, which only the folder's owner may read.
func seed(ctx context.Context, options demo.Options, data string, out io.Writer) (demo.Accounts, error) {
	began := time.Now()
	options.Progress = func(step string) { fmt.Fprintf(out, "demo: %s\n", step) }
	accounts, err := demo.Seed(ctx, options)
	if err != nil {
		return nil, fmt.Errorf("the demo is unfinished (start again with an empty data folder): %w", err)
	}
	if err := accounts.Save(accountsPath(data)); err != nil {
		return nil, err
	}
	fmt.Fprintf(out, "demo: %d schools in %s\n", options.Schools, time.Since(began).Round(100*time.Millisecond))
	return accounts, nil
}

// demo makes the demo on the first start of a process that hosts everything, and prints who can sign in.
func (p *process) demo(ctx context.Context, options runOptions, code string, out io.Writer) error {
	accounts, err := demo.Load(accountsPath(p.cfg.Data))
	switch {
	case err == nil:
	case !errors.Is(err, fs.ErrNotExist):
		return err
	case code == "":
		return fmt.Errorf("%s holds data that the demo did not make, or an unfinished demo: choose an empty --data folder", p.cfg.Data)
	default:
		accounts, err = seed(ctx, demo.Options{
			Conn: p.edge, BootstrapCode: code, Schools: options.schools, Today: p.clock.Today(), Log: p.log,
		}, p.cfg.Data, out)
		if err != nil {
			return err
		}
	}
	if p.gateway != nil {
		demo.Print(out, p.base(), accounts, p.gateway.HasWebApps())
	}
	return nil
}

// edge gives the connection over which the gateway itself calls an edge service.
func (p *process) edge(service string) (grpc.ClientConnInterface, error) {
	if service == "auth" {
		service = "identity"
	}
	return p.dialer.Conn("gateway", service)
}
