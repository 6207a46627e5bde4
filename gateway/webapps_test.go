package gateway

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

// builtApps is a small build: two apps, with every kind of file.
func builtApps() fstest.MapFS {
	files := fstest.MapFS{}
	for name, body := range map[string]string{
		"front/index.html":                           "<title>front</title>",
		"front/assets/index-AAAAAAAA.js":             "front()",
		"waliye/index.html":                          "<title>waliye</title>",
		"waliye/index.html.br":                       "BR(waliye)",
		"waliye/index.html.gz":                       "GZ(waliye)",
		"waliye/assets/index-B_b-0xYz.js":            "plain()",
		"waliye/assets/index-B_b-0xYz.js.br":         "BR(js)",
		"waliye/assets/index-B_b-0xYz.js.gz":         "GZ(js)",
		"waliye/assets/index-CCCCCCCC.css":           "p{}",
		"waliye/assets/icon-192-0a1b2c3d.png":        "png",
		"waliye/manifest.webmanifest":                "{}",
		"waliye/sw.js":                               "worker()",
		"waliye/workbox-9c191d2f.js":                 "library()",
		"waliye/" + strings.Repeat("a", 40) + ".txt": "text",
	} {
		files[name] = &fstest.MapFile{Data: []byte(body)}
	}
	return files
}

func startWithApps(t *testing.T) *Gateway {
	t.Helper()
	return start(t, &backend{}, func(_ *Config, d *Deps) { d.WebApps = builtApps() })
}

func TestWebAppsAreServed(t *testing.T) {
	g := startWithApps(t)
	for path, want := range map[string]struct{ body, kind, cache string }{
		"/":                                           {"<title>front</title>", "text/html; charset=utf-8", "no-cache"},
		"/assets/index-AAAAAAAA.js":                   {"front()", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"},
		"/waliye/":                                    {"<title>waliye</title>", "text/html; charset=utf-8", "no-cache"},
		"/waliye/index.html":                          {"<title>waliye</title>", "text/html; charset=utf-8", "no-cache"},
		"/waliye/assets/index-B_b-0xYz.js":            {"plain()", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"},
		"/waliye/assets/index-CCCCCCCC.css":           {"p{}", "text/css; charset=utf-8", "public, max-age=31536000, immutable"},
		"/waliye/assets/icon-192-0a1b2c3d.png":        {"png", "image/png", "public, max-age=31536000, immutable"},
		"/waliye/manifest.webmanifest":                {"{}", "application/manifest+json", "no-cache"},
		"/waliye/sw.js":                               {"worker()", "text/javascript; charset=utf-8", "public, max-age=86400"},
		"/waliye/workbox-9c191d2f.js":                 {"library()", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"},
		"/waliye/" + strings.Repeat("a", 40) + ".txt": {"text", "text/plain; charset=utf-8", "no-cache"},
	} {
		t.Run(path, func(t *testing.T) {
			a := call(t, g, "GET", path, "")
			require.Equal(t, http.StatusOK, a.status)
			require.Equal(t, want.body, a.body)
			require.Equal(t, want.kind, a.header.Get("Content-Type"))
			require.Equal(t, want.cache, a.header.Get("Cache-Control"))
			require.Equal(t, "Accept-Encoding", a.header.Get("Vary"))

			head := call(t, g, "HEAD", path, "")
			require.Equal(t, http.StatusOK, head.status)
			require.Empty(t, head.body)
			require.Equal(t, a.header.Get("Etag"), head.header.Get("Etag"))

			again := call(t, g, "GET", path, "", "If-None-Match: "+a.header.Get("Etag"))
			require.Equal(t, http.StatusNotModified, again.status)
			require.Empty(t, again.body)
			require.Equal(t, want.cache, again.header.Get("Cache-Control"))

			require.Equal(t, http.StatusMethodNotAllowed, call(t, g, "POST", path, "x").status)
		})
	}
}

func TestWebAppsKeepTheBrowserStrict(t *testing.T) {
	g := startWithApps(t)
	for _, path := range []string{"/", "/waliye/", "/waliye/index.html", "/waliye/sw.js"} {
		h := call(t, g, "GET", path, "").header
		policy := h.Get("Content-Security-Policy")
		for _, directive := range []string{"default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"} {
			require.Contains(t, strings.Split(policy, "; "), directive, path)
		}
		require.NotRegexp(t, `unsafe|https?:|\*`, policy, path)
		require.Equal(t, "nosniff", h.Get("X-Content-Type-Options"), path)
		require.Equal(t, "no-referrer", h.Get("Referrer-Policy"), path)
		require.Equal(t, "same-origin", h.Get("Cross-Origin-Opener-Policy"), path)
		require.Contains(t, h.Get("Permissions-Policy"), "camera=(self), ", path)
		require.Contains(t, h.Get("Permissions-Policy"), "microphone=()", path)
		require.Empty(t, h.Get("Strict-Transport-Security"), "clear text on loopback makes no promise about TLS")
	}
	h := call(t, g, "GET", "/waliye/assets/index-B_b-0xYz.js", "").header
	require.Equal(t, apiPolicy, h.Get("Content-Security-Policy"), "opened on its own, a file may nothing")
	require.Equal(t, "nosniff", h.Get("X-Content-Type-Options"))
	require.Equal(t, "same-origin", h.Get("Cross-Origin-Resource-Policy"))
}

func TestWebAppsTravelCompressed(t *testing.T) {
	g := startWithApps(t)
	const script = "/waliye/assets/index-B_b-0xYz.js"
	tags := map[string]bool{}
	for accept, want := range map[string]struct{ body, encoding string }{
		"":                        {"plain()", ""},
		"identity":                {"plain()", ""},
		"deflate, zstd":           {"plain()", ""},
		"br;q=0, gzip;q=0":        {"plain()", ""},
		"gzip":                    {"GZ(js)", "gzip"},
		"gzip, deflate, br;q=0":   {"GZ(js)", "gzip"},
		"gzip, deflate, br, zstd": {"BR(js)", "br"},
		"br;q=0.1, gzip":          {"BR(js)", "br"},
		"*":                       {"BR(js)", "br"},
	} {
		a := call(t, g, "GET", script, "", "Accept-Encoding: "+accept)
		require.Equal(t, want.body, a.body, accept)
		require.Equal(t, want.encoding, a.header.Get("Content-Encoding"), accept)
		tags[a.header.Get("Etag")] = true
		other := call(t, g, "GET", script, "", "Accept-Encoding: "+accept, "If-None-Match: "+a.header.Get("Etag"))
		require.Equal(t, http.StatusNotModified, other.status, accept)
		require.Empty(t, other.header.Get("Content-Encoding"), "there is nothing that it would be the coding of")
	}
	require.Len(t, tags, 3, "each form has a tag of its own: %v", slices.Collect(maps.Keys(tags)))
	// What has no compressed form is sent as it is.
	require.Equal(t, "p{}", call(t, g, "GET", "/waliye/assets/index-CCCCCCCC.css", "", "Accept-Encoding: br, gzip").body)
}

func TestNothingElseIsServed(t *testing.T) {
	g := startWithApps(t)
	for _, path := range []string{
		"/waliye/assets/gone-DDDDDDDD.js", "/waliye/marks", "/waliye/index", "/front/", "/front/index.html", "/assets/", "/waliye/assets/", "/waliye/assets",
		"/waliye/index.html.br", "/waliye/assets/index-B_b-0xYz.js.gz", "/moudaris/", "/moudaris", "/waliye/index.html/",
		"/waliye/../front/index.html", "/waliye/%2e%2e/front/index.html", "/waliye/..%2ffront%2findex.html", "/waliye//index.html",
		"//waliye/", "/waliye/./index.html", "/waliye/assets/../index.html", "/WALIYE/", "/waliye/index.html%00.png", "/waliye\\index.html",
		"/../../../../etc/passwd", "/waliye/..%5c..%5cetc%5cpasswd",
	} {
		a := call(t, g, "GET", path, "")
		require.Equal(t, http.StatusNotFound, a.status, path)
		require.NotContains(t, a.body, "<title>", path)
		require.Contains(t, a.body, `"reason":"NOT_FOUND"`, path)
	}
}

func TestAnAppWithoutItsSlashMoves(t *testing.T) {
	g := startWithApps(t)
	a := call(t, g, "GET", "/waliye", "")
	require.Equal(t, http.StatusMovedPermanently, a.status)
	require.Equal(t, "/waliye/", a.header.Get("Location"))
	require.Equal(t, "/waliye/?code=ABCD-1234", call(t, g, "GET", "/waliye?code=ABCD-1234", "").header.Get("Location"))
}

func TestWithoutAppsThePageSaysSo(t *testing.T) {
	for name, apps := range map[string]fstest.MapFS{"none": nil, "an empty build": {}} {
		t.Run(name, func(t *testing.T) {
			g := start(t, &backend{}, func(_ *Config, d *Deps) {
				if apps != nil {
					d.WebApps = apps
				}
			})
			require.False(t, g.HasWebApps())
			a := call(t, g, "GET", "/", "")
			require.Equal(t, http.StatusOK, a.status)
			require.Equal(t, "text/html; charset=utf-8", a.header.Get("Content-Type"))
			require.Contains(t, a.body, "without the web apps")
			require.Contains(t, a.body, "sans les applications web")
			require.Contains(t, a.body, "تطبيقات الويب")
			require.Contains(t, a.body, `href="/docs"`)
			require.Equal(t, http.StatusNotFound, call(t, g, "GET", "/waliye/", "").status)
			require.Equal(t, http.StatusOK, call(t, g, "GET", "/docs", "").status)
		})
	}
	require.True(t, startWithApps(t).HasWebApps())
}

func TestABuildWithAnUnknownKindOfFileIsRefused(t *testing.T) {
	_, err := newWebFiles(fstest.MapFS{"waliye/index.html": {}, "waliye/tool.exe": {}})
	require.ErrorContains(t, err, "waliye/tool.exe")
}
