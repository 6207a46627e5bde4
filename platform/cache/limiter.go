package cache

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/maypok86/otter/v2"
	"github.com/redis/go-redis/v9"
	"golang.org/x/sync/singleflight"
)

// Limit allows Rate requests per Per on average, and Burst at once.
type Limit struct {
	Rate  int
	Per   time.Duration
	Burst int
	// Batch is how many permits are fetched from Redis at once: with 10, nine of ten
	// requests need no round trip, and each process may exceed the limit by 9 at most.
	// 0 means 1.
	Batch int
}

// Result is the answer to one request.
type Result struct {
	Allowed bool
	// RetryAfter is when the next request could be allowed; 0 when this one is.
	RetryAfter time.Duration
}

// maxKeys bounds the memory of a limiter; the keys used least are forgotten first.
const maxKeys = 100_000

// Limiter counts requests by key with the generic cell rate algorithm: one number
// per key, the time at which the bucket would be empty again.
type Limiter struct {
	cache    *Cache
	name     string
	batch    int
	interval time.Duration // between two requests at the full rate
	burst    int
	share    *local // this process's part when Redis is away
	credits  *otter.Cache[string, *atomic.Int64]
	flight   singleflight.Group
}

// NewLimiter makes a limiter; name separates its counters from others' in Redis.
func (c *Cache) NewLimiter(name string, l Limit) *Limiter {
	rate, burst := max(l.Rate, 1), max(l.Burst, 1)
	interval := max(l.Per/time.Duration(rate), time.Microsecond)
	out := &Limiter{
		cache: c, name: name, batch: min(max(l.Batch, 1), burst), interval: interval, burst: burst,
		share: newLocal(interval*time.Duration(c.replicas), max(burst/c.replicas, 1)),
	}
	c.endWith(out.share.empty.StopAllGoroutines)
	if c.client != nil && out.batch > 1 {
		// Unspent permits die with the period for which they were fetched.
		out.credits = otter.Must(&otter.Options[string, *atomic.Int64]{
			MaximumSize: maxKeys, ExpiryCalculator: otter.ExpiryWriting[string, *atomic.Int64](max(l.Per, time.Second)),
		})
		c.endWith(out.credits.StopAllGoroutines)
	}
	return out
}

// Allow counts one request of key. It always answers: without Redis by the local share.
func (l *Limiter) Allow(ctx context.Context, key string) Result {
	if l.credits == nil {
		if !l.cache.Shared() {
			return l.share.allow(key)
		}
		got := l.fetch(ctx, key)
		if !got.ok {
			return l.share.allow(key)
		}
		return Result{Allowed: got.granted > 0, RetryAfter: got.wait}
	}
	for l.cache.Shared() {
		if l.spend(key) {
			return Result{Allowed: true}
		}
		got, mine := l.refill(ctx, key)
		switch {
		case !got.ok:
			return l.share.allow(key)
		case got.granted == 0:
			return Result{RetryAfter: got.wait}
		case mine:
			return Result{Allowed: true}
		}
	}
	return l.share.allow(key)
}

// refill fetches a batch of permits, one of them for whoever begins it (mine). Requests
// of one key that come at once share it: if each fetched a batch of its own, a few of
// them would use up the burst of all.
func (l *Limiter) refill(ctx context.Context, key string) (got fetched, mine bool) {
	shared, _, _ := l.flight.Do(key, func() (any, error) {
		mine = true
		if l.spend(key) {
			return fetched{granted: 1, ok: true}, nil // somebody was faster
		}
		// The answer is for everybody who waits, so one caller who leaves must not end it.
		answer := l.fetch(context.WithoutCancel(ctx), key)
		if answer.granted > 1 {
			l.keep(key, answer.granted-1)
		}
		return answer, nil
	})
	got, _ = shared.(fetched)
	return got, mine
}

// spend uses a permit fetched before.
func (l *Limiter) spend(key string) bool {
	if l.credits == nil {
		return false
	}
	credit, ok := l.credits.GetIfPresent(key)
	return ok && credit.Add(-1) >= 0
}

func (l *Limiter) keep(key string, n int64) {
	credit := &atomic.Int64{}
	credit.Store(n)
	l.credits.Set(strings.Clone(key), credit)
}

// gcra grants up to ARGV[3] requests. Redis's own clock is used, so that the clocks
// of the processes do not matter. A value that is no number, of another type, or
// beyond what this script writes is treated as absent: nobody is locked out by rubbish.
const gcra = `
local interval, burst, wanted = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local stored = redis.pcall('GET', KEYS[1])
local empty = nil
if type(stored) == 'string' then empty = tonumber(stored) end
if not empty or empty ~= empty or empty < now or empty > now + (burst + 1) * interval then empty = now end
local granted = math.min(wanted, math.floor((now + burst * interval - empty) / interval))
if granted < 1 then
  return {0, empty + interval - burst * interval - now}
end
empty = empty + granted * interval
redis.call('SET', KEYS[1], string.format('%.0f', empty), 'PX', math.ceil((empty - now) / 1000) + 1)
return {granted, 0}
`

// gcraScript is read only; its hash is computed once.
var gcraScript = redis.NewScript(gcra)

// fetched is Redis's answer; ok is false when there was none.
type fetched struct {
	granted int64
	wait    time.Duration
	ok      bool
}

// fetch asks Redis for a batch of permits.
func (l *Limiter) fetch(ctx context.Context, key string) fetched {
	var answer []int64
	ok := l.cache.do(ctx, func(ctx context.Context) error {
		var err error
		answer, err = gcraScript.Run(ctx, l.cache.client, []string{redisKey("limit", l.name, key)},
			l.interval.Microseconds(), strconv.Itoa(l.burst), strconv.Itoa(l.batch)).Int64Slice()
		return err
	})
	switch {
	case !ok || len(answer) != 2:
		return fetched{}
	case answer[0] > 0:
		return fetched{granted: answer[0], ok: true}
	}
	return fetched{wait: max(time.Duration(answer[1])*time.Microsecond, time.Millisecond), ok: true}
}

// local is the same algorithm within the process.
type local struct {
	interval int64 // nanoseconds
	burst    int64
	begin    time.Time
	empty    *otter.Cache[string, *atomic.Int64]
}

func newLocal(interval time.Duration, burst int) *local {
	// A key that was not used for this long has a full bucket: forgetting it changes nothing.
	full := max(interval*time.Duration(burst), time.Second)
	return &local{
		interval: int64(interval), burst: int64(burst), begin: time.Now(),
		empty: otter.Must(&otter.Options[string, *atomic.Int64]{
			MaximumSize: maxKeys, ExpiryCalculator: otter.ExpiryAccessing[string, *atomic.Int64](full),
		}),
	}
}

func (l *local) allow(key string) Result {
	cell, ok := l.empty.GetIfPresent(key)
	if !ok {
		// The key may be a part of something larger, which must not be kept with it.
		cell, _ = l.empty.SetIfAbsent(strings.Clone(key), &atomic.Int64{})
	}
	for {
		now := int64(time.Since(l.begin))
		stored := cell.Load()
		next := max(stored, now) + l.interval
		if wait := next - l.burst*l.interval - now; wait > 0 {
			return Result{RetryAfter: time.Duration(wait)}
		}
		if cell.CompareAndSwap(stored, next) {
			return Result{Allowed: true}
		}
	}
}

// redisKey hides what the key names: addresses and accounts are personal data.
func redisKey(kind, name, key string) string {
	sum := sha256.Sum256([]byte(key))
	return "massar:" + kind + ":" + name + ":" + hex.EncodeToString(sum[:16])
}
