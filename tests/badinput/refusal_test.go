package badinput

import (
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/tests/stand"
)

// refusal is a request that must be refused.
type refusal struct {
	name string
	as   stand.Person
	ask  func(c stand.Client) stand.Answer
	// What the envelope must say.
	status       int
	code, reason string
	// fields are named in the envelope, these and no others.
	fields []string
	// meta says that the envelope must name the other lesson.
	meta bool
	// says is part of the French message.
	says string
	// counts are the tables that may change: where tries are counted.
	counts []string
}

// tried is where identity counts failures.
var tried = []string{"identity.login_limits"}

func (w *world) refuses(t *testing.T, list ...refusal) {
	t.Helper()
	for _, r := range list {
		t.Run(r.name, func(t *testing.T) {
			before := w.rows(t)
			fr := w.refused(t, r, "fr")
			ar := w.refused(t, r, "ar")
			require.NotEqual(t, fr, ar, "one message for both languages")
			require.Contains(t, fr, r.says)
			w.unchanged(t, before, r.counts...)
		})
	}
}

// refused asks in a language, checks the envelope and gives the message.
func (w *world) refused(t *testing.T, r refusal, lang string) string {
	t.Helper()
	c := w.D.As(t, r.as)
	c.Lang = lang
	a := r.ask(c)
	a.Fails(r.status, r.code, r.reason)
	if r.meta {
		require.NotEmpty(t, a.Text("error", "meta", "slotId"), "%s", a.Raw)
	}
	return envelope(t, a, lang, r.fields...)
}

// envelope checks the form of an error and gives its message.
func envelope(t *testing.T, a stand.Answer, lang string, fields ...string) string {
	t.Helper()
	require.Equal(t, "application/json", a.Header.Get("Content-Type"))
	require.Equal(t, "no-store", a.Header.Get("Cache-Control"))
	require.Len(t, a.Body, 1, "beside the error: %s", a.Raw)
	fault := a.At("error").(stand.Object)
	for key := range fault {
		require.Contains(t, []string{"code", "reason", "message", "fields", "meta", "requestId"}, key)
	}
	require.Equal(t, a.Header.Get("X-Request-Id"), fault["requestId"])
	inLanguage(t, lang, a.Text("error", "message"))
	var named []string
	for _, f := range a.List("error", "fields") {
		require.Len(t, f, 3, "field, reason and message")
		require.NotEmpty(t, f["reason"])
		inLanguage(t, lang, f["message"].(string))
		named = append(named, f["field"].(string))
	}
	require.ElementsMatch(t, fields, named, "%s", a.Raw)
	return a.Text("error", "message")
}

// inLanguage: a message is written for a person in his language, and shows nothing of the machine.
func inLanguage(t *testing.T, lang, message string) {
	t.Helper()
	require.NotEmpty(t, message)
	// Other letters may be quoted inside: what stands in a cell, a unit.
	first := []rune(message)[0]
	require.Equal(t, lang == "ar", unicode.Is(unicode.Arabic, first), "%q in %s", message, lang)
	for _, leak := range []string{"rpc error", "desc =", "sql", "SQL", "panic", "goroutine", ".go:", "protojson", "%!", "invalid character"} {
		require.NotContains(t, message, leak)
	}
}
