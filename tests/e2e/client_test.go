package e2e

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
)

// object is a JSON object.
type object = map[string]any

// answer is what the gateway said.
type answer struct {
	t      *testing.T
	what   string
	status int
	header http.Header
	raw    []byte
	body   object
}

// client speaks to the gateway as one signed-in person.
type client struct {
	t     *testing.T
	base  string
	token string
	lang  string
}

// header is an extra header of a request.
type header struct{ name, value string }

// call sends a request. Writes get a fresh idempotency key unless one is given.
func (c client) call(method, path string, body any, headers ...header) answer {
	c.t.Helper()
	var content []byte
	switch b := body.(type) {
	case nil:
	case []byte:
		content = b
	default:
		var err error
		content, err = json.Marshal(b)
		require.NoError(c.t, err)
	}
	req, err := http.NewRequestWithContext(c.t.Context(), method, c.base+path, bytes.NewReader(content))
	require.NoError(c.t, err)
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	if method != http.MethodGet && !strings.HasPrefix(path, "/v1/auth/") {
		req.Header.Set("Idempotency-Key", uuid.NewString())
	}
	req.Header.Set("Accept-Language", "fr")
	for _, h := range headers {
		req.Header.Set(h.name, h.value)
		if h.value == "" {
			req.Header.Del(h.name)
		}
	}
	client := http.Client{Timeout: 30 * time.Second}
	res, err := client.Do(req)
	require.NoError(c.t, err, "%s %s", method, path)
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	require.NoError(c.t, err)
	a := answer{t: c.t, what: method + " " + path, status: res.StatusCode, header: res.Header, raw: raw}
	if strings.HasPrefix(res.Header.Get("Content-Type"), "application/json") && len(raw) > 0 {
		require.NoErrorf(c.t, json.Unmarshal(raw, &a.body), "%s: %s", a.what, raw)
	}
	return a
}

func (c client) get(path string, headers ...header) answer {
	c.t.Helper()
	return c.call(http.MethodGet, path, nil, headers...)
}

func (c client) post(path string, body any, headers ...header) answer {
	c.t.Helper()
	return c.call(http.MethodPost, path, body, headers...)
}

func (c client) put(path string, body any) answer {
	c.t.Helper()
	return c.call(http.MethodPut, path, body)
}

func (c client) delete(path string) answer {
	c.t.Helper()
	return c.call(http.MethodDelete, path, nil)
}

// ok expects success.
func (a answer) ok() answer {
	a.t.Helper()
	require.Equalf(a.t, http.StatusOK, a.status, "%s: %s", a.what, a.raw)
	return a
}

// fails expects the error envelope with a status, a code and a reason.
func (a answer) fails(status int, code, reason string) answer {
	a.t.Helper()
	require.Equalf(a.t, status, a.status, "%s: %s", a.what, a.raw)
	fault, ok := a.body["error"].(object)
	require.Truef(a.t, ok, "%s: %s", a.what, a.raw)
	require.Equalf(a.t, code, fault["code"], "%s: %s", a.what, a.raw)
	require.Equalf(a.t, reason, fault["reason"], "%s: %s", a.what, a.raw)
	require.NotEmpty(a.t, fault["message"], a.what)
	require.NotEmpty(a.t, fault["requestId"], a.what)
	return a
}

// at digs for a value: at("subjects", 0, "mark").
func (a answer) at(path ...any) any {
	a.t.Helper()
	return dig(a.t, a.body, path...)
}

// text is at for a string.
func (a answer) text(path ...any) string {
	a.t.Helper()
	s, ok := a.at(path...).(string)
	require.Truef(a.t, ok, "%s: %v is no text in %s", a.what, path, a.raw)
	return s
}

// list is at for a list of objects.
func (a answer) list(path ...any) []object {
	a.t.Helper()
	return objects(a.t, a.at(path...))
}

func objects(t *testing.T, value any) []object {
	t.Helper()
	items, ok := value.([]any)
	require.Truef(t, ok, "%v is no list", value)
	list := make([]object, len(items))
	for i, item := range items {
		list[i], ok = item.(object)
		require.Truef(t, ok, "%v is no object", item)
	}
	return list
}

func dig(t *testing.T, value any, path ...any) any {
	t.Helper()
	for _, step := range path {
		switch key := step.(type) {
		case string:
			o, ok := value.(object)
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

// find gives the object of a list whose field has a value.
func find(t *testing.T, list []object, path []any, want string) object {
	t.Helper()
	for _, o := range list {
		if dig(t, o, path...) == want {
			return o
		}
	}
	require.FailNowf(t, "not in the list", "%v = %s in %v", path, want, list)
	return nil
}

// by is the path of a field for find.
func by(path ...any) []any { return path }
