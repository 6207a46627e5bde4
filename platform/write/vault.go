package write

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
)

// vault encrypts stored answers that carry secrets; without a secret it leaves
// them as they are.
type vault struct {
	aead    cipher.AEAD
	hashKey []byte
}

// minSecret is the shortest secret from which keys are derived.
const minSecret = 16

func newVault(secret []byte) (vault, error) {
	if secret == nil {
		return vault{}, nil
	}
	if len(secret) < minSecret {
		return vault{}, fmt.Errorf("the secret that protects stored answers has %d bytes, needs %d", len(secret), minSecret)
	}
	keys, err := hkdf.Key(sha256.New, secret, nil, "massar stored answers", 64)
	if err != nil {
		return vault{}, fmt.Errorf("deriving keys: %w", err)
	}
	block, err := aes.NewCipher(keys[:32])
	if err != nil {
		return vault{}, fmt.Errorf("making the cipher: %w", err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return vault{}, fmt.Errorf("making the cipher: %w", err)
	}
	return vault{aead: aead, hashKey: keys[32:]}, nil
}

// seal returns what is stored. The scope is bound to it, so that a row copied to
// another account does not open.
func (v vault) seal(answer []byte, scope string) []byte {
	if v.aead == nil {
		return answer
	}
	nonce := make([]byte, v.aead.NonceSize())
	// crypto/rand never fails: Go aborts instead.
	_, _ = rand.Read(nonce)
	return v.aead.Seal(nonce, nonce, answer, []byte(scope))
}

func (v vault) open(stored []byte, scope string) ([]byte, error) {
	if v.aead == nil {
		return stored, nil
	}
	if len(stored) < v.aead.NonceSize() {
		return nil, errors.New("the stored answer is too short")
	}
	nonce, sealed := stored[:v.aead.NonceSize()], stored[v.aead.NonceSize():]
	return v.aead.Open(nil, nonce, sealed, []byte(scope))
}
