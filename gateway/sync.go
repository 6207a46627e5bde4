package gateway

import (
	"bytes"
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"github.com/massar-platform/massar/platform/errs"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// minSyncGzip is the size from which the answer to a sync is compressed, if that makes it
// smaller: it is read on the slowest lines that there are, several times a day.
const minSyncGzip = 200

// syncGzipLevel costs more time than gzipLevel, and the answers are short.
const syncGzipLevel = 6

// gzipHeaderCost is what a compressed answer says about itself.
const gzipHeaderCost = len("Content-Encoding: gzip\r\n")

// isSync says whether a request is an app's opening.
func isSync(r *http.Request) bool {
	app, found := strings.CutSuffix(strings.TrimPrefix(r.URL.Path, "/v1/"), "/sync")
	return found && r.Method == http.MethodPost && app != "" && !strings.Contains(app, "/")
}

// renewal is a session that was rotated on the way to an answer. Whatever becomes of the
// answer, it brings the session along: the token that the browser sent is used up.
type renewal struct {
	refresh, access string
	expiresIn       int32
}

// renew rotates the session of a browser that syncs with its cookie alone, and puts the
// new access token where the handler reads it. It reports whether the request goes on.
func (g *Gateway) renew(ctx context.Context, res *response, r *http.Request) bool {
	if len(r.Header["Authorization"]) > 0 {
		return true
	}
	token := res.presented(r, g.cfg.PublicURL)
	if token == "" {
		return true // and is refused as every call without a token
	}
	if err := g.limits.session(ctx, token); err != nil {
		res.fail(err)
		return false
	}
	if app, _, _ := strings.Cut(r.Header.Get(headerSession), "."); app != "" && !strings.HasPrefix(r.URL.Path, "/v1/"+app+"/") {
		res.fail(errs.E(errs.Invalid, errorsv1.Reason_INVALID_REQUEST, "reading headers: a session of another app", nil,
			errs.Field(headerSession, errorsv1.Reason_INVALID_REQUEST)))
		return false
	}
	call, err := runtime.AnnotateContext(ctx, g.muxes["auth"], r, authv1.AuthService_RefreshSession_FullMethodName)
	if err != nil {
		res.fail(err)
		return false
	}
	var header metadata.MD
	call = metadata.AppendToOutgoingContext(call, metaRefreshCookie, token)
	session, err := g.auth.RefreshSession(call, &authv1.RefreshSessionRequest{}, grpc.Header(&header))
	if err != nil {
		res.fail(err)
		return false
	}
	next := session.GetRefreshToken()
	if values := header.Get(metaRefreshCookie); len(values) > 0 {
		next = values[0]
	}
	res.renewed = &renewal{refresh: next, access: session.GetAccessToken(), expiresIn: session.GetExpiresIn()}
	r.Header["Authorization"] = []string{"Bearer " + session.GetAccessToken()}
	return true
}

// deliver puts a renewed session into the answer, an error or not: the refresh token as
// the cookie, the access token as two more fields of the body.
func (res *response) deliver() {
	if res.renewed == nil {
		return
	}
	res.setCookie(res.renewed.refresh)
	body := bytes.TrimRight(res.buf, " \n")
	if len(body) < len("{}") || body[len(body)-1] != '}' {
		return // never an object of ours; the cookie alone saves the session
	}
	body = body[:len(body)-1]
	if len(body) > len("{") {
		body = append(body, ',')
	}
	body = append(body, `"accessToken":`...)
	body = appendText(body, res.renewed.access)
	body = append(body, `,"expiresIn":`...)
	body = strconv.AppendInt(body, int64(res.renewed.expiresIn), 10)
	res.buf = append(body, '}')
}

// emptyLists are the lists with which the answer to a sync ends, last first, where they are empty.
var emptyLists = [][]byte{[]byte(`,"stale":[]`), []byte(`,"gone":[]`), []byte(`,"parts":[]`)}

// trim leaves out lists that say that nothing is the matter: most openings find nothing new.
func (res *response) trim() {
	if !res.isSync || res.status != http.StatusOK {
		return
	}
	body, isObject := bytes.CutSuffix(bytes.TrimRight(res.buf, " \n"), []byte("}"))
	if !isObject {
		return
	}
	for _, empty := range emptyLists {
		// Only at the very end, where nothing but the answer's own last field can stand.
		body = bytes.TrimSuffix(body, empty)
	}
	res.buf = append(body, '}')
}

// lean takes out of an app's opening what it has no use for: it is never kept, so it
// varies by nothing; it is JSON, never shown as a page, so no policy of pages applies;
// and nobody asks for help about what went well.
func (res *response) lean() {
	if !res.isSync || res.status != http.StatusOK {
		return
	}
	h := res.Header()
	for _, name := range []string{"Vary", "Content-Security-Policy", "Referrer-Policy", "Strict-Transport-Security", headerRequestID} {
		delete(h, name)
	}
}
