package auth

import (
	"context"
	"crypto/ed25519"
	"sync"
	"time"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// KeySource finds the public key of a key id. An id that does not exist is a NotFound error; every other
// error means that the keys could not be had.
type KeySource interface {
	Key(ctx context.Context, kid string) (ed25519.PublicKey, error)
}

// Keys is a fixed set of public keys by key id.
type Keys map[string]ed25519.PublicKey

// Key implements KeySource.
func (k Keys) Key(_ context.Context, kid string) (ed25519.PublicKey, error) {
	key, ok := k[kid]
	if !ok {
		return nil, errs.E(errs.NotFound, errorsv1.Reason_NOT_FOUND, "looking for token key "+kid, nil)
	}
	return key, nil
}

// Lifetimes of fetched keys: they are asked for again after keysFresh, used for keysStale when identity does
// not answer, and an unknown id may cause one fetch per keysRetry, so that forged ids cost nothing.
const (
	keysFresh = 10 * time.Minute
	keysStale = 24 * time.Hour
	keysRetry = 5 * time.Second

	keysTimeout = 2 * time.Second
)

// KeyCache remembers the keys that identity publishes. An outage of identity does not stop the checks.
type KeyCache struct {
	fetch func(context.Context) (Keys, error)
	now   func() time.Time

	mu       sync.Mutex
	done     *sync.Cond
	keys     Keys
	fetched  time.Time
	tried    time.Time
	fetching bool
	lastErr  error
}

// NewKeyCache makes a cache over fetch; now nil means real time.
func NewKeyCache(fetch func(context.Context) (Keys, error), now func() time.Time) *KeyCache {
	if now == nil {
		now = time.Now
	}
	c := &KeyCache{fetch: fetch, now: now}
	c.done = sync.NewCond(&c.mu)
	return c
}

// Key implements KeySource. A known key is answered at once, whatever its age up to a day, and renewed
// behind the caller's back; only callers with an unknown key wait, all for the same fetch.
func (c *KeyCache) Key(ctx context.Context, kid string) (ed25519.PublicKey, error) {
	c.mu.Lock()
	now := c.now()
	due := !c.fetching && (c.tried.IsZero() || now.Sub(c.tried) >= keysRetry)
	key, known := c.keys[kid]
	if age := now.Sub(c.fetched); known && age < keysStale {
		if age >= keysFresh && due {
			c.fetching, c.tried = true, now
			go c.refresh(ctx, now)
		}
		c.mu.Unlock()
		return key, nil
	}
	if due {
		c.fetching, c.tried = true, now
		c.mu.Unlock()
		c.refresh(ctx, now)
		c.mu.Lock()
	}
	for c.fetching {
		c.done.Wait()
	}
	defer c.mu.Unlock()
	key, known = c.keys[kid]
	switch {
	case known && now.Sub(c.fetched) < keysStale:
		return key, nil
	case c.lastErr != nil:
		return nil, errs.E(errs.Unavailable, errorsv1.Reason_UNAVAILABLE, "fetching token keys", c.lastErr)
	default:
		return nil, errs.E(errs.NotFound, errorsv1.Reason_NOT_FOUND, "looking for token key "+kid, nil)
	}
}

// refresh asks identity once. The caller's deadline does not bind it, since others wait for the answer too;
// its own is short.
func (c *KeyCache) refresh(ctx context.Context, asked time.Time) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), keysTimeout)
	defer cancel()
	keys, err := c.fetch(ctx)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.fetching, c.lastErr = false, err
	if err == nil {
		c.keys, c.fetched = keys, asked
	}
	c.done.Broadcast()
}
