package rpc_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc"
	healthv1 "google.golang.org/grpc/health/grpc_health_v1"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/rpc"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
)

func TestDurationIsMeasuredByMethodAndOutcome(t *testing.T) {
	reader := metric.NewManualReader()
	provider := metric.NewMeterProvider(metric.WithReader(reader))
	p, s := serve(t, open(), func(o *rpc.Options) { o.Meter = provider })
	p.handle = func(_ context.Context, text string) error {
		if text == "bad" {
			return errs.E(errs.NotFound, errorsv1.Reason_STUDENT_NOT_FOUND, "", nil)
		}
		return nil
	}
	conn := s.Conn(t, "gateway", "grade")
	for range 3 {
		require.NoError(t, forms["unary"](t.Context(), p, conn, "Read", p.make(nil)))
	}
	require.Error(t, forms["stream"](t.Context(), p, conn, "Read", p.make(map[string]string{"text_line": "bad"})))
	_, err := healthv1.NewHealthClient(conn).Check(t.Context(), &healthv1.HealthCheckRequest{})
	require.NoError(t, err)

	// The server counts a call just after its answer has left.
	require.EventuallyWithT(t, func(c *assert.CollectT) {
		counts, active := collect(t, reader)
		require.Equal(c, map[string]uint64{"Read OK": 3, "ReadStream NOT_FOUND": 1}, counts, "probes are not counted")
		require.Zero(c, active)
	}, 5*time.Second, 5*time.Millisecond)
}

func collect(t *testing.T, reader metric.Reader) (map[string]uint64, int64) {
	t.Helper()
	var all metricdata.ResourceMetrics
	require.NoError(t, reader.Collect(t.Context(), &all))
	counts, active := map[string]uint64{}, int64(-1)
	for _, m := range all.ScopeMetrics[0].Metrics {
		switch data := m.Data.(type) {
		case metricdata.Histogram[float64]:
			require.Equal(t, "rpc.server.duration", m.Name)
			for _, point := range data.DataPoints {
				method, _ := point.Attributes.Value(attribute.Key("rpc.method"))
				code, _ := point.Attributes.Value(attribute.Key("rpc.grpc.status_code"))
				service, _ := point.Attributes.Value(attribute.Key("rpc.service"))
				require.Equal(t, probeService, service.AsString())
				counts[method.AsString()+" "+code.AsString()] = point.Count
			}
		case metricdata.Gauge[int64]:
			require.Equal(t, "rpc.server.active_requests", m.Name)
			active = data.DataPoints[0].Value
		}
	}
	return counts, active
}

func TestOneTraceAcrossServicesWithoutProbes(t *testing.T) {
	spans := tracetest.NewSpanRecorder()
	provider := sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(spans))
	p, s := serve(t, open(), func(o *rpc.Options) { o.Tracer = provider })
	d := rpc.NewDialer(s.Server, nil, nil, rpc.WithTracer(provider))
	defer func() { require.NoError(t, d.Close()) }()
	gateway, err := d.Conn("gateway", "grade")
	require.NoError(t, err)
	inner, err := d.Conn("moudaris", "grade")
	require.NoError(t, err)
	p.handle = func(ctx context.Context, text string) error {
		if text == "outer" {
			return forms["unary"](ctx, p, inner, "Read", p.make(nil))
		}
		return nil
	}
	require.NoError(t, forms["unary"](t.Context(), p, gateway, "Read", p.make(map[string]string{"text_line": "outer"})))
	_, err = healthv1.NewHealthClient(gateway).Check(t.Context(), &healthv1.HealthCheckRequest{})
	require.NoError(t, err)

	require.Eventually(t, func() bool { return len(spans.Ended()) >= 4 }, 5*time.Second, 5*time.Millisecond)
	ids := map[trace.TraceID]int{}
	kinds := map[trace.SpanKind]int{}
	for _, span := range spans.Ended() {
		ids[span.SpanContext().TraceID()]++
		kinds[span.SpanKind()]++
		require.Equal(t, "massar.probe.v1.ProbeService/Read", span.Name())
	}
	require.Len(t, ids, 1, "client and server spans of both hops are one trace")
	require.Equal(t, map[trace.SpanKind]int{trace.SpanKindClient: 2, trace.SpanKindServer: 2}, kinds)
}

// BenchmarkHop is the cost of one call between two services: token, access and all, without the work.
func BenchmarkHop(b *testing.B) {
	a := newAuthority(b)
	p, s, address := listen(b, a, access())
	wire := rpc.NewDialer(s.Server, nil, nil, rpc.WithWire())
	defer func() { require.NoError(b, wire.Close()) }()
	pipe, err := wire.Conn("moudaris", "grade")
	require.NoError(b, err)
	ctx, cancel := context.WithTimeout(s.AsRole(b, b.Context(), optionsv1.Role_ROLE_TEACHER, "staff"), time.Hour)
	defer cancel()
	in := p.make(map[string]string{"text_line": "x"})
	for name, conn := range map[string]*grpc.ClientConn{
		"direct": s.Conn(b, "moudaris", "grade"), "pipe": pipe, "tls": remote(b, a.config(b, "moudaris"), "moudaris", "grade", address),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := forms["unary"](ctx, p, conn, "Teachers", in); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
