package badinput

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/tests/stand"
)

// tries: after ten failures in a row an account waits, whoever asks, and a restart forgives nothing. An
// account that does not exist waits as well, so that waiting tells nothing.
func (w *world) tries(t *testing.T) {
	nobody := stand.Person{Identifier: "nobody-at-all@stand.example", Password: wrongPassword, App: "moudaris"}
	for _, p := range []stand.Person{w.Colleague, nobody} {
		for range 10 {
			session(p, with("password", wrongPassword))(w.D.Client(t)).Fails(401, "UNAUTHENTICATED", "CREDENTIALS_INVALID")
		}
	}
	list := []refusal{
		{name: "wrong password", ask: session(w.Colleague, with("password", wrongPassword))},
		{name: "right password", ask: session(w.Colleague)},
		{name: "unknown account", ask: session(nobody)},
	}
	for i := range list {
		list[i].status, list[i].code, list[i].reason = 429, "RESOURCE_EXHAUSTED", "TOO_MANY_TRIES"
	}
	w.refuses(t, list...)
	t.Run("says when to come back", func(t *testing.T) {
		a := session(w.Colleague)(w.D.Client(t)).Fails(429, "RESOURCE_EXHAUSTED", "TOO_MANY_TRIES")
		wait, err := strconv.Atoi(a.Header.Get("Retry-After"))
		require.NoError(t, err)
		require.Positive(t, wait)
		require.Equal(t, a.Header.Get("Retry-After"), a.Text("error", "meta", "retryAfterSeconds"))
	})
	t.Run("who is signed in stays so", func(t *testing.T) {
		w.D.As(t, w.Colleague).Get("/v1/moudaris/me").OK()
	})
	p := w.D.Process("identity")
	p.Kill()
	p.Again()
	t.Run("after a restart", func(t *testing.T) { w.refuses(t, list...) })
}
