package links

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// keyBytes is the length of a key.
const keyBytes = 32

// Key signs addresses.
type Key struct{ key []byte }

// RandomKey makes a key that ends with the process: addresses of one process do not open at another.
func RandomKey() Key {
	key := make([]byte, keyBytes)
	// crypto/rand never fails: Go aborts instead.
	_, _ = rand.Read(key)
	return Key{key: key}
}

// LoadKey reads a key (hexadecimal) from a file. With create, a missing file is made once, readable by its
// owner only.
func LoadKey(path string, create bool) (Key, error) {
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && create {
		return createKey(path)
	}
	if err != nil {
		return Key{}, fmt.Errorf("reading the key of addresses: %w", err)
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(raw)))
	if err != nil {
		return Key{}, fmt.Errorf("the key of addresses in %s is not hexadecimal", path)
	}
	if len(key) < keyBytes {
		return Key{}, fmt.Errorf("the key of addresses in %s has %d bytes, it needs at least %d", path, len(key), keyBytes)
	}
	return Key{key: key}, nil
}

// createKey writes a whole new file and only then gives it its name, so that of two processes that start
// together one wins and both read the same.
func createKey(path string) (Key, error) {
	const doing = "making the key of addresses: %w"
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return Key{}, fmt.Errorf(doing, err)
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".links-*")
	if err != nil {
		return Key{}, fmt.Errorf(doing, err)
	}
	defer func() { _ = os.Remove(temp.Name()) }()
	_, err = temp.WriteString(hex.EncodeToString(RandomKey().key) + "\n")
	if err := errors.Join(err, temp.Chmod(0o600), temp.Sync(), temp.Close()); err != nil {
		return Key{}, fmt.Errorf(doing, err)
	}
	if err := os.Link(temp.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return Key{}, fmt.Errorf(doing, err)
	}
	return LoadKey(path, false)
}
