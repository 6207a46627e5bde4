package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os/signal"
	"sync"
	"syscall"
	"time"
)

// DefaultDrain is the time that all components together have to stop.
const DefaultDrain = 30 * time.Second

// Component is one part of a process. Every function may be nil.
type Component struct {
	// Name appears in readiness reports, logs and errors.
	Name string
	// Start returns when the component can be used; ctx ends the wait, not the component.
	Start func(ctx context.Context) error
	// Run works until ctx ends. An error, or a return before ctx ended, stops the group.
	Run func(ctx context.Context) error
	// Stop ends what Start began and lets work in progress finish while ctx lasts.
	// The context of Run ends after Stop has returned.
	Stop func(ctx context.Context) error
	// Ready returns nil, or why the component cannot serve now. It must be cheap.
	Ready func(ctx context.Context) error
}

// Group is an ordered list of components. Add everything, then call Run once.
type Group struct {
	log   *slog.Logger
	drain time.Duration

	mu    sync.Mutex
	parts []*part
}

// part is a component in the course of its life.
type part struct {
	Component
	state  state
	cancel context.CancelFunc
	done   chan struct{} // closed when Run has returned
}

type state uint8

const (
	waiting state = iota
	running
	draining
	failed
)

// errEarly is the failure of a Run that returned although nobody had asked it to.
var errEarly = errors.New("ended by itself")

// New returns an empty group. A drain of 0 means DefaultDrain.
func New(log *slog.Logger, drain time.Duration) *Group {
	if drain <= 0 {
		drain = DefaultDrain
	}
	return &Group{log: log, drain: drain}
}

// Add appends a component; it starts after those before it and stops before them.
func (g *Group) Add(c Component) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.parts = append(g.parts, &part{Component: c})
}

// Run starts the components and returns when ctx ends, SIGINT or SIGTERM arrives,
// or a component fails, after everything that was started has stopped. A second
// signal ends the process at once. An orderly end returns nil.
func (g *Group) Run(ctx context.Context) error {
	ctx, restore := signal.NotifyContext(ctx, syscall.SIGINT, syscall.SIGTERM)
	defer restore()

	g.mu.Lock()
	parts := g.parts
	g.mu.Unlock()

	failures := make(chan error, len(parts))
	started, err := g.start(ctx, parts, failures)
	if err == nil {
		select {
		case err = <-failures:
		case <-ctx.Done():
		}
	}
	if err == nil {
		g.log.InfoContext(ctx, "stopping")
	} else {
		g.log.ErrorContext(ctx, "stopping after a failure", "error", err)
	}
	// From here on a second signal has its default effect.
	restore()
	return errors.Join(err, g.stop(context.WithoutCancel(ctx), started))
}

// start starts the parts in order until one fails or ctx ends.
func (g *Group) start(ctx context.Context, parts []*part, failures chan<- error) ([]*part, error) {
	for i, p := range parts {
		if ctx.Err() != nil {
			return parts[:i], nil
		}
		if p.Start != nil {
			if err := p.Start(ctx); err != nil {
				g.set(p, failed)
				if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
					return parts[:i], nil
				}
				return parts[:i], fmt.Errorf("starting %s: %w", p.Name, err)
			}
		}
		g.set(p, running)
		if p.Component.Run == nil {
			continue
		}
		runCtx, cancel := context.WithCancel(context.WithoutCancel(ctx))
		p.cancel, p.done = cancel, make(chan struct{})
		go g.work(runCtx, p, failures)
	}
	return parts, nil
}

// work runs one component and reports an end that nobody asked for.
func (g *Group) work(ctx context.Context, p *part, failures chan<- error) {
	defer close(p.done)
	err := p.Component.Run(ctx)
	if ctx.Err() != nil && (err == nil || errors.Is(err, context.Canceled)) {
		return
	}
	if g.get(p) == draining && err == nil {
		return
	}
	if err == nil {
		err = errEarly
	}
	g.set(p, failed)
	failures <- fmt.Errorf("%s: %w", p.Name, err)
}

// stop stops the started parts in reverse order; all of them share one limit.
func (g *Group) stop(ctx context.Context, started []*part) error {
	ctx, cancel := context.WithTimeout(ctx, g.drain)
	defer cancel()
	// Everything reads "draining" first, so that balancers turn away before a listener closes.
	for _, p := range started {
		g.set(p, draining)
	}
	var errs []error
	for i := len(started) - 1; i >= 0; i-- {
		if err := g.stopOne(ctx, started[i]); err != nil {
			errs = append(errs, fmt.Errorf("stopping %s: %w", started[i].Name, err))
		}
	}
	return errors.Join(errs...)
}

// stopOne stops one part. A Stop that ignores its context is left behind, so that
// one hanging component cannot keep the process from ending.
func (g *Group) stopOne(ctx context.Context, p *part) error {
	var err error
	if p.Stop != nil {
		ended := make(chan error, 1)
		go func() { ended <- p.Stop(ctx) }()
		select {
		case err = <-ended:
		case <-ctx.Done():
			select {
			case err = <-ended:
			case <-time.After(100 * time.Millisecond):
				err = fmt.Errorf("did not end within %s", g.drain)
			}
		}
	}
	if p.cancel == nil {
		return err
	}
	p.cancel()
	select {
	case <-p.done:
	case <-ctx.Done():
		select {
		case <-p.done:
		case <-time.After(100 * time.Millisecond):
			err = errors.Join(err, fmt.Errorf("still running after %s", g.drain))
		}
	}
	return err
}

func (g *Group) set(p *part, s state) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if p.state == failed && s == draining {
		return
	}
	p.state = s
}

func (g *Group) get(p *part) state {
	g.mu.Lock()
	defer g.mu.Unlock()
	return p.state
}
