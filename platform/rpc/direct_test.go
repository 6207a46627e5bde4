package rpc_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"google.golang.org/grpc"
	"google.golang.org/grpc/mem"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/dynamicpb"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
)

// outcome is everything that the two sides of a call can see of it.
type outcome struct {
	Kind     errs.Kind
	Reason   errorsv1.Reason
	Text     string
	Fields   []string
	Meta     map[string]string
	Answer   string
	Header   []string
	Trailer  []string
	Reached  bool
	Account  string
	Key      string
	Lang     localtext.Lang
	Request  string
	Peers    []string
	Custom   []string
	Method   string
	Deadline bool
}

// TestTheShortWayAnswersAsTheWire makes the same random calls both ways: callers and tokens of all sorts,
// revocations on the way, headers good and odd, messages right, wrong and large, handlers that fail in every way.
func TestTheShortWayAnswersAsTheWire(t *testing.T) {
	options := access()
	options["Write"] = &optionsv1.Access{Peers: []string{"gateway", "moudaris"}, Write: true}
	reader := metric.NewManualReader()
	p, s := serve(t, options, func(o *rpc.Options) { o.Meter = metric.NewMeterProvider(metric.WithReader(reader)) })
	wire := rpc.NewDialer(s.Server, nil, nil, rpc.WithWire())
	defer func() { require.NoError(t, wire.Close()) }()

	var now outcome
	p.handle = func(ctx context.Context, text string) error {
		caller, _ := auth.From(ctx)
		now.Reached, now.Account, now.Key, now.Lang, now.Peers = true, caller.AccountID, write.KeyFrom(ctx), rpc.Lang(ctx), rpc.Peers(ctx)
		if id := rpc.RequestID(ctx); strings.HasPrefix(id, "given-") {
			now.Request = id
		}
		md, _ := metadata.FromIncomingContext(ctx)
		now.Custom = md.Get("x-custom")
		now.Method, _ = grpc.Method(ctx)
		_, now.Deadline = ctx.Deadline()
		require.Nil(t, ctx.Value(leak{}), "values of the caller's context stay with the caller")
		require.NoError(t, grpc.SetHeader(ctx, metadata.Pairs("x-etag", text)))
		require.NoError(t, grpc.SetTrailer(ctx, metadata.Pairs("x-trail", text)))
		switch text {
		case "typed":
			return errs.E(errs.Aborted, errorsv1.Reason_CELL_STALE, "x", errors.New("y"), errs.Field("a", errorsv1.Reason_MARK_NEGATIVE), errs.Meta("k", "v"))
		case "plain":
			return errors.New("secret")
		case "panic":
			panic("secret")
		case "send":
			require.NoError(t, grpc.SendHeader(ctx, metadata.Pairs("x-sent", "yes")))
		}
		return nil
	}

	var tokens []string
	for i := range 40 {
		role := optionsv1.Role(1 + i%7)
		tokens = append(tokens, s.Token(t, auth.Principal{AccountID: fmt.Sprint("acc-", i), Role: role, Epoch: 1, SecondFactor: i%3 == 0}))
	}
	tokens = append(tokens, "", "garbage", strings.Repeat("A", 3000), tokens[0]+"x",
		s.Token(t, auth.Principal{Role: optionsv1.Role_ROLE_TEACHER}, auth.WithMinterTime(func() time.Time { return time.Now().Add(-time.Hour) })))
	key := "0193a5a0-0000-7000-8000-00000000000a"
	pick := func(r *rand.Rand, of ...string) string { return of[r.IntN(len(of))] }
	methods := append([]string{"Write", "Write", "Absent"}, p.methods...)

	type made struct {
		ctx    context.Context
		in     *dynamicpb.Message
		method string
		raw    bool
	}
	build := func(r *rand.Rand) made {
		pairs := []string{}
		header := func(key string, values ...string) {
			if v := pick(r, values...); v != "" {
				pairs = append(pairs, key, v)
			}
		}
		if token := tokens[r.IntN(len(tokens))]; token != "" || r.IntN(2) == 0 {
			pairs = append(pairs, "authorization", "Bearer "+token)
		}
		if r.IntN(20) == 0 {
			pairs = append(pairs, "authorization", "Bearer "+tokens[0])
		}
		header("x-request-id", "", "given-12345678", "given-with space", "x")
		header("accept-language", "", "ar", "fr", "fr-MA,ar;q=0.5", "en", strings.Repeat("fr,", 200))
		header("idempotency-key", "", "", key, strings.ToUpper(key), "nonsense")
		header("x-custom", "", "", "", "a", " padded ", "caf\u00e9", strings.Repeat("z", 9000))
		header("x-other-bin", "", "", "", "", "\x00\xff")
		header("grpc-internal", "", "", "", "", "x")
		header("Upper", "", "", "", "x")
		fields := map[string]string{"text_line": pick(r, "", "a", "typed", "plain", "panic", "send", "much too long for it")}
		if r.IntN(3) == 0 {
			fields["idempotency_key"] = pick(r, key, "0193a5a0-0000-7000-8000-00000000000b", "nonsense")
		}
		if r.IntN(50) == 0 {
			fields["blob"] = strings.Repeat("b", []int{1000, 300 << 10, 1 << 20}[r.IntN(3)])
		}
		ctx := context.WithValue(metadata.AppendToOutgoingContext(context.Background(), pairs...), leak{}, "leaked")
		return made{ctx, p.make(fields), pick(r, methods...), r.IntN(3) == 0}
	}
	run := func(d *rpc.Dialer, from string, m made) outcome {
		conn, err := d.Conn(from, "grade")
		require.NoError(t, err)
		now = outcome{}
		var header, trailer metadata.MD
		before := proto.Clone(m.in)
		out := dynamicpb.NewMessage(p.message)
		name := "/" + probeService + "/" + m.method
		if m.raw {
			// As the edge does, which forwards bytes.
			sent, broken := proto.Marshal(m.in)
			require.NoError(t, broken)
			answer := raw{}
			err = conn.Invoke(m.ctx, name, &raw{sent}, &answer, grpc.ForceCodecV2(rawCodec{}), grpc.Header(&header), grpc.Trailer(&trailer))
			require.NoError(t, proto.Unmarshal(answer.bytes, out))
		} else {
			err = conn.Invoke(m.ctx, name, m.in, out, grpc.Header(&header), grpc.Trailer(&trailer))
		}
		require.True(t, proto.Equal(before, m.in))
		o := now
		o.Header = append(header.Get("x-etag"), header.Get("x-sent")...)
		o.Trailer = trailer.Get("x-trail")
		o.Kind, o.Reason = errs.KindOf(err), errs.ReasonOf(err)
		var e *errs.Error
		if errors.As(err, &e) {
			o.Text, o.Meta = e.UserMessage(localtext.French), e.Meta
			for _, f := range e.Fields {
				o.Fields = append(o.Fields, f.Name+" "+f.Reason.String()+" "+f.UserMessage(localtext.French))
			}
		} else {
			o.Answer = fmt.Sprintf("%q", p.text(out))
		}
		return o
	}
	reached, refused := 0, map[errorsv1.Reason]int{}
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 20_000 {
		m := build(r)
		from := pick(r, "gateway", "moudaris", "idara", "grade")
		if i%500 == 499 {
			s.Revocations.Add(auth.Revoked{AccountID: fmt.Sprint("acc-", r.IntN(40)), MinEpoch: 2})
		}
		slow, fast := run(wire, from, m), run(s.Dialer, from, m)
		require.Equal(t, slow, fast, "call %d: %s from %s", i, m.method, from)
		refused[slow.Reason]++
		if slow.Reached {
			reached++
		}
	}
	require.Greater(t, reached, 1000)
	short := shortWay(t, reader)
	require.Greater(t, short, int64(5000), "calls did go the short way")
	require.Less(t, short, int64(19_000), "and odd ones did not")
	for _, reason := range []errorsv1.Reason{
		ok, errorsv1.Reason_UNAUTHENTICATED, errorsv1.Reason_TOKEN_INVALID, errorsv1.Reason_TOKEN_EXPIRED, errorsv1.Reason_TOKEN_REVOKED,
		errorsv1.Reason_ACCESS_DENIED, errorsv1.Reason_PEER_NOT_ALLOWED, errorsv1.Reason_SECOND_FACTOR_REQUIRED, errorsv1.Reason_UNSUPPORTED,
		errorsv1.Reason_IDEMPOTENCY_KEY_REQUIRED, errorsv1.Reason_IDEMPOTENCY_KEY_MISMATCH, errorsv1.Reason_INVALID_REQUEST,
		errorsv1.Reason_CELL_STALE, errorsv1.Reason_INTERNAL, errorsv1.Reason_BODY_TOO_LARGE,
	} {
		require.Positive(t, refused[reason], "the calls met %s", reason)
	}
}

// raw and rawCodec hand the bytes of messages through.
type raw struct{ bytes []byte }

type rawCodec struct{}

func (rawCodec) Marshal(v any) (mem.BufferSlice, error) {
	return mem.BufferSlice{mem.SliceBuffer(v.(*raw).bytes)}, nil
}

func (rawCodec) Unmarshal(data mem.BufferSlice, v any) error {
	v.(*raw).bytes = data.Materialize()
	return nil
}

func (rawCodec) Name() string { return "proto" }

func shortWay(t *testing.T, reader metric.Reader) int64 {
	t.Helper()
	var all metricdata.ResourceMetrics
	require.NoError(t, reader.Collect(t.Context(), &all))
	for _, m := range all.ScopeMetrics[0].Metrics {
		if m.Name == "rpc.server.direct_requests" {
			return m.Data.(metricdata.Sum[int64]).DataPoints[0].Value
		}
	}
	return 0
}

type leak struct{}

// Bytes that are no message fail the same way, whichever way they go.
func TestBrokenBytesFailAlike(t *testing.T) {
	p, s := serve(t, open())
	wire := rpc.NewDialer(s.Server, nil, nil, rpc.WithWire())
	defer func() { require.NoError(t, wire.Close()) }()
	p.handle = func(context.Context, string) error { panic("not reached") }
	for _, d := range []*rpc.Dialer{wire, s.Dialer} {
		conn, err := d.Conn("gateway", "grade")
		require.NoError(t, err)
		err = conn.Invoke(t.Context(), "/"+probeService+"/Read", &raw{[]byte("\xff\xff\xff")}, &raw{}, grpc.ForceCodecV2(rawCodec{}))
		require.Equal(t, errs.Internal, errs.KindOf(err))
		require.Equal(t, errorsv1.Reason_INTERNAL, errs.ReasonOf(err))
	}
}

// The two sides share no memory: what a handler keeps or changes is its own.
func TestMessagesAreNotShared(t *testing.T) {
	p, s := serve(t, open())
	in := p.make(map[string]string{"text_line": "mine"})
	out := p.make(map[string]string{"blob": "left over"})
	require.NoError(t, s.Conn(t, "gateway", "grade").Invoke(t.Context(), "/"+probeService+"/Read", in, out))
	require.True(t, proto.Equal(in, out), "the answer replaces what the message held")
	in.Set(p.message.Fields().ByName("text_line"), out.Get(p.message.Fields().ByName("blob")))
	require.Equal(t, "mine", p.text(out))
}

func TestAHandlerEndsWithItsCaller(t *testing.T) {
	p, s := serve(t, open())
	entered := make(chan struct{})
	p.handle = func(ctx context.Context, _ string) error {
		close(entered)
		<-ctx.Done()
		return ctx.Err()
	}
	ctx, cancel := context.WithCancel(t.Context())
	result := make(chan error, 1)
	go func() { result <- forms["unary"](ctx, p, s.Conn(t, "gateway", "grade"), "Read", p.make(nil)) }()
	<-entered
	cancel()
	require.Equal(t, errs.Cancelled, errs.KindOf(<-result))
}
