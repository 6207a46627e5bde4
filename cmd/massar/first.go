package main

import (
	"context"
	"fmt"
	"io"
)

// first prints the single-use code of the first ministry account of a fresh data set, or uses it to make the
// demo.
func (p *process) first(ctx context.Context, options runOptions, out io.Writer) error {
	if p.identity == nil {
		return nil
	}
	code, err := p.identity.EnsureBootstrap(ctx)
	if err != nil {
		return err
	}
	if options.demo {
		return p.demo(ctx, options, code, out)
	}
	if code != "" {
		fmt.Fprintf(out, "first ministry account: %s activation code: %s\n", p.cfg.FirstAccount, code)
	}
	return nil
}
