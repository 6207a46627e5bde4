package gateway

import (
	"context"
	"net/http"
	"time"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/proto"
)

// The browser's refresh token lives in a cookie that scripts cannot read, that
// other sites cannot cause to be sent, and that only sign-in routes receive.
const (
	cookieName  = "massar_refresh"
	cookiePath  = "/v1/auth"
	cookieLife  = 180 * 24 * time.Hour
	refreshPath = "/v1/auth/sessions:refresh"
	signInPath  = "/v1/auth/sessions"
)

// refreshCookie gives the cookie to the two RPCs that need it: the refresh, and the sign-in, which knows an owner's
// browser by it.
func refreshCookie(_ context.Context, r *http.Request) metadata.MD {
	if r.URL.Path != refreshPath && (r.URL.Path != signInPath || r.Method != http.MethodPost) {
		return nil
	}
	c, err := r.Cookie(cookieName)
	if err != nil || c.Value == "" || len(c.Value) > 512 {
		return nil
	}
	return metadata.Pairs(metaRefreshCookie, c.Value)
}

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
	values := md.HeaderMD.Get(metaRefreshCookie)
	if len(values) == 0 {
		return nil
	}
	c := &http.Cookie{
		Name: cookieName, Value: values[0], Path: cookiePath, MaxAge: int(cookieLife / time.Second),
		Secure: true, HttpOnly: true, SameSite: http.SameSiteStrictMode,
	}
	if c.Value == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
	return nil
}
