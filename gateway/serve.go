package gateway

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// apiPolicy is the Content-Security-Policy of everything that is not a page.
const apiPolicy = "default-src 'none'; frame-ancestors 'none'"

// keysPath serves the public keys of access tokens, the same for everybody.
const keysPath = "/.well-known/jwks.json"

// Header values that never change are shared between answers; nothing appends to them.
var (
	valueNosniff  = []string{"nosniff"}
	valueReferrer = []string{"no-referrer"}
	valuePolicy   = []string{apiPolicy}
	valueHSTS     = []string{"max-age=31536000"}
	valueVary     = []string{"Accept-Encoding, Accept-Language, Authorization"}
	valuePrivate  = []string{"private, no-cache"}
	valueNoStore  = []string{"no-store"}
	valueKeys     = []string{"public, max-age=300"}
)

// serve is the one pass of a request through the gateway.
func (g *Gateway) serve(w http.ResponseWriter, r *http.Request) {
	begin := time.Now()
	res := newResponse(w, r)
	defer func() {
		if p := recover(); p != nil {
			g.recovered(res, r, p)
		}
		if res.status >= http.StatusBadRequest {
			drain(r)
		}
		res.finish(r)
		g.metrics.observe(r, res.status, time.Since(begin))
		res.free()
	}()
	h := w.Header()
	h["X-Content-Type-Options"] = valueNosniff
	h["Referrer-Policy"] = valueReferrer
	h["Content-Security-Policy"] = valuePolicy
	if r.TLS != nil {
		h["Strict-Transport-Security"] = valueHSTS
	}
	if g.special(res, r) {
		return
	}
	h["Vary"] = valueVary
	res.api(strings.HasPrefix(r.URL.Path, "/v1/auth/"))
	if r.URL.Path == keysPath {
		res.isFixed = true
		h["Cache-Control"] = valueKeys
	}

	ip := g.clientIP(r)
	upload := isUpload(r)
	if upload {
		patience(w, r, uploadTimeout, uploadTimeout+writeTimeout)
	} else {
		patience(w, r, bodyTimeout, 0)
	}
	err := clean(r)
	if err == nil {
		res.cookie, err = sessionCookie(r)
	}
	if err != nil {
		res.fail(err)
		return
	}
	res.isSync = isSync(r)
	if err := g.limits.allow(r.Context(), ip, r.Header.Get("Authorization")); err != nil {
		res.fail(err)
		return
	}
	mux, known := g.muxOf(r.URL.Path)
	if !known {
		res.fail(errs.E(errs.NotFound, errorsv1.Reason_NOT_FOUND, "routing", nil))
		return
	}
	if upload {
		mux.ServeHTTP(res, withEdge(r, res, ip))
		return
	}
	if r.ContentLength > maxBody {
		res.fail(bodyTooLarge(maxBody))
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), callTimeout)
	defer cancel()
	inner := withEdge(r.WithContext(context.WithValue(ctx, responseKey{}, res)), res, ip)
	inner.Body = res.body.limit(r.Body, maxBody)
	if res.isSync && !g.renew(ctx, res, inner) {
		return
	}
	if r.Method == http.MethodHead {
		inner.Method = http.MethodGet // finish leaves the body out
	}
	mux.ServeHTTP(res, inner)
}

// special serves what is not the API: probes, pages and the web apps. It reports whether it did.
func (g *Gateway) special(res *response, r *http.Request) bool {
	path := r.URL.Path
	if strings.HasPrefix(path, "/v1/") {
		return false
	}
	var serve func(*response, *http.Request)
	switch p, known := g.pages[path]; {
	case known:
		serve = p.serve
	case path == "/healthz":
		serve = healthz
	case path == "/readyz":
		serve = g.readyz
	default:
		if serve, known = g.web.find(path); !known {
			return false
		}
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		res.fail(methodNotAllowed())
		return true
	}
	serve(res, r)
	return true
}

// forbidden are the headers by which a stranger could steer metadata, the method or the deadline.
var forbidden = []string{"Grpc-Timeout", "X-Forwarded-For", "X-Forwarded-Host", "X-Http-Method-Override", "Te"}

// clean removes what a stranger may not say, and refuses what nobody can mean.
func clean(r *http.Request) error {
	if len(r.Header["Authorization"]) > 1 || len(r.Header["Idempotency-Key"]) > 1 {
		return errs.E(errs.Invalid, errorsv1.Reason_INVALID_REQUEST, "reading headers: one is given twice", nil)
	}
	for _, name := range forbidden {
		delete(r.Header, name)
	}
	return nil
}

// drain reads what a refused caller is still sending, up to a bound: closing a
// connection with unread bytes resets it, and the caller would never see why he was
// refused. One who waits for "100 Continue" is sending nothing.
func drain(r *http.Request) {
	if r.ContentLength == 0 || r.Header.Get("Expect") != "" {
		return
	}
	most := int64(2 * maxBody)
	if isUpload(r) {
		most = 2 * maxUpload
	}
	// What cannot be read any more need not be.
	_, _ = io.CopyN(io.Discard, r.Body, most)
}

// recovered answers after a panic. The text goes to the log and never to the caller.
func (g *Gateway) recovered(res *response, r *http.Request, p any) {
	if err, ok := p.(error); ok && errors.Is(err, http.ErrAbortHandler) {
		panic(p)
	}
	g.log.ErrorContext(r.Context(), "a request panicked", "panic", fmt.Sprint(p), "request_id", res.requestID, "stack", string(debug.Stack()))
	res.reset()
	res.fail(errs.E(errs.Internal, errorsv1.Reason_INTERNAL, "serving a request", nil))
}

// language is the caller's language for messages made by the gateway itself.
func language(r *http.Request) localtext.Lang {
	return localtext.FromAcceptLanguage(r.Header.Get("Accept-Language"))
}

func bodyTooLarge(limit int64) error {
	return errs.E(errs.Invalid, errorsv1.Reason_BODY_TOO_LARGE, "reading the body", nil, errs.Meta("maxBytes", fmt.Sprint(limit)))
}

func methodNotAllowed() error {
	return errs.E(errs.Unimplemented, errorsv1.Reason_METHOD_NOT_ALLOWED, "routing", nil)
}
