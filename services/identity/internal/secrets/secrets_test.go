package secrets_test

import (
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/services/identity/internal/secrets"
)

func keys(t *testing.T, fill byte) secrets.Keys {
	t.Helper()
	pepper, err := secrets.NewPepper([]byte(strings.Repeat(string(rune(fill)), 32)))
	require.NoError(t, err)
	return secrets.NewKeys(pepper)
}

func cheap() secrets.Cost { return secrets.Cost{MemoryKiB: 64, Passes: 1, Threads: 1} }

func TestPepperFileIsMadeOnceAndPrivate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "identity", "pepper")
	_, err := secrets.LoadPepper(path, false)
	require.ErrorIs(t, err, os.ErrNotExist)
	var wg sync.WaitGroup
	checks := make([]string, 8)
	for i := range checks {
		wg.Go(func() {
			p, err := secrets.LoadPepper(path, true)
			if err == nil {
				checks[i] = secrets.NewKeys(p).Check()
			}
		})
	}
	wg.Wait()
	for _, check := range checks {
		require.Equal(t, checks[0], check, "all who start together read one pepper")
		require.Len(t, check, 64)
	}
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	left, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	require.Len(t, left, 1, "no temporary file stays")

	require.NoError(t, os.WriteFile(path, []byte("not hex"), 0o600))
	_, err = secrets.LoadPepper(path, true)
	require.ErrorContains(t, err, "not hexadecimal")
	require.NoError(t, os.WriteFile(path, []byte(hex.EncodeToString([]byte("short"))), 0o600))
	_, err = secrets.LoadPepper(path, true)
	require.ErrorContains(t, err, "at least 32")
}

func TestPasswordHash(t *testing.T) {
	h, err := secrets.NewHasher(keys(t, 1), cheap(), time.Second)
	require.NoError(t, err)
	encoded, err := h.Hash(t.Context().Done(), "caf\u00e9 noir 1")
	require.NoError(t, err)
	require.True(t, strings.HasPrefix(encoded, "$argon2id$v=19$m=64,t=1,p=1$"))

	check := func(h *secrets.Hasher, encoded, password string) (bool, bool) {
		ok, outdated, err := h.Verify(t.Context().Done(), encoded, password)
		require.NoError(t, err)
		return ok, outdated
	}
	ok, outdated := check(h, encoded, "cafe\u0301 noir 1")
	require.True(t, ok, "the same word in another Unicode form")
	require.False(t, outdated)
	ok, _ = check(h, encoded, "caf\u00e9 noir 2")
	require.False(t, ok)
	again, err := h.Hash(t.Context().Done(), "caf\u00e9 noir 1")
	require.NoError(t, err)
	require.NotEqual(t, encoded, again, "own salt")

	stranger, err := secrets.NewHasher(keys(t, 2), cheap(), time.Second)
	require.NoError(t, err)
	ok, _ = check(stranger, encoded, "caf\u00e9 noir 1")
	require.False(t, ok, "a stolen table is worth nothing without the pepper")

	dearer, err := secrets.NewHasher(keys(t, 1), secrets.Cost{MemoryKiB: 128, Passes: 1, Threads: 1}, time.Second)
	require.NoError(t, err)
	ok, outdated = check(dearer, encoded, "caf\u00e9 noir 1")
	require.True(t, ok)
	require.True(t, outdated)

	before := h.Checks()
	ok, _ = check(h, "", "anything")
	require.False(t, ok, "an account that does not exist costs a check and is refused")
	require.Equal(t, before+1, h.Checks())

	for _, bad := range []string{
		"x", "$argon2i$v=19$m=64,t=1,p=1$AAAA$AAAA", "$argon2id$v=19$m=99999999,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA",
		"$argon2id$v=19$m=64,t=0,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA",
	} {
		_, _, err := h.Verify(t.Context().Done(), bad, "x")
		require.Error(t, err, bad)
	}
}

func TestHasherShedsWhenItsQueueIsFull(t *testing.T) {
	h, err := secrets.NewHasher(keys(t, 1), secrets.Cost{MemoryKiB: 32 * 1024, Passes: 4, Threads: 1}, time.Millisecond)
	require.NoError(t, err)
	var wg sync.WaitGroup
	var mu sync.Mutex
	busy, fine := 0, 0
	for range 64 {
		wg.Go(func() {
			_, _, err := h.Verify(t.Context().Done(), "", "x")
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				require.ErrorIs(t, err, secrets.ErrBusy)
				busy++
			} else {
				fine++
			}
		})
	}
	wg.Wait()
	require.Positive(t, fine)
	require.Positive(t, busy, "who waits longer than the queue's time is told at once")
}

func TestPasswordPolicy(t *testing.T) {
	for _, c := range []struct {
		password string
		staff    bool
		want     secrets.Weakness
	}{
		{"court", false, secrets.TooShort},
		{"1234567", false, secrets.TooShort},
		{"لوزة زرقاء", false, secrets.Strong},
		{"tapis7bleu", false, secrets.Strong},
		{"tapis7bleu", true, secrets.TooShort},
		{"tapis7bleu lampe", true, secrets.Strong},
		{strings.Repeat("ab7é", 65), false, secrets.TooLong},
		{strings.Repeat("ab7é", 64), false, secrets.Strong},
		{"password", false, secrets.TooCommon},
		{"P@ssw0rd123!", true, secrets.TooCommon},
		{"Casablanca2024", true, secrets.TooCommon},
		{"azerty123", false, secrets.TooCommon},
		{"salamsalam", false, secrets.TooCommon},
		{"12345678", false, secrets.TooCommon},
		{"987654321", false, secrets.TooCommon},
		{"abcdefgh", false, secrets.TooCommon},
		{"aaaaaaaaab", false, secrets.TooCommon},
		{"14031998", false, secrets.TooCommon},
		{"2009/11/30", false, secrets.TooCommon},
		{"0612345678", false, secrets.TooCommon},
		{"notre Massar bleu", false, secrets.TooCommon},
		{"t44lim-lampe", false, secrets.TooCommon},
		{"lampe J134567890", false, secrets.TooCommon},
		{"lampe 612345699 x", false, secrets.TooCommon},
		{"xx-benali.k-99-yy", true, secrets.TooCommon},
	} {
		got := secrets.CheckPassword(c.password, c.staff, "J134567890", "+212612345699", "benali.k@taalim.ma")
		require.Equal(t, c.want, got, "%q staff=%v", c.password, c.staff)
	}
}

func TestCodes(t *testing.T) {
	k := keys(t, 1)
	seen := map[string]bool{}
	for range 2000 {
		code, err := secrets.NewCode(secrets.CodeLength)
		require.NoError(t, err)
		require.Len(t, code, 13)
		require.NotContains(t, code, "I")
		require.NotContains(t, code, "U")
		require.False(t, seen[code])
		seen[code] = true
		read, ok := secrets.ReadCode(strings.ToLower(secrets.PrintCode(code)), secrets.CodeLength)
		require.True(t, ok)
		require.Equal(t, code, read)
	}
	require.Equal(t, "ABCD-EFGH-JKMNP", secrets.PrintCode("ABCDEFGHJKMNP"))
	require.Equal(t, "ABCD-EFGH-JKMN-PQRS", secrets.PrintCode("ABCDEFGHJKMNPQRS"))

	read, ok := secrets.ReadCode(" il0O-abcd efgh-j ", secrets.CodeLength)
	require.True(t, ok)
	require.Equal(t, "1100ABCDEFGHJ", read)
	for _, bad := range []string{"", "ABCD", "ABCDEFGHJKMNPQ", "ABCDEFGHJKMNU", "ABCDEFGHJKMN\u0660", "ABCDEFGHJKMN*", strings.Repeat("-", 40)} {
		_, ok := secrets.ReadCode(bad, secrets.CodeLength)
		require.False(t, ok, "%q", bad)
	}

	require.NotEqual(t, k.CodeHash("activation", "X"), k.CodeHash("reset", "X"))
	require.NotEqual(t, k.Subject("code", "X"), k.CodeHash("code", "X"))
}

func TestRefreshTokens(t *testing.T) {
	k := keys(t, 1)
	first, err := secrets.NewRefresh([16]byte{7})
	require.NoError(t, err)
	text := k.PrintRefresh(first)
	require.Less(t, len(text), 128)
	read, ok := k.ReadRefresh(text)
	require.True(t, ok)
	require.Equal(t, first, read)
	require.Equal(t, k.PrintRefresh(k.Next(first, 0)), k.PrintRefresh(k.Next(read, 0)), "one successor")
	require.NotEqual(t, first.Hash(), k.Next(first, 0).Hash())
	require.Equal(t, uint32(1), k.Next(first, 0).Generation)
	require.Equal(t, uint32(1), k.Next(first, 1).Generation)
	require.NotEqual(t, k.Next(first, 0).Hash(), k.Next(first, 1).Hash(), "given instead of a lost one")
	require.NotEqual(t, k.Next(first, 1).Hash(), k.Next(first, 2).Hash())
	require.NotEqual(t, k.Next(first, 0).Hash(), keys(t, 2).Next(first, 0).Hash())

	for i := range len(text) {
		flipped := []byte(text)
		flipped[i] ^= 1
		_, ok := k.ReadRefresh(string(flipped))
		require.False(t, ok, "byte %d", i)
	}
	for _, bad := range []string{"", "x", text + "A", text[1:], text + "=", " " + text} {
		_, ok := k.ReadRefresh(bad)
		require.False(t, ok, "%q", bad)
	}
	_, ok = keys(t, 2).ReadRefresh(text)
	require.False(t, ok)
}

func TestTOTP(t *testing.T) {
	secret := []byte("12345678901234567890")
	// RFC 6238, appendix B, SHA-1, last six digits.
	for at, code := range map[int64]string{59: "287082", 1111111109: "081804", 1234567890: "005924", 20000000000: "353130"} {
		step, ok, err := secrets.TOTPStep(secret, code, time.Unix(at, 0))
		require.NoError(t, err)
		require.True(t, ok)
		require.Equal(t, at/30, step)
	}
	now := time.Unix(1_700_000_010, 0)
	for _, c := range []struct {
		off time.Duration
		ok  bool
	}{{-60 * time.Second, false}, {-30 * time.Second, true}, {0, true}, {30 * time.Second, true}, {60 * time.Second, false}} {
		code, err := totp.GenerateCode(secrets.PrintTOTPSecret(secret), now.Add(c.off))
		require.NoError(t, err)
		step, ok, err := secrets.TOTPStep(secret, code, now)
		require.NoError(t, err)
		require.Equal(t, c.ok, ok, c.off)
		if ok {
			require.Equal(t, now.Add(c.off).Unix()/30, step)
		}
	}
	for _, bad := range []string{"", "12345", "1234567", "12345a", "١٢٣٤٥٦", "-12345"} {
		require.False(t, secrets.IsTOTP(bad), bad)
	}
	uri, err := secrets.TOTPURI(secret, "a@b.ma")
	require.NoError(t, err)
	require.Contains(t, uri, "otpauth://totp/MASSAR:a@b.ma")
	require.Contains(t, uri, "secret="+secrets.PrintTOTPSecret(secret))
}

func TestSeal(t *testing.T) {
	k := keys(t, 1)
	sealed, err := k.Seal("totp a", []byte("secret"))
	require.NoError(t, err)
	plain, err := k.Open("totp a", sealed)
	require.NoError(t, err)
	require.Equal(t, "secret", string(plain))
	for name, open := range map[string]func() ([]byte, error){
		"another row":    func() ([]byte, error) { return k.Open("totp b", sealed) },
		"another pepper": func() ([]byte, error) { return keys(t, 2).Open("totp a", sealed) },
		"cut":            func() ([]byte, error) { return k.Open("totp a", sealed[:4]) },
	} {
		_, err := open()
		require.Error(t, err, name)
	}
}

func FuzzReadCode(f *testing.F) {
	f.Add("ABCD-EFGH-JKMNP")
	f.Fuzz(func(t *testing.T, typed string) {
		code, ok := secrets.ReadCode(typed, secrets.CodeLength)
		if !ok {
			return
		}
		again, ok := secrets.ReadCode(secrets.PrintCode(code), secrets.CodeLength)
		require.True(t, ok)
		require.Equal(t, code, again)
	})
}
