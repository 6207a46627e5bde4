package blob_test

import (
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/blob"
)

func open(t *testing.T) (*blob.Bucket, string) {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "a folder", "papers")
	bucket, err := blob.Open(t.Context(), (&url.URL{Scheme: "file", Path: folder}).String())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, bucket.Close()) })
	return bucket, folder
}

func TestFilesOfAFolder(t *testing.T) {
	bucket, folder := open(t)
	ctx := t.Context()
	require.NoError(t, bucket.Put(ctx, "12345A/one", "image/png", []byte("first")))
	require.NoError(t, bucket.Put(ctx, "12345A/two", "image/png", nil))
	data, err := bucket.Get(ctx, "12345A/one", 5)
	require.NoError(t, err)
	require.Equal(t, "first", string(data))
	_, err = bucket.Get(ctx, "12345A/one", 4)
	require.ErrorIs(t, err, blob.ErrTooLarge)
	_, err = bucket.Get(ctx, "12345A/three", 5)
	require.ErrorIs(t, err, blob.ErrNotFound)

	require.NoError(t, bucket.Delete(ctx, "12345A/one"))
	require.NoError(t, bucket.Delete(ctx, "12345A/one"), "a file that is gone already")
	_, err = bucket.Get(ctx, "12345A/one", 5)
	require.ErrorIs(t, err, blob.ErrNotFound)

	// Nothing but the file itself, in a folder for its owner only.
	entries, err := os.ReadDir(filepath.Join(folder, "12345A"))
	require.NoError(t, err)
	require.Len(t, entries, 1)
	info, err := os.Stat(folder)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o700), info.Mode().Perm())
}

func TestKeysThatLeaveTheFolderAreRefused(t *testing.T) {
	bucket, folder := open(t)
	require.NoError(t, os.WriteFile(filepath.Join(filepath.Dir(folder), "secret"), []byte("secret"), 0o600))
	for _, key := range []string{"", "one", "../secret", "a/../../secret", "/a/b", "a/b/c", "a/b.attrs", "a\\b/c", "a/b\x00", "a/b\n", "a/"} {
		require.ErrorIs(t, bucket.Put(t.Context(), key, "", nil), blob.ErrKey, key)
		_, err := bucket.Get(t.Context(), key, 10)
		require.ErrorIs(t, err, blob.ErrKey, key)
		require.ErrorIs(t, bucket.Delete(t.Context(), key), blob.ErrKey, key)
	}
}

func TestWalkGivesOldFilesOnly(t *testing.T) {
	bucket, folder := open(t)
	for _, key := range []string{"12345A/old", "12345A/new", "23456B/old"} {
		require.NoError(t, bucket.Put(t.Context(), key, "", []byte(key)))
	}
	day := 24 * time.Hour
	for _, name := range []string{"12345A/old", "23456B/old"} {
		require.NoError(t, os.Chtimes(filepath.Join(folder, name), time.Time{}, time.Now().Add(-2*day)))
	}
	foreign := filepath.Join(folder, "notes.txt")
	require.NoError(t, os.WriteFile(foreign, nil, 0o600))
	require.NoError(t, os.Chtimes(foreign, time.Time{}, time.Now().Add(-2*day)))

	var keys []string
	require.NoError(t, bucket.Walk(t.Context(), time.Now().Add(-day), func(key string) error {
		keys = append(keys, key)
		return bucket.Delete(t.Context(), key)
	}))
	require.Equal(t, []string{"12345A/old", "23456B/old"}, keys)
	require.FileExists(t, foreign)
	_, err := bucket.Get(t.Context(), "12345A/new", 100)
	require.NoError(t, err)

	stop := errors.New("stop")
	require.ErrorIs(t, bucket.Walk(t.Context(), time.Now().Add(day), func(string) error { return stop }), stop)
}

// A process that ends within Put leaves a file under a name of its own. It is found once it is old.
func TestWalkGivesUnfinishedFiles(t *testing.T) {
	bucket, folder := open(t)
	require.NoError(t, bucket.Put(t.Context(), "12345A/one", "", nil))
	day := 24 * time.Hour
	names := []string{"12345A/one.18a3f0c2b4d5e6f7.tmp", "12345A/notes.tmp", "12345A/one.attrs", "12345A/one.18a3.tmp.tmp"}
	for _, name := range append(names, "12345A/two.18a3f0c2b4d5e6f8.tmp") {
		require.NoError(t, os.WriteFile(filepath.Join(folder, name), []byte("half"), 0o600))
	}
	for _, name := range names {
		require.NoError(t, os.Chtimes(filepath.Join(folder, name), time.Time{}, time.Now().Add(-2*day)))
	}
	var keys []string
	require.NoError(t, bucket.Walk(t.Context(), time.Now().Add(-day), func(key string) error {
		keys = append(keys, key)
		require.True(t, blob.Unfinished(key))
		_, err := bucket.Get(t.Context(), key, 100)
		require.ErrorIs(t, err, blob.ErrKey, "nobody reads half of a file")
		return bucket.Delete(t.Context(), key)
	}))
	require.Equal(t, names[:1], keys, "neither a young one nor another's file")
	require.NoFileExists(t, filepath.Join(folder, names[0]))
	require.FileExists(t, filepath.Join(folder, "12345A/one"))
	require.False(t, blob.Unfinished("12345A/one"))
}

func TestAddressesThatAreNoBucket(t *testing.T) {
	for _, address := range []string{"", "papers", "file://host/papers", "file:papers", "file:///papers?metadata=skip", "mem://", "http://x/y", "s3://%zz"} {
		_, err := blob.Open(t.Context(), address)
		require.Error(t, err, address)
	}
	_, err := blob.Open(t.Context(), "s3://user:secret@%zz")
	require.NotContains(t, err.Error(), "secret")
}
