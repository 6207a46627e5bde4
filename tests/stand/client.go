package stand

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

// Object is a JSON object.
type Object = map[string]any

// Client speaks JSON over HTTP as one person, or as a stranger.
type Client struct {
	T     testing.TB
	Base  string
	Token string
	Lang  string
}

// Header is an extra header of a request; an empty value removes a standard one.
type Header struct{ Name, Value string }

// Key is the header that names a write.
func Key(key string) Header { return Header{"Idempotency-Key", key} }

// For is the same person in another test.
func (c Client) For(t testing.TB) Client {
	c.T = t
	return c
}

// Call sends a request. Writes get a fresh idempotency key unless one is given.
func (c Client) Call(method, path string, body any, headers ...Header) Answer {
	c.T.Helper()
	a, err := c.Send(method, path, body, headers...)
	require.NoError(c.T, err, "%s %s", method, path)
	return a
}

// Send is Call where nobody may answer.
func (c Client) Send(method, path string, body any, headers ...Header) (Answer, error) {
	c.T.Helper()
	content, isRaw := body.([]byte)
	if body != nil && !isRaw {
		var err error
		content, err = json.Marshal(body)
		require.NoError(c.T, err)
	}
	req, err := http.NewRequestWithContext(c.T.Context(), method, c.Base+path, bytes.NewReader(content))
	require.NoError(c.T, err)
	if c.Token != "" {
		req.Header.Set("Authorization", "Bearer "+c.Token)
	}
	if method != http.MethodGet && !strings.HasPrefix(path, "/v1/auth/") {
		req.Header.Set("Idempotency-Key", uuid.NewString())
	}
	req.Header.Set("Accept-Language", c.Lang)
	for _, h := range headers {
		req.Header.Set(h.Name, h.Value)
		if h.Value == "" {
			req.Header.Del(h.Name)
		}
	}
	client := http.Client{Timeout: 30 * time.Second, Transport: transport}
	res, err := client.Do(req)
	if err != nil {
		return Answer{}, err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		return Answer{}, err
	}
	a := Answer{T: c.T, What: method + " " + path, Status: res.StatusCode, Header: res.Header, Raw: raw}
	if strings.HasPrefix(res.Header.Get("Content-Type"), "application/json") && len(raw) > 0 {
		require.NoErrorf(c.T, json.Unmarshal(raw, &a.Body), "%s: %s", a.What, raw)
	}
	return a, nil
}

// transport keeps connections for all clients of a test process.
var transport = &http.Transport{MaxIdleConnsPerHost: 64}

// Get reads.
func (c Client) Get(path string, headers ...Header) Answer {
	c.T.Helper()
	return c.Call(http.MethodGet, path, nil, headers...)
}

// Post writes.
func (c Client) Post(path string, body any, headers ...Header) Answer {
	c.T.Helper()
	return c.Call(http.MethodPost, path, body, headers...)
}

// Put replaces.
func (c Client) Put(path string, body any, headers ...Header) Answer {
	c.T.Helper()
	return c.Call(http.MethodPut, path, body, headers...)
}

// Delete removes.
func (c Client) Delete(path string, headers ...Header) Answer {
	c.T.Helper()
	return c.Call(http.MethodDelete, path, nil, headers...)
}
