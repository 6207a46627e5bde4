package cachetest

import (
	"context"
	"regexp"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"
)

// with gives a client for one question. It waits longer than the cache does, which
// may be under load in the same test.
func (r *Redis) with(ask func(ctx context.Context, c *redis.Client)) {
	r.t.Helper()
	options, err := redis.ParseURL(r.URL())
	require.NoError(r.t, err)
	client := redis.NewClient(options)
	defer client.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	ask(ctx, client)
}

// Limit bounds the memory of the server, which then evicts what was used least
// recently. It needs about a megabyte for itself.
func (r *Redis) Limit(bytes int) {
	r.t.Helper()
	r.with(func(ctx context.Context, c *redis.Client) {
		require.NoError(r.t, c.ConfigSet(ctx, "maxmemory-policy", "allkeys-lru").Err())
		require.NoError(r.t, c.ConfigSet(ctx, "maxmemory", strconv.Itoa(bytes)).Err())
	})
}

// Count reads a counter of INFO, such as "evicted_keys" or "cmdstat_get:calls"; 0 where
// there is none yet.
func (r *Redis) Count(name string) int {
	r.t.Helper()
	n := 0
	r.with(func(ctx context.Context, c *redis.Client) {
		info, err := c.Info(ctx, "everything").Result()
		require.NoError(r.t, err)
		if found := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(name) + `[:=](\d+)`).FindStringSubmatch(info); found != nil {
			n, _ = strconv.Atoi(found[1])
		}
	})
	return n
}

// All gives everything that is stored, by key; values that are no texts are left out.
func (r *Redis) All() map[string]string {
	r.t.Helper()
	all := map[string]string{}
	r.with(func(ctx context.Context, c *redis.Client) {
		keys, err := c.Keys(ctx, "*").Result()
		require.NoError(r.t, err)
		for _, key := range keys {
			if value, err := c.Get(ctx, key).Result(); err == nil {
				all[key] = value
			}
		}
	})
	return all
}

// Put stores a value under a key, whatever was there.
func (r *Redis) Put(key, value string) {
	r.t.Helper()
	r.with(func(ctx context.Context, c *redis.Client) { require.NoError(r.t, c.Set(ctx, key, value, 0).Err()) })
}
