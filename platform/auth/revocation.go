package auth

import (
	"context"
	"sync"
	"time"
)

// Revoked says that tokens of an account below MinEpoch are dead.
type Revoked struct {
	AccountID string
	MinEpoch  int64
}

// RevocationList is the process's memory of revocations. Every service polls identity into it, so that a
// check costs one map read and an outage of identity does not stop requests.
type RevocationList struct {
	mu       sync.RWMutex
	accounts map[string]int64
}

// NewRevocationList makes an empty list.
func NewRevocationList() *RevocationList {
	return &RevocationList{accounts: make(map[string]int64)}
}

// MinEpoch implements Revocations.
func (l *RevocationList) MinEpoch(accountID string) int64 {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.accounts[accountID]
}

// Add raises the lowest living epoch of accounts; it never lowers one, so that late news do no harm.
func (l *RevocationList) Add(revoked ...Revoked) {
	if len(revoked) == 0 {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, r := range revoked {
		if r.MinEpoch > l.accounts[r.AccountID] {
			l.accounts[r.AccountID] = r.MinEpoch
		}
	}
}

// Poll asks fetch every interval for what came after the cursor, until ctx ends. Failures are given to
// failed, and the same cursor is asked for again; failed(nil) follows the first success after a failure.
func (l *RevocationList) Poll(ctx context.Context, interval time.Duration,
	fetch func(ctx context.Context, cursor int64) ([]Revoked, int64, error), failed func(error),
) {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	var cursor int64
	failing := false
	for {
		revoked, next, err := fetch(ctx, cursor)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			if !failing {
				failed(err)
			}
			failing = true
		default:
			l.Add(revoked...)
			cursor = next
			if failing {
				failed(nil)
			}
			failing = false
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}
