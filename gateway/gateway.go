package gateway

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc"

	"github.com/massar-platform/massar/platform/app"
	"github.com/massar-platform/massar/platform/cache"
	"github.com/massar-platform/massar/platform/clock"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
)

// Config is what an operator may choose. The zero value works on loopback.
type Config struct {
	// Listen is the address of JSON, documentation and probes.
	Listen string
	// GRPCListen is the address of native gRPC; empty means none.
	GRPCListen string
	// CertFile and KeyFile are the certificate of both public listeners, PEM. A
	// listener that is not on loopback refuses to start without them.
	CertFile, KeyFile string
	// PublicURL is what OpenAPI calls this server; empty means relative to the document.
	PublicURL string
	// Version is shown in OpenAPI.
	Version string
	// TrustedProxies are the networks whose X-Forwarded-For is believed.
	TrustedProxies []netip.Prefix
	// MaxConnections bounds each public listener; 0 means 20,000.
	MaxConnections int
	// AccountLimit bounds the requests of one access token, AddressLimit those of one
	// address (loopback excepted: a proxy or a tool on the machine itself). A zero
	// Rate means the default, a negative one no limit.
	AccountLimit, AddressLimit cache.Limit
}

// Deps is what the gateway works with.
type Deps struct {
	// Conns are client connections by service: identity, moutamadris, waliye, moudaris, idara.
	Conns map[string]grpc.ClientConnInterface
	Log   *slog.Logger
	// Ready is the readiness of the whole process.
	Ready func(context.Context) app.Report
	// Clock is the schools' clock; /readyz prints it beside the real one.
	Clock clock.School
	// Cache holds the shared rate limits.
	Cache *cache.Cache
	// WebApps holds the built web apps, a folder each; nil or empty serves none.
	WebApps fs.FS
	// Meter and Tracer may be nil.
	Meter      metric.MeterProvider
	Tracer     trace.TracerProvider
	Propagator propagation.TextMapPropagator
}

// Gateway is the public edge of the platform.
type Gateway struct {
	cfg     Config
	deps    Deps
	log     *slog.Logger
	muxes   map[string]*runtime.ServeMux
	auth    authv1.AuthServiceClient
	handler http.Handler
	pages   map[string]page
	web     webFiles
	limits  limits
	trusted []netip.Prefix
	metrics *httpMetrics

	http     *http.Server
	grpc     *grpc.Server
	listener net.Listener
	grpcL    net.Listener
}

// New builds the gateway and checks that every edge service has a connection.
func New(cfg Config, deps Deps) (*Gateway, error) {
	for _, name := range edgeServices() {
		if deps.Conns[name] == nil {
			return nil, fmt.Errorf("gateway: no connection to %s", name)
		}
	}
	if deps.Log == nil || deps.Cache == nil || deps.Ready == nil || deps.Clock.Real() == nil {
		return nil, errors.New("gateway: Log, Cache, Ready and Clock are needed")
	}
	g := &Gateway{cfg: cfg, deps: deps, log: deps.Log, trusted: cfg.TrustedProxies}
	g.limits = newLimits(cfg, deps.Cache)
	g.auth = authv1.NewAuthServiceClient(deps.Conns["identity"])
	var err error
	if g.metrics, err = newHTTPMetrics(deps.Meter); err != nil {
		return nil, err
	}
	if g.muxes, err = g.newMuxes(); err != nil {
		return nil, err
	}
	if g.pages, err = newPages(cfg); err != nil {
		return nil, err
	}
	if g.web, err = newWebFiles(deps.WebApps); err != nil {
		return nil, err
	}
	if g.HasWebApps() {
		delete(g.pages, "/") // which says that it is not
	}
	g.handler = g.traced(http.HandlerFunc(g.serve))
	tlsConfig, err := publicTLS(cfg)
	if err != nil {
		return nil, err
	}
	g.http = &http.Server{
		Handler:           g.handler,
		TLSConfig:         tlsConfig,
		ReadHeaderTimeout: readHeaderTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		HTTP2:             &http.HTTP2Config{MaxConcurrentStreams: maxHTTP2Streams},
		ErrorLog:          slog.NewLogLogger(deps.Log.Handler(), slog.LevelDebug),
	}
	if cfg.GRPCListen != "" {
		if g.grpc, err = g.newGRPC(tlsConfig); err != nil {
			return nil, err
		}
	}
	return g, nil
}

// edgeServices are the services that the public may reach, by the name of their connection.
func edgeServices() []string {
	return []string{"identity", "moutamadris", "waliye", "moudaris", "idara"}
}

// Handler is the HTTP side without a listener.
func (g *Gateway) Handler() http.Handler { return g.handler }

// Start opens the public listeners.
func (g *Gateway) Start(ctx context.Context) error {
	var err error
	if g.listener, err = g.listen(ctx, g.cfg.Listen, "JSON API", "--listen"); err != nil {
		return err
	}
	if g.grpc == nil {
		return nil
	}
	if g.grpcL, err = g.listen(ctx, g.cfg.GRPCListen, "gRPC API", "--grpc-listen"); err != nil {
		return errors.Join(err, g.listener.Close())
	}
	return nil
}

// HasWebApps reports whether the web apps are served, the page at / among them.
func (g *Gateway) HasWebApps() bool {
	_, front := g.web.files["/"]
	return front
}

// Addr is where JSON is served, after Start.
func (g *Gateway) Addr() string { return g.listener.Addr().String() }

// GRPCAddr is where native gRPC is served, after Start; empty without that listener.
func (g *Gateway) GRPCAddr() string {
	if g.grpcL == nil {
		return ""
	}
	return g.grpcL.Addr().String()
}

// Run serves until Stop.
func (g *Gateway) Run(context.Context) error {
	var wg sync.WaitGroup
	errs := make([]error, 2)
	wg.Go(func() {
		serve := g.http.Serve
		if g.http.TLSConfig != nil {
			serve = func(l net.Listener) error { return g.http.ServeTLS(l, "", "") }
		}
		if err := serve(g.listener); !errors.Is(err, http.ErrServerClosed) {
			errs[0] = fmt.Errorf("gateway: HTTP: %w", err)
		}
		if errs[0] != nil && g.grpc != nil {
			g.grpc.Stop()
		}
	})
	if g.grpc != nil {
		wg.Go(func() {
			if err := g.grpc.Serve(g.grpcL); err != nil {
				errs[1] = fmt.Errorf("gateway: gRPC: %w", err)
				_ = g.http.Close() // the other listener goes too: half an edge is worse than a restart
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// Stop lets requests in progress end while ctx lasts.
func (g *Gateway) Stop(ctx context.Context) error {
	var wg sync.WaitGroup
	if g.grpc != nil {
		wg.Go(func() {
			ended := make(chan struct{})
			go func() { g.grpc.GracefulStop(); close(ended) }()
			select {
			case <-ended:
			case <-ctx.Done():
				g.grpc.Stop()
				<-ended
			}
		})
	}
	err := g.http.Shutdown(ctx)
	if err != nil {
		err = errors.Join(err, g.http.Close())
	}
	wg.Wait()
	return err
}

// listen opens a public listener, bounded in connections.
func (g *Gateway) listen(ctx context.Context, address, purpose, setting string) (net.Listener, error) {
	if err := checkPublic(g.cfg, address, purpose); err != nil {
		return nil, err
	}
	l, err := app.Listen(ctx, address, purpose, setting)
	if err != nil {
		return nil, err
	}
	n := g.cfg.MaxConnections
	if n <= 0 {
		n = defaultMaxConnections
	}
	return limitListener(l, n), nil
}

// checkPublic refuses clear text anywhere but on loopback.
func checkPublic(cfg Config, address, purpose string) error {
	if cfg.CertFile != "" {
		return nil
	}
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("%s: %q is not HOST:PORT", purpose, address)
	}
	if strings.EqualFold(host, "localhost") {
		return nil
	}
	if ip, err := netip.ParseAddr(host); err == nil && ip.Unmap().IsLoopback() {
		return nil
	}
	return fmt.Errorf("%s: %s is not on loopback and has no certificate: set tls.public_cert and tls.public_key, or listen on 127.0.0.1", purpose, address)
}

// clientIP is the address of the caller: the peer's, or what the nearest trusted proxy says.
func (g *Gateway) clientIP(r *http.Request) netip.Addr {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	ip := peer.Addr().Unmap()
	if len(g.trusted) == 0 || !g.isTrusted(ip) {
		return ip
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		addr, err := netip.ParseAddr(strings.TrimSpace(hop))
		if err != nil {
			return ip
		}
		if ip = addr.Unmap(); !g.isTrusted(ip) {
			return ip
		}
	}
	return ip
}

func (g *Gateway) isTrusted(ip netip.Addr) bool {
	return slices.ContainsFunc(g.trusted, func(p netip.Prefix) bool { return p.Contains(ip) })
}

// now is the real time; tests of clocks replace the clock.
func (g *Gateway) now() time.Time { return g.deps.Clock.Real().Now() }
