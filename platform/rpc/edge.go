package rpc

import (
	"crypto/tls"
	"runtime"
	"time"

	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/encoding"
	"google.golang.org/grpc/keepalive"
)

// EdgeOptions make the gateway's native gRPC listener.
type EdgeOptions struct {
	// TLS is the public certificate; nil is clear text, for loopback or behind something that ends TLS.
	TLS *tls.Config
	// Handler serves every RPC: it forwards, and decides nothing about access.
	Handler grpc.StreamHandler
	// Codec hands messages through as bytes.
	Codec encoding.CodecV2
	// Tracer is optional; what strangers say of a trace is linked, not continued.
	Tracer trace.TracerProvider
}

// maxHeaderListEdge leaves room for a token beside what clients in the wild add.
const maxHeaderListEdge = 16 << 10

// edgeWorkers is how many calls per core run on stacks that stay.
const edgeWorkers = 16

// NewEdge makes the server of people's own gRPC clients. It has the limits of a public door and no chain: the
// services behind it have theirs, and are reached through a Dialer.
func NewEdge(o EdgeOptions) *grpc.Server {
	opts := []grpc.ServerOption{
		grpc.ForceServerCodecV2(o.Codec),
		grpc.UnknownServiceHandler(o.Handler),
		grpc.MaxConcurrentStreams(maxStreamsRemote),
		grpc.MaxHeaderListSize(maxHeaderListEdge),
		grpc.MaxRecvMsgSize(maxMessage),
		grpc.ConnectionTimeout(handshakeTimeout),
		// Workers keep the stacks that the way through the services needs; calls beyond them get their own.
		grpc.NumStreamWorkers(uint32(edgeWorkers * runtime.GOMAXPROCS(0))),
		grpc.KeepaliveEnforcementPolicy(keepalive.EnforcementPolicy{MinTime: 20 * time.Second, PermitWithoutStream: true}),
		grpc.KeepaliveParams(keepalive.ServerParameters{MaxConnectionIdle: 15 * time.Minute, Time: time.Minute, Timeout: 20 * time.Second}),
	}
	if o.TLS != nil {
		opts = append(opts, grpc.Creds(credentials.NewTLS(o.TLS)))
	}
	if o.Tracer != nil {
		opts = append(opts, grpc.StatsHandler(otelgrpc.NewServerHandler(append(tracing(o.Tracer), otelgrpc.WithPublicEndpoint())...)))
	}
	return grpc.NewServer(opts...)
}
