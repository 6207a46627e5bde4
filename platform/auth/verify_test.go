package auth_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
)

const (
	goodKid    = "2026-11-a"
	anotherKid = "2026-12-b"
)

var start = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

// bench is a verifier with two keys and a clock that the test moves.
type bench struct {
	now      time.Time
	private  ed25519.PrivateKey
	other    ed25519.PrivateKey
	stranger ed25519.PrivateKey
	revoked  *auth.RevocationList
	verifier *auth.Verifier
}

func newBench(t testing.TB) *bench {
	t.Helper()
	b := &bench{now: start, revoked: auth.NewRevocationList()}
	key := func() ed25519.PrivateKey {
		_, k, err := ed25519.GenerateKey(rand.Reader)
		require.NoError(t, err)
		return k
	}
	b.private, b.other, b.stranger = key(), key(), key()
	v, err := auth.NewVerifier(auth.VerifierConfig{
		Keys: auth.Keys{
			goodKid:    b.private.Public().(ed25519.PublicKey),
			anotherKid: b.other.Public().(ed25519.PublicKey),
		},
		Revocations: b.revoked, Now: func() time.Time { return b.now },
	})
	require.NoError(t, err)
	b.verifier = v
	return b
}

func (b *bench) mint(t testing.TB, p auth.Principal) string {
	t.Helper()
	m, err := auth.NewMinter(goodKid, b.private, auth.WithMinterTime(func() time.Time { return b.now }))
	require.NoError(t, err)
	token, err := m.Mint(p)
	require.NoError(t, err)
	return token
}

func teacher() auth.Principal {
	return auth.Principal{
		AccountID: "0193-account", PersonID: "0193-staff", SessionID: "0193-session",
		Role: optionsv1.Role_ROLE_TEACHER, Epoch: 3,
	}
}

func goodClaims() jwt.MapClaims {
	return jwt.MapClaims{
		"iss": "massar", "sub": "acc", "aud": []string{"moudaris"}, "iat": start.Unix(), "exp": start.Add(10 * time.Minute).Unix(),
		"jti": "x", "pid": "staff", "sid": "ses", "rol": "teacher", "epo": 1, "amr": []string{"pwd"},
	}
}

// sign makes a token with any header and claims; nil in the header map takes a field away.
func sign(t *testing.T, method jwt.SigningMethod, key any, header map[string]any, c jwt.Claims) string {
	t.Helper()
	token := jwt.NewWithClaims(method, c)
	token.Header["typ"], token.Header["kid"] = "at+jwt", goodKid
	for k, v := range header {
		if v == nil {
			delete(token.Header, k)
		} else {
			token.Header[k] = v
		}
	}
	s, err := token.SignedString(key)
	require.NoError(t, err)
	return s
}

func b64(v any) string {
	raw, ok := v.(string)
	if !ok {
		j, err := json.Marshal(v)
		if err != nil {
			panic(err)
		}
		raw = string(j)
	}
	return base64.RawURLEncoding.EncodeToString([]byte(raw))
}

func TestRoundTrip(t *testing.T) {
	b := newBench(t)
	p := teacher()
	p.SecondFactor = true
	token := b.mint(t, p)
	got, err := b.verifier.Verify(t.Context(), token)
	require.NoError(t, err)
	p.App, p.Token, p.ExpiresAt = "moudaris", token, start.Add(10*time.Minute)
	require.True(t, p.ExpiresAt.Equal(got.ExpiresAt))
	got.ExpiresAt = p.ExpiresAt
	require.Equal(t, p, got)

	// The whole content: nothing about names, schools or children can slip in unseen.
	var content map[string]any
	raw, err := base64.RawURLEncoding.DecodeString(strings.Split(token, ".")[1])
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(raw, &content))
	keys := make([]string, 0, len(content))
	for k := range content {
		keys = append(keys, k)
	}
	require.ElementsMatch(t, []string{"iss", "sub", "aud", "iat", "exp", "jti", "pid", "sid", "rol", "epo", "amr"}, keys)
}

func TestEveryRoleHasItsApp(t *testing.T) {
	b := newBench(t)
	for role, app := range map[optionsv1.Role]string{
		optionsv1.Role_ROLE_STUDENT: "moutamadris", optionsv1.Role_ROLE_GUARDIAN: "waliye", optionsv1.Role_ROLE_TEACHER: "moudaris",
		optionsv1.Role_ROLE_SCHOOL_OFFICE: "idara", optionsv1.Role_ROLE_PROVINCE: "idara",
		optionsv1.Role_ROLE_ACADEMY: "idara", optionsv1.Role_ROLE_MINISTRY: "idara",
	} {
		p := teacher()
		p.Role = role
		got, err := b.verifier.Verify(t.Context(), b.mint(t, p))
		require.NoError(t, err)
		require.Equal(t, app, got.App)
		require.Equal(t, role, got.Role)
		parsed, ok := auth.ParseRole(auth.RoleName(role))
		require.True(t, ok)
		require.Equal(t, role, parsed)
	}
	m, err := auth.NewMinter(goodKid, b.private)
	require.NoError(t, err)
	_, err = m.Mint(auth.Principal{AccountID: "a", SessionID: "s", Role: optionsv1.Role_ROLE_GUARDIAN, App: "idara"})
	require.Equal(t, errorsv1.Reason_APP_NOT_FOR_ROLE, errs.ReasonOf(err))
	_, err = auth.NewMinter("../etc/passwd", b.private)
	require.Error(t, err)
}

// TestRefusals is the table of F9: every token that is not exactly ours is refused, and for the right reason.
func TestRefusals(t *testing.T) {
	b := newBench(t)
	ed := jwt.SigningMethodEdDSA
	public := b.private.Public().(ed25519.PublicKey)
	der, err := x509.MarshalPKIXPublicKey(public)
	require.NoError(t, err)
	publicPEM := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
	ec, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	good := sign(t, ed, b.private, nil, goodClaims())
	parts := strings.Split(good, ".")

	header := func(h map[string]any) string { return sign(t, ed, b.private, h, goodClaims()) }
	claim := func(k string, v any) string {
		c := goodClaims()
		if v == nil {
			delete(c, k)
		} else {
			c[k] = v
		}
		return sign(t, ed, b.private, nil, c)
	}
	invalid, expired, missing := errorsv1.Reason_TOKEN_INVALID, errorsv1.Reason_TOKEN_EXPIRED, errorsv1.Reason_UNAUTHENTICATED

	vectors := []struct {
		name, token string
		want        errorsv1.Reason
	}{
		{"empty", "", missing},
		{"garbage", "garbage", invalid},
		{"one dot", "a.b", invalid},
		{"three dots", good + ".x", invalid},
		{"only dots", "..", invalid},
		{"space before", " " + good, invalid},
		{"newline after", good + "\n", invalid},
		{"padded", good + "==", invalid},
		{"too long", good + strings.Repeat("A", 5000), invalid},
		{"NUL", "\x00" + good, invalid},
		{"no signature", parts[0] + "." + parts[1] + ".", invalid},
		{"cut signature", good[:len(good)-4], invalid},
		{"signature of zeros", parts[0] + "." + parts[1] + "." + base64.RawURLEncoding.EncodeToString(make([]byte, 64)), invalid},
		{"other payload, same signature", parts[0] + "." + b64(map[string]any{"iss": "massar", "sub": "admin"}) + "." + parts[2], invalid},
		{"other header, same signature", b64(map[string]any{"alg": "EdDSA", "typ": "at+jwt", "kid": anotherKid}) + "." + parts[1] + "." + parts[2], invalid},
		{"header is no JSON", b64("nope") + "." + parts[1] + "." + parts[2], invalid},
		{"payload is no JSON", sign(t, ed, b.private, nil, goodClaims())[:len(parts[0])+1] + b64("nope") + "." + parts[2], invalid},

		{"alg none", sign(t, jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, nil, goodClaims()), invalid},
		{"alg None in capitals", b64(map[string]any{"alg": "None", "typ": "at+jwt", "kid": goodKid}) + "." + parts[1] + ".", invalid},
		{"alg nOnE, our signature", b64(map[string]any{"alg": "nOnE", "typ": "at+jwt", "kid": goodKid}) + "." + parts[1] + "." + parts[2], invalid},
		{"no alg", b64(map[string]any{"typ": "at+jwt", "kid": goodKid}) + "." + parts[1] + "." + parts[2], invalid},
		{"alg is a number", b64(map[string]any{"alg": 1, "typ": "at+jwt", "kid": goodKid}) + "." + parts[1] + "." + parts[2], invalid},
		{"HS256 with the raw public key", sign(t, jwt.SigningMethodHS256, []byte(public), nil, goodClaims()), invalid},
		{"HS256 with the PEM public key", sign(t, jwt.SigningMethodHS256, publicPEM, nil, goodClaims()), invalid},
		{"HS512 with the DER public key", sign(t, jwt.SigningMethodHS512, der, nil, goodClaims()), invalid},
		{"ES256", sign(t, jwt.SigningMethodES256, ec, nil, goodClaims()), invalid},
		{"signed by a stranger", sign(t, ed, b.stranger, nil, goodClaims()), invalid},
		{"signed by our other key", sign(t, ed, b.other, nil, goodClaims()), invalid},

		{"typ JWT", header(map[string]any{"typ": "JWT"}), invalid},
		{"no typ", header(map[string]any{"typ": nil}), invalid},
		{"typ of an id token", header(map[string]any{"typ": "id+jwt"}), invalid},
		{"typ in capitals", header(map[string]any{"typ": "AT+JWT"}), invalid},
		{"no kid", header(map[string]any{"kid": nil}), invalid},
		{"unknown kid", header(map[string]any{"kid": "2020-01"}), invalid},
		{"empty kid", header(map[string]any{"kid": ""}), invalid},
		{"kid is a number", header(map[string]any{"kid": 7}), invalid},
		{"kid is a list", header(map[string]any{"kid": []string{goodKid}}), invalid},
		{"kid walks the disk", header(map[string]any{"kid": "../../dev/null"}), invalid},
		{"kid is a URL", header(map[string]any{"kid": "https://evil.example/jwks"}), invalid},
		{"kid injects SQL", header(map[string]any{"kid": "x' or '1'='1"}), invalid},
		{"kid with NUL", header(map[string]any{"kid": goodKid + "\x00"}), invalid},
		{"kid too long", header(map[string]any{"kid": strings.Repeat("a", 65)}), invalid},
		{"brings its own jwk", header(map[string]any{"jwk": map[string]any{"kty": "OKP", "crv": "Ed25519", "x": b64(string(public))}}), invalid},
		{"points at a jku", header(map[string]any{"jku": "https://evil.example/jwks"}), invalid},
		{"points at an x5u", header(map[string]any{"x5u": "https://evil.example/cert"}), invalid},
		{"crit", header(map[string]any{"crit": []string{"exp"}}), invalid},

		{"iss of another", claim("iss", "massar2"), invalid},
		{"no iss", claim("iss", nil), invalid},
		{"aud of another system", claim("aud", []string{"other"}), invalid},
		{"aud of another role's app", claim("aud", []string{"idara"}), invalid},
		{"two auds", claim("aud", []string{"moudaris", "idara"}), invalid},
		{"no aud", claim("aud", nil), invalid},
		{"unknown role", claim("rol", "root"), invalid},
		{"no role", claim("rol", nil), invalid},
		{"role is a number", claim("rol", 7), invalid},
		{"role of another app", claim("rol", "ministry"), invalid},
		{"no sub", claim("sub", nil), invalid},
		{"sub out of shape", claim("sub", "a/../b"), invalid},
		{"sub too long", claim("sub", strings.Repeat("a", 65)), invalid},
		{"no sid", claim("sid", nil), invalid},
		{"negative epoch", claim("epo", -1), invalid},
		{"no iat", claim("iat", nil), invalid},
		{"iat in the future", claim("iat", start.Add(2*time.Minute).Unix()), invalid},
		{"not valid yet", claim("nbf", start.Add(2*time.Minute).Unix()), invalid},
		{"no exp", claim("exp", nil), invalid},
		{"exp is text", claim("exp", "tomorrow"), invalid},
		{"expired", claim("exp", start.Add(-61*time.Second).Unix()), expired},
		{"expired long ago", claim("exp", 1), expired},
		{"expired and of another issuer", sign(t, ed, b.private, nil, jwt.MapClaims{"iss": "x", "exp": 1}), invalid},
		{"expired and forged", sign(t, ed, b.stranger, nil, jwt.MapClaims{"iss": "massar", "exp": 1}), invalid},
	}
	require.Greater(t, len(vectors), 60)
	seen := map[string]bool{}
	for _, v := range vectors {
		require.False(t, seen[v.name], v.name)
		seen[v.name] = true
		// Twice: what was refused must not be remembered as good.
		for range 2 {
			_, err := b.verifier.Verify(t.Context(), v.token)
			require.Error(t, err, v.name)
			require.Equal(t, v.want, errs.ReasonOf(err), "%s: %v", v.name, err)
			require.Equal(t, errs.Unauthenticated, errs.KindOf(err), v.name)
		}
	}
	_, err = b.verifier.Verify(t.Context(), good)
	require.NoError(t, err, "the vectors start from a good token")
}

func TestSkewIsOneMinute(t *testing.T) {
	b := newBench(t)
	token := b.mint(t, teacher())
	for _, cached := range []bool{false, true} {
		b.now = start.Add(10*time.Minute + 59*time.Second)
		_, err := b.verifier.Verify(t.Context(), token)
		require.NoError(t, err, "cached %v", cached)
		b.now = start.Add(10*time.Minute + 61*time.Second)
		_, err = b.verifier.Verify(t.Context(), token)
		require.Equal(t, errorsv1.Reason_TOKEN_EXPIRED, errs.ReasonOf(err), "cached %v", cached)
	}
}

func TestRevocationBeatsTheCache(t *testing.T) {
	b := newBench(t)
	token := b.mint(t, teacher())
	_, err := b.verifier.Verify(t.Context(), token)
	require.NoError(t, err)
	b.revoked.Add(auth.Revoked{AccountID: "0193-account", MinEpoch: 3})
	_, err = b.verifier.Verify(t.Context(), token)
	require.NoError(t, err, "its own epoch still lives")
	b.revoked.Add(auth.Revoked{AccountID: "somebody-else", MinEpoch: 9})
	_, err = b.verifier.Verify(t.Context(), token)
	require.NoError(t, err)
	b.revoked.Add(auth.Revoked{AccountID: "0193-account", MinEpoch: 4})
	_, err = b.verifier.Verify(t.Context(), token)
	require.Equal(t, errorsv1.Reason_TOKEN_REVOKED, errs.ReasonOf(err))
	b.revoked.Add(auth.Revoked{AccountID: "0193-account", MinEpoch: 1})
	_, err = b.verifier.Verify(t.Context(), token)
	require.Equal(t, errorsv1.Reason_TOKEN_REVOKED, errs.ReasonOf(err), "late news do not bring a token back")
	next := teacher()
	next.Epoch = 4
	_, err = b.verifier.Verify(t.Context(), b.mint(t, next))
	require.NoError(t, err)
}

func TestKeysThatCannotBeHadAreNoFaultOfTheToken(t *testing.T) {
	b := newBench(t)
	calls := 0
	down := true
	source := auth.NewKeyCache(func(context.Context) (auth.Keys, error) {
		calls++
		if down {
			return nil, errors.New("identity is away")
		}
		return auth.Keys{goodKid: b.private.Public().(ed25519.PublicKey)}, nil
	}, func() time.Time { return b.now })
	v, err := auth.NewVerifier(auth.VerifierConfig{Keys: source, Now: func() time.Time { return b.now }})
	require.NoError(t, err)

	for range 3 {
		_, err = v.Verify(t.Context(), b.mint(t, teacher()))
		require.Equal(t, errs.Unavailable, errs.KindOf(err))
	}
	require.Equal(t, 1, calls, "one fetch for many in the same seconds")
	down = false
	b.now = b.now.Add(5 * time.Second)
	_, err = v.Verify(t.Context(), b.mint(t, teacher()))
	require.NoError(t, err)
	require.Equal(t, 2, calls)

	// Forged ids cost one fetch each five seconds, whatever their number.
	b.now = b.now.Add(5 * time.Second)
	for i := range 100 {
		_, err = v.Verify(t.Context(), sign(t, jwt.SigningMethodEdDSA, b.stranger, map[string]any{"kid": "forged-" + string(rune('a'+i%26))}, goodClaims()))
		require.Equal(t, errorsv1.Reason_TOKEN_INVALID, errs.ReasonOf(err))
	}
	require.Equal(t, 3, calls)
}

func TestIdentityAwayForADay(t *testing.T) {
	b := newBench(t)
	asked := make(chan struct{}, 100)
	up := true
	now := start
	source := auth.NewKeyCache(func(context.Context) (auth.Keys, error) {
		asked <- struct{}{}
		if !up {
			return nil, errors.New("identity is away")
		}
		return auth.Keys{goodKid: b.private.Public().(ed25519.PublicKey)}, nil
	}, func() time.Time { return now })
	_, err := source.Key(t.Context(), goodKid)
	require.NoError(t, err)
	<-asked
	up = false
	now = start.Add(11 * time.Minute)
	_, err = source.Key(t.Context(), goodKid)
	require.NoError(t, err, "stale keys are good while identity is away")
	<-asked
	now = start.Add(23 * time.Hour)
	_, err = source.Key(t.Context(), goodKid)
	require.NoError(t, err)
	<-asked
	now = start.Add(25 * time.Hour)
	_, err = source.Key(t.Context(), goodKid)
	require.Equal(t, errs.Unavailable, errs.KindOf(err), "but not for ever")
}

func TestManyTokensStayBounded(t *testing.T) {
	b := newBench(t)
	v, err := auth.NewVerifier(auth.VerifierConfig{
		Keys: auth.Keys{goodKid: b.private.Public().(ed25519.PublicKey)}, Capacity: 16, Now: func() time.Time { return b.now },
	})
	require.NoError(t, err)
	seen := map[[32]byte]bool{}
	for range 200 {
		token := b.mint(t, teacher())
		seen[sha256.Sum256([]byte(token))] = true
		_, err := v.Verify(t.Context(), token)
		require.NoError(t, err)
	}
	require.Len(t, seen, 200, "each token has its own jti")
	require.Eventually(t, func() bool { return v.Remembered() <= 32 }, 5*time.Second, 5*time.Millisecond)
}

func BenchmarkVerifyRemembered(b *testing.B) {
	x := newBench(b)
	token := x.mint(b, teacher())
	b.ReportAllocs()
	for b.Loop() {
		if _, err := x.verifier.Verify(b.Context(), token); err != nil {
			b.Fatal(err)
		}
	}
}

func FuzzVerify(f *testing.F) {
	x := newBench(f)
	good := x.mint(f, teacher())
	f.Add(good)
	f.Add("a.b.c")
	f.Fuzz(func(t *testing.T, token string) {
		_, err := x.verifier.Verify(t.Context(), token)
		require.Equal(t, token == good, err == nil)
	})
}
