package auth

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/maypok86/otter/v2"
	"golang.org/x/sync/singleflight"

	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// ScopeLifetime is how long a resolved scope may be remembered: a link that is taken away is gone everywhere
// after this.
const ScopeLifetime = 5 * time.Second

const (
	scopeCapacity = 32 << 10
	scopeTimeout  = 3 * time.Second
)

// ScopeSource resolves which rows a caller's role reaches: nodes of an officer, children of a guardian.
type ScopeSource interface {
	Scope(ctx context.Context, p Principal) (*typev1.Scope, error)
}

// ScopeFunc is a function as a ScopeSource.
type ScopeFunc func(ctx context.Context, p Principal) (*typev1.Scope, error)

// Scope implements ScopeSource.
func (f ScopeFunc) Scope(ctx context.Context, p Principal) (*typev1.Scope, error) { return f(ctx, p) }

// scopeKey is everything that a scope depends on; a new epoch is a new key, so that a revocation is seen at once.
type scopeKey struct {
	account string
	role    optionsv1.Role
	epoch   int64
}

type scopeEntry struct {
	scope *typev1.Scope
	until time.Time
}

// ScopeCache remembers scopes by account, role and epoch, and asks once for callers that come together.
// Failures are not remembered. A scope that it gives is shared: it must not be changed.
type ScopeCache struct {
	source   ScopeSource
	now      func() time.Time
	lifetime time.Duration
	entries  *otter.Cache[scopeKey, scopeEntry]
	flight   singleflight.Group
}

// NewScopeCache wraps source; lifetime 0 means ScopeLifetime, now nil means real time.
func NewScopeCache(source ScopeSource, lifetime time.Duration, now func() time.Time) (*ScopeCache, error) {
	if lifetime <= 0 {
		lifetime = ScopeLifetime
	}
	if now == nil {
		now = time.Now
	}
	entries, err := otter.New(&otter.Options[scopeKey, scopeEntry]{MaximumSize: scopeCapacity})
	if err != nil {
		return nil, err
	}
	return &ScopeCache{source: source, now: now, lifetime: lifetime, entries: entries}, nil
}

// Scope implements ScopeSource.
func (c *ScopeCache) Scope(ctx context.Context, p Principal) (*typev1.Scope, error) {
	key := scopeKey{account: p.AccountID, role: p.Role, epoch: p.Epoch}
	if e, ok := c.entries.GetIfPresent(key); ok && c.now().Before(e.until) {
		return e.scope, nil
	}
	name := key.account + "/" + strconv.Itoa(int(key.role)) + "/" + strconv.FormatInt(key.epoch, 10)
	answer := c.flight.DoChan(name, func() (any, error) {
		// The answer is for everybody who waits, so one caller who leaves must not end it. The age counts
		// from before the question: what changes while it is on its way is not remembered longer.
		asked := c.now()
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), scopeTimeout)
		defer cancel()
		scope, err := c.source.Scope(ctx, p)
		if err == nil {
			c.entries.Set(key, scopeEntry{scope: scope, until: asked.Add(c.lifetime)})
		}
		return scope, err
	})
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case r := <-answer:
		if r.Err != nil {
			return nil, r.Err
		}
		return r.Val.(*typev1.Scope), nil
	}
}

// NodeCovers says whether a node of the organisation tree covers a place at or below it:
// "ma/07" covers "ma/07/351/12345A", and not "ma/071".
func NodeCovers(node, place string) bool {
	rest, ok := strings.CutPrefix(place, node)
	return ok && node != "" && (rest == "" || rest[0] == '/')
}

// ScopeCovers says whether one of the scope's nodes covers a place.
func ScopeCovers(scope *typev1.Scope, place string) bool {
	for _, node := range scope.GetNodes() {
		if NodeCovers(node, place) {
			return true
		}
	}
	return false
}
