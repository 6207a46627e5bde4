package rpc

import (
	"crypto/tls"
	"time"

	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc"
	"go.opentelemetry.io/otel/metric/noop"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/encoding"
	"google.golang.org/grpc/keepalive"
)

// EdgeOptions say how the public gRPC listener is bounded and what serves it.
type EdgeOptions struct {
	// Codec reads and writes the messages, Handle serves every RPC.
	Codec  encoding.CodecV2
	Handle grpc.StreamHandler
	// TLS is nil for clear text, which the caller allows on loopback only.
	TLS *tls.Config
	// Tracer may be nil.
	Tracer     trace.TracerProvider
	Propagator propagation.TextMapPropagator

	MaxMessage, MaxHeaders int
	MaxStreams             uint32
	HandshakeTimeout       time.Duration
}

// NewEdge makes the server of the public gRPC listener. It registers no service and has no chain: it takes
// calls from strangers and hands them to Handle, which forwards them to servers that have both.
func NewEdge(o EdgeOptions) *grpc.Server {
	opts := []grpc.ServerOption{
		grpc.ForceServerCodecV2(o.Codec),
		grpc.UnknownServiceHandler(o.Handle),
		grpc.MaxConcurrentStreams(o.MaxStreams),
		grpc.MaxHeaderListSize(uint32(o.MaxHeaders)),
		grpc.MaxRecvMsgSize(o.MaxMessage),
		grpc.ConnectionTimeout(o.HandshakeTimeout),
		grpc.KeepaliveEnforcementPolicy(keepalive.EnforcementPolicy{MinTime: 20 * time.Second, PermitWithoutStream: true}),
		grpc.KeepaliveParams(keepalive.ServerParameters{MaxConnectionIdle: 15 * time.Minute, Time: time.Minute, Timeout: 20 * time.Second}),
	}
	if o.TLS != nil {
		opts = append(opts, grpc.Creds(credentials.NewTLS(o.TLS)))
	}
	if o.Tracer != nil {
		traced := []otelgrpc.Option{
			otelgrpc.WithTracerProvider(o.Tracer), otelgrpc.WithMeterProvider(noop.NewMeterProvider()),
			// The caller's own trace is linked, not continued: a stranger does not decide what is sampled.
			otelgrpc.WithPublicEndpoint(),
		}
		if o.Propagator != nil {
			traced = append(traced, otelgrpc.WithPropagators(o.Propagator))
		}
		opts = append(opts, grpc.StatsHandler(otelgrpc.NewServerHandler(traced...)))
	}
	return grpc.NewServer(opts...)
}
