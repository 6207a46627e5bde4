package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// firstStart makes the demo in a new folder and times it, or starts on the one that was given.
func (b *bench) firstStart(ctx context.Context) (*product, error) {
	p := &product{bench: b, dir: b.data, schools: 3}
	if p.dir == "" {
		p.dir = filepath.Join(b.dir, "data")
	}
	made := true
	if _, err := os.Stat(filepath.Join(p.dir, "grade.db")); err == nil {
		made = false
	}
	took, err := b.openDemo(ctx, p, made)
	if err != nil {
		return nil, err
	}
	b.report.configured("product: %s", p.command())
	if made {
		b.report.add(row{name: "   demo of three schools, SQLite", product: figure{took.Seconds(), "s"}, floor: 60})
	}
	return p, nil
}

// openDemo starts the product and waits for its demo, which it makes on empty data.
func (b *bench) openDemo(ctx context.Context, p *product, made bool) (time.Duration, error) {
	if err := os.MkdirAll(p.dir, 0o700); err != nil {
		return 0, err
	}
	if err := p.start(ctx); err != nil {
		return 0, err
	}
	b.onClose(func() { _ = p.stop() })
	if _, err := p.waitReady(ctx); err != nil {
		return 0, err
	}
	began := time.Now()
	if made {
		if _, err := p.waitLine(ctx, fmt.Sprintf("demo: %d schools in", p.schools), demoWithin); err != nil {
			return 0, err
		}
	}
	took := time.Since(began)
	internal, err := p.waitLine(ctx, "internal", readyWithin)
	if err != nil {
		return 0, err
	}
	p.internal = hostOf(internal)
	b.say("%d demo schools after %s", p.schools, took.Round(100*time.Millisecond))
	return took, nil
}
