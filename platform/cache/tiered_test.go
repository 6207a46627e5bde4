package cache_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/cache"
	"github.com/massar-platform/massar/platform/cache/cachetest"
)

func config(schema int) cache.TieredConfig[string] {
	return cache.TieredConfig[string]{
		Name: "week", Schema: schema, TTL: time.Minute,
		Encode: func(s string) ([]byte, error) { return []byte(s), nil },
		Decode: func(raw []byte) (string, error) {
			if strings.HasPrefix(string(raw), "!") {
				return "", errors.New("not a week")
			}
			return string(raw), nil
		},
	}
}

func tiered(t *testing.T, url string, schema int) *cache.Tiered[string] {
	t.Helper()
	out, err := cache.NewTiered(newCache(t, cache.Config{RedisURL: url, Budget: time.Second}), config(schema))
	require.NoError(t, err)
	return out
}

// source counts its loads.
type source struct{ loads atomic.Int64 }

func (s *source) load(v string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { s.loads.Add(1); return v, nil }
}

func get(t *testing.T, c *cache.Tiered[string], s *source, scope, key, fresh string) string {
	t.Helper()
	v, err := c.Get(t.Context(), scope, key, s.load(fresh))
	require.NoError(t, err)
	return v
}

func TestSecondProcessReadsTheSharedTier(t *testing.T) {
	server := miniredis.RunT(t)
	url := "redis://" + server.Addr()
	a, b, s := tiered(t, url, 1), tiered(t, url, 1), &source{}
	require.Equal(t, "v1", get(t, a, s, "school:1", "w48", "v1"))
	require.Equal(t, "v1", get(t, b, s, "school:1", "w48", "other"))
	require.Equal(t, int64(1), s.loads.Load())
	require.Equal(t, "v1", get(t, b, s, "school:1", "w48", "other"))
	for _, key := range server.Keys() {
		require.NotContains(t, key, "school:1")
		require.InDelta(t, time.Minute, server.TTL(key), float64(6*time.Second))
	}
	a.Invalidate(t.Context(), "school:1", "w48")
	require.Equal(t, "v2", get(t, a, s, "school:1", "w48", "v2"))
	require.Equal(t, "v1", get(t, b, s, "school:1", "w48", "?"), "another process keeps its copy until it expires")
}

func TestScopesNeverMix(t *testing.T) {
	c, s := tiered(t, "redis://"+miniredis.RunT(t).Addr(), 1), &source{}
	require.Equal(t, "one", get(t, c, s, "school:1", "2:k", "one"))
	require.Equal(t, "two", get(t, c, s, "school:12", ":k", "two"))
	require.Equal(t, "three", get(t, c, s, "school:", "12:k", "three"))
}

func TestOtherSchemaIsAMiss(t *testing.T) {
	url := "redis://" + miniredis.RunT(t).Addr()
	s := &source{}
	require.Equal(t, "old", get(t, tiered(t, url, 1), s, "x", "k", "old"))
	require.Equal(t, "new", get(t, tiered(t, url, 2), s, "x", "k", "new"))
	require.Equal(t, "old", get(t, tiered(t, url, 1), s, "x", "k", "?"))
}

// TestPoisonedValues replaces what is stored by every kind of rubbish: each is a miss, never a value.
func TestPoisonedValues(t *testing.T) {
	server := miniredis.RunT(t)
	url := "redis://" + server.Addr()
	s := &source{}
	require.Equal(t, "mine", get(t, tiered(t, url, 1), s, "account:1", "k", "mine"))
	mine := server.Keys()[0]
	good, err := server.Get(mine)
	require.NoError(t, err)
	require.Equal(t, "his", get(t, tiered(t, url, 1), s, "account:2", "k", "his"))
	his := ""
	for _, key := range server.Keys() {
		if key != mine {
			his, err = server.Get(key)
			require.NoError(t, err)
		}
	}
	require.NoError(t, server.Set(mine, good))
	require.Equal(t, "mine", get(t, tiered(t, url, 1), s, "account:1", "k", "?"), "the control: untouched it is read")

	rubbish := map[string]string{"another scope's value": his, "empty": "", "text": "mine", "zeros": strings.Repeat("\x00", len(good))}
	for i := range len(good) {
		rubbish[fmt.Sprintf("cut at %d", i)] = good[:i]
		flipped := []byte(good)
		flipped[i] ^= 1
		rubbish[fmt.Sprintf("bit at %d", i)] = string(flipped)
	}
	for name, value := range rubbish {
		require.NoError(t, server.Set(mine, value))
		require.Equal(t, "fresh", get(t, tiered(t, url, 1), s, "account:1", "k", "fresh"), name)
	}
	server.Del(mine)
	server.HSet(mine, "f", "v")
	require.Equal(t, "fresh", get(t, tiered(t, url, 1), s, "account:1", "k", "fresh"), "another type")
}

func TestUndecodablePayloadIsAMiss(t *testing.T) {
	url := "redis://" + miniredis.RunT(t).Addr()
	s := &source{}
	require.Equal(t, "!x", get(t, tiered(t, url, 1), s, "a", "k", "!x"))
	require.Equal(t, "y", get(t, tiered(t, url, 1), s, "a", "k", "y"))
}

func TestConcurrentMissesLoadOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, err := cache.New(cache.Config{})
		require.NoError(t, err)
		weeks, err := cache.NewTiered(c, config(1))
		require.NoError(t, err)
		var loads atomic.Int64
		impatient, leave := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		load := func(ctx context.Context) (string, error) {
			loads.Add(1)
			time.Sleep(time.Second)
			return "v", ctx.Err()
		}
		wg.Go(func() {
			_, err := weeks.Get(impatient, "s", "k", load)
			require.ErrorIs(t, err, context.Canceled)
		})
		synctest.Wait() // it leads
		for range 50 {
			wg.Go(func() {
				v, err := weeks.Get(t.Context(), "s", "k", load)
				require.NoError(t, err, "the leader's leaving must not fail the others")
				require.Equal(t, "v", v)
			})
		}
		synctest.Wait()
		leave()
		wg.Wait()
		require.Equal(t, int64(1), loads.Load())
		require.NoError(t, c.Close()) // otherwise the bubble ends with a goroutine left
	})
}

func TestErrorsAndPanicsAreNotStored(t *testing.T) {
	c, s := tiered(t, "", 1), &source{}
	broken := errors.New("database away")
	_, err := c.Get(t.Context(), "s", "k", func(context.Context) (string, error) { return "half", broken })
	require.ErrorIs(t, err, broken)
	_, err = c.Get(t.Context(), "s", "k", func(context.Context) (string, error) { panic("nil map") })
	require.ErrorContains(t, err, "the load panicked: nil map")
	require.Equal(t, "whole", get(t, c, s, "s", "k", "whole"))
}

// TestWorksWhateverHappensToRedis kills, hangs and flushes a real server under reads.
func TestWorksWhateverHappensToRedis(t *testing.T) {
	server := cachetest.Start(t)
	shared, err := cache.New(cache.Config{RedisURL: server.URL()})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, shared.Close()) })
	c, err := cache.NewTiered(shared, config(1))
	require.NoError(t, err)
	s := &source{}
	n := 0
	reads := func(what string) {
		for range 50 {
			n++
			want := fmt.Sprint("v", n)
			begin := time.Now()
			require.Equal(t, want, get(t, c, s, "s", fmt.Sprint(n), want), what)
			require.Less(t, time.Since(begin), 300*time.Millisecond, what)
		}
	}
	reads("up")
	server.Flush()
	reads("flushed")
	server.Hang()
	reads("hung")
	server.Resume()
	require.Eventually(t, shared.Shared, 10*time.Second, 5*time.Millisecond)
	reads("resumed")
	server.Kill()
	reads("killed")
	server.Restart()
	require.Eventually(t, shared.Shared, 10*time.Second, 5*time.Millisecond)
	reads("restarted")
}

func TestConfigIsChecked(t *testing.T) {
	c := newCache(t, cache.Config{})
	for name, spoil := range map[string]func(*cache.TieredConfig[string]){
		"name":   func(c *cache.TieredConfig[string]) { c.Name = "" },
		"schema": func(c *cache.TieredConfig[string]) { c.Schema = 0 },
		"ttl":    func(c *cache.TieredConfig[string]) { c.TTL = 0 },
		"codec":  func(c *cache.TieredConfig[string]) { c.Decode = nil },
	} {
		cfg := config(1)
		spoil(&cfg)
		_, err := cache.NewTiered(c, cfg)
		require.Error(t, err, name)
	}
}
