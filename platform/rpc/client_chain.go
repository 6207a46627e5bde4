package rpc

import (
	"context"
	"errors"
	"io"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/peer"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// shave is what a caller keeps of its deadline, to be able to answer when the other has used all of his.
const shave = 20 * time.Millisecond

// clientChain is what every call to another service goes through: the person, the request's id, language and
// key go along, the deadline becomes a little shorter, and the status that comes back is an *errs.Error again.
type clientChain struct {
	local bool
	// direct is the server to call without the wire, nil where that is not possible; caller is who we are.
	direct *Server
	caller *peer.Peer
}

func (c clientChain) unary(ctx context.Context, method string, request, answer any, conn *grpc.ClientConn, invoke grpc.UnaryInvoker, opts ...grpc.CallOption) error {
	ctx, cancel, err := c.prepare(ctx)
	if err != nil {
		return err
	}
	defer cancel()
	if c.direct != nil {
		if done, err := c.direct.call(ctx, c.caller, method, request, answer, opts); done {
			return errs.FromStatus(err)
		}
	}
	return errs.FromStatus(invoke(ctx, method, request, answer, conn, opts...))
}

func (c clientChain) stream(ctx context.Context, desc *grpc.StreamDesc, conn *grpc.ClientConn, method string, open grpc.Streamer, opts ...grpc.CallOption) (grpc.ClientStream, error) {
	ctx, cancel, err := c.prepare(ctx)
	if err != nil {
		return nil, err
	}
	s, err := open(ctx, desc, conn, method, opts...)
	if err != nil {
		cancel()
		return nil, errs.FromStatus(err)
	}
	return typedStream{ClientStream: s, done: cancel, many: desc.ServerStreams}, nil
}

// prepare makes the context of the call.
func (c clientChain) prepare(ctx context.Context) (context.Context, context.CancelFunc, error) {
	cancel := context.CancelFunc(func() {})
	if end, ok := ctx.Deadline(); ok {
		end = end.Add(-shave)
		if !time.Now().Before(end) {
			return nil, nil, errs.E(errs.DeadlineExceeded, errorsv1.Reason_DEADLINE_EXCEEDED, "calling with no time left", ctx.Err())
		}
		if c.local {
			// In process the other side keeps the time: it needs to be told, not to be watched.
			ctx = shaved{Context: ctx, end: end}
		} else {
			ctx, cancel = context.WithDeadline(ctx, end)
		}
	}
	return forward(ctx), cancel, nil
}

// shaved is a context that tells an earlier deadline than it keeps, and so needs no timer of its own.
type shaved struct {
	context.Context
	end time.Time
}

func (s shaved) Deadline() (time.Time, bool) { return s.end, true }

// forward adds what travels with a request. What the caller has set on the context itself stands: the gateway
// does, which holds the headers and no principal.
func forward(ctx context.Context) context.Context {
	var pairs [8]string
	n := 0
	add := func(key, value string) {
		if value != "" {
			pairs[n], pairs[n+1] = key, value
			n += 2
		}
	}
	if token := auth.TokenFrom(ctx); token != "" {
		add(keyAuthorization, "Bearer "+token)
	}
	if c := callFrom(ctx); c != nil {
		add(keyRequestID, c.RequestID)
		add(keyAcceptLanguage, c.AcceptLanguage)
	}
	add(keyIdempotency, write.KeyFrom(ctx))
	if n == 0 {
		return ctx
	}
	set, ok := metadata.FromOutgoingContext(ctx)
	if !ok {
		return metadata.AppendToOutgoingContext(ctx, pairs[:n]...)
	}
	for i := 0; i < n; i += 2 {
		if len(set[pairs[i]]) == 0 {
			set.Set(pairs[i], pairs[i+1])
		}
	}
	return metadata.NewOutgoingContext(ctx, set)
}

// typedStream gives a stream's failures as *errs.Error; the end of a stream stays io.EOF.
type typedStream struct {
	grpc.ClientStream
	// done frees the deadline's timer once the last message has come.
	done context.CancelFunc
	// many says that more than one answer may come.
	many bool
}

func (s typedStream) SendMsg(m any) error { return typed(s.ClientStream.SendMsg(m)) }
func (s typedStream) CloseSend() error    { return typed(s.ClientStream.CloseSend()) }

func (s typedStream) RecvMsg(m any) error {
	err := s.ClientStream.RecvMsg(m)
	if err != nil || !s.many {
		s.done()
	}
	return typed(err)
}

func (s typedStream) Header() (metadata.MD, error) {
	md, err := s.ClientStream.Header()
	return md, typed(err)
}

func typed(err error) error {
	if err == nil || errors.Is(err, io.EOF) {
		return err
	}
	return errs.FromStatus(err)
}
