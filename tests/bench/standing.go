package main

import (
	"context"
	"slices"
	"time"
)

// starts measures how long the product takes from its start to /readyz with the demo's data in place.
func (b *bench) starts(ctx context.Context, p *product) error {
	var times []float64
	for range b.options.pairs {
		if err := p.start(ctx); err != nil {
			return err
		}
		took, err := p.waitReady(ctx)
		if err != nil {
			return err
		}
		times = append(times, took.Seconds())
		if err := p.stop(); err != nil {
			return err
		}
	}
	b.say("d: ready after %.3f to %.3f s", slices.Min(times), slices.Max(times))
	b.report.add(row{name: "d  start to ready, existing data", product: figure{median(times), "s"}, floor: 2})
	return nil
}

// beginIdle starts the product on the demo's data; what it returns waits until it has stood idle long enough
// and reads its memory.
func (b *bench) beginIdle(ctx context.Context, p *product) (func(context.Context) error, error) {
	if !b.wants("e") {
		return func(context.Context) error { return nil }, nil
	}
	idle := &product{bench: b, dir: p.dir, schools: p.schools}
	if err := idle.start(ctx); err != nil {
		return nil, err
	}
	b.onClose(func() { _ = idle.stop() })
	if _, err := idle.waitReady(ctx); err != nil {
		return nil, err
	}
	return func(ctx context.Context) error {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Until(idle.began.Add(b.idle))):
		}
		bytes, err := idle.memory()
		if err != nil {
			return err
		}
		b.report.add(row{name: "e  memory, idle for " + b.idle.String(), product: figure{float64(bytes) / 1e6, "MB"}, floor: 200})
		return idle.stop()
	}, nil
}
