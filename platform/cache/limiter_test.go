package cache_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/cache"
	"github.com/massar-platform/massar/platform/cache/cachetest"
)

// allowed counts how many of n requests pass.
func allowed(ctx context.Context, l *cache.Limiter, key string, n int) int {
	count := 0
	for range n {
		if l.Allow(ctx, key).Allowed {
			count++
		}
	}
	return count
}

func newCache(t *testing.T, c cache.Config) *cache.Cache {
	t.Helper()
	out, err := cache.New(c)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, out.Close()) })
	return out
}

// slow is so slow that no permit comes back during a test.
var slow = cache.Limit{Rate: 1, Per: time.Hour, Burst: 20}

func TestLocalLimit(t *testing.T) {
	c := newCache(t, cache.Config{})
	l := c.NewLimiter("test", slow)
	require.Equal(t, 20, allowed(t.Context(), l, "a", 50))
	require.Equal(t, 20, allowed(t.Context(), l, "b", 50), "keys do not share")
	res := l.Allow(t.Context(), "a")
	require.False(t, res.Allowed)
	require.InDelta(t, time.Hour, res.RetryAfter, float64(time.Minute))
}

func TestLocalLimitRefills(t *testing.T) {
	l := newCache(t, cache.Config{}).NewLimiter("test", cache.Limit{Rate: 100, Per: time.Second, Burst: 1})
	require.True(t, l.Allow(t.Context(), "a").Allowed)
	res := l.Allow(t.Context(), "a")
	require.False(t, res.Allowed)
	require.LessOrEqual(t, res.RetryAfter, 10*time.Millisecond)
	require.Eventually(t, func() bool { return l.Allow(t.Context(), "a").Allowed }, time.Second, time.Millisecond)
}

func TestProcessesShareALimit(t *testing.T) {
	server := cachetest.Start(t)
	for _, batch := range []int{1, 5} {
		t.Run(fmt.Sprint(batch), func(t *testing.T) {
			limit := slow
			limit.Batch = batch
			sum := 0
			for range 3 {
				l := newCache(t, cache.Config{RedisURL: server.URL(), Replicas: 3, Budget: time.Second}).NewLimiter(fmt.Sprint("test", batch), limit)
				sum += allowed(t.Context(), l, "a", 15)
			}
			require.Equal(t, 20, sum)
		})
	}
}

// TestRequestsAtOnceAreCountedOnce: those of one key that come together use up the burst one by one, and not by
// the batches in which permits are fetched.
func TestRequestsAtOnceAreCountedOnce(t *testing.T) {
	limit := slow
	limit.Burst, limit.Batch = 100, 25
	l := newCache(t, cache.Config{RedisURL: cachetest.Start(t).URL(), Budget: time.Second}).NewLimiter("test", limit)
	var wg sync.WaitGroup
	var passed atomic.Int64
	for range 150 {
		wg.Go(func() {
			if l.Allow(t.Context(), "a").Allowed {
				passed.Add(1)
			}
		})
	}
	wg.Wait()
	require.EqualValues(t, 100, passed.Load())
}

func TestSharedRetryAfter(t *testing.T) {
	l := newCache(t, cache.Config{RedisURL: cachetest.Start(t).URL(), Budget: time.Second}).NewLimiter("test", cache.Limit{Rate: 1, Per: time.Minute, Burst: 1})
	require.True(t, l.Allow(t.Context(), "a").Allowed)
	res := l.Allow(t.Context(), "a")
	require.False(t, res.Allowed)
	require.InDelta(t, time.Minute, res.RetryAfter, float64(5*time.Second))
}

func TestWithoutRedisEachProcessHasItsShare(t *testing.T) {
	server := cachetest.Start(t)
	c := newCache(t, cache.Config{RedisURL: server.URL(), Replicas: 4})
	l := c.NewLimiter("test", slow)
	server.Kill()
	require.NoError(t, c.Start(t.Context()))
	require.Equal(t, 5, allowed(t.Context(), l, "a", 50))
}

func TestFlushGivesTheBudgetBackAndNothingElse(t *testing.T) {
	server := cachetest.Start(t)
	l := newCache(t, cache.Config{RedisURL: server.URL(), Budget: time.Second}).NewLimiter("test", slow)
	require.Equal(t, 20, allowed(t.Context(), l, "a", 30))
	server.Flush() // the script is flushed from nowhere: EVALSHA still works or falls back to EVAL
	require.Equal(t, 20, allowed(t.Context(), l, "a", 30))
}

// TestPoisonedCounters puts rubbish where the counter is: nobody may be locked out, and the limit holds.
func TestPoisonedCounters(t *testing.T) {
	server := cachetest.Start(t)
	l := newCache(t, cache.Config{RedisURL: server.URL(), Budget: time.Second}).NewLimiter("test", slow)
	opts, err := redis.ParseURL(server.URL())
	require.NoError(t, err)
	raw := redis.NewClient(opts)
	defer raw.Close()
	require.True(t, l.Allow(t.Context(), "a").Allowed)
	key := raw.Keys(t.Context(), "massar:limit:test:*").Val()[0]
	require.NotContains(t, key, ":a")

	for _, rubbish := range []string{"", "abc", "9e99", "inf", "nan", "-5", "\x00\xff"} {
		require.NoError(t, raw.Set(t.Context(), key, rubbish, 0).Err())
		require.Equal(t, 20, allowed(t.Context(), l, "a", 30), "%q", rubbish)
		require.Positive(t, raw.PTTL(t.Context(), key).Val(), "the counter expires")
	}
	require.NoError(t, raw.Del(t.Context(), key).Err())
	require.NoError(t, raw.HSet(t.Context(), key, "f", "v").Err())
	require.Equal(t, 20, allowed(t.Context(), l, "a", 30), "another type")
}

func BenchmarkLocalAllow(b *testing.B) {
	c, err := cache.New(cache.Config{})
	require.NoError(b, err)
	l := c.NewLimiter("bench", cache.Limit{Rate: 1 << 30, Per: time.Second, Burst: 1 << 30})
	ctx := b.Context()
	b.ReportAllocs()
	for b.Loop() {
		if !l.Allow(ctx, "01900000-0000-7000-8000-000000000001").Allowed {
			b.Fatal("refused")
		}
	}
}
