package cache

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/metric/noop"
)

// Config says where Redis is, if anywhere.
type Config struct {
	// RedisURL is empty (no Redis), redis:// or rediss:// (one server), unix://,
	// redis+sentinel://host:port?master_name=NAME&addr=host2:port, or
	// redis+cluster://host:port?addr=host2:port.
	RedisURL string
	// Budget is how long a caller waits for Redis; 0 means 50 ms.
	Budget time.Duration
	// Replicas is how many processes share a limit: without Redis each allows 1/Replicas. 0 means 1.
	Replicas int
	// Log gets one line for each change of Redis's state; nil discards.
	Log *slog.Logger
	// Meter counts hits and misses; nil counts nothing.
	Meter metric.MeterProvider
}

// Cache is the process's connection to the shared tier, if there is one.
type Cache struct {
	client   redis.UniversalClient // nil without Redis
	breaker  *breaker
	budget   time.Duration
	replicas int
	requests metric.Int64Counter

	mu   sync.Mutex
	ends []func() bool // the clocks of in-process caches made from this one
}

// New checks the configuration; it does not connect. A wrong URL is an error, an
// absent server is not.
func New(c Config) (*Cache, error) {
	if c.Budget <= 0 {
		c.Budget = 50 * time.Millisecond
	}
	if c.Replicas < 1 {
		c.Replicas = 1
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Meter == nil {
		c.Meter = noop.NewMeterProvider()
	}
	requests, err := c.Meter.Meter("massar/cache").Int64Counter("massar.cache.requests",
		metric.WithDescription("Reads of caches by outcome: local, shared, loaded, failed, undecodable."))
	if err != nil {
		return nil, fmt.Errorf("cache: %w", err)
	}
	out := &Cache{budget: c.Budget, replicas: c.Replicas, requests: requests}
	if c.RedisURL == "" {
		return out, nil
	}
	if out.client, err = newClient(c.RedisURL, c.Budget); err != nil {
		return nil, err
	}
	out.breaker = newBreaker(c.Log, c.Budget, func(ctx context.Context) error { return out.client.Ping(ctx).Err() })
	return out, nil
}

// newClient chooses the kind of client by the URL's scheme. go-redis ignores the
// deadline of a context unless told otherwise, and its own retries would spend the
// budget several times over.
func newClient(raw string, budget time.Duration) (redis.UniversalClient, error) {
	u, err := url.Parse(raw)
	if err != nil {
		return nil, fmt.Errorf("cache: the Redis URL cannot be parsed")
	}
	scheme, kind, _ := strings.Cut(u.Scheme, "+")
	u.Scheme = scheme
	// go-redis prints each failed dial to standard error through a global logger; the
	// breaker already says what there is to say, once.
	redis.SetLogger(&logging.VoidLogger{})
	dial := 10 * budget
	switch kind {
	case "":
		o, err := redis.ParseURL(u.String())
		if err != nil {
			return nil, fmt.Errorf("cache: Redis URL: %w", err)
		}
		o.ContextTimeoutEnabled, o.MaxRetries = true, -1
		o.DialTimeout, o.DialerRetries = dial, 1
		o.ReadTimeout, o.WriteTimeout, o.PoolTimeout = budget, budget, budget
		return redis.NewClient(o), nil
	case "cluster":
		o, err := redis.ParseClusterURL(u.String())
		if err != nil {
			return nil, fmt.Errorf("cache: Redis URL: %w", err)
		}
		o.ContextTimeoutEnabled, o.MaxRetries, o.MaxRedirects = true, -1, 3
		o.DialTimeout, o.DialerRetries = dial, 1
		o.ReadTimeout, o.WriteTimeout, o.PoolTimeout = budget, budget, budget
		return redis.NewClusterClient(o), nil
	case "sentinel":
		o, err := redis.ParseFailoverURL(u.String())
		if err != nil {
			return nil, fmt.Errorf("cache: Redis URL: %w", err)
		}
		if o.MasterName == "" {
			return nil, fmt.Errorf("cache: Redis URL: a sentinel URL needs ?master_name=")
		}
		o.ContextTimeoutEnabled, o.MaxRetries = true, -1
		o.DialTimeout, o.DialerRetries = dial, 1
		o.ReadTimeout, o.WriteTimeout, o.PoolTimeout = budget, budget, budget
		return redis.NewFailoverClient(o), nil
	}
	return nil, fmt.Errorf("cache: Redis URL: %q is none of redis, rediss, unix, redis+sentinel, redis+cluster", u.Scheme+"+"+kind)
}

// Start asks Redis once whether it is there, so that its absence is said at the
// start of the process. It never fails.
func (c *Cache) Start(ctx context.Context) error {
	if c.client == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, 10*c.budget)
	defer cancel()
	c.breaker.startup(c.client.Ping(ctx).Err())
	return nil
}

// Shared reports whether Redis is configured and answering now.
func (c *Cache) Shared() bool { return c.client != nil && c.breaker.closed() }

// endWith lets Close end the goroutines of an in-process cache.
func (c *Cache) endWith(stop func() bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ends = append(c.ends, stop)
}

// Close ends the connections, the search for an absent Redis, and the limiters and
// caches made from c.
func (c *Cache) Close() error {
	c.mu.Lock()
	for _, stop := range c.ends {
		stop()
	}
	c.ends = nil
	c.mu.Unlock()
	if c.client == nil {
		return nil
	}
	c.breaker.close()
	return c.client.Close()
}

// do runs one command against Redis within the budget. It reports whether Redis
// gave an answer; op tells an answer such as "no such key" from a failure.
func (c *Cache) do(ctx context.Context, op func(context.Context) error) bool {
	if c.client == nil || !c.breaker.closed() {
		return false
	}
	limited, cancel := context.WithTimeout(ctx, c.budget)
	defer cancel()
	err := op(limited)
	if err != nil && ctx.Err() != nil {
		return false // the caller left; that says nothing about Redis
	}
	c.breaker.note(err)
	return err == nil
}

// breaker keeps callers away from a Redis that does not answer.
type breaker struct {
	log    *slog.Logger
	budget time.Duration
	ping   func(context.Context) error

	mu       sync.Mutex
	failures int
	open     bool
	ended    bool
	stop     chan struct{}
	probing  sync.WaitGroup
}

// maxFailures in a row open the breaker: one lost packet does not.
const maxFailures = 3

func newBreaker(log *slog.Logger, budget time.Duration, ping func(context.Context) error) *breaker {
	return &breaker{log: log, budget: budget, ping: ping, stop: make(chan struct{})}
}

func (b *breaker) closed() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return !b.open
}

// note counts the outcome of one command.
func (b *breaker) note(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case err == nil:
		b.failures = 0
	case !b.open && !b.ended:
		if b.failures++; b.failures >= maxFailures {
			b.trip(err)
		}
	}
}

// startup takes the outcome of the first question as final.
func (b *breaker) startup(err error) {
	if err == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.open && !b.ended {
		b.trip(err)
	}
}

// trip opens the breaker and starts the search; b.mu is held.
func (b *breaker) trip(err error) {
	b.open = true
	b.log.Warn("Redis does not answer: working without it", "error", err)
	b.probing.Add(1)
	go b.probe()
}

// probe asks until Redis answers, so that no user's request has to try. The pauses
// grow, because a Redis that comes back under a crowd of probes falls over again.
func (b *breaker) probe() {
	defer b.probing.Done()
	for pause := 100 * time.Millisecond; ; pause = min(2*pause, 2*time.Second) {
		select {
		case <-b.stop:
			return
		case <-time.After(jitter(pause)):
		}
		ctx, cancel := context.WithTimeout(context.Background(), 4*b.budget)
		err := b.ping(ctx)
		cancel()
		if err != nil {
			continue
		}
		b.mu.Lock()
		b.open, b.failures = false, 0
		b.mu.Unlock()
		b.log.Info("Redis answers again")
		return
	}
}

func (b *breaker) close() {
	b.mu.Lock()
	already := b.ended
	b.ended = true
	b.mu.Unlock()
	if !already {
		close(b.stop)
	}
	b.probing.Wait()
}
