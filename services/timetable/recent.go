package timetable

import (
	"context"
	"time"

	"github.com/maypok86/otter/v2"
	"golang.org/x/sync/singleflight"
)

const (
	// placeLifetime is how long the place of a student or of a teacher, and the groups of a class, are remembered.
	placeLifetime = 2 * time.Second
	// ownerLifetime is how long it is remembered what the owner of a calendar address may read: a right that ends
	// ends within five seconds, with the time that the question takes.
	ownerLifetime = 3 * time.Second
	// recentSize bounds each of these memories.
	recentSize = 16 << 10
	// recentTimeout bounds one question.
	recentTimeout = 3 * time.Second
)

// recent remembers answers for a moment, in this process only: they are about
// persons and never go to Redis. Callers that miss together ask once; failures are
// not remembered. What it gives is shared and must not be changed.
type recent[V any] struct {
	lifetime time.Duration
	now      func() time.Time
	entries  *otter.Cache[string, recentEntry[V]]
	flight   singleflight.Group
}

type recentEntry[V any] struct {
	value V
	until time.Time
}

func newRecent[V any](lifetime time.Duration, now func() time.Time) (*recent[V], error) {
	entries, err := otter.New(&otter.Options[string, recentEntry[V]]{MaximumSize: recentSize})
	if err != nil {
		return nil, err
	}
	return &recent[V]{lifetime: lifetime, now: now, entries: entries}, nil
}

func (c *recent[V]) get(ctx context.Context, key string, ask func(context.Context) (V, error)) (V, error) {
	if e, ok := c.entries.GetIfPresent(key); ok && c.now().Before(e.until) {
		return e.value, nil
	}
	answer := c.flight.DoChan(key, func() (any, error) {
		// The answer is for everybody who waits, so one caller who leaves must not end it. Its
		// age counts from before the question.
		asked := c.now()
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), recentTimeout)
		defer cancel()
		value, err := ask(ctx)
		if err == nil {
			c.entries.Set(key, recentEntry[V]{value: value, until: asked.Add(c.lifetime)})
		}
		return value, err
	})
	var none V
	select {
	case <-ctx.Done():
		return none, context.Cause(ctx)
	case r := <-answer:
		value, _ := r.Val.(V)
		return value, r.Err
	}
}
