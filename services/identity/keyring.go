package identity

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	"github.com/massar-platform/massar/services/identity/internal/secrets"
	"github.com/massar-platform/massar/services/identity/internal/store"
)

const (
	// keyLead is how long a key is published before it signs: longer than anybody remembers the old set.
	keyLead = 30 * time.Minute
	// keyTail is how long a key stays published after its successor began to sign: longer than any token.
	keyTail = 24 * time.Hour
	// reloadGap bounds how often an unknown key id makes us look into the table again.
	reloadGap = 5 * time.Second

	settingPepper = "pepper_check"
)

// errOtherPepper stops everything: under another pepper no password would match.
var errOtherPepper = errors.New("identity: this data set was made under another pepper; give back the pepper file that belongs to it")

// keyring holds the signing keys of the table, opened.
type keyring struct {
	db            sqldb.DB
	keys          secrets.Keys
	now           func() time.Time
	lifetime      time.Duration
	tokenLifetime time.Duration

	mu     sync.RWMutex
	list   []ringKey
	loaded time.Time
}

// ringKey is one key, oldest first in the ring.
type ringKey struct {
	generation int64
	kid        string
	public     ed25519.PublicKey
	minter     *auth.Minter
	useFrom    time.Time
}

// Key implements auth.KeySource.
func (k *keyring) Key(ctx context.Context, kid string) (ed25519.PublicKey, error) {
	if key, ok := k.find(kid); ok {
		return key, nil
	}
	k.mu.RLock()
	fresh := len(k.list) > 0 && k.now().Sub(k.loaded) < reloadGap
	k.mu.RUnlock()
	if !fresh {
		// Another process may have made it.
		err := k.load(ctx)
		if err != nil {
			return nil, err
		}
		if key, ok := k.find(kid); ok {
			return key, nil
		}
	}
	return nil, errs.E(errs.NotFound, errorsv1.Reason_NOT_FOUND, "looking for a token key", nil)
}

func (k *keyring) find(kid string) (ed25519.PublicKey, bool) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	for _, key := range k.list {
		if key.kid == kid {
			return key.public, true
		}
	}
	return nil, false
}

// published lists every key that a token may be checked with, the coming one included.
func (k *keyring) published(ctx context.Context) ([]ringKey, error) {
	err := k.ensure(ctx)
	if err != nil {
		return nil, err
	}
	k.mu.RLock()
	defer k.mu.RUnlock()
	return append([]ringKey(nil), k.list...), nil
}

// minter is the newest key whose time to sign has come.
func (k *keyring) minter(ctx context.Context) (*auth.Minter, error) {
	err := k.ensure(ctx)
	if err != nil {
		return nil, err
	}
	now := k.now()
	k.mu.RLock()
	defer k.mu.RUnlock()
	for i := len(k.list) - 1; i >= 0; i-- {
		if !k.list[i].useFrom.After(now) {
			return k.list[i].minter, nil
		}
	}
	if len(k.list) > 0 {
		return k.list[0].minter, nil
	}
	return nil, errs.E(errs.Unavailable, errorsv1.Reason_NOT_READY, "signing a token: no key", nil)
}

// ensure makes the first key when there is none yet.
func (k *keyring) ensure(ctx context.Context) error {
	k.mu.RLock()
	some := len(k.list) > 0
	k.mu.RUnlock()
	if some {
		return nil
	}
	return k.rotate(ctx)
}

// rotate makes the key that is due, removes those whose tokens are all dead, and loads the rest.
func (k *keyring) rotate(ctx context.Context) error {
	err := k.checkPepper(ctx)
	if err != nil {
		return err
	}
	stored, err := store.SigningKeys(ctx, k.db)
	if err != nil {
		return err
	}
	now := k.now()
	next, due := k.due(stored, now)
	below := expiredBelow(stored, now)
	if !due && below == 0 {
		return k.load(ctx)
	}
	var key store.SigningKey
	if due {
		key, err = k.make(next, now)
		if err != nil {
			return err
		}
	}
	err = k.db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
		if due {
			// When another process was first, its key is as good.
			_, err := store.InsertSigningKey(ctx, tx, key)
			if err != nil {
				return err
			}
		}
		return store.DeleteSigningKeys(ctx, tx, below)
	})
	if err != nil {
		return err
	}
	return k.load(ctx)
}

// due says whether a new key must be made now, and from when it signs.
func (k *keyring) due(stored []store.SigningKey, now time.Time) (store.SigningKey, bool) {
	if len(stored) == 0 {
		return store.SigningKey{Generation: 1, UseFrom: now.UnixMicro()}, true
	}
	newest := stored[len(stored)-1]
	handover := time.UnixMicro(newest.UseFrom).Add(k.lifetime)
	if now.Before(handover.Add(-keyLead)) {
		return store.SigningKey{}, false
	}
	if earliest := now.Add(keyLead); handover.Before(earliest) {
		handover = earliest
	}
	return store.SigningKey{Generation: newest.Generation + 1, UseFrom: handover.UnixMicro()}, true
}

// expiredBelow is the generation below which no token can be alive.
func expiredBelow(stored []store.SigningKey, now time.Time) int64 {
	below := int64(0)
	for _, key := range stored {
		if time.UnixMicro(key.UseFrom).Add(keyTail).Before(now) {
			below = key.Generation
		}
	}
	if len(stored) == 0 || below <= stored[0].Generation {
		return 0
	}
	return below
}

func (k *keyring) make(key store.SigningKey, now time.Time) (store.SigningKey, error) {
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return store.SigningKey{}, fmt.Errorf("making a signing key: %w", err)
	}
	// Every token names its key. Eight characters are enough for the few that are ever published together.
	var kid [6]byte
	_, _ = rand.Read(kid[:]) // does not fail
	key.KID = base64.RawURLEncoding.EncodeToString(kid[:])
	key.Public = public
	key.CreatedAt = now.UnixMicro()
	key.Sealed, err = k.keys.Seal(keyLabel(key.KID), private.Seed())
	return key, err
}

func keyLabel(kid string) string { return "signing key " + kid }

func (k *keyring) load(ctx context.Context) error {
	stored, err := store.SigningKeys(ctx, k.db)
	if err != nil {
		return err
	}
	list := make([]ringKey, 0, len(stored))
	for _, s := range stored {
		seed, err := k.keys.Open(keyLabel(s.KID), s.Sealed)
		if err != nil {
			return fmt.Errorf("opening a signing key: %w", err)
		}
		if len(seed) != ed25519.SeedSize {
			return errors.New("opening a signing key: not an Ed25519 seed")
		}
		private := ed25519.NewKeyFromSeed(seed)
		minter, err := auth.NewMinter(s.KID, private, auth.WithLifetime(k.tokenLifetime), auth.WithMinterTime(k.now))
		if err != nil {
			return err
		}
		list = append(list, ringKey{
			generation: s.Generation, kid: s.KID, public: ed25519.PublicKey(s.Public), minter: minter,
			useFrom: time.UnixMicro(s.UseFrom),
		})
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.list, k.loaded = list, k.now()
	return nil
}

// checkPepper compares the pepper with the one that the data set was made under.
func (k *keyring) checkPepper(ctx context.Context) error {
	stored, err := store.Setting(ctx, k.db, settingPepper)
	if err != nil {
		return err
	}
	if stored == "" {
		err := k.db.InTx(ctx, func(ctx context.Context, tx sqldb.Tx) error {
			return store.KeepSetting(ctx, tx, settingPepper, k.keys.Check())
		})
		if err != nil {
			return err
		}
		stored, err = store.Setting(ctx, k.db, settingPepper)
		if err != nil {
			return err
		}
	}
	if stored != k.keys.Check() {
		return errOtherPepper
	}
	return nil
}
