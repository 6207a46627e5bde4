package rpc

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"

	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"
	"google.golang.org/grpc/keepalive"
)

// remoteConfig spreads calls over the replicas of a service, and asks again when a call was refused before it
// began. A write may be asked again too: its idempotency key makes it one. The budget stops retries when most fail.
const remoteConfig = `{
  "loadBalancingConfig": [{"round_robin": {}}],
  "methodConfig": [{
    "name": [{}],
    "retryPolicy": {"maxAttempts": 3, "initialBackoff": "0.05s", "maxBackoff": "0.5s", "backoffMultiplier": 2, "retryableStatusCodes": ["UNAVAILABLE"]}
  }],
  "retryThrottling": {"maxTokens": 20, "tokenRatio": 0.1}
}`

// reconnecting is how soon a connection that failed is tried again. What grpc does by itself, up to two minutes,
// would keep a service away from its callers long after it is back.
var reconnecting = grpc.ConnectParams{
	Backoff:           backoff.Config{BaseDelay: 100 * time.Millisecond, Multiplier: 1.6, Jitter: 0.2, MaxDelay: 2 * time.Second},
	MinConnectTimeout: 5 * time.Second,
}

// Dialer gives connections to services: in memory to those of this process, mutual TLS to the others.
type Dialer struct {
	local  *Server
	peers  map[string]string
	tls    *tls.Config
	tracer trace.TracerProvider
	wire   bool

	mu    sync.Mutex
	conns map[[2]string]*grpc.ClientConn
}

// DialerOption changes a dialer.
type DialerOption func(*Dialer)

// WithTracer records a span for each call that is made.
func WithTracer(provider trace.TracerProvider) DialerOption {
	return func(d *Dialer) { d.tracer = provider }
}

// WithWire sends calls inside the process over the pipe as well, frames and all: the slow way, which the
// short one must not differ from.
func WithWire() DialerOption {
	return func(d *Dialer) { d.wire = true }
}

// NewDialer makes a dialer. local may be nil, peers are the addresses (host:port) of the services of other
// processes, config is this process's certificate.
func NewDialer(local *Server, peers map[string]string, config *tls.Config, opts ...DialerOption) *Dialer {
	d := &Dialer{local: local, peers: peers, tls: config, conns: map[[2]string]*grpc.ClientConn{}}
	for _, opt := range opts {
		opt(d)
	}
	return d
}

// Conn gives the connection over which one service calls another. It is made once and connects when it is
// first used, so that services may start in any order.
func (d *Dialer) Conn(from, to string) (*grpc.ClientConn, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	key := [2]string{from, to}
	if conn, ok := d.conns[key]; ok {
		return conn, nil
	}
	conn, err := d.dial(from, to)
	if err != nil {
		return nil, err
	}
	d.conns[key] = conn
	return conn, nil
}

func (d *Dialer) dial(from, to string) (*grpc.ClientConn, error) {
	opts := []grpc.DialOption{
		grpc.WithNoProxy(),
		grpc.WithDisableServiceConfig(),
		grpc.WithStaticStreamWindowSize(window),
		grpc.WithStaticConnWindowSize(window),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(maxAnswer), grpc.MaxCallSendMsgSize(maxMessage)),
	}
	if d.tracer != nil {
		opts = append(opts, grpc.WithStatsHandler(otelgrpc.NewClientHandler(tracing(d.tracer)...)))
	}
	if d.local != nil && d.local.Hosts(to) {
		c := clientChain{local: true}
		if !d.wire && d.tracer == nil && d.local.options.Tracer == nil {
			c.direct, c.caller = d.local, localPeer(from, d.local.pipe.Addr())
		}
		opts = append(opts,
			grpc.WithTransportCredentials(localCredentials{name: from}),
			grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return d.local.pipe.DialContext(ctx) }),
			grpc.WithUnaryInterceptor(c.unary), grpc.WithStreamInterceptor(c.stream),
			grpc.WithDisableRetry(),
			grpc.WithIdleTimeout(0),
		)
		return grpc.NewClient("passthrough:///"+to, opts...)
	}
	address, ok := d.peers[to]
	if !ok {
		return nil, fmt.Errorf("rpc: %s is not in this process and peers.%s is not set", to, to)
	}
	if d.tls == nil {
		return nil, fmt.Errorf("rpc: reaching %s at %s needs tls.ca, tls.cert and tls.key", to, address)
	}
	if _, _, err := net.SplitHostPort(address); err != nil {
		return nil, fmt.Errorf("rpc: peers.%s: %w", to, err)
	}
	c := clientChain{}
	opts = append(opts,
		grpc.WithTransportCredentials(clientCredentials(d.tls, to)),
		grpc.WithUnaryInterceptor(c.unary), grpc.WithStreamInterceptor(c.stream),
		grpc.WithDefaultServiceConfig(remoteConfig),
		grpc.WithConnectParams(reconnecting),
		grpc.WithKeepaliveParams(keepalive.ClientParameters{Time: keepaliveInterval, Timeout: 5 * time.Second}),
	)
	return grpc.NewClient("dns:///"+address, opts...)
}

// Close closes every connection.
func (d *Dialer) Close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	var all []error
	for key, conn := range d.conns {
		all = append(all, conn.Close())
		delete(d.conns, key)
	}
	return errors.Join(all...)
}
