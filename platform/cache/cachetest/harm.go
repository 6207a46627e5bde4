package cachetest

import (
	"context"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"
)

// Configure sets a parameter of the running server, such as "maxmemory-policy".
func (r *Redis) Configure(parameter, value string) {
	r.t.Helper()
	r.with(func(ctx context.Context, c *redis.Client) {
		require.NoError(r.t, c.ConfigSet(ctx, parameter, value).Err())
	})
}

// Flood calls FLUSHALL again and again until stop is closed, and gives the number of times.
func (r *Redis) Flood(stop <-chan struct{}) int {
	for n := 0; ; n++ {
		select {
		case <-stop:
			return n
		case <-time.After(time.Millisecond):
			if r.command("FLUSHALL") != nil {
				return n
			}
		}
	}
}
