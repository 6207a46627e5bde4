package main

import (
	"context"
	"fmt"
	"io"
	"os"
)

// command is one subcommand; it gets the arguments behind its name.
type command struct {
	name  string
	about string
	run   func(ctx context.Context, args []string, out io.Writer) error
	// usage names the words that must follow; empty where flags say everything.
	usage string
}

func commands() []command {
	return []command{
		{"run", "start the services of this process (all by default)", runCommand, ""},
		{"migrate", "bring a PostgreSQL database to this version: migrate up --db URL", migrateCommand, "massar migrate up --db URL [--services a,b] [--config FILE]"},
		{"import", "hand a MASSAR file to a running platform", importCommand, ""},
		{"audit", "audit verify | rebuild: check the trail of marks, recompute what families read", auditCommand, "massar audit verify | rebuild [--write] [--data DIR | --db URL] [--config FILE]"},
		{"demo", "demo seed | accounts | totp: fill a deployment with invented schools, list who can sign in", demoCommand, "massar demo seed --gateway grpc://HOST:PORT --code CODE [--data DIR] [--schools N]\nmassar demo accounts [--json] [--data DIR]\nmassar demo totp [--data DIR] IDENTIFIER"},
		{"ca", "ca init | issue: certificates for services that run in processes of their own", caCommand, "massar ca init [--dir DIR]\nmassar ca issue --services a,b [--dir DIR] [--hosts NAMES]"},
		{"refdata", "print what the country's data are, and which of their answers are assumed", refdataCommand, ""},
		{"openapi", "print the OpenAPI document of the public API, as a server has it at /openapi.json", openAPICommand, "massar openapi"},
		{"config", "print the settings, their variables and defaults", configCommand, "massar config"},
		{"version", "print the version", versionCommand, "massar version"},
	}
}

func main() {
	os.Exit(run(context.Background(), os.Args[1:], os.Stdout, os.Stderr))
}

// run dispatches to a subcommand and turns its error into an exit code.
func run(ctx context.Context, args []string, out, errOut io.Writer) int {
	if len(args) == 0 || args[0] == "help" || args[0] == "--help" || args[0] == "-h" {
		usage(out)
		return 0
	}
	for _, c := range commands() {
		if c.name != args[0] {
			continue
		}
		if asksForHelp(args[1:]) && c.usage != "" {
			fmt.Fprintln(out, c.usage)
			return 0
		}
		if err := c.run(ctx, args[1:], out); err != nil {
			fmt.Fprintf(errOut, "massar %s: %v\n", c.name, err)
			return 1
		}
		return 0
	}
	fmt.Fprintf(errOut, "massar: %q is not a command\n", args[0])
	usage(errOut)
	return 2
}

func usage(out io.Writer) {
	fmt.Fprintln(out, "massar: Morocco's school information platform")
	for _, c := range commands() {
		fmt.Fprintf(out, "  %-8s %s\n", c.name, c.about)
	}
	fmt.Fprintln(out, "massar COMMAND --help lists the flags of a command.")
}

// asksForHelp says whether the first word after a command asks what may follow.
func asksForHelp(args []string) bool {
	return len(args) > 0 && (args[0] == "--help" || args[0] == "-h" || args[0] == "help")
}
