package app_test

import (
	"math"
	"runtime/debug"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/app"
)

func TestTuneMemory(t *testing.T) {
	percent, limit := debug.SetGCPercent(100), debug.SetMemoryLimit(-1)
	t.Cleanup(func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	})
	cases := []struct {
		name        string
		environment map[string]string
		limit       string
		percent     int
		memory      int64
	}{
		{"machine", nil, "max\n", 200, math.MaxInt64},
		{"no control groups", nil, "", 200, math.MaxInt64},
		{"container", nil, "1000000000\n", 200, 900_000_000},
		{"nonsense", nil, "-5\n", 200, math.MaxInt64},
		{"operator's own", map[string]string{"GOGC": "50", "GOMEMLIMIT": "1GiB"}, "1000000000\n", 100, math.MaxInt64},
		{"operator's percent only", map[string]string{"GOGC": "50"}, "1000000000\n", 100, 900_000_000},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			debug.SetGCPercent(100)
			debug.SetMemoryLimit(math.MaxInt64)
			system := fstest.MapFS{}
			if c.limit != "" {
				system["sys/fs/cgroup/memory.max"] = &fstest.MapFile{Data: []byte(c.limit)}
			}
			app.TuneMemory(func(name string) (string, bool) {
				value, ok := c.environment[name]
				return value, ok
			}, system)
			require.Equal(t, c.percent, debug.SetGCPercent(100))
			require.Equal(t, c.memory, debug.SetMemoryLimit(-1))
		})
	}
}
