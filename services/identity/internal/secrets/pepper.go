package secrets

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// pepperBytes is the length of a pepper: as long as the keys that are made from it.
const pepperBytes = 32

// Pepper is the secret that lives outside the database: a copy of the database alone opens nothing.
type Pepper struct{ key []byte }

// NewPepper makes a pepper from its bytes; shorter than 32 bytes is refused.
func NewPepper(key []byte) (Pepper, error) {
	if len(key) < pepperBytes {
		return Pepper{}, fmt.Errorf("the pepper has %d bytes, it needs at least %d", len(key), pepperBytes)
	}
	return Pepper{key: append([]byte(nil), key...)}, nil
}

// LoadPepper reads a pepper (hexadecimal) from a file. With create, a missing file is made once, readable by
// its owner only; without, a missing file is an error, because a new pepper would void every password.
func LoadPepper(path string, create bool) (Pepper, error) {
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && create {
		return createPepper(path)
	}
	if err != nil {
		return Pepper{}, fmt.Errorf("reading the pepper: %w", err)
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(raw)))
	if err != nil {
		return Pepper{}, fmt.Errorf("the pepper in %s is not hexadecimal", path)
	}
	return NewPepper(key)
}

// createPepper writes a whole new file and only then gives it its name, so that a crash leaves no half pepper
// and of two processes that start together one wins and both read the same.
func createPepper(path string) (Pepper, error) {
	key := make([]byte, pepperBytes)
	if _, err := rand.Read(key); err != nil {
		return Pepper{}, fmt.Errorf("making a pepper: %w", err)
	}
	err := os.MkdirAll(filepath.Dir(path), 0o700)
	if err != nil {
		return Pepper{}, fmt.Errorf("making the pepper's folder: %w", err)
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".pepper-*")
	if err != nil {
		return Pepper{}, fmt.Errorf("writing the pepper: %w", err)
	}
	defer func() { _ = os.Remove(temp.Name()) }()
	_, err = temp.WriteString(hex.EncodeToString(key) + "\n")
	err = errors.Join(err, temp.Chmod(0o600), temp.Sync(), temp.Close())
	if err != nil {
		return Pepper{}, fmt.Errorf("writing the pepper: %w", err)
	}
	err = os.Link(temp.Name(), path)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return Pepper{}, fmt.Errorf("naming the pepper: %w", err)
	}
	return LoadPepper(path, false)
}

// derive makes the key of one purpose; keys of different purposes say nothing about each other.
func (p Pepper) derive(purpose string) []byte {
	return mac(p.key, []byte("massar identity "+purpose))
}

// mac is HMAC-SHA-256 over the parts, each preceded by its length so that no two lists of parts collide.
func mac(key []byte, parts ...[]byte) []byte {
	h := hmac.New(sha256.New, key)
	for _, part := range parts {
		var size [4]byte
		size[0], size[1], size[2], size[3] = byte(len(part)>>24), byte(len(part)>>16), byte(len(part)>>8), byte(len(part))
		h.Write(size[:])
		h.Write(part)
	}
	return h.Sum(nil)
}

// Keys are the keys of every purpose, made from one pepper.
type Keys struct {
	password, code, answers, subject, refresh, seal, check []byte
}

// NewKeys makes the keys.
func NewKeys(p Pepper) Keys {
	return Keys{
		password: p.derive("password"),
		code:     p.derive("code"),
		answers:  p.derive("stored answers"),
		subject:  p.derive("limit subject"),
		refresh:  p.derive("refresh token"),
		seal:     p.derive("seal"),
		check:    p.derive("check"),
	}
}

// Check is a value to store beside the data: when it differs, the data were made under another pepper.
func (k Keys) Check() string { return hex.EncodeToString(mac(k.check)) }

// Subject hides what a limit counts (an identifier, an account, a code), so that the table of failures
// names nobody.
func (k Keys) Subject(kind, value string) string {
	return hex.EncodeToString(mac(k.subject, []byte(kind), []byte(value)))
}

// Answers is the key under which answers that carry a code are stored.
func (k Keys) Answers() []byte { return k.answers }
