package secrets

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/crypto/argon2"

	"github.com/massar-platform/massar/platform/localtext"
)

// ErrBusy says that every core is hashing and the queue is full: the caller sheds the request.
var ErrBusy = errors.New("too many passwords are being checked")

// ErrGivenUp says that the caller went away while it waited for its turn.
var ErrGivenUp = errors.New("the caller gave up")

// Cost is what one hash costs. It is written into each hash, so it can be raised later: Verify says when a
// hash is older.
type Cost struct {
	MemoryKiB uint32
	Passes    uint32
	Threads   uint8
}

// DefaultCost is OWASP's minimum: 19 MiB, two passes, about 20 ms of one core.
func DefaultCost() Cost { return Cost{MemoryKiB: 19 * 1024, Passes: 2, Threads: 1} }

const (
	saltBytes = 16
	hashBytes = 32
	// queuePerCore bounds those who wait; more could not be served within the queue's time anyway.
	queuePerCore = 16
	// maxMemoryKiB and maxPasses bound what a stored hash may ask for.
	maxMemoryKiB = 256 * 1024
	maxPasses    = 16
)

// Hasher hashes and checks passwords, a few at a time: each takes a core and 19 MiB.
type Hasher struct {
	key     []byte
	cost    Cost
	wait    time.Duration
	turns   chan struct{}
	limit   int64
	waiting atomic.Int64
	dummy   string
	checks  atomic.Int64
}

// NewHasher makes a hasher with one turn per core. Who waits longer than wait for a turn gets ErrBusy.
func NewHasher(keys Keys, cost Cost, wait time.Duration) (*Hasher, error) {
	cores := runtime.GOMAXPROCS(0)
	h := &Hasher{
		key:   keys.password,
		cost:  cost,
		wait:  wait,
		turns: make(chan struct{}, cores),
		limit: int64(cores * queuePerCore),
	}
	noise := make([]byte, hashBytes)
	if _, err := rand.Read(noise); err != nil {
		return nil, fmt.Errorf("making the dummy hash: %w", err)
	}
	dummy, err := h.hash(string(noise))
	if err != nil {
		return nil, err
	}
	h.dummy = dummy
	return h, nil
}

// Hash makes the stored form of a password. done is the caller's own end.
func (h *Hasher) Hash(done <-chan struct{}, password string) (string, error) {
	if err := h.acquire(done); err != nil {
		return "", err
	}
	defer h.release()
	return h.hash(password)
}

// Verify says whether the password is the one that was hashed, and whether the hash should be made anew with
// today's cost. An empty encoded (no such account, or one without a password) costs the same and is false.
func (h *Hasher) Verify(done <-chan struct{}, encoded, password string) (ok, outdated bool, err error) {
	if err := h.acquire(done); err != nil {
		return false, false, err
	}
	defer h.release()
	h.checks.Add(1)
	known := encoded != ""
	if !known {
		encoded = h.dummy
	}
	cost, salt, want, err := decode(encoded)
	if err != nil {
		return false, false, err
	}
	got := h.derive(password, salt, cost, len(want))
	match := subtle.ConstantTimeCompare(got, want) == 1
	return match && known, cost != h.cost, nil
}

// Checks counts the passwords checked so far, unknown accounts included.
func (h *Hasher) Checks() int64 { return h.checks.Load() }

func (h *Hasher) acquire(done <-chan struct{}) error {
	select {
	case h.turns <- struct{}{}:
		return nil
	default:
	}
	if h.waiting.Add(1) > h.limit {
		h.waiting.Add(-1)
		return ErrBusy
	}
	defer h.waiting.Add(-1)
	timer := time.NewTimer(h.wait)
	defer timer.Stop()
	select {
	case h.turns <- struct{}{}:
		return nil
	case <-timer.C:
		return ErrBusy
	case <-done:
		return ErrGivenUp
	}
}

func (h *Hasher) release() { <-h.turns }

func (h *Hasher) hash(password string) (string, error) {
	salt := make([]byte, saltBytes)
	if _, err := rand.Read(salt); err != nil {
		return "", fmt.Errorf("making a salt: %w", err)
	}
	sum := h.derive(password, salt, h.cost, hashBytes)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, h.cost.MemoryKiB, h.cost.Passes,
		h.cost.Threads, base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(sum)), nil
}

// derive peppers the password first (a stolen table alone cannot be attacked) and then stretches it.
func (h *Hasher) derive(password string, salt []byte, cost Cost, size int) []byte {
	peppered := mac(h.key, []byte(Normalise(password)))
	return argon2.IDKey(peppered, salt, cost.Passes, cost.MemoryKiB, cost.Threads, uint32(size)) //nolint:gosec // hashBytes
}

// Normalise brings a typed password to one form: the same word typed on two keyboards is the same password.
func Normalise(password string) string { return localtext.NFC(password) }

func decode(encoded string) (cost Cost, salt, sum []byte, err error) {
	bad := errors.New("a stored password hash is not readable")
	parts := strings.Split(encoded, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return Cost{}, nil, nil, bad
	}
	n, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &cost.MemoryKiB, &cost.Passes, &cost.Threads)
	if err != nil || n != 3 || cost.MemoryKiB > maxMemoryKiB || cost.Passes == 0 || cost.Passes > maxPasses || cost.Threads == 0 {
		return Cost{}, nil, nil, bad
	}
	salt, err = base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil || len(salt) != saltBytes {
		return Cost{}, nil, nil, bad
	}
	sum, err = base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil || len(sum) != hashBytes {
		return Cost{}, nil, nil, bad
	}
	return cost, salt, sum, nil
}
