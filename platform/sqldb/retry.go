package sqldb

import (
	"context"
	"math/rand/v2"
	"time"
)

// retry runs a whole transaction, again when another one stood in its way. An
// unknown outcome is never tried again here: the first attempt may have counted.
func retry(ctx context.Context, attempt func() error) error {
	for try := 1; ; try++ {
		err := attempt()
		if err == nil || try == maxAttempts || !IsConflict(err) || isUnknown(err) {
			return err
		}
		// Without jitter two transactions that collided would collide again.
		wait := time.Duration(1+rand.IntN(20*try)) * time.Millisecond
		timer := time.NewTimer(wait)
		select {
		case <-ctx.Done():
			timer.Stop()
			return err
		case <-timer.C:
		}
	}
}
