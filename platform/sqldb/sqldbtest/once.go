package sqldbtest

import (
	"sync"
	"testing"
)

// memo makes a value once per key and process. A failure fails the test that met
// it; the next test tries again.
type memo[V any] struct {
	mu     sync.Mutex
	values map[string]V
}

func (m *memo[V]) get(t testing.TB, key string, make func(t testing.TB) V) V {
	t.Helper()
	m.mu.Lock()
	defer m.mu.Unlock()
	if value, ok := m.values[key]; ok {
		return value
	}
	value := make(t)
	if m.values == nil {
		m.values = map[string]V{}
	}
	m.values[key] = value
	return value
}

var sqliteTemplates = sync.OnceValue(func() *memo[[]byte] { return &memo[[]byte]{} })
