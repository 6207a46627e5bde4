package secrets

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"errors"
	"fmt"
)

// errSealed is what a sealed value that does not open says: another pepper, or somebody wrote in the table.
var errSealed = errors.New("a sealed value does not open under this pepper")

// Seal encrypts a value for the database (AES-256-GCM). The label is bound to it: a value sealed for one row
// does not open in another.
func (k Keys) Seal(label string, plain []byte) ([]byte, error) {
	gcm, err := k.gcm()
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, gcm.NonceSize(), gcm.NonceSize()+len(plain)+gcm.Overhead())
	if _, err := rand.Read(nonce); err != nil {
		return nil, fmt.Errorf("sealing: %w", err)
	}
	return gcm.Seal(nonce, nonce, plain, []byte(label)), nil
}

// Open decrypts what Seal made under the same label.
func (k Keys) Open(label string, sealed []byte) ([]byte, error) {
	gcm, err := k.gcm()
	if err != nil {
		return nil, err
	}
	if len(sealed) < gcm.NonceSize() {
		return nil, errSealed
	}
	plain, err := gcm.Open(nil, sealed[:gcm.NonceSize()], sealed[gcm.NonceSize():], []byte(label))
	if err != nil {
		return nil, errSealed
	}
	return plain, nil
}

func (k Keys) gcm() (cipher.AEAD, error) {
	block, err := aes.NewCipher(k.seal)
	if err != nil {
		return nil, fmt.Errorf("making the seal: %w", err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("making the seal: %w", err)
	}
	return gcm, nil
}
