package gateway

import (
	"context"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// The browser's refresh token lives in a cookie that scripts cannot read and that
// other sites cannot cause to be sent. It goes to all of /v1/, because sync is asked of
// each app, and is read in three places only: sign-in, refresh and sync.
const (
	cookieName  = "massar_refresh"
	cookiePath  = "/v1/"
	cookieLife  = 180 * 24 * time.Hour
	maxCookie   = 512
	refreshPath = "/v1/auth/sessions:refresh"
	signInPath  = "/v1/auth/sessions"

	// headerSession names which of the sessions of a browser is meant: `<app>.<slot>`, a slot
	// from 0 to 7. Several people may be signed in on one phone, each with a cookie.
	headerSession = "Massar-Session"
	lastSlot      = '7'
)

// sessionCookie gives the name of the cookie that a request means.
func sessionCookie(r *http.Request) (string, error) {
	values := r.Header[headerSession]
	if len(values) == 0 {
		return cookieName, nil
	}
	app, slot, found := strings.Cut(values[0], ".")
	known := slices.ContainsFunc(publicServices(), func(s publicService) bool { return s.conn == app && s.conn != "identity" })
	if len(values) > 1 || !found || !known || len(slot) != 1 || slot[0] < '0' || slot[0] > lastSlot {
		return "", errs.E(errs.Invalid, errorsv1.Reason_INVALID_REQUEST, "reading headers", nil,
			errs.Field(headerSession, errorsv1.Reason_FIELD_FORMAT))
	}
	return cookieName + "_" + values[0], nil
}

// presented gives the refresh token of a browser's own page: empty where there is none,
// or where another site may have caused the request.
func (res *response) presented(r *http.Request, publicURL string) string {
	c, err := r.Cookie(res.cookie)
	if err != nil || len(c.Value) > maxCookie || !ownPage(r, publicURL) {
		return ""
	}
	return c.Value
}

// ownPage says that no page of another site is behind a request, as far as its browser
// tells. SameSite=Strict says the same; this also holds for a neighbour below one
// domain, and JSON for browsers that say nothing: a form cannot send it.
func ownPage(r *http.Request, publicURL string) bool {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/json" || r.Method != http.MethodPost {
		return false
	}
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" {
		return false
	}
	origin := r.Header.Get("Origin")
	if origin == "" {
		return true
	}
	from, err := url.Parse(origin)
	if err != nil || from.Host == "" {
		return false
	}
	// A proxy in front may have given the host another name; then the public one counts.
	public, err := url.Parse(publicURL)
	return strings.EqualFold(from.Host, r.Host) || err == nil && public.Host != "" && strings.EqualFold(from.Host, public.Host)
}

// refreshCookie gives the cookie to the two RPCs that need it: the refresh, and the sign-in, which knows an owner's
// browser by it.
func (g *Gateway) refreshCookie(ctx context.Context, r *http.Request) metadata.MD {
	if r.URL.Path != refreshPath && r.URL.Path != signInPath {
		return nil
	}
	res, ok := ctx.Value(responseKey{}).(*response)
	if !ok {
		return nil
	}
	token := res.presented(r, g.cfg.PublicURL)
	if token == "" {
		return nil
	}
	return metadata.Pairs(metaRefreshCookie, token)
}

// responseKey is the key of the answer in the context of its request: what makes metadata sees the request alone.
type responseKey struct{}

// setRefreshCookie turns the header metadata of auth's answer into the cookie; an
// empty value removes it.
func setRefreshCookie(ctx context.Context, w http.ResponseWriter, _ proto.Message) error {
	res, ok := w.(*response)
	if !ok || !res.isAuth {
		return nil
	}
	md, ok := runtime.ServerMetadataFromContext(ctx)
	if !ok {
		return nil
	}
	if values := md.HeaderMD.Get(metaRefreshCookie); len(values) > 0 {
		res.setCookie(values[0])
	}
	return nil
}

// setCookie hands a refresh token to the browser; an empty one takes the cookie out of it.
func (res *response) setCookie(token string) {
	c := &http.Cookie{
		Name: res.cookie, Value: token, Path: cookiePath, MaxAge: int(cookieLife / time.Second),
		Secure: true, HttpOnly: true, SameSite: http.SameSiteStrictMode,
	}
	if token == "" {
		c.MaxAge = -1
	}
	http.SetCookie(res, c)
}
