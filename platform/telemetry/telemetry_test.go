package telemetry_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/trace"
	collector "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/telemetry"
)

type requestKey struct{}

func requestID(ctx context.Context) string { id, _ := ctx.Value(requestKey{}).(string); return id }

func TestNothingIsExportedUnasked(t *testing.T) {
	for _, name := range []string{"OTEL_TRACES_EXPORTER", "OTEL_METRICS_EXPORTER", "OTEL_EXPORTER_OTLP_ENDPOINT"} {
		t.Setenv(name, "")
	}
	tel, err := telemetry.New(t.Context(), telemetry.Config{Version: "1"})
	require.NoError(t, err)
	require.Nil(t, tel.Tracer, "a nil provider is how callers leave tracing out")
	require.NotNil(t, tel.Meter)
	require.NoError(t, tel.Shutdown(t.Context()))
}

func TestSwitchedOff(t *testing.T) {
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")
	for _, off := range [][2]string{{"OTEL_TRACES_EXPORTER", "none"}, {"OTEL_SDK_DISABLED", "true"}} {
		t.Run(off[0], func(t *testing.T) {
			t.Setenv(off[0], off[1])
			t.Setenv("OTEL_METRICS_EXPORTER", "none")
			tel, err := telemetry.New(t.Context(), telemetry.Config{})
			require.NoError(t, err)
			require.Nil(t, tel.Tracer)
			require.NoError(t, tel.Shutdown(t.Context()))
		})
	}
}

// TestSpansLeaveOnShutdown checks against a collector of our own that spans arrive
// with the process's description, without waiting for the batch timer.
func TestSpansLeaveOnShutdown(t *testing.T) {
	var mu sync.Mutex
	var got []*collector.ExportTraceServiceRequest
	sink := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		req := &collector.ExportTraceServiceRequest{}
		if r.URL.Path == "/v1/traces" && proto.Unmarshal(raw, req) == nil {
			mu.Lock()
			got = append(got, req)
			mu.Unlock()
		}
		w.Header().Set("Content-Type", "application/x-protobuf")
	}))
	defer sink.Close()
	t.Setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", sink.URL+"/v1/traces")
	t.Setenv("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf")
	t.Setenv("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
	tel, err := telemetry.New(t.Context(), telemetry.Config{Services: []string{"grade", "school"}, Version: "1.2.3"})
	require.NoError(t, err)
	require.NotNil(t, tel.Tracer)
	_, span := tel.Tracer.Tracer("test").Start(t.Context(), "GetReportCard")
	span.End()
	require.NoError(t, tel.Shutdown(t.Context()))

	mu.Lock()
	defer mu.Unlock()
	require.Len(t, got, 1)
	rs := got[0].GetResourceSpans()[0]
	require.Equal(t, "GetReportCard", rs.GetScopeSpans()[0].GetSpans()[0].GetName())
	attrs := map[string]string{}
	for _, a := range rs.GetResource().GetAttributes() {
		attrs[a.GetKey()] = a.GetValue().GetStringValue()
		if list := a.GetValue().GetArrayValue(); list != nil {
			for _, v := range list.GetValues() {
				attrs[a.GetKey()] += v.GetStringValue() + " "
			}
		}
	}
	require.Equal(t, "massar", attrs["service.name"])
	require.Equal(t, "1.2.3", attrs["service.version"])
	require.Equal(t, "grade school ", attrs["massar.services"])
}

func TestDeadCollectorDoesNotHoldUpTheEnd(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0") // accepts, never answers
	require.NoError(t, err)
	defer l.Close()
	t.Setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://"+l.Addr().String()+"/v1/traces")
	t.Setenv("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
	tel, err := telemetry.New(t.Context(), telemetry.Config{Out: io.Discard})
	require.NoError(t, err)
	_, span := tel.Tracer.Tracer("test").Start(t.Context(), "x")
	span.End()
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	begin := time.Now()
	require.Error(t, tel.Shutdown(ctx))
	require.Less(t, time.Since(begin), 4*time.Second)
}

func TestLogLinesCarryIDs(t *testing.T) {
	var out bytes.Buffer
	tel, err := telemetry.New(t.Context(), telemetry.Config{Out: &out, RequestID: requestID, Level: slog.LevelInfo})
	require.NoError(t, err)
	defer func() { require.NoError(t, tel.Shutdown(t.Context())) }()
	ctx := trace.ContextWithSpanContext(t.Context(), trace.NewSpanContext(trace.SpanContextConfig{TraceID: trace.TraceID{1}, SpanID: trace.SpanID{2}}))
	ctx = context.WithValue(ctx, requestKey{}, "req-7")
	tel.Log.With("rpc", "x").InfoContext(ctx, "served")
	tel.Log.DebugContext(ctx, "below the level")
	tel.Log.Info("no request")

	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	require.Len(t, lines, 2)
	var line map[string]any
	require.NoError(t, json.Unmarshal([]byte(lines[0]), &line), "not a terminal: JSON")
	require.Equal(t, "01000000000000000000000000000000", line["trace_id"])
	require.Equal(t, "0200000000000000", line["span_id"])
	require.Equal(t, "req-7", line["request_id"])
	require.Equal(t, "x", line["rpc"])
	require.NotContains(t, lines[1], "trace_id")
	require.NotContains(t, lines[1], "request_id")
}

func TestLogFormats(t *testing.T) {
	var out bytes.Buffer
	tel, err := telemetry.New(t.Context(), telemetry.Config{Out: &out, Format: "text"})
	require.NoError(t, err)
	tel.Log.Info("hello", "n", 1)
	require.Contains(t, out.String(), "msg=hello n=1")
	_, err = telemetry.New(t.Context(), telemetry.Config{Format: "xml"})
	require.ErrorContains(t, err, `"xml" is none of auto, text, json`)
}

func TestInternalPort(t *testing.T) {
	tel, err := telemetry.New(t.Context(), telemetry.Config{})
	require.NoError(t, err)
	defer func() { require.NoError(t, tel.Shutdown(t.Context())) }()
	counter, err := tel.Meter.Meter("test").Int64Counter("massar_saves")
	require.NoError(t, err)
	counter.Add(t.Context(), 3, metric.WithAttributes(attribute.String("rpc", "SaveMarkSheet")))

	srv := tel.NewServer(func(context.Context) (net.Listener, error) { return net.Listen("tcp", "127.0.0.1:0") },
		map[string]http.Handler{"GET /readyz": http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) })})
	require.NoError(t, srv.Start(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- srv.Run(t.Context()) }()

	for path, want := range map[string]struct {
		status int
		body   string
	}{
		"/healthz":             {200, "ok"},
		"/readyz":              {503, ""},
		"/metrics":             {200, `massar_saves_total{rpc="SaveMarkSheet"} 3`},
		"/debug/pprof/cmdline": {200, "telemetry"},
		"/secret":              {404, ""},
	} {
		res, err := http.Get("http://" + srv.Addr() + path)
		require.NoError(t, err)
		body, err := io.ReadAll(res.Body)
		require.NoError(t, err)
		require.NoError(t, res.Body.Close())
		require.Equal(t, want.status, res.StatusCode, path)
		require.Contains(t, string(body), want.body, path)
	}
	require.NoError(t, srv.Stop(t.Context()))
	require.NoError(t, <-ended)
}
