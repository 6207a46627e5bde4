package proofs

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/tests/stand"
)

// phone is a browser on somebody's phone: it has a cookie that no script reads, and what the app holds. It knows of
// sync what its documentation says and nothing else.
type phone struct {
	t      *testing.T
	s      *stand.School
	app    string
	cookie string
	token  string
	parts  map[string]map[string]stand.Object // items of parts by tag
	stale  []string
}

// slot is which of the sessions of the phone is meant.
const slot = ".2"

// pickUp signs a person in on a new phone.
func pickUp(t *testing.T, s *stand.School, p stand.Person) *phone {
	t.Helper()
	a := s.D.Client(t).Post("/v1/auth/sessions", stand.Object{"identifier": p.Identifier, "password": p.Password, "app": p.App, "cookie": true},
		stand.Header{Name: "Massar-Session", Value: p.App + slot}).OK()
	require.Empty(t, a.Text("refreshToken"))
	f := &phone{t: t, s: s, app: p.App, token: a.Text("accessToken"), parts: map[string]map[string]stand.Object{}}
	f.keep(a.Header)
	return f
}

// keep does what a browser does with a cookie.
func (f *phone) keep(h http.Header) {
	f.t.Helper()
	value, _, found := strings.Cut(strings.TrimPrefix(h.Get("Set-Cookie"), "massar_refresh_"+f.app+slot+"="), ";")
	require.True(f.t, found, "no cookie in %v", h)
	f.cookie = value
}

// counted is a connection whose arriving bytes are counted.
type counted struct {
	net.Conn
	n *atomic.Int64
}

func (c counted) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.n.Add(int64(n))
	return n, err
}

// open is one opening of the app over a connection of its own. It gives the bytes that came, headers and all, and how
// many parts changed.
func (f *phone) open() (came int64, changed int) {
	f.t.Helper()
	res, raw, came := f.send()
	require.Equal(f.t, http.StatusOK, res.StatusCode, "%s", raw)
	f.keep(res.Header)
	return came, f.take(raw)
}

// send asks for what the app lacks, and does nothing with the answer: as if it were lost.
func (f *phone) send() (res *http.Response, raw []byte, came int64) {
	f.t.Helper()
	held := []stand.Object{}
	for name, items := range f.parts {
		held = append(held, stand.Object{"name": name, "tags": strings.Join(slices.Collect(maps.Keys(items)), "")})
	}
	body, err := json.Marshal(stand.Object{"held": held})
	require.NoError(f.t, err)
	req, err := http.NewRequestWithContext(f.t.Context(), http.MethodPost, f.s.D.Base+"/v1/"+f.app+"/sync", bytes.NewReader(body))
	require.NoError(f.t, err)
	for name, value := range map[string]string{
		"Content-Type": "application/json", "Massar-Session": f.app + slot, "Cookie": "massar_refresh_" + f.app + slot + "=" + f.cookie,
		"Accept-Encoding": "gzip, deflate, br", "Accept-Language": "fr", "Origin": f.s.D.Base, "Sec-Fetch-Site": "same-origin",
	} {
		req.Header.Set(name, value)
	}
	var n atomic.Int64
	transport := &http.Transport{DisableCompression: true}
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
		return counted{conn, &n}, err
	}
	defer transport.CloseIdleConnections()
	res, err = transport.RoundTrip(req)
	require.NoError(f.t, err)
	var in io.Reader = res.Body
	if res.Header.Get("Content-Encoding") == "gzip" {
		in, err = gzip.NewReader(res.Body)
		require.NoError(f.t, err)
	}
	raw, err = io.ReadAll(in)
	require.NoError(f.t, err)
	require.NoError(f.t, res.Body.Close())
	return res, raw, n.Load()
}

// take applies an answer.
func (f *phone) take(raw []byte) int {
	f.t.Helper()
	var answer struct {
		SchoolTime, AccessToken string
		ExpiresIn               int
		Parts                   []struct {
			Name, Removed string
			Items         []stand.Object
		}
		Gone, Stale []string
	}
	require.NoError(f.t, json.Unmarshal(raw, &answer), "%s", raw)
	require.NotEmpty(f.t, answer.AccessToken)
	require.Positive(f.t, answer.ExpiresIn)
	require.Regexp(f.t, `^2026-11-2\dT\d\d:\d\d:\d\d\+01:00$`, answer.SchoolTime)
	f.token, f.stale = answer.AccessToken, answer.Stale
	for _, part := range answer.Parts {
		items := f.parts[part.Name]
		if items == nil {
			items = map[string]stand.Object{}
			f.parts[part.Name] = items
		}
		for text := part.Removed; text != ""; text = text[8:] {
			require.Contains(f.t, items, text[:8])
			delete(items, text[:8])
		}
		for _, item := range part.Items {
			require.Len(f.t, item, 3, "tag, order and the one value: %v", item)
			tag, _ := item["tag"].(string)
			require.Len(f.t, tag, 8)
			require.NotContains(f.t, items, tag)
			items[tag] = item
		}
	}
	for _, name := range answer.Gone {
		require.Contains(f.t, f.parts, name)
		delete(f.parts, name)
	}
	return len(answer.Parts)
}

// list are the values of one kind in a part, in their order.
func (f *phone) list(part, kind string) []any {
	f.t.Helper()
	require.Contains(f.t, f.parts, part)
	items := slices.SortedFunc(maps.Values(f.parts[part]), func(a, b stand.Object) int {
		return strings.Compare(a["order"].(string), b["order"].(string))
	})
	values := []any{}
	for _, item := range items {
		if value, ok := item[kind]; ok {
			values = append(values, value)
		}
	}
	return values
}

// whole is a part put together again: its head, with the list of its items in a field.
func (f *phone) whole(part, head, field, kind string) stand.Object {
	f.t.Helper()
	heads := f.list(part, head)
	require.Len(f.t, heads, 1, part)
	out := maps.Clone(heads[0].(stand.Object))
	if field != "" {
		out[field] = f.list(part, kind)
	}
	return out
}

// read is a GET with the token that the last opening brought.
func (f *phone) read(path string) stand.Object {
	f.t.Helper()
	c := f.s.D.Client(f.t)
	c.Token = f.token
	return c.Get("/v1/" + f.app + path).OK().Body
}
