package main

import (
	"context"
	"fmt"
	"time"
)

// sample is what one side did in its time.
type sample struct {
	done   int
	errors int
	took   time.Duration
	// fault is the first thing that went wrong, for the reader.
	fault string
}

func (s sample) rate() float64 {
	if s.took <= 0 {
		return 0
	}
	return float64(s.done) / s.took.Seconds()
}

func (s *sample) failed(format string, args ...any) {
	s.errors++
	if s.fault == "" {
		s.fault = fmt.Sprintf(format, args...)
	}
}

// merge adds what another worker did in the same time.
func (s *sample) merge(other sample) {
	s.done += other.done
	s.errors += other.errors
	if s.fault == "" {
		s.fault = other.fault
	}
}

// side is the product or the limit under load for a while.
type side func(ctx context.Context, d time.Duration) (sample, error)

// pairs lets product and limit take turns, after both are warm, and makes a row of it.
func (b *bench) pairs(ctx context.Context, name string, floor float64, product, limit side) error {
	return b.pairsOf(ctx, name, floor, b.slice, product, limit)
}

// pairsOf is pairs with turns of another length.
func (b *bench) pairsOf(ctx context.Context, name string, floor float64, slice time.Duration, product, limit side) error {
	for _, s := range []side{product, limit} {
		if _, err := s(ctx, min(slice, b.warmUp)); err != nil {
			return fmt.Errorf("%s: warming up: %w", name, err)
		}
	}
	r := row{name: name, floor: floor}
	var ours, theirs []float64
	for i := range b.options.pairs {
		p, err := product(ctx, slice)
		if err != nil {
			return fmt.Errorf("%s: product: %w", name, err)
		}
		l, err := limit(ctx, slice)
		if err != nil {
			return fmt.Errorf("%s: limit: %w", name, err)
		}
		b.say("%s: pair %d: product %.0f/s, limit %.0f/s, ratio %.3f", name, i+1, p.rate(), l.rate(), p.rate()/l.rate())
		for _, s := range []sample{p, l} {
			if s.fault != "" {
				b.say("%s: %d errors, the first: %s", name, s.errors, s.fault)
			}
			r.errors += s.errors
		}
		ours, theirs = append(ours, p.rate()), append(theirs, l.rate())
		r.ratios = append(r.ratios, p.rate()/l.rate())
	}
	r.product, r.limit = figure{median(ours), "/s"}, figure{median(theirs), "/s"}
	b.report.add(r)
	return nil
}
