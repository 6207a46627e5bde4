package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/app"
	"github.com/massar-platform/massar/platform/cache"
)

func TestReadIsCompactJSON(t *testing.T) {
	b := &backend{marks: someMarks()}
	g := start(t, b, nil)
	a := call(t, g, "GET", "/v1/moutamadris/marks?semester=1", "", "Authorization: Bearer token")
	require.Equal(t, http.StatusOK, a.status)
	require.Equal(t, "application/json", a.header.Get("Content-Type"))
	require.True(t, strings.HasPrefix(a.body, `{"schoolYear":"2026-2027","semester":1,"subjects":[{"subject":{"code":"PC","name":"Physique : \"chimie\", \\ et  plus"`), a.body[:120])
	require.True(t, json.Valid([]byte(a.body)))
	require.Contains(t, a.body, `"controls":[]`, "lists are always present")
	require.NotContains(t, a.body, `"mark"`, "what is absent is absent")
	require.Equal(t, "Accept-Encoding, Accept-Language, Authorization", a.header.Get("Vary"))
	require.Equal(t, "private, no-cache", a.header.Get("Cache-Control"))
	require.Equal(t, "nosniff", a.header.Get("X-Content-Type-Options"))
	require.NotEmpty(t, a.header.Get("Content-Security-Policy"))
	require.Equal(t, []string{"Bearer token"}, b.metadata()["authorization"])

	head := call(t, g, "HEAD", "/v1/moutamadris/marks?semester=1", "")
	require.Equal(t, http.StatusOK, head.status)
	require.Empty(t, head.body)
	require.Equal(t, a.header.Get("Etag"), head.header.Get("Etag"))
}

// TestSmuggledHeaders sends every name by which a stranger could speak for the gateway.
func TestSmuggledHeaders(t *testing.T) {
	b := &backend{marks: someMarks()}
	g := start(t, b, nil)
	a := call(t, g, "GET", "/v1/moutamadris/marks", "",
		"Authorization: Bearer mine",
		"Accept-Language: fr",
		"X-Request-Id: my-request-1",
		"Idempotency-Key: k",
		"Grpc-Metadata-Authorization: Bearer forged",
		"Grpc-Metadata-X-Massar-Peer: grade",
		"Grpc-Metadata-X-Forwarded-For: 10.0.0.1",
		"Grpc-Metadata-X-Massar-Refresh-Cookie: forged",
		"Grpc-Timeout: 1n",
		"X-Massar-Peer: grade",
		"X-Massar-Refresh-Cookie: forged",
		"X-Forwarded-For: 10.0.0.1",
		"X-Forwarded-Host: evil.example",
		"Te: trailers",
		"Cookie: massar_refresh=stolen")
	require.Equal(t, http.StatusOK, a.status, a.body)
	seen := b.metadata()
	delete(seen, ":authority")
	delete(seen, "content-type")
	delete(seen, "user-agent")
	delete(seen, "grpc-accept-encoding")
	require.Equal(t, map[string][]string{
		"authorization":    {"Bearer mine"},
		"accept-language":  {"fr"},
		"idempotency-key":  {"k"},
		"x-request-id":     {"my-request-1"},
		"x-forwarded-for":  {"127.0.0.1"},
		"x-forwarded-host": {g.Addr()},
	}, map[string][]string(seen))
	require.Equal(t, "my-request-1", a.header.Get("X-Request-Id"))
}

func TestTwoAuthorizationHeadersAreRefused(t *testing.T) {
	b := &backend{marks: someMarks()}
	a := call(t, start(t, b, nil), "GET", "/v1/moutamadris/marks", "", "Authorization: Bearer a", "Authorization: Bearer b")
	require.Equal(t, http.StatusBadRequest, a.status)
	require.Nil(t, b.metadata())
}

func TestRequestIDsThatCannotBeLoggedAreReplaced(t *testing.T) {
	g := start(t, &backend{marks: someMarks()}, nil)
	for _, bad := range []string{"short", strings.Repeat("a", 65), "with space in", `quote"and\n`, "ar-عربية-id"} {
		got := call(t, g, "GET", "/v1/moutamadris/marks", "", "X-Request-Id: "+bad).header.Get("X-Request-Id")
		require.Len(t, got, 36, bad)
	}
}

func TestTrustedProxies(t *testing.T) {
	b := &backend{marks: someMarks()}
	g := start(t, b, func(c *Config, _ *Deps) {
		c.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("10.0.0.0/8")}
	})
	for given, want := range map[string]string{
		"203.0.113.7":                    "203.0.113.7",
		"1.1.1.1, 203.0.113.7, 10.1.2.3": "203.0.113.7",
		"1.1.1.1, nonsense":              "127.0.0.1",
		"2001:db8::1":                    "2001:db8::1",
	} {
		require.Equal(t, 200, call(t, g, "GET", "/v1/moutamadris/marks", "", "X-Forwarded-For: "+given).status)
		require.Equal(t, []string{want}, b.metadata()["x-forwarded-for"], given)
	}
}

func TestCalendarIsNotSentAgain(t *testing.T) {
	g := start(t, &backend{}, nil)
	const path = "/v1/moudaris/calendars/abcdefghijklmnopqrstuvwxyz"
	first := call(t, g, "GET", path, "")
	require.Equal(t, 200, first.status, first.body)
	require.Contains(t, first.body, "BEGIN:VCALENDAR")
	again := call(t, g, "GET", path, "", "If-None-Match: "+first.header.Get("Etag"))
	require.Equal(t, 304, again.status)
	require.Empty(t, again.body)
}

func TestETagPerEncoding(t *testing.T) {
	b := &backend{marks: someMarks()}
	g := start(t, b, nil)
	plain := call(t, g, "GET", "/v1/moutamadris/marks", "")
	zipped := call(t, g, "GET", "/v1/moutamadris/marks", "", "Accept-Encoding: gzip, br")
	require.Equal(t, "gzip", zipped.header.Get("Content-Encoding"))
	require.Less(t, len(zipped.body), len(plain.body)/2)
	require.Equal(t, plain.body, unzip(t, zipped.body))
	pt, zt := plain.header.Get("Etag"), zipped.header.Get("Etag")
	require.Regexp(t, `^"[0-9a-f]{32}"$`, pt)
	require.Equal(t, strings.TrimSuffix(pt, `"`)+`-gzip"`, zt)

	for _, tc := range []struct {
		accept, match string
		want          int
	}{
		{"", pt, 304},
		{"gzip", zt, 304},
		{"gzip", pt, 200},
		{"", zt, 200},
		{"", `"other", W/` + pt, 304},
		{"", "*", 304},
		{"", strings.Trim(pt, `"`), 200},
	} {
		a := call(t, g, "GET", "/v1/moutamadris/marks", "", "Accept-Encoding: "+tc.accept, "If-None-Match: "+tc.match)
		require.Equal(t, tc.want, a.status, "%+v", tc)
		if tc.want == 304 {
			require.Empty(t, a.body)
			require.Empty(t, a.header.Get("Content-Type"))
			require.NotEmpty(t, a.header.Get("Etag"))
			require.NotEmpty(t, a.header.Get("Vary"))
		}
	}
	b.marks.Semester = 2
	require.Equal(t, 200, call(t, g, "GET", "/v1/moutamadris/marks", "", "If-None-Match: "+pt).status, "another body")
	b.fail = notFound()
	failed := call(t, g, "GET", "/v1/moutamadris/marks", "", "If-None-Match: *")
	require.Equal(t, 404, failed.status)
	require.Empty(t, failed.header.Get("Etag"))
	require.Equal(t, "no-store", failed.header.Get("Cache-Control"))
}

func TestAcceptEncoding(t *testing.T) {
	for header, want := range map[string]bool{
		"": false, "gzip": true, "GZIP": true, "br": false, "gzip;q=0": false, "gzip; q=0.0": false, "gzip;q=0.1": true,
		"*": true, "*;q=0": false, "gzip;q=0, *": false, "*;q=0, gzip": true, "identity": false, "gzip;q=x": false, "notgzip": false,
	} {
		require.Equal(t, want, accepts([]string{header}, "gzip"), header)
	}
}

func TestExportIsTheFileItself(t *testing.T) {
	a := call(t, start(t, &backend{}, nil), "GET", "/v1/moudaris/markSheets/12345A.x:export", "", "Accept-Encoding: gzip")
	require.Equal(t, 200, a.status)
	require.Contains(t, a.header.Get("Content-Type"), "spreadsheetml")
	require.Empty(t, a.header.Get("Content-Encoding"))
	require.True(t, strings.HasPrefix(a.body, "PK\x03\x04x"))
	require.Len(t, a.body, 4004)
}

func TestRates(t *testing.T) {
	g := start(t, &backend{marks: someMarks()}, func(c *Config, _ *Deps) {
		c.AccountLimit = cache.Limit{Rate: 1, Per: time.Hour, Burst: 3}
	})
	for range 3 {
		require.Equal(t, 200, call(t, g, "GET", "/v1/moutamadris/marks", "", "Authorization: Bearer one").status)
	}
	a := call(t, g, "GET", "/v1/moutamadris/marks", "", "Authorization: Bearer one")
	require.Equal(t, http.StatusTooManyRequests, a.status)
	require.Equal(t, "OVERLOADED", failureOf(t, a).Reason)
	require.NotEmpty(t, a.header.Get("Retry-After"))
	require.Equal(t, 200, call(t, g, "GET", "/v1/moutamadris/marks", "", "Authorization: Bearer two").status)
}

func TestAddressesAreLimitedExceptLoopback(t *testing.T) {
	shared, err := cache.New(cache.Config{})
	require.NoError(t, err)
	defer shared.Close()
	l := newLimits(Config{AddressLimit: cache.Limit{Rate: 1, Per: time.Hour, Burst: 2}}, shared)
	count := func(addresses ...string) (n int) {
		for _, a := range addresses {
			if l.allow(t.Context(), netip.MustParseAddr(a), "") == nil {
				n++
			}
		}
		return n
	}
	require.Equal(t, 2, count("203.0.113.7", "203.0.113.7", "203.0.113.7"))
	require.Equal(t, 2, count("2001:db8::1", "2001:db8::2", "2001:db8::3"), "one subscriber has a /64")
	require.Equal(t, 4, count("127.0.0.1", "127.0.0.1", "::1", "::1"))
}

func TestConnectionsAreBounded(t *testing.T) {
	g := start(t, &backend{marks: someMarks()}, func(c *Config, _ *Deps) { c.MaxConnections = 1 })
	held, err := net.Dial("tcp", g.Addr())
	require.NoError(t, err)
	_, err = held.Write([]byte("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"))
	require.NoError(t, err)
	one := make([]byte, 1)
	_, err = held.Read(one)
	require.NoError(t, err)
	second, err := net.Dial("tcp", g.Addr())
	require.NoError(t, err)
	require.NoError(t, second.SetReadDeadline(time.Now().Add(5*time.Second)))
	_, err = second.Read(one)
	require.Error(t, err)
	require.NotErrorIs(t, err, context.DeadlineExceeded, "closed at once, not left waiting")
	var timeout net.Error
	require.False(t, errors.As(err, &timeout) && timeout.Timeout())
	require.NoError(t, held.Close())
	require.Eventually(t, func() bool {
		res, err := http.Get("http://" + g.Addr() + "/healthz")
		if err != nil {
			return false
		}
		res.Body.Close()
		return res.StatusCode == 200
	}, 5*time.Second, 5*time.Millisecond, "the place is free again")
}

func TestClearTextOnlyOnLoopback(t *testing.T) {
	for address, ok := range map[string]bool{
		"127.0.0.1:0": true, "localhost:0": true, "[::1]:0": true, "127.5.5.5:0": true,
		"0.0.0.0:0": false, ":0": false, "192.0.2.1:0": false, "[::]:0": false, "example.org:0": false, "nonsense": false,
	} {
		err := checkPublic(Config{}, address, "JSON API")
		if ok {
			require.NoError(t, err, address)
			continue
		}
		require.Error(t, err, address)
	}
	require.ErrorContains(t, checkPublic(Config{}, "0.0.0.0:443", "JSON API"), "tls.public_cert")
	_, err := publicTLS(Config{CertFile: "/no/such", KeyFile: "/no/such"})
	require.ErrorContains(t, err, "/no/such")
	_, err = publicTLS(Config{CertFile: "x"})
	require.ErrorContains(t, err, "both")
}

func TestProbes(t *testing.T) {
	ready := true
	g := start(t, &backend{}, func(_ *Config, d *Deps) {
		d.Ready = func(context.Context) app.Report {
			return app.Report{Ready: ready, Checks: []app.Check{{Name: "db", Ready: ready, Reason: "run massar migrate up"}}}
		}
	})
	require.Equal(t, 200, call(t, g, "GET", "/healthz", "").status)
	a := call(t, g, "GET", "/readyz", "")
	require.Equal(t, 200, a.status)
	require.JSONEq(t, `{"ready":true,"checks":[{"name":"db","ready":true,"reason":"run massar migrate up"}],
		"realTime":"2026-11-23T09:00:00Z","schoolTime":"2026-11-24T09:00:00Z","schoolDay":"2026-11-24"}`, a.body)
	ready = false
	require.Equal(t, 503, call(t, g, "GET", "/readyz", "").status)
	require.Equal(t, 405, call(t, g, "POST", "/readyz", "{}").status)
	require.Equal(t, 404, call(t, g, "GET", "/metrics", "").status, "operators' pages are not public")
	require.Equal(t, 404, call(t, g, "GET", "/debug/pprof/", "").status)
}

func TestMissingConnectionIsNamed(t *testing.T) {
	_, err := New(Config{}, Deps{})
	require.EqualError(t, err, "gateway: no connection to identity")
}

func TestBrowserCookie(t *testing.T) {
	token := "refresh-token-value"
	b := &backend{cookie: &token}
	g := start(t, b, nil)
	a := call(t, g, "POST", "/v1/auth/sessions", `{"identifier":"x","password":"y","app":"waliye","cookie":true}`)
	require.Equal(t, 200, a.status, a.body)
	require.Equal(t, []string{"massar_refresh=refresh-token-value; Path=/v1/; Max-Age=15552000; HttpOnly; Secure; SameSite=Strict"}, a.header["Set-Cookie"])
	require.Empty(t, a.header.Get("X-Internal"))
	require.Empty(t, a.header.Get("Grpc-Metadata-X-Internal"))
	require.Equal(t, "no-store", a.header.Get("Cache-Control"))

	for _, path := range []string{"/v1/auth/sessions:refresh", "/v1/auth/sessions"} {
		call(t, g, "POST", path, `{}`, "Content-Type: application/json", "Cookie: other=1; massar_refresh=refresh-token-value")
		require.Equal(t, []string{"refresh-token-value"}, b.metadata()["x-massar-refresh-cookie"], path)
	}
	call(t, g, "POST", "/v1/auth/sessions:refresh", `{}`, "X-Massar-Refresh-Cookie: forged")
	require.Empty(t, b.metadata()["x-massar-refresh-cookie"])

	token = ""
	a = call(t, g, "POST", "/v1/auth/sessions", `{}`)
	require.Contains(t, a.header.Get("Set-Cookie"), "massar_refresh=; Path=/v1/; Max-Age=0")
}

func TestPublicKeysMayBeCached(t *testing.T) {
	g := start(t, &backend{}, nil)
	a := call(t, g, "GET", "/.well-known/jwks.json", "")
	require.Equal(t, 200, a.status)
	require.Equal(t, "public, max-age=300", a.header.Get("Cache-Control"))
	require.NotEmpty(t, a.header.Get("Etag"))
	require.Equal(t, "no-store", call(t, g, "POST", "/.well-known/jwks.json", "").header.Get("Cache-Control"))
}

func TestPanicsBecomeEnvelopes(t *testing.T) {
	g := start(t, &backend{}, func(_ *Config, d *Deps) { d.Ready = func(context.Context) app.Report { panic("secret") } })
	a := call(t, g, "GET", "/readyz", "")
	require.Equal(t, 500, a.status)
	require.Equal(t, "INTERNAL", failureOf(t, a).Reason)
	require.NotContains(t, a.body, "secret")
}

func failureOf(t testing.TB, a answer) failure {
	t.Helper()
	var e envelope
	require.NoError(t, json.Unmarshal([]byte(a.body), &e), a.body)
	require.NotEmpty(t, e.Error.Message, a.body)
	require.NotEmpty(t, e.Error.RequestID)
	require.NotNil(t, e.Error.Fields, "fields is always a list")
	require.Equal(t, a.header.Get("X-Request-Id"), e.Error.RequestID)
	return e.Error
}
