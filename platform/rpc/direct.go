package rpc

import (
	"context"
	"fmt"
	"net"
	"sync/atomic"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/encoding"
	"google.golang.org/grpc/mem"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/peer"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// direct calls handlers of this process without the wire: the same chain, the same metadata and the same
// statuses, but no frames, no buffers and no second goroutine. What it does not know how to do exactly as the
// wire does, it leaves to the wire: streams, tracing, unusual options and headers, large messages, a server
// that does not serve.
type direct struct {
	methods  map[string]directMethod
	serving  atomic.Bool
	inFlight atomic.Int64
	answered atomic.Int64
	// lives end what is still under way when the server's patience does. There are several so that calls on
	// different cores do not wait for each other.
	lives [8]life
}

// life is a context that ends calls.
type life struct {
	ctx context.Context
	end context.CancelFunc
}

func newDirect() direct {
	var lives [8]life
	for i := range lives {
		lives[i].ctx, lives[i].end = context.WithCancel(context.Background())
	}
	return direct{methods: map[string]directMethod{}, lives: lives}
}

type directMethod struct {
	implementation any
	desc           *grpc.MethodDesc
}

// Bounds of what goes the short way. The wire has its own limits, and refuses what is over them.
const (
	directMessage = 256 << 10
	directHeaders = 4 << 10
)

// call tries to answer without the wire; false means that the wire must do it.
func (s *Server) call(ctx context.Context, caller *peer.Peer, method string, request, answer any, opts []grpc.CallOption) (bool, error) {
	d := &s.direct
	m, known := d.methods[method]
	if !known {
		return false, nil
	}
	var codec encoding.CodecV2
	var headers, trailers *metadata.MD
	for _, opt := range opts {
		switch o := opt.(type) {
		case grpc.HeaderCallOption:
			headers = o.HeaderAddr
		case grpc.TrailerCallOption:
			trailers = o.TrailerAddr
		case grpc.ForceCodecV2CallOption:
			codec = o.CodecV2
		case grpc.MaxRecvMsgSizeCallOption, grpc.MaxSendMsgSizeCallOption, grpc.StaticMethodCallOption:
		default:
			return false, nil
		}
	}
	x, fits := newExchange(codec, request, answer)
	if !fits {
		return false, nil
	}
	md, _ := metadata.FromOutgoingContext(ctx)
	if !plain(md) {
		return false, nil
	}
	// Counted before looking, so that a server which stops sees either the call or nothing of it.
	d.inFlight.Add(1)
	defer d.inFlight.Add(-1)
	if !d.serving.Load() {
		return false, nil
	}
	if err := ctx.Err(); err != nil {
		return true, err
	}
	life := d.lives[uint64(d.answered.Add(1))%uint64(len(d.lives))].ctx
	stream := &directStream{method: method}
	values := metadata.NewIncomingContext(context.Background(), md)
	values = peer.NewContext(values, caller)
	values = grpc.NewContextWithServerTransportStream(values, stream)
	inner, cancel := severed{Context: values, life: ctx}.bounded()
	defer cancel()
	defer context.AfterFunc(life, cancel)()
	result, err := m.desc.Handler(m.implementation, inner, x.decode, s.chain.unary)
	if headers != nil {
		*headers = stream.header
	}
	if trailers != nil {
		*trailers = stream.trailer
	}
	if err != nil && life.Err() != nil && ctx.Err() == nil {
		// The server went: over the wire the connection would have broken.
		err = errs.E(errs.Unavailable, errorsv1.Reason_UNAVAILABLE, "calling a server that stops", err)
	}
	if err != nil {
		return true, err
	}
	return true, x.encode(result)
}

// exchange carries a request and its answer across, as messages or as the bytes of a caller that forwards.
type exchange struct {
	request, answer proto.Message
	codec           encoding.CodecV2
	bytes           []byte
	into            any
}

// newExchange is false for what the wire must carry.
func newExchange(codec encoding.CodecV2, request, answer any) (exchange, bool) {
	if codec == nil {
		in, inOK := request.(proto.Message)
		out, outOK := answer.(proto.Message)
		return exchange{request: in, answer: out}, inOK && outOK && proto.Size(in) <= directMessage
	}
	data, err := codec.Marshal(request)
	if err != nil {
		return exchange{}, false
	}
	defer data.Free()
	if data.Len() > directMessage {
		return exchange{}, false
	}
	return exchange{codec: codec, bytes: data.Materialize(), into: answer}, true
}

// decode fills the handler's request.
func (x *exchange) decode(target any) error {
	if x.codec == nil {
		return copyMessage(target, x.request)
	}
	m, ok := target.(proto.Message)
	if !ok {
		return fmt.Errorf("rpc: %T is not a protobuf message", target)
	}
	return proto.Unmarshal(x.bytes, m)
}

// encode fills the caller's answer.
func (x *exchange) encode(result any) error {
	if x.codec == nil {
		return copyMessage(x.answer, result)
	}
	m, ok := result.(proto.Message)
	if !ok {
		return fmt.Errorf("rpc: %T is not a protobuf message", result)
	}
	if to, isProto := x.into.(proto.Message); isProto && x.codec == (encodedCodec{}) {
		return handOver(to, m)
	}
	raw, err := proto.Marshal(m)
	if err != nil {
		return err
	}
	data := mem.BufferSlice{mem.SliceBuffer(raw)}
	defer data.Free()
	return x.codec.Unmarshal(data, x.into)
}

// severed lives and dies with the caller's context but carries none of its values: the two sides share no more
// than they would across a network.
type severed struct {
	context.Context
	life context.Context
}

func (s severed) Deadline() (time.Time, bool) { return s.life.Deadline() }
func (s severed) Done() <-chan struct{}       { return s.life.Done() }
func (s severed) Err() error                  { return s.life.Err() }

// AfterFunc lets contexts made from this one follow the caller's without a goroutine of their own.
func (s severed) AfterFunc(f func()) (stop func() bool) { return context.AfterFunc(s.life, f) }

// bounded is the context of a handler: it ends with the call at the latest, and at the deadline that the
// caller told, which is a little before the one that the caller keeps.
func (s severed) bounded() (context.Context, context.CancelFunc) {
	if end, ok := s.life.Deadline(); ok {
		return context.WithDeadline(s, end)
	}
	return context.WithCancel(s)
}

// copyMessage gives the other side a message of its own, so that neither can change what the other holds.
func copyMessage(target, source any) error {
	to, ok := target.(proto.Message)
	from, isProto := source.(proto.Message)
	if !ok || !isProto {
		return fmt.Errorf("rpc: %T and %T are not protobuf messages", target, source)
	}
	// A message that was encoded beforehand stands as unknown fields in an empty one: the wire makes fields of them.
	encoded := len(from.ProtoReflect().GetUnknown()) > 0
	if !encoded && to.ProtoReflect().Descriptor() == from.ProtoReflect().Descriptor() {
		proto.Reset(to)
		proto.Merge(to, from)
		return nil
	}
	raw, err := proto.Marshal(from)
	if err != nil {
		return err
	}
	return proto.Unmarshal(raw, to)
}

// plain says whether metadata would cross the wire as it is: few, printable, and nothing that grpc reserves.
func plain(md metadata.MD) bool {
	size := 0
	for key, values := range md {
		if key == "" || key[0] == ':' || len(key) >= 5 && key[:5] == "grpc-" || len(key) >= 4 && key[len(key)-4:] == "-bin" || !plainKey(key) {
			return false
		}
		for _, value := range values {
			size += len(key) + len(value) + 32
			if !plainValue(value) {
				return false
			}
		}
	}
	return size <= directHeaders
}

// plainKey refuses what grpc refuses, and the names that it keeps for itself.
func plainKey(key string) bool {
	switch key {
	case "content-type", "user-agent", "te", "connection", "host":
		return false
	}
	for _, c := range []byte(key) {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '-', c == '_', c == '.':
		default:
			return false
		}
	}
	return true
}

func plainValue(value string) bool {
	for _, c := range []byte(value) {
		if c < 0x20 || c > 0x7e {
			return false
		}
	}
	return value == "" || value[0] != ' ' && value[len(value)-1] != ' '
}

// directStream takes the headers that a handler sets.
type directStream struct {
	method  string
	header  metadata.MD
	trailer metadata.MD
}

// Method implements grpc.ServerTransportStream.
func (s *directStream) Method() string { return s.method }

// SetHeader implements grpc.ServerTransportStream.
func (s *directStream) SetHeader(md metadata.MD) error {
	s.header = metadata.Join(s.header, md)
	return nil
}

// SendHeader implements grpc.ServerTransportStream.
func (s *directStream) SendHeader(md metadata.MD) error { return s.SetHeader(md) }

// SetTrailer implements grpc.ServerTransportStream.
func (s *directStream) SetTrailer(md metadata.MD) error {
	s.trailer = metadata.Join(s.trailer, md)
	return nil
}

// stop waits until no direct call is under way, or ctx is over: then it ends them. Later ones are sent to the
// wire, which refuses them. The callers have been stopped before, so that what still comes are calls that calls make.
func (d *direct) stop(ctx context.Context) {
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for d.inFlight.Load() > 0 && ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-tick.C:
		}
	}
	d.serving.Store(false)
	for _, l := range d.lives {
		l.end()
	}
}

// localPeer is how a direct caller looks to the chain: as if it had greeted over the pipe.
func localPeer(name string, address net.Addr) *peer.Peer {
	return &peer.Peer{Addr: address, AuthInfo: localIdentity(name)}
}
