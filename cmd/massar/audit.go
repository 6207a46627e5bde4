package main

import (
	"context"
	"errors"
	"flag"
	"io"
)

// auditCommand checks the trail of marks, or recomputes every view that families read.
func auditCommand(ctx context.Context, args []string, out io.Writer) error {
	if len(args) == 0 {
		return errors.New("say audit verify or audit rebuild")
	}
	flags := flag.NewFlagSet("audit "+args[0], flag.ContinueOnError)
	flags.SetOutput(out)
	return help(flags.Parse(args[1:]))
}
