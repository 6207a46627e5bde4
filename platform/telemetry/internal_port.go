package telemetry

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/pprof"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Server is the internal port: what operators and Prometheus read, never users.
type Server struct {
	listen func(context.Context) (net.Listener, error)
	http   *http.Server
	l      net.Listener
}

// NewServer prepares the internal port on the listener that listen opens. extra
// adds routes, such as "/readyz".
func (t *Telemetry) NewServer(listen func(context.Context) (net.Listener, error), extra map[string]http.Handler) *Server {
	return &Server{listen: listen, http: &http.Server{
		Handler:           t.Handler(extra),
		ReadHeaderTimeout: 5 * time.Second,
		IdleTimeout:       60 * time.Second,
	}}
}

// Handler serves /metrics, /healthz, /debug/pprof/ and the extra routes.
func (t *Telemetry) Handler(extra map[string]http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(t.Registry, promhttp.HandlerOpts{Registry: t.Registry}))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		// The prober has gone when this fails.
		_, _ = w.Write([]byte(`{"status":"ok"}` + "\n"))
	})
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	for route, h := range extra {
		mux.Handle(route, h)
	}
	return mux
}

// Start opens the port.
func (s *Server) Start(ctx context.Context) error {
	l, err := s.listen(ctx)
	s.l = l
	return err
}

// Addr is where the port listens, after Start.
func (s *Server) Addr() string { return s.l.Addr().String() }

// Run serves until Stop.
func (s *Server) Run(context.Context) error {
	if err := s.http.Serve(s.l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// Stop closes the port. Profiles and scrapes in progress are cut when ctx ends.
func (s *Server) Stop(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	if err := s.http.Shutdown(ctx); err != nil {
		return s.http.Close()
	}
	return nil
}
