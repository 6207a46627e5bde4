package cache

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/maypok86/otter/v2"
	"github.com/redis/go-redis/v9"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"golang.org/x/sync/singleflight"
)

// TieredConfig describes one kind of cached value.
type TieredConfig[V any] struct {
	// Name separates the values of this kind from others in Redis and in metrics.
	Name string
	// Schema is the version of what Encode writes: raise it with each change, and
	// values of other versions are misses.
	Schema int
	// TTL is the life of a value in Redis, spread by a tenth so that values stored
	// together do not expire together.
	TTL time.Duration
	// LocalTTL is its life in the process, and so the longest staleness after a lost
	// invalidation. 0 means TTL.
	LocalTTL time.Duration
	// LocalSize is how many values the process keeps; 0 means 1,000.
	LocalSize int
	// LoadLimit bounds one load; 0 means 5 seconds.
	LoadLimit time.Duration
	// Encode and Decode turn a value into bytes and back. What they carry must not be personal data.
	Encode func(V) ([]byte, error)
	Decode func([]byte) (V, error)
}

// Tiered is a cache of values in the process, in front of Redis, in front of a loader.
type Tiered[V any] struct {
	cache  *Cache
	cfg    TieredConfig[V]
	local  *otter.Cache[string, V]
	flight singleflight.Group

	fromLocal, fromShared, loaded, failed, undecodable metric.MeasurementOption
}

// NewTiered makes a cache of one kind of value.
func NewTiered[V any](c *Cache, cfg TieredConfig[V]) (*Tiered[V], error) {
	if cfg.Name == "" || cfg.Schema < 1 || cfg.TTL <= 0 || cfg.Encode == nil || cfg.Decode == nil {
		return nil, fmt.Errorf("cache: %q needs a name, a schema from 1, a TTL, Encode and Decode", cfg.Name)
	}
	if cfg.LocalTTL <= 0 {
		cfg.LocalTTL = cfg.TTL
	}
	if cfg.LocalSize <= 0 {
		cfg.LocalSize = 1000
	}
	if cfg.LoadLimit <= 0 {
		cfg.LoadLimit = 5 * time.Second
	}
	local, err := otter.New(&otter.Options[string, V]{
		MaximumSize:      cfg.LocalSize,
		ExpiryCalculator: otter.ExpiryWritingFunc(func(otter.Entry[string, V]) time.Duration { return jitter(cfg.LocalTTL) }),
	})
	if err != nil {
		return nil, fmt.Errorf("cache: %s: %w", cfg.Name, err)
	}
	c.endWith(local.StopAllGoroutines)
	outcome := func(o string) metric.MeasurementOption {
		return metric.WithAttributeSet(attribute.NewSet(attribute.String("cache", cfg.Name), attribute.String("outcome", o)))
	}
	return &Tiered[V]{
		cache: c, cfg: cfg, local: local,
		fromLocal: outcome("local"), fromShared: outcome("shared"), loaded: outcome("loaded"),
		failed: outcome("failed"), undecodable: outcome("undecodable"),
	}, nil
}

// Get returns the value of key as seen by scope, from the nearest tier that has
// it. Scope names who may see the value ("school:12345A"); a value stored under
// another scope is never returned. Put the version of the source into key where
// the source has one: a new version then needs no invalidation.
//
// Callers that miss at the same time share one load. The load goes on when the
// caller that began it leaves; errors are not stored.
func (t *Tiered[V]) Get(ctx context.Context, scope, key string, load func(context.Context) (V, error)) (V, error) {
	full := fullKey(scope, key)
	if v, ok := t.local.GetIfPresent(full); ok {
		t.cache.requests.Add(ctx, 1, t.fromLocal)
		return v, nil
	}
	flight := t.flight.DoChan(full, func() (v any, err error) {
		// The load runs on a goroutine of its own, out of reach of the caller's recovery.
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("cache: %s: the load panicked: %v\n%s", t.cfg.Name, p, debug.Stack())
			}
		}()
		detached, cancel := context.WithTimeout(context.WithoutCancel(ctx), t.cfg.LoadLimit)
		defer cancel()
		return t.miss(detached, scope, key, full, load)
	})
	var none V
	select {
	case <-ctx.Done():
		return none, context.Cause(ctx)
	case res := <-flight:
		if res.Err != nil {
			return none, res.Err
		}
		v, _ := res.Val.(V) // a nil interface value stays the zero V
		return v, nil
	}
}

func (t *Tiered[V]) miss(ctx context.Context, scope, key, full string, load func(context.Context) (V, error)) (V, error) {
	if v, ok := t.shared(ctx, scope, key, full); ok {
		t.cache.requests.Add(ctx, 1, t.fromShared)
		t.local.Set(full, v)
		return v, nil
	}
	v, err := load(ctx)
	if err != nil {
		t.cache.requests.Add(ctx, 1, t.failed)
		return v, err
	}
	t.cache.requests.Add(ctx, 1, t.loaded)
	t.local.Set(full, v)
	t.store(ctx, scope, key, full, v)
	return v, nil
}

// shared reads Redis. Whatever cannot be read as this value of this scope is a miss.
func (t *Tiered[V]) shared(ctx context.Context, scope, key, full string) (V, bool) {
	var none V
	var raw []byte
	found := false
	t.cache.do(ctx, func(ctx context.Context) error {
		var err error
		raw, err = t.cache.client.Get(ctx, t.redisKey(full)).Bytes()
		found = err == nil
		var answer redis.Error
		if errors.As(err, &answer) {
			return nil // "no such key" or "wrong type": Redis did answer
		}
		return err
	})
	if !found {
		return none, false
	}
	payload, ok := open(raw, t.cfg.Schema, scope, key)
	if ok {
		if v, err := t.cfg.Decode(payload); err == nil {
			return v, true
		}
	}
	t.cache.requests.Add(ctx, 1, t.undecodable)
	return none, false
}

func (t *Tiered[V]) store(ctx context.Context, scope, key, full string, v V) {
	if !t.cache.Shared() {
		return
	}
	payload, err := t.cfg.Encode(v)
	if err != nil {
		return // the value is served all the same; the next reader encodes again
	}
	t.cache.do(ctx, func(ctx context.Context) error {
		return t.cache.client.Set(ctx, t.redisKey(full), seal(payload, t.cfg.Schema, scope, key), jitter(t.cfg.TTL)).Err()
	})
}

// Invalidate forgets a value in this process and in Redis; other processes forget
// theirs when LocalTTL has passed.
func (t *Tiered[V]) Invalidate(ctx context.Context, scope, key string) {
	full := fullKey(scope, key)
	t.flight.Forget(full)
	t.local.Invalidate(full)
	t.cache.do(ctx, func(ctx context.Context) error { return t.cache.client.Del(ctx, t.redisKey(full)).Err() })
}

func (t *Tiered[V]) redisKey(full string) string {
	return redisKey("value", t.cfg.Name+":"+strconv.Itoa(t.cfg.Schema), full)
}

// fullKey joins scope and key so that no other pair gives the same text.
func fullKey(scope, key string) string { return strconv.Itoa(len(scope)) + ":" + scope + key }

// jitter spreads a duration by up to a tenth either way.
func jitter(d time.Duration) time.Duration {
	return d - d/10 + rand.N(d/5+1)
}
