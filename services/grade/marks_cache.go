package grade

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/maypok86/otter/v2"

	"github.com/massar-platform/massar/services/grade/internal/store"
)

const (
	// marksLifetime is how long views written by another process may be served
	// after they were replaced. Views written by this process are never served
	// after it: see bypass.
	marksLifetime = time.Second
	// marksWeight bounds the bodies that are remembered, in bytes.
	marksWeight = 32 << 20
	// bypassFor covers the longest time between the writing of a view and the end
	// of its transaction, and the lifetime of what was read in between.
	bypassFor = 15 * time.Second
)

// marksCache remembers the views of students for a moment. Which of them a
// reader gets is decided by the clock at each read, never remembered.
type marksCache struct {
	now     func() time.Time
	entries *otter.Cache[marksKey, *marksEntry]

	// written holds the terms whose views this process is writing or has just
	// written, with the end of the time in which they are read from the database.
	// It is replaced, never changed.
	written atomic.Pointer[map[store.Term]time.Time]
	mu      sync.Mutex
}

type marksKey struct {
	student, year string
	semester      int
	french        bool
}

// marksEntry is what one indexed read gave, or the empty view where it gave nothing.
type marksEntry struct {
	views []store.ReadView
	until time.Time
}

func newMarksCache(now func() time.Time) (*marksCache, error) {
	entries, err := otter.New(&otter.Options[marksKey, *marksEntry]{
		MaximumWeight: marksWeight,
		Weigher: func(k marksKey, e *marksEntry) uint32 {
			weight := 256 + len(k.student)
			for _, v := range e.views {
				weight += len(v.Body)
			}
			return uint32(weight)
		},
	})
	if err != nil {
		return nil, err
	}
	c := &marksCache{now: now, entries: entries}
	c.written.Store(&map[store.Term]time.Time{})
	return c, nil
}

// get gives views that are young enough and not being replaced.
func (c *marksCache) get(key marksKey) ([]store.ReadView, bool) {
	e, ok := c.entries.GetIfPresent(key)
	if !ok {
		return nil, false
	}
	now := c.now()
	if now.After(e.until) {
		return nil, false
	}
	if written := *c.written.Load(); len(written) > 0 {
		for _, v := range e.views {
			if now.Before(written[v.Term]) {
				return nil, false
			}
		}
	}
	return e.views, true
}

// put remembers views that were asked for at an instant.
func (c *marksCache) put(key marksKey, asked time.Time, list []store.ReadView) {
	c.entries.Set(key, &marksEntry{views: list, until: asked.Add(marksLifetime)})
}

// bypass sends every reader of a term to the database until its transaction,
// which is about to write views, must have ended. It is called before the views
// are written, so that nobody who learns of the commit reads older views.
func (c *marksCache) bypass(t store.Term) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	next := map[store.Term]time.Time{t: now.Add(bypassFor)}
	for term, end := range *c.written.Load() {
		if term != t && now.Before(end) {
			next[term] = end
		}
	}
	c.written.Store(&next)
}
