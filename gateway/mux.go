package gateway

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"

	authgw "github.com/massar-platform/massar/proto/gen/gateway/massar/auth/v1"
	idaragw "github.com/massar-platform/massar/proto/gen/gateway/massar/idara/v1"
	moudarisgw "github.com/massar-platform/massar/proto/gen/gateway/massar/moudaris/v1"
	moutamadrisgw "github.com/massar-platform/massar/proto/gen/gateway/massar/moutamadris/v1"
	waliyegw "github.com/massar-platform/massar/proto/gen/gateway/massar/waliye/v1"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
	moutamadrisv1 "github.com/massar-platform/massar/proto/gen/massar/moutamadris/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// newMuxes registers the generated handlers over client connections (never over the
// servers themselves, which would skip their interceptors), then the routes written
// by hand. Each service has a mux of its own: a mux tries its routes one after the
// other, and the student's should not wait for the office's.
func (g *Gateway) newMuxes() (map[string]*runtime.ServeMux, error) {
	// The handlers hold the context only to stop watching it; they end with the process.
	ctx := context.Background()
	conns := encodedReads(g.deps.Conns)
	muxes := map[string]*runtime.ServeMux{}
	for _, name := range []string{"auth", "moutamadris", "waliye", "moudaris", "idara"} {
		muxes[name] = g.newMux()
	}
	err := errors.Join(
		authgw.RegisterAuthServiceHandlerClient(ctx, muxes["auth"], authv1.NewAuthServiceClient(conns["identity"])),
		moutamadrisgw.RegisterMoutamadrisServiceHandlerClient(ctx, muxes["moutamadris"], moutamadrisv1.NewMoutamadrisServiceClient(conns["moutamadris"])),
		waliyegw.RegisterWaliyeServiceHandlerClient(ctx, muxes["waliye"], waliyev1.NewWaliyeServiceClient(conns["waliye"])),
		moudarisgw.RegisterMoudarisServiceHandlerClient(ctx, muxes["moudaris"], moudarisv1.NewMoudarisServiceClient(conns["moudaris"])),
		idaragw.RegisterIdaraServiceHandlerClient(ctx, muxes["idara"], idarav1.NewIdaraServiceClient(conns["idara"])),
		g.uploads(muxes),
	)
	if err != nil {
		return nil, fmt.Errorf("gateway: registering routes: %w", err)
	}
	return muxes, nil
}

func (g *Gateway) newMux() *runtime.ServeMux {
	return runtime.NewServeMux(
		runtime.WithMarshalerOption(runtime.MIMEWildcard, &runtime.HTTPBodyMarshaler{Marshaler: newCodec()}),
		runtime.WithIncomingHeaderMatcher(incoming),
		runtime.WithOutgoingHeaderMatcher(outgoing),
		runtime.WithOutgoingTrailerMatcher(func(string) (string, bool) { return "", false }),
		runtime.WithErrorHandler(handleError),
		runtime.WithRoutingErrorHandler(handleRoutingError),
		runtime.WithMetadata(g.refreshCookie),
		runtime.WithForwardResponseOption(setRefreshCookie),
		runtime.WithDisableHTTPMethodOverride(),
		runtime.WithDisablePathLengthFallback(),
	)
}

// muxOf finds the mux of a path by its second segment: /v1/moutamadris/marks.
func (g *Gateway) muxOf(path string) (*runtime.ServeMux, bool) {
	if path == keysPath {
		return g.muxes["auth"], true
	}
	rest, ok := strings.CutPrefix(path, "/v1/")
	if !ok {
		return nil, false
	}
	name, _, _ := strings.Cut(rest, "/")
	mux, ok := g.muxes[name]
	return mux, ok
}

// incoming is the list of headers that become metadata. Everything else is dropped,
// Grpc-Metadata-* above all: a stranger must not speak in the gateway's name.
// Authorization is added by the runtime itself.
func incoming(name string) (string, bool) {
	switch name {
	case "Accept-Language":
		return metaLanguage, true
	case "Idempotency-Key":
		return metaIdempotencyKey, true
	case headerRequestID:
		return metaRequestID, true
	}
	return "", false
}

// outgoing is the list of metadata that become headers. The refresh cookie is made
// from metadata elsewhere.
func outgoing(name string) (string, bool) {
	if name == "content-disposition" {
		return "Content-Disposition", true
	}
	return "", false
}

// Names of the metadata that services read.
const (
	metaAuthorization  = "authorization"
	metaLanguage       = "accept-language"
	metaIdempotencyKey = "idempotency-key"
	metaRequestID      = "x-request-id"
	metaForwardedFor   = "x-forwarded-for"
	metaRefreshCookie  = "x-massar-refresh-cookie"
)

// withEdge writes what the gateway itself knows of the request to where the runtime
// reads it: the request's id, and the caller's address behind a trusted proxy.
func withEdge(r *http.Request, res *response, ip netip.Addr) *http.Request {
	r.Header[headerRequestID] = []string{res.requestID}
	if host, _, err := net.SplitHostPort(r.RemoteAddr); err == nil && ip.IsValid() && host != ip.String() {
		r.RemoteAddr = net.JoinHostPort(ip.String(), "0")
	}
	return r
}
