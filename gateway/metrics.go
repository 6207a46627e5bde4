package gateway

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/metric/noop"
)

// httpMetrics counts and times HTTP requests by method and class of status. What
// happens per RPC is measured by the services' own chain.
type httpMetrics struct {
	duration metric.Float64Histogram
	sets     [][]metric.MeasurementOption // by method, by class
}

// methods are the ones that have attributes of their own; others are counted together.
var methods = []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete}

const otherMethod = "OTHER"

func newHTTPMetrics(provider metric.MeterProvider) (*httpMetrics, error) {
	if provider == nil {
		provider = noop.NewMeterProvider()
	}
	duration, err := provider.Meter("massar/gateway").Float64Histogram("massar.http.duration",
		metric.WithUnit("s"), metric.WithDescription("Time to answer a request at the public edge."),
		metric.WithExplicitBucketBoundaries(.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10))
	if err != nil {
		return nil, fmt.Errorf("gateway: metrics: %w", err)
	}
	m := &httpMetrics{duration: duration}
	for _, method := range append(slices.Clone(methods), otherMethod) {
		row := make([]metric.MeasurementOption, 6)
		for class := range row {
			row[class] = metric.WithAttributeSet(attribute.NewSet(
				attribute.String("method", method), attribute.String("status", strconv.Itoa(class)+"xx")))
		}
		m.sets = append(m.sets, row)
	}
	return m, nil
}

func (m *httpMetrics) observe(r *http.Request, status int, took time.Duration) {
	i := slices.Index(methods, r.Method)
	if i < 0 {
		i = len(methods)
	}
	m.duration.Record(r.Context(), took.Seconds(), m.sets[i][min(max(status/100, 0), 5)])
}

// traced adds a span to each request when somebody collects traces. The caller's own
// trace is linked, not continued: a stranger does not decide what we sample.
func (g *Gateway) traced(h http.Handler) http.Handler {
	if g.deps.Tracer == nil {
		return h
	}
	opts := []otelhttp.Option{
		otelhttp.WithTracerProvider(g.deps.Tracer),
		otelhttp.WithMeterProvider(noop.NewMeterProvider()),
		otelhttp.WithPublicEndpointFn(func(*http.Request) bool { return true }),
		otelhttp.WithFilter(func(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/v1/") && !secretPath(r.URL.Path) }),
		otelhttp.WithSpanNameFormatter(func(_ string, r *http.Request) string { return "HTTP " + r.Method }),
	}
	if g.deps.Propagator != nil {
		opts = append(opts, otelhttp.WithPropagators(g.deps.Propagator))
	}
	return otelhttp.NewHandler(h, "gateway", opts...)
}

// secretPath says of an address that it is itself a secret, as good as a password: a
// private calendar or a signed link to a paper. A span would show it to whoever
// collects traces.
func secretPath(path string) bool {
	parts := strings.Split(path, "/")
	return slices.Contains(parts, "calendars") || slices.Contains(parts, "files")
}
