package keyfile_test

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/keyfile"
)

func TestMadeOnceByWhoeverComesFirst(t *testing.T) {
	path := filepath.Join(t.TempDir(), "deep", "a.key")
	_, err := keyfile.Load(path, false)
	require.ErrorIs(t, err, os.ErrNotExist)
	keys, failed := make([][]byte, 16), make([]error, 16)
	var wg sync.WaitGroup
	for i := range keys {
		wg.Go(func() { keys[i], failed[i] = keyfile.Load(path, true) })
	}
	wg.Wait()
	for i, key := range keys {
		require.NoError(t, failed[i])
		require.Len(t, key, keyfile.Size)
		require.Equal(t, keys[0], key)
	}
	require.NotEqual(t, keys[0], keyfile.Random())
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	there, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	require.Len(t, there, 1, "no half file is left")
}

func TestBadKeysAreRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.key")
	for _, text := range []string{"", "zz", strings.Repeat("ab", keyfile.Size-1), strings.Repeat("ab", keyfile.Size) + "x"} {
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		_, err := keyfile.Load(path, true)
		require.ErrorContains(t, err, path, text)
	}
	require.NoError(t, os.WriteFile(path, []byte(strings.Repeat("ab", keyfile.Size)+"\n"), 0o600))
	key, err := keyfile.Load(path, true)
	require.NoError(t, err)
	require.Equal(t, byte(0xab), key[0])
}
