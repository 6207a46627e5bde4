package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/massar-platform/massar/platform/ca"
)

// caCommand makes the internal authority and the certificates of services.
func caCommand(_ context.Context, args []string, out io.Writer) error {
	if len(args) == 0 {
		return errors.New("say ca init or ca issue")
	}
	flags := flag.NewFlagSet("ca "+args[0], flag.ContinueOnError)
	flags.SetOutput(out)
	dir := flags.String("dir", "certs", "folder of the authority and its certificates")
	services := flags.String("services", "", "issue: services that one process hosts, separated by commas")
	hosts := flags.String("hosts", "localhost,127.0.0.1", "issue: names and addresses at which the process is reached")
	if err := flags.Parse(args[1:]); err != nil {
		return help(err)
	}
	switch args[0] {
	case "init":
		if err := ca.Init(*dir); err != nil {
			return err
		}
		_, err := fmt.Fprintf(out, "authority made in %s\n", *dir)
		return err
	case "issue":
		names := list(*services)
		if len(names) == 0 {
			return errors.New("ca issue needs --services")
		}
		cert, key, err := ca.Issue(*dir, names, list(*hosts))
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(out, "certificate of %s: %s, key: %s\n", strings.Join(names, ", "), cert, key)
		return err
	}
	return fmt.Errorf("ca %s is not a command", args[0])
}

// list splits a comma-separated flag, without empty parts.
func list(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
}

// help turns the error of --help into none: the flags have been printed.
func help(err error) error {
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	return err
}
