package keyfile

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

// Size is the length of a key that is made here, and the least length of one that is read.
const Size = 32

// Random is a key that ends with the process.
func Random() []byte {
	key := make([]byte, Size)
	// crypto/rand never fails: Go aborts instead.
	_, _ = rand.Read(key)
	return key
}

// Load reads a key (hexadecimal) from a file. With create, a missing file is made
// once, readable by its owner only.
func Load(path string, create bool) ([]byte, error) {
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && create {
		return makeFile(path)
	}
	if err != nil {
		return nil, fmt.Errorf("reading a key: %w", err)
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(raw)))
	if err != nil {
		return nil, fmt.Errorf("the key in %s is not hexadecimal", path)
	}
	if len(key) < Size {
		return nil, fmt.Errorf("the key in %s has %d bytes, it needs at least %d", path, len(key), Size)
	}
	return key, nil
}

// makeFile writes a whole new file and only then gives it its name, so that a crash
// leaves no half key and of two processes that start together both read the same.
func makeFile(path string) ([]byte, error) {
	const doing = "making a key: %w"
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf(doing, err)
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".key-*")
	if err != nil {
		return nil, fmt.Errorf(doing, err)
	}
	defer func() { _ = os.Remove(temp.Name()) }()
	_, err = temp.WriteString(hex.EncodeToString(Random()) + "\n")
	if err := errors.Join(err, temp.Chmod(0o600), temp.Sync(), temp.Close()); err != nil {
		return nil, fmt.Errorf(doing, err)
	}
	if err := os.Link(temp.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf(doing, err)
	}
	return Load(path, false)
}
