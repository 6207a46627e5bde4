package badinput

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/tests/stand"
)

// session asks to sign in.
func session(p stand.Person, change ...func(stand.Object)) func(stand.Client) stand.Answer {
	ask := stand.Object{"identifier": p.Identifier, "password": p.Password, "app": p.App}
	for _, f := range change {
		f(ask)
	}
	return func(c stand.Client) stand.Answer { return c.Post("/v1/auth/sessions", ask) }
}

func with(key string, value any) func(stand.Object) {
	return func(o stand.Object) { o[key] = value }
}

const wrongPassword = "not-the-password-7"

func (w *world) signIn(t *testing.T) {
	nobody := stand.Person{Identifier: "nobody@stand.example", Password: wrongPassword, App: "moudaris"}
	w.refuses(
		t,
		refusal{
			name: "wrong password", ask: session(w.Teacher, with("password", wrongPassword)),
			status: 401, code: "UNAUTHENTICATED", reason: "CREDENTIALS_INVALID", counts: tried,
		},
		refusal{
			name: "unknown account", ask: session(nobody),
			status: 401, code: "UNAUTHENTICATED", reason: "CREDENTIALS_INVALID", counts: tried,
		},
		refusal{
			name: "wrong password of an account with a second factor", ask: session(w.Ministry, with("password", wrongPassword)),
			status: 401, code: "UNAUTHENTICATED", reason: "CREDENTIALS_INVALID", counts: tried,
		},
		refusal{
			name: "second factor missing", ask: session(w.Ministry),
			status: 401, code: "UNAUTHENTICATED", reason: "SECOND_FACTOR_REQUIRED", counts: tried,
		},
		refusal{
			name: "second factor wrong", ask: session(w.Ministry, with("totp", "000000")),
			status: 401, code: "UNAUTHENTICATED", reason: "SECOND_FACTOR_INVALID", counts: tried,
		},
		refusal{
			name: "app of another role", ask: session(w.Teacher, with("app", "moutamadris")),
			status: 403, code: "PERMISSION_DENIED", reason: "APP_NOT_FOR_ROLE", counts: tried,
		},
		refusal{
			name: "app that does not exist", ask: session(w.Teacher, with("app", "root")),
			status: 400, code: "INVALID_ARGUMENT", reason: "INVALID_REQUEST", fields: []string{"app"},
		},
	)
	t.Run("wrong password and unknown account are one answer", func(t *testing.T) { w.sameAnswer(t, nobody) })
	t.Run("second factor reused", w.factorReused)
}

// sameAnswer compares bodies and headers. That the same hashing is done for both is shown by the unit tests of
// identity; no figure of the running program tells, and a clock would tell it only now and then.
func (w *world) sameAnswer(t *testing.T, nobody stand.Person) {
	for _, lang := range []string{"fr", "ar"} {
		c := w.D.Client(t)
		c.Lang = lang
		wrong := session(w.Teacher, with("password", wrongPassword))(c)
		unknown := session(nobody)(c)
		require.Equal(t, wrong.Status, unknown.Status)
		require.JSONEq(t, withoutID(t, wrong), withoutID(t, unknown))
		for _, a := range []stand.Answer{wrong, unknown} {
			a.Header.Del("Date")
			a.Header.Del("X-Request-Id")
		}
		require.Equal(t, wrong.Header, unknown.Header)
	}
}

// withoutID is a body without the id of its request.
func withoutID(t *testing.T, a stand.Answer) string {
	t.Helper()
	var body stand.Object
	require.NoError(t, json.Unmarshal(a.Raw, &body))
	delete(body["error"].(stand.Object), "requestId")
	text, err := json.Marshal(body)
	require.NoError(t, err)
	return string(text)
}

// factorReused: the code that signed somebody in signs nobody else in.
func (w *world) factorReused(t *testing.T) {
	// The code of the current step was used at the activation; the next one is early enough.
	ask := session(w.Ministry, with("totp", w.Ministry.Code(t, 1)))
	ask(w.D.Client(t)).OK()
	before := w.rows(t)
	for _, lang := range []string{"fr", "ar"} {
		w.refused(t, refusal{ask: ask, status: 401, code: "UNAUTHENTICATED", reason: "SECOND_FACTOR_REUSED"}, lang)
	}
	w.unchanged(t, before, tried...)
}
