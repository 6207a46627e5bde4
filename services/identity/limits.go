package identity

import (
	"context"
	"strconv"
	"time"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

// How guesses are slowed down. The figures stand in the database, so a restart or a flushed cache forgives
// nothing; they are kept for identifiers that do not exist too, so that a lock tells nothing.
const (
	// freeTries is how many failures in a row cost nothing but the answer.
	freeTries = 10
	// triesPerDay is how many failures a subject has in a day (UTC).
	triesPerDay = 20
	firstLock   = 30 * time.Second
	longestLock = time.Hour
)

// What failures are counted for.
const (
	subjectSignIn   = "sign-in"
	subjectPassword = "password"
	subjectCode     = "code"
	subjectLink     = "link"
	subjectFactor   = "factor"
	subjectDevice   = "device"
)

// try is one guess, counted as a failure before it is looked at: guesses made in parallel cannot all slip
// through before the first is counted.
type try struct{ subject string }

// begin counts a try against something that exists, or refuses it with the time to wait.
func (s *Service) begin(ctx context.Context, kind, value string) (try, error) {
	return s.beginFor(ctx, kind, value, true)
}

// beginFor counts a try, or refuses it with the time to wait. What nobody has (not known) is counted all the
// same, so that a lock tells nothing; but there is no end of such names, and only so many of them are remembered.
func (s *Service) beginFor(ctx context.Context, kind, value string, known bool) (try, error) {
	t := try{subject: s.keys.Subject(kind, value)}
	now := s.clock.Now().UTC()
	allowed := false
	err := s.db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		n, ok, err := store.CountTry(ctx, tx, t.subject, now.Format(clock.DateLayout), now.UnixMicro(), triesPerDay, known)
		allowed = ok
		if err != nil || !ok || n < freeTries {
			return err
		}
		return store.Lock(ctx, tx, t.subject, now.Add(lockFor(n)).UnixMicro())
	})
	if err != nil {
		return try{}, err
	}
	if allowed {
		return t, nil
	}
	limit, err := store.LimitOf(ctx, s.db, t.subject)
	if err != nil {
		return try{}, err
	}
	return try{}, tooMany(limit, now)
}

// lockFor doubles with each failure after the free ones.
func lockFor(consecutive int64) time.Duration {
	lock := firstLock
	for i := int64(freeTries); i < consecutive && lock < longestLock; i++ {
		lock *= 2
	}
	return min(lock, longestLock)
}

func tooMany(l store.Limit, now time.Time) error {
	wait := time.UnixMicro(l.LockedUntil).Sub(now)
	if l.Day == now.Format(clock.DateLayout) && l.DayFailures >= triesPerDay {
		wait = max(wait, now.Truncate(24*time.Hour).Add(24*time.Hour).Sub(now))
	}
	seconds := max(1, int64((wait+time.Second-1)/time.Second))
	return errs.E(errs.ResourceExhausted, errorsv1.Reason_TOO_MANY_TRIES, "counting tries", nil,
		errs.Args(seconds), errs.Meta("retryAfterSeconds", strconv.FormatInt(seconds, 10)))
}

// succeed forgets the failures in a row: the try was right.
func (t try) succeed(ctx context.Context, tx sqldb.Tx) error {
	return store.ClearTries(ctx, tx, t.subject)
}

// forgive takes the try back: it was neither right nor wrong.
func (t try) forgive(ctx context.Context, tx sqldb.Tx) error {
	return store.ForgiveTry(ctx, tx, t.subject)
}

// forgiveNow takes the try back where no transaction is open, also when the caller has gone away.
func (s *Service) forgiveNow(ctx context.Context, t try) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	err := s.db.InTx(ctx, t.forgive)
	if err != nil {
		s.log.WarnContext(ctx, "a try could not be taken back", "error", err.Error())
	}
}

// clear forgets the failures in a row where the success is already committed: losing this costs the person
// nothing but a count.
func (s *Service) clear(ctx context.Context, t try) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	err := s.db.InTx(ctx, t.succeed)
	if err != nil {
		s.log.WarnContext(ctx, "a success could not be counted", "error", err.Error())
	}
}
