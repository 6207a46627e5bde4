package cache_test

import (
	"bytes"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/cache"
	"github.com/massar-platform/massar/platform/cache/cachetest"
)

// lines is a log that several goroutines may write.
type lines struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *lines) count(text string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Count(l.buf.String(), text)
}

func (l *lines) logger() *slog.Logger { return slog.New(slog.NewTextHandler(l, nil)) }

const (
	gone = "Redis does not answer"
	back = "Redis answers again"
)

func TestURLs(t *testing.T) {
	for url, wantErr := range map[string]string{
		"":                           "",
		"redis://127.0.0.1:1/0":      "",
		"rediss://u:p@127.0.0.1:1/2": "",
		"unix:///tmp/redis.sock":     "",
		"redis+cluster://127.0.0.1:1?addr=127.0.0.1:2":             "",
		"redis+sentinel://127.0.0.1:1?master_name=m&addr=h:2":      "",
		"redis+sentinel://127.0.0.1:1":                             "needs ?master_name=",
		"redis+ring://127.0.0.1:1":                                 `"redis+ring" is none of`,
		"http://127.0.0.1:1":                                       "invalid URL scheme",
		"redis://:secret@127.0.0.1:1/0?max_retries=1&nonsense=yes": "nonsense",
		"redis://:secret@127.0.0.1:x":                              "cannot be parsed",
	} {
		c, err := cache.New(cache.Config{RedisURL: url})
		if wantErr == "" {
			require.NoError(t, err, url)
			require.NoError(t, c.Close())
			continue
		}
		require.ErrorContains(t, err, wantErr, url)
		require.NotContains(t, err.Error(), "secret")
	}
}

func TestDownAtStartIsSaidOnceAndHealsByItself(t *testing.T) {
	server := cachetest.Start(t)
	server.Kill()
	log := &lines{}
	c := newCache(t, cache.Config{RedisURL: server.URL(), Log: log.logger()})
	require.NoError(t, c.Start(t.Context()))
	require.False(t, c.Shared())
	l := c.NewLimiter("test", slow)
	for range 100 {
		l.Allow(t.Context(), "a")
	}
	require.Equal(t, 1, log.count(gone))
	server.Restart()
	require.Eventually(t, c.Shared, 10*time.Second, 5*time.Millisecond)
	require.Eventually(t, func() bool { return log.count(back) == 1 }, time.Second, time.Millisecond)

	server.Kill()
	require.Eventually(t, func() bool { l.Allow(t.Context(), "b"); return !c.Shared() }, 10*time.Second, time.Millisecond)
	for range 100 {
		l.Allow(t.Context(), "b")
	}
	require.Equal(t, 2, log.count(gone), "one line for each change")
}

// TestNoAnswer bounds what a Redis that accepts and never answers may cost.
func TestNoAnswer(t *testing.T) {
	server := cachetest.Start(t)
	for name, url := range map[string]string{"silent": cachetest.Silent(t), "hung": server.URL()} {
		t.Run(name, func(t *testing.T) {
			log := &lines{}
			c := newCache(t, cache.Config{RedisURL: url, Log: log.logger()})
			l := c.NewLimiter("test", cache.Limit{Rate: 1000, Per: time.Second, Burst: 1000})
			if name == "hung" {
				require.True(t, l.Allow(t.Context(), "warm").Allowed)
				server.Hang()
				t.Cleanup(server.Resume)
			}
			var mu sync.Mutex
			var worst time.Duration
			var wg sync.WaitGroup
			for range 20 {
				wg.Go(func() {
					for range 20 {
						begin := time.Now()
						ok := l.Allow(t.Context(), "a").Allowed
						took := time.Since(begin)
						mu.Lock()
						worst = max(worst, took)
						mu.Unlock()
						if !ok {
							t.Error("refused although the local share allows it")
						}
					}
				})
			}
			wg.Wait()
			require.Less(t, worst, 300*time.Millisecond)
			require.False(t, c.Shared())
			require.Equal(t, 1, log.count(gone))
		})
	}
}

func TestResumedRedisIsUsedAgain(t *testing.T) {
	server := cachetest.Start(t)
	c := newCache(t, cache.Config{RedisURL: server.URL()})
	server.Hang()
	require.NoError(t, c.Start(t.Context()))
	require.False(t, c.Shared())
	server.Resume()
	require.Eventually(t, c.Shared, 10*time.Second, 5*time.Millisecond)
}

func TestCloseEndsTheSearch(t *testing.T) {
	c, err := cache.New(cache.Config{RedisURL: cachetest.Silent(t)})
	require.NoError(t, err)
	require.NoError(t, c.Start(t.Context()))
	begin := time.Now()
	require.NoError(t, c.Close())
	require.Less(t, time.Since(begin), 5*time.Second)
}
