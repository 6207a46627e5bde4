package badinput

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/tests/stand"
)

const ownMarks = "/v1/moutamadris/marks?semester=1"

func get(path string, headers ...stand.Header) func(stand.Client) stand.Answer {
	return func(c stand.Client) stand.Answer { return c.Get(path, headers...) }
}

func post(path string, body any, headers ...stand.Header) func(stand.Client) stand.Answer {
	return func(c stand.Client) stand.Answer { return c.Post(path, body, headers...) }
}

func bearer(token string) stand.Person { return stand.Person{Token: token} }

func encode(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

func (w *world) tokens(t *testing.T) {
	student := w.Students[0].Token
	parts, other := strings.Split(student, "."), strings.Split(w.Students[1].Token, ".")
	require.Len(t, parts, 3)
	var header stand.Object
	raw, err := base64.RawURLEncoding.DecodeString(parts[0])
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(raw, &header))

	// The public key as the secret of a symmetric signature.
	keys := w.D.Client(t).Get("/.well-known/jwks.json").OK()
	public, err := base64.RawURLEncoding.DecodeString(keys.Text("keys", 0, "x"))
	require.NoError(t, err)
	symmetric := encode(stand.Object{"alg": "HS256", "typ": "at+jwt", "kid": header["kid"]}) + "." + parts[1]
	mac := hmac.New(sha256.New, public)
	mac.Write([]byte(symmetric))

	for name, token := range map[string]string{
		"forged: another's claims under this signature": parts[0] + "." + other[1] + "." + parts[2],
		"forged: alg none without a signature":          encode(stand.Object{"alg": "none", "typ": "at+jwt", "kid": header["kid"]}) + "." + parts[1] + ".",
		"forged: alg none with a signature":             encode(stand.Object{"alg": "none", "typ": "at+jwt", "kid": header["kid"]}) + "." + parts[1] + "." + parts[2],
		"forged: HS256 under the public key":            symmetric + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil)),
		"forged: a key id that is a path":               encode(stand.Object{"alg": "EdDSA", "typ": "at+jwt", "kid": "../../etc/passwd"}) + "." + parts[1] + "." + parts[2],
		"forged: no signature":                          parts[0] + "." + parts[1] + ".",
		"not a token":                                   "hello",
		"a refresh token":                               w.Students[0].Refresh,
	} {
		w.refuses(t, refusal{name: name, as: bearer(token), ask: get(ownMarks), status: 401, code: "UNAUTHENTICATED", reason: "TOKEN_INVALID"})
	}
	w.refuses(
		t,
		refusal{name: "no token", ask: get(ownMarks), status: 401, code: "UNAUTHENTICATED", reason: "UNAUTHENTICATED"},
		refusal{
			name: "a name and a password instead of a token", ask: get(ownMarks, stand.Header{Name: "Authorization", Value: "Basic YTpi"}),
			status: 401, code: "UNAUTHENTICATED", reason: "TOKEN_INVALID",
		},
		refusal{
			name: "token of another app", as: w.Teacher, ask: get(ownMarks),
			status: 403, code: "PERMISSION_DENIED", reason: "ACCESS_DENIED",
		},
		refusal{
			name: "token of another role, writing", as: w.Students[0], ask: post("/v1/moudaris/markSheets/"+w.math+":save", stand.Object{"cells": []any{}}),
			status: 403, code: "PERMISSION_DENIED", reason: "ACCESS_DENIED",
		},
		refusal{
			name: "an officer where the school's office decides", as: w.Ministry, ask: post("/v1/idara/markSheets/"+w.french+":validate", stand.Object{}),
			status: 403, code: "PERMISSION_DENIED", reason: "ACCESS_DENIED",
		},
		refusal{
			name: "refresh token that does not exist", ask: post("/v1/auth/sessions:refresh", stand.Object{"refreshToken": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}),
			status: 401, code: "UNAUTHENTICATED", reason: "TOKEN_INVALID",
		},
	)
	t.Run("revoked", w.revoked)
}

// revoked: a suspended person's token is dead within seconds, everywhere, and signing in says why.
func (w *world) revoked(t *testing.T) {
	me := "/v1/waliye/me"
	w.D.As(t, w.Stranger).Get(me).OK()
	office := w.D.As(t, w.Office)
	office.Post("/v1/idara/accounts/"+w.Stranger.AccountID+":setSuspended", stand.Object{"suspended": true, "reason": "essai"}).OK()
	require.Eventually(t, func() bool { return w.D.As(t, w.Stranger).Get(me).Status == 401 }, 10*time.Second, 20*time.Millisecond)
	w.refuses(
		t,
		refusal{name: "token", as: w.Stranger, ask: get(me), status: 401, code: "UNAUTHENTICATED", reason: "TOKEN_REVOKED"},
		refusal{
			name: "signing in while suspended", ask: session(w.Stranger),
			status: 403, code: "PERMISSION_DENIED", reason: "ACCOUNT_SUSPENDED", counts: tried,
		},
	)
	office.Post("/v1/idara/accounts/"+w.Stranger.AccountID+":setSuspended", stand.Object{"suspended": false, "reason": "fin de l'essai"}).OK()
	w.Stranger = w.D.SignIn(t, w.Stranger)
	require.Eventually(t, func() bool { return w.D.As(t, w.Stranger).Get(me).Status == 200 }, 10*time.Second, 20*time.Millisecond)
}
