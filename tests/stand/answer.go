package stand

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

// Answer is what the gateway said.
type Answer struct {
	T      testing.TB
	What   string
	Status int
	Header http.Header
	Raw    []byte
	Body   Object
}

// OK expects success.
func (a Answer) OK() Answer {
	a.T.Helper()
	require.Equalf(a.T, http.StatusOK, a.Status, "%s: %s", a.What, a.Raw)
	return a
}

// Fails expects the error envelope with a status, a code and a reason.
func (a Answer) Fails(status int, code, reason string) Answer {
	a.T.Helper()
	require.Equalf(a.T, status, a.Status, "%s: %s", a.What, a.Raw)
	require.Equalf(a.T, code, a.Text("error", "code"), "%s: %s", a.What, a.Raw)
	require.Equalf(a.T, reason, a.Text("error", "reason"), "%s: %s", a.What, a.Raw)
	require.NotEmpty(a.T, a.Text("error", "message"), a.What)
	require.NotEmpty(a.T, a.Text("error", "requestId"), a.What)
	return a
}

// At digs for a value: At("subjects", 0, "mark").
func (a Answer) At(path ...any) any {
	a.T.Helper()
	return Dig(a.T, a.Body, path...)
}

// Text is At for a string.
func (a Answer) Text(path ...any) string {
	a.T.Helper()
	s, ok := a.At(path...).(string)
	require.Truef(a.T, ok, "%s: %v is no text in %s", a.What, path, a.Raw)
	return s
}

// List is At for a list of objects.
func (a Answer) List(path ...any) []Object {
	a.T.Helper()
	items, ok := a.At(path...).([]any)
	require.Truef(a.T, ok, "%s: %v is no list in %s", a.What, path, a.Raw)
	list := make([]Object, len(items))
	for i, item := range items {
		list[i], ok = item.(Object)
		require.Truef(a.T, ok, "%v is no object", item)
	}
	return list
}

// Dig follows keys and places into a JSON value.
func Dig(t testing.TB, value any, path ...any) any {
	t.Helper()
	for _, step := range path {
		switch key := step.(type) {
		case string:
			o, ok := value.(Object)
			require.Truef(t, ok, "%v: no object at %v in %v", path, key, value)
			value = o[key]
		case int:
			l, ok := value.([]any)
			require.Truef(t, ok && key < len(l), "%v: no item %d in %v", path, key, value)
			value = l[key]
		}
	}
	return value
}

// Find gives the object of a list whose field, at a path, has a value.
func Find(t testing.TB, list []Object, want any, path ...any) Object {
	t.Helper()
	for _, o := range list {
		if Dig(t, o, path...) == want {
			return o
		}
	}
	require.FailNowf(t, "not in the list", "%v = %v in %v", path, want, list)
	return nil
}
