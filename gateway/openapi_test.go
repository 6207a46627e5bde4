package gateway

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/genproto/googleapis/api/annotations"
	"google.golang.org/protobuf/proto"
)

func document(t testing.TB, g *Gateway) map[string]any {
	t.Helper()
	a := call(t, g, "GET", "/openapi.json", "")
	require.Equal(t, 200, a.status)
	require.Equal(t, "application/json", a.header.Get("Content-Type"))
	var doc map[string]any
	require.NoError(t, json.Unmarshal([]byte(a.body), &doc))
	return doc
}

// TestOpenAPIDescribesEveryRPC compares the document with the RPCs themselves.
func TestOpenAPIDescribesEveryRPC(t *testing.T) {
	doc := document(t, start(t, &backend{}, nil))
	found := map[string]map[string]any{}
	for path, item := range doc["paths"].(map[string]any) {
		for verb, op := range item.(map[string]any) {
			o := op.(map[string]any)
			found[o["operationId"].(string)] = o
			require.Equal(t, map[string]any{"$ref": "#/components/responses/Error"}, o["responses"].(map[string]any)["default"], path+" "+verb)
		}
	}
	access := accessByOperation()
	require.Len(t, found, len(access))
	for id, a := range access {
		op, ok := found[id]
		require.True(t, ok, id)
		text, err := json.Marshal(op)
		require.NoError(t, err)
		require.Equal(t, a.GetWrite(), strings.Contains(string(text), "#/components/parameters/IdempotencyKey"), id)
		switch {
		case a.GetPublic():
			require.Equal(t, []any{}, op["security"], id)
		case strings.HasSuffix(id, "_Sync"):
			require.Len(t, op["security"], 2, "%s: a token, or a browser's cookie", id)
		default:
			require.Nil(t, op["security"], id)
		}
	}
}

// TestOpenAPIExplains keeps the comments of the protos complete: they are the reference that app writers read.
func TestOpenAPIExplains(t *testing.T) {
	doc := document(t, start(t, &backend{}, nil))
	for path, item := range doc["paths"].(map[string]any) {
		for verb, op := range item.(map[string]any) {
			summary, _ := op.(map[string]any)["summary"].(string)
			require.Greater(t, len(strings.Fields(summary)), 2, "%s %s says nothing of what it does: comment its RPC", verb, path)
			require.NotContains(t, summary, "buf:lint", "%s %s", verb, path)
		}
	}
	for name, item := range doc["components"].(map[string]any)["schemas"].(map[string]any) {
		schema := item.(map[string]any)
		if !strings.HasPrefix(name, "massar.") {
			continue
		}
		require.NotEmpty(t, schema["description"], "%s says nothing of what it is: comment its message", name)
	}
}

// TestEveryRPCHasARoute fails when an RPC of the edge is reachable over gRPC only.
func TestEveryRPCHasARoute(t *testing.T) {
	byHand := map[string]bool{"CreateImport": true, "ImportMarkSheet": true, "AttachDocument": true}
	for _, s := range publicServices() {
		for i := range s.desc.Methods().Len() {
			m := s.desc.Methods().Get(i)
			rule, _ := proto.GetExtension(m.Options(), annotations.E_Http).(*annotations.HttpRule)
			require.NotEqual(t, byHand[string(m.Name())], rule.GetPattern() != nil, m.FullName())
		}
	}
}

// TestOpenAPIReferences follows every $ref of the merged document.
func TestOpenAPIReferences(t *testing.T) {
	doc := document(t, start(t, &backend{}, nil))
	text, err := json.Marshal(doc)
	require.NoError(t, err)
	refs := regexp.MustCompile(`"\$ref":"#/([^"]+)"`).FindAllStringSubmatch(string(text), -1)
	require.NotEmpty(t, refs)
	for _, ref := range refs {
		at := any(doc)
		for _, key := range strings.Split(ref[1], "/") {
			at = at.(map[string]any)[key]
			require.NotNil(t, at, ref[1])
		}
	}
}

func TestOpenAPIServer(t *testing.T) {
	g := start(t, &backend{}, func(c *Config, _ *Deps) { c.PublicURL = "https://massar.example/" })
	doc := document(t, g)
	require.Equal(t, []any{map[string]any{"url": "https://massar.example"}}, doc["servers"])
	require.Equal(t, "test", doc["info"].(map[string]any)["version"])
}

// TestDocsNeedNoInternet checks that the page loads nothing from elsewhere and runs under its own policy.
func TestDocsNeedNoInternet(t *testing.T) {
	g := start(t, &backend{}, nil)
	for path, kind := range map[string]string{"/docs": "text/html", "/docs/docs.js": "text/javascript", "/docs/docs.css": "text/css"} {
		a := call(t, g, "GET", path, "", "Accept-Encoding: gzip")
		require.Equal(t, 200, a.status, path)
		require.True(t, strings.HasPrefix(a.header.Get("Content-Type"), kind))
		body := a.body
		if a.header.Get("Content-Encoding") == "gzip" {
			body = unzip(t, body)
		}
		require.NotRegexp(t, `https?://|@import|url\(`, body, path)
		require.NotRegexp(t, `(?i)innerHTML|eval\(|style=|onclick=`, body, path)
		require.Contains(t, a.header.Get("Content-Security-Policy"), "script-src 'self'")
		require.NotContains(t, a.header.Get("Content-Security-Policy"), "unsafe")
		require.Equal(t, 304, call(t, g, "GET", path, "", "Accept-Encoding: gzip", "If-None-Match: "+a.header.Get("Etag")).status)
	}
}
