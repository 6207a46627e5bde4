package rpc

import (
	"context"
	"log/slog"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/peer"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// What stands in front of every handler, unary and streaming alike, from the outside in:
//
//	otel        a span, when tracing is on (a stats handler, see server.go)
//	recover     a panic becomes INTERNAL, its text stays in the log        (report.go)
//	log         one line per request                                       (report.go)
//	metrics     rate, errors, duration per RPC                             (report.go)
//	error map   any error becomes a status with reason and message         (report.go)
//	request id  the caller's, or a new one                                 (begin, below)
//	...then the steps of the list, in its order, each of which may refuse.
//
// Everything that costs something is behind authn, so that a stranger learns nothing and spends little. There
// is one list and both kinds of call walk it: they cannot differ.
var steps = [...]step{
	{"deadline", (*chain).deadline},
	{"authn", (*chain).authn},
	{"access", (*chain).access},
	{"idempotency key", (*chain).idempotencyKey},
	{"validate", (*chain).validate},
}

// step is one part of the chain. It may change the request's context, and ends the request by an error.
type step struct {
	name string
	run  func(*chain, *request) error
}

// request is one call on its way through the chain.
type request struct {
	Call
	ctx    context.Context
	method *method
	// message is the request of a unary call, nil for a stream: its messages are checked as they come.
	message   any
	principal auth.Principal
	began     time.Time
	cancel    context.CancelFunc
}

// TokenVerifier checks access tokens; *auth.Verifier is the one.
type TokenVerifier interface {
	Verify(ctx context.Context, token string) (auth.Principal, error)
}

// chain holds what the steps need.
type chain struct {
	log       *slog.Logger
	verifier  TokenVerifier
	validator validator
	methods   map[string]*method
	metrics   *metrics
	timeout   time.Duration
}

// Deadlines of calls that came without one. What is watched ends with its caller or the server.
const (
	defaultDeadline = 5 * time.Second
	uploadDeadline  = 60 * time.Second
)

func (c *chain) unary(ctx context.Context, message any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (answer any, err error) {
	r := c.begin(ctx, info.FullMethod)
	r.message = message
	defer c.end(r, &err)
	if err = c.walk(r); err != nil {
		return nil, err
	}
	return handler(r.ctx, message)
}

func (c *chain) stream(server any, s grpc.ServerStream, info *grpc.StreamServerInfo, handler grpc.StreamHandler) (err error) {
	r := c.begin(s.Context(), info.FullMethod)
	defer c.end(r, &err)
	if err = c.walk(r); err != nil {
		return err
	}
	return handler(server, &checkedStream{ServerStream: s, chain: c, request: r})
}

// walk runs the steps in order until one refuses.
func (c *chain) walk(r *request) error {
	if r.method == nil {
		return errs.E(errs.Unimplemented, errorsv1.Reason_UNSUPPORTED, "looking for "+r.Method, nil)
	}
	for i := range steps {
		if err := steps[i].run(c, r); err != nil {
			return err
		}
	}
	return nil
}

// begin makes the request: its method, who is at the other end of the connection, its id.
func (c *chain) begin(ctx context.Context, fullMethod string) *request {
	r := &request{method: c.methods[fullMethod], began: time.Now()}
	r.Method = fullMethod
	if p, ok := peer.FromContext(ctx); ok {
		if id, ok := p.AuthInfo.(*identity); ok {
			r.Peers = id.names
		}
	}
	r.RequestID = one(ctx, keyRequestID)
	if !validRequestID(r.RequestID) {
		r.RequestID = ids.New()
	}
	r.AcceptLanguage = one(ctx, keyAcceptLanguage)
	r.ctx = WithCall(ctx, &r.Call)
	if r.method != nil && !r.method.quiet {
		c.metrics.active.Add(1)
	}
	return r
}

// Metadata keys that travel from service to service.
const (
	keyAuthorization  = "authorization"
	keyRequestID      = "x-request-id"
	keyIdempotency    = "idempotency-key"
	keyAcceptLanguage = "accept-language"
)

// one is the first value of a metadata key, empty for none.
func one(ctx context.Context, key string) string {
	if values := metadata.ValueFromIncomingContext(ctx, key); len(values) > 0 {
		return values[0]
	}
	return ""
}

// validRequestID keeps what a stranger may write into our logs to a short word.
func validRequestID(id string) bool {
	if len(id) < 8 || len(id) > 64 {
		return false
	}
	for _, c := range []byte(id) {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '_', c == '.':
		default:
			return false
		}
	}
	return true
}

// checkedStream gives the handler the request's context and checks each message as it comes.
type checkedStream struct {
	grpc.ServerStream
	chain   *chain
	request *request
}

func (s *checkedStream) Context() context.Context { return s.request.ctx }

func (s *checkedStream) RecvMsg(m any) error {
	if err := s.ServerStream.RecvMsg(m); err != nil {
		return err
	}
	if !s.request.method.validated {
		return nil
	}
	return s.chain.validator.check(m)
}
