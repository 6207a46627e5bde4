package rpc

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"slices"
	"sync"
	"time"

	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc"
	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc/filters"
	"go.opentelemetry.io/otel/metric"
	metricnoop "go.opentelemetry.io/otel/metric/noop"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	healthv1 "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/keepalive"
	"google.golang.org/grpc/test/bufconn"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"

	"github.com/massar-platform/massar/platform/auth"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
)

// Limits of what a server takes in. Files come in chunks, so that one message is never large.
const (
	maxMessage        = 1 << 20
	maxAnswer         = 16 << 20
	maxHeaderList     = 8 << 10
	maxStreamsRemote  = 100
	maxStreamsLocal   = 1 << 16
	handshakeTimeout  = 10 * time.Second
	window            = 1 << 20
	localPipe         = 256 << 10
	defaultDrain      = 10 * time.Second
	abandonAfter      = 2 * time.Second
	keepaliveInterval = 30 * time.Second
)

// Service is what a process hosts: it registers its RPCs.
type Service interface {
	Register(grpc.ServiceRegistrar)
}

// Options make a server.
type Options struct {
	// Services are the names of the services that this process hosts; a Dialer finds these in process.
	Services []string
	Log      *slog.Logger
	// Verifier checks access tokens; required.
	Verifier TokenVerifier
	// Policy overrides what the descriptors say; nil reads the options of each registered service.
	Policy auth.Policy
	// Descriptors are where services are looked up; nil means those linked into the program.
	Descriptors *protoregistry.Files
	// TLS is the process's certificate. Without one the server is reachable in process only.
	TLS *tls.Config
	// Meter and Tracer are optional.
	Meter  metric.MeterProvider
	Tracer trace.TracerProvider
	// Deadline is given to calls that come without one; 0 means 5 s.
	Deadline time.Duration
	// Drain caps how long GracefulStop waits for work in progress; 0 means 10 s.
	Drain time.Duration
}

// Server hosts all the services of a process. In front of each of their RPCs stands the chain of chain.go,
// whether the caller is in the process or across the network. The two kinds of connection have a grpc server
// each, because their limits differ and because a name that is believed in memory must not be read from a socket.
type Server struct {
	options Options
	chain   *chain
	health  *health.Server
	local   *grpc.Server
	remote  *grpc.Server // nil without TLS
	pipe    *bufconn.Listener
	direct  direct

	mu      sync.Mutex
	started bool
	inputs  []protoreflect.MessageDescriptor
	wrong   []error
}

// NewServer makes a server without services; Register adds them, ServeLocal and Serve start it.
func NewServer(o Options) (*Server, error) {
	if o.Verifier == nil {
		return nil, errors.New("rpc: a server needs a token verifier")
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Descriptors == nil {
		o.Descriptors = protoregistry.GlobalFiles
	}
	if o.Deadline <= 0 {
		o.Deadline = defaultDeadline
	}
	if o.Drain <= 0 {
		o.Drain = defaultDrain
	}
	m, err := newMetrics(o.Meter)
	if err != nil {
		return nil, fmt.Errorf("rpc: metrics: %w", err)
	}
	s := &Server{
		options: o, health: health.NewServer(), pipe: bufconn.Listen(localPipe),
		direct: newDirect(),
		chain:  &chain{log: o.Log, verifier: o.Verifier, methods: map[string]*method{}, metrics: m, timeout: o.Deadline},
	}
	if err := watchDirect(o.Meter, &s.direct); err != nil {
		return nil, fmt.Errorf("rpc: metrics: %w", err)
	}
	s.local = grpc.NewServer(append(s.common(), grpc.Creds(localCredentials{}), grpc.MaxConcurrentStreams(maxStreamsLocal))...)
	if o.TLS != nil {
		creds, err := serverCredentials(o.TLS)
		if err != nil {
			return nil, err
		}
		s.remote = grpc.NewServer(append(s.common(), grpc.Creds(creds), grpc.MaxConcurrentStreams(maxStreamsRemote),
			grpc.KeepaliveParams(keepalive.ServerParameters{Time: time.Minute, Timeout: 20 * time.Second}),
			grpc.KeepaliveEnforcementPolicy(keepalive.EnforcementPolicy{MinTime: keepaliveInterval / 2, PermitWithoutStream: true}),
		)...)
	}
	s.registerHealth()
	return s, nil
}

// common are the options of both servers.
func (s *Server) common() []grpc.ServerOption {
	opts := []grpc.ServerOption{
		grpc.UnaryInterceptor(s.chain.unary),
		grpc.StreamInterceptor(s.chain.stream),
		grpc.MaxRecvMsgSize(maxMessage),
		grpc.MaxSendMsgSize(maxAnswer),
		grpc.MaxHeaderListSize(maxHeaderList),
		grpc.ConnectionTimeout(handshakeTimeout),
		grpc.StaticStreamWindowSize(window),
		grpc.StaticConnWindowSize(window),
		grpc.WaitForHandlers(true),
	}
	if s.options.Tracer != nil {
		opts = append(opts, grpc.StatsHandler(otelgrpc.NewServerHandler(tracing(s.options.Tracer)...)))
	}
	return opts
}

// polls are what processes ask each other all the time, whether anybody asks them something or not: as traces
// they would bury those of people.
var polls = []otelgrpc.Filter{
	filters.HealthCheck(),
	filters.FullMethodName("/massar.school.v1.SchoolService/ListChanges"),
	filters.FullMethodName("/massar.identity.v1.IdentityService/ListRevocations"),
}

// tracing are the spans of requests, probes and polls left out. Metrics are our own.
func tracing(provider trace.TracerProvider) []otelgrpc.Option {
	return []otelgrpc.Option{
		otelgrpc.WithTracerProvider(provider),
		otelgrpc.WithMeterProvider(metricnoop.NewMeterProvider()),
		otelgrpc.WithPropagators(propagation.TraceContext{}),
		otelgrpc.WithFilter(filters.None(polls...)),
	}
}

// registerHealth serves the standard probe to any of our services, and to nobody else.
func (s *Server) registerHealth() {
	for _, name := range []string{healthv1.Health_Check_FullMethodName, healthv1.Health_List_FullMethodName, healthv1.Health_Watch_FullMethodName} {
		kind := kindUnary
		if name == healthv1.Health_Watch_FullMethodName {
			kind = kindWatch
		}
		m := newMethod(name, &optionsv1.Access{Public: true}, kind)
		m.anyPeer, m.quiet = true, true
		s.chain.methods[name] = m
	}
	healthv1.RegisterHealthServer(s.local, s.health)
	if s.remote != nil {
		healthv1.RegisterHealthServer(s.remote, s.health)
	}
}

// SetServing says whether a service may be sent requests, by its full protobuf name; "" is the whole process.
func (s *Server) SetServing(service string, serving bool) {
	state := healthv1.HealthCheckResponse_NOT_SERVING
	if serving {
		state = healthv1.HealthCheckResponse_SERVING
	}
	s.health.SetServingStatus(service, state)
}

// Hosts says whether a service, by its short name, is in this process.
func (s *Server) Hosts(service string) bool { return slices.Contains(s.options.Services, service) }

// Register adds services. It fails, and the server then refuses to start, when an RPC has no access option.
func (s *Server) Register(services ...Service) error {
	for _, service := range services {
		service.Register(s)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return errors.Join(s.wrong...)
}

// RegisterService implements grpc.ServiceRegistrar, for the generated code.
func (s *Server) RegisterService(desc *grpc.ServiceDesc, implementation any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.started {
		s.wrong = append(s.wrong, fmt.Errorf("rpc: %s registered after the start", desc.ServiceName))
		return
	}
	methods, inputs, err := methodsOf(desc, s.options.Descriptors, s.options.Policy)
	if err != nil {
		s.wrong = append(s.wrong, err)
		return
	}
	for name, m := range methods {
		m.stats = s.chain.metrics.of(name)
		s.chain.methods[name] = m
	}
	for i := range desc.Methods {
		m := &desc.Methods[i]
		s.direct.methods["/"+desc.ServiceName+"/"+m.MethodName] = directMethod{implementation: implementation, desc: m}
	}
	s.inputs = append(s.inputs, inputs...)
	s.local.RegisterService(desc, implementation)
	if s.remote != nil {
		s.remote.RegisterService(desc, implementation)
	}
}

// start checks what was registered and makes the request rules ready, once.
func (s *Server) start() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := errors.Join(s.wrong...); err != nil {
		return err
	}
	if s.started {
		return nil
	}
	v, err := newValidator(s.inputs)
	if err != nil {
		return fmt.Errorf("rpc: rules of requests: %w", err)
	}
	s.chain.validator, s.started = v, true
	return nil
}

// ServeLocal serves the callers in this process until the server stops. Connections made before it wait.
func (s *Server) ServeLocal() error {
	if err := s.start(); err != nil {
		return err
	}
	s.direct.serving.Store(true)
	return ended(s.local.Serve(s.pipe))
}

// Serve serves callers of other processes on lis until the server stops.
func (s *Server) Serve(lis net.Listener) error {
	if s.remote == nil {
		return errors.Join(errors.New("rpc: serving other processes needs tls.ca, tls.cert and tls.key"), lis.Close())
	}
	if err := s.start(); err != nil {
		return errors.Join(err, lis.Close())
	}
	return ended(s.remote.Serve(lis))
}

func ended(err error) error {
	if errors.Is(err, grpc.ErrServerStopped) {
		return nil
	}
	return err
}

// GracefulStop takes no new requests and lets those in progress end, until the drain time or ctx is over;
// then it cuts what is left. Callers from other processes are turned away first, so that the services of this
// process can still ask each other.
func (s *Server) GracefulStop(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, s.options.Drain)
	defer cancel()
	s.health.Shutdown()
	if s.remote != nil {
		drain(ctx, s.remote)
	}
	s.direct.stop(ctx)
	drain(ctx, s.local)
	_ = s.pipe.Close()
}

func drain(ctx context.Context, server *grpc.Server) {
	done := make(chan struct{})
	go func() {
		server.GracefulStop()
		close(done)
	}()
	select {
	case <-done:
	case <-ctx.Done():
		// Contexts end now; a handler that does not listen to its own is left behind.
		stopped := make(chan struct{})
		go func() {
			server.Stop()
			close(stopped)
		}()
		select {
		case <-stopped:
		case <-time.After(abandonAfter):
		}
	}
}
