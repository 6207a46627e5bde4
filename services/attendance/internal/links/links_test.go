package links_test

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/services/attendance/internal/links"
)

func TestATokenOpensForItsTimeOnly(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 500, time.UTC)
	key := links.RandomKey()
	g := links.Grant{
		Document: "12345A.0192f0a0-0000-7000-8000-000000000001", Account: "0192f0a0-0000-7000-8000-000000000002",
		Expires: now.Add(links.Lifetime).Truncate(time.Second),
	}
	token, err := key.Sign(g)
	require.NoError(t, err)
	require.Regexp(t, `^[A-Za-z0-9_-]{20,600}$`, token)
	opened, err := key.Open(token, now)
	require.NoError(t, err)
	require.Equal(t, g, opened)
	_, err = key.Open(token, g.Expires.Add(-time.Nanosecond))
	require.NoError(t, err)
	_, err = key.Open(token, g.Expires)
	require.ErrorIs(t, err, links.ErrInvalid)
	_, err = links.RandomKey().Open(token, now)
	require.ErrorIs(t, err, links.ErrInvalid)

	// Any other character at any place.
	for i := range token {
		other := byte('A')
		if token[i] == other {
			other = 'B'
		}
		_, err := key.Open(token[:i]+string(other)+token[i+1:], now)
		require.ErrorIs(t, err, links.ErrInvalid, "place %d", i)
	}
	for _, bad := range []string{"", "x", token[:len(token)-1], token + "A", " " + token, token + "=", strings.Repeat("A", 700), token[:43]} {
		_, err := key.Open(bad, now)
		require.ErrorIs(t, err, links.ErrInvalid, bad)
	}
	// The other account, under the digest of the first.
	body, err := base64.RawURLEncoding.DecodeString(token[43:])
	require.NoError(t, err)
	forged := strings.Replace(string(body), "0002", "0003", 1)
	_, err = key.Open(token[:43]+base64.RawURLEncoding.EncodeToString([]byte(forged)), now)
	require.ErrorIs(t, err, links.ErrInvalid)

	_, err = key.Sign(links.Grant{Document: g.Document, Expires: g.Expires})
	require.Error(t, err)
}

func TestTheKeyIsMadeOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys", "links.key")
	_, err := links.LoadKey(path, false)
	require.ErrorIs(t, err, os.ErrNotExist)
	first, err := links.LoadKey(path, true)
	require.NoError(t, err)
	second, err := links.LoadKey(path, true)
	require.NoError(t, err)
	require.Equal(t, first, second)
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	left, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	require.Len(t, left, 1)

	for _, bad := range []string{"", "zz", "0011"} {
		require.NoError(t, os.WriteFile(path, []byte(bad), 0o600))
		_, err := links.LoadKey(path, true)
		require.Error(t, err)
	}
}
