package gateway

import (
	"embed"
	"fmt"
	"net/http"
)

// docsPolicy lets the documentation run its own script and read its own server, and nothing else.
const docsPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

//go:embed static
var static embed.FS

// page is a document that does not change while the process runs.
type page struct {
	contentType string
	policy      []string
	body        []byte
}

func newPages(cfg Config) (map[string]page, error) {
	api, err := OpenAPI(cfg)
	if err != nil {
		return nil, err
	}
	pages := map[string]page{"/openapi.json": {contentType: "application/json", policy: valuePolicy, body: api}}
	for path, file := range map[string]struct{ name, contentType string }{
		"/docs":          {"docs.html", "text/html; charset=utf-8"},
		"/":              {"noapps.html", "text/html; charset=utf-8"},
		"/docs/docs.js":  {"docs.js", "text/javascript; charset=utf-8"},
		"/docs/docs.css": {"docs.css", "text/css; charset=utf-8"},
	} {
		body, err := static.ReadFile("static/" + file.name)
		if err != nil {
			return nil, fmt.Errorf("gateway: %w", err)
		}
		pages[path] = page{contentType: file.contentType, policy: []string{docsPolicy}, body: body}
	}
	return pages, nil
}

func (p page) serve(res *response, _ *http.Request) {
	h := res.Header()
	h.Set("Content-Type", p.contentType)
	h["Content-Security-Policy"] = p.policy
	h.Set("Cache-Control", "no-cache")
	h.Set("Vary", "Accept-Encoding")
	res.isFixed = true
	res.buf = append(res.buf, p.body...)
}
