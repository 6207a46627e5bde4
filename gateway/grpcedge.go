package gateway

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net/netip"

	"google.golang.org/grpc"
	"google.golang.org/grpc/mem"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/peer"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/rpc"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// edgeMethod is one RPC that may be forwarded.
type edgeMethod struct {
	conn   grpc.ClientConnInterface
	stream *grpc.StreamDesc // nil for a unary RPC
}

// grpcEdge forwards native gRPC as bytes. It decides nothing about access: the
// service behind it does, with the caller's own token, as for JSON.
type grpcEdge struct {
	gateway *Gateway
	methods map[string]edgeMethod
}

// newGRPC builds the native listener's server.
func (g *Gateway) newGRPC(tlsConfig *tls.Config) (*grpc.Server, error) {
	edge := &grpcEdge{gateway: g, methods: map[string]edgeMethod{}}
	for _, s := range publicServices() {
		for i := range s.desc.Methods().Len() {
			m := s.desc.Methods().Get(i)
			em := edgeMethod{conn: g.deps.Conns[s.conn]}
			if m.IsStreamingClient() || m.IsStreamingServer() {
				em.stream = &grpc.StreamDesc{StreamName: string(m.Name()), ClientStreams: true, ServerStreams: true}
			}
			edge.methods[auth.FullMethod(m)] = em
		}
	}
	return rpc.NewEdge(rpc.EdgeOptions{Codec: rawCodec{}, Handler: edge.handle, TLS: tlsConfig, Tracer: g.deps.Tracer}), nil
}

// handle serves every RPC of the native listener.
func (e *grpcEdge) handle(_ any, in grpc.ServerStream) error {
	ctx := in.Context()
	given, _ := metadata.FromIncomingContext(ctx)
	lang := localtext.FromAcceptLanguage(first(given, metaLanguage))
	id := requestID(first(given, metaRequestID))
	refuse := func(err error) error { return errs.ToStatusError(errs.FromStatus(err), lang, id) }

	name, _ := grpc.MethodFromServerStream(in)
	method, known := e.methods[name]
	if !known {
		return refuse(errs.E(errs.Unimplemented, errorsv1.Reason_UNSUPPORTED, "forwarding an RPC that is not public", nil))
	}
	ip := callerOf(ctx)
	if err := e.gateway.limits.allow(ctx, ip, first(given, metaAuthorization)); err != nil {
		return refuse(err)
	}
	out, err := forwarded(given, ip, id)
	if err != nil {
		return refuse(err)
	}
	if _, limited := ctx.Deadline(); !limited {
		limit := callTimeout
		if method.stream != nil {
			limit = uploadTimeout
		}
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, limit)
		defer cancel()
	}
	ctx = metadata.NewOutgoingContext(ctx, out)
	if method.stream != nil {
		err = stream(ctx, method, name, in)
	} else {
		err = unary(ctx, method.conn, name, in)
	}
	if err != nil {
		return refuse(err)
	}
	return nil
}

// forwarded is the metadata that reaches a service: an allow-list, so that no name
// which only the gateway or a service may use ever comes from outside.
func forwarded(given metadata.MD, ip netip.Addr, id string) (metadata.MD, error) {
	out := metadata.MD{metaRequestID: {id}}
	if ip.IsValid() {
		out[metaForwardedFor] = []string{ip.String()}
	}
	for _, name := range []string{metaAuthorization, metaLanguage, metaIdempotencyKey} {
		switch values := given[name]; len(values) {
		case 0:
		case 1:
			out[name] = values
		default:
			return nil, errs.E(errs.Invalid, errorsv1.Reason_INVALID_REQUEST, "reading metadata: a name is given twice", nil)
		}
	}
	return out, nil
}

func first(md metadata.MD, name string) string {
	if values := md[name]; len(values) > 0 {
		return values[0]
	}
	return ""
}

func callerOf(ctx context.Context) netip.Addr {
	p, ok := peer.FromContext(ctx)
	if !ok {
		return netip.Addr{}
	}
	addr, err := netip.ParseAddrPort(p.Addr.String())
	if err != nil {
		return netip.Addr{}
	}
	return addr.Addr().Unmap()
}

// unary forwards one message and its answer.
func unary(ctx context.Context, conn grpc.ClientConnInterface, name string, in grpc.ServerStream) error {
	var req, res rawMessage
	if err := in.RecvMsg(&req); err != nil {
		return err
	}
	defer req.free()
	if err := conn.Invoke(ctx, name, &req, &res, grpc.ForceCodecV2(rawCodec{})); err != nil {
		return err
	}
	defer res.free()
	return in.SendMsg(&res)
}

// stream forwards messages both ways until the service ends the call.
func stream(ctx context.Context, method edgeMethod, name string, in grpc.ServerStream) error {
	ctx, cancel := context.WithCancel(ctx)
	out, err := method.conn.NewStream(ctx, method.stream, name, grpc.ForceCodecV2(rawCodec{}))
	if err != nil {
		cancel()
		return err
	}
	// The caller's messages are pumped on a goroutine; it ends when the caller has
	// ended, which the server sees to at the latest when this handler returns.
	go func() {
		for {
			var msg rawMessage
			err := in.RecvMsg(&msg)
			if errors.Is(err, io.EOF) {
				_ = out.CloseSend() // its failure shows on the receiving side
				return
			}
			if err != nil {
				cancel()
				return
			}
			err = out.SendMsg(&msg)
			msg.free()
			if err != nil {
				return // the service ended the call: the receiving side has the reason
			}
		}
	}()
	defer cancel()
	for {
		var msg rawMessage
		err := out.RecvMsg(&msg)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		err = in.SendMsg(&msg)
		msg.free()
		if err != nil {
			return err
		}
	}
}

// rawMessage is a message that is forwarded without being looked at.
type rawMessage struct{ data mem.BufferSlice }

func (m *rawMessage) free() { m.data.Free() }

// rawCodec hands the bytes of messages through.
type rawCodec struct{}

// Marshal implements encoding.CodecV2.
func (rawCodec) Marshal(v any) (mem.BufferSlice, error) {
	m, ok := v.(*rawMessage)
	if !ok {
		return nil, errs.E(errs.Internal, errorsv1.Reason_INTERNAL, "forwarding what is no raw message", nil)
	}
	m.data.Ref() // gRPC frees what it sends
	return m.data, nil
}

// Unmarshal implements encoding.CodecV2.
func (rawCodec) Unmarshal(data mem.BufferSlice, v any) error {
	m, ok := v.(*rawMessage)
	if !ok {
		return errs.E(errs.Internal, errorsv1.Reason_INTERNAL, "receiving into what is no raw message", nil)
	}
	data.Ref() // gRPC frees what it received
	m.data = data
	return nil
}

// Name implements encoding.CodecV2: the messages are protobuf, only not ours to read.
func (rawCodec) Name() string { return "proto" }
