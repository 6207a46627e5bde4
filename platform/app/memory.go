package app

import (
	"io/fs"
	"math"
	"runtime/debug"
	"strconv"
	"strings"
)

const (
	// gcPercent lets the heap grow to three times what lives before it is collected, where the runtime's own
	// choice is twice. A process here lives with a few ten megabytes: that is cheap, and collecting less often
	// gives a read a fifth of its processor time back.
	gcPercent = 200
	// memoryShare is how much of a container's memory may be used before the collector works harder: nine tenths.
	memoryShare = 0.9
)

// TuneMemory sets the collector for a server, unless the operator has: GOGC and GOMEMLIMIT in the environment
// stand. Inside a container the collector is told the limit, so that memory is never traded for more than there
// is. system is the root of the file system.
func TuneMemory(environment func(string) (string, bool), system fs.FS) {
	if _, given := environment("GOGC"); !given {
		debug.SetGCPercent(gcPercent)
	}
	if _, given := environment("GOMEMLIMIT"); given {
		return
	}
	if limit := containerMemory(system); limit > 0 {
		debug.SetMemoryLimit(int64(float64(limit) * memoryShare))
	}
}

// containerMemory is the limit of the control group in bytes, 0 where there is none.
func containerMemory(system fs.FS) int64 {
	text, err := fs.ReadFile(system, "sys/fs/cgroup/memory.max")
	if err != nil {
		return 0 // no control groups, or of the first version
	}
	limit, err := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64)
	if err != nil || limit <= 0 || limit == math.MaxInt64 {
		return 0 // "max"
	}
	return limit
}
