package telemetry

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"go.opentelemetry.io/contrib/exporters/autoexport"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	otelprom "go.opentelemetry.io/otel/exporters/prometheus"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/propagation"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"
)

// serviceName is the OpenTelemetry name of a process: "massar-grade" where it hosts one service, so that a trace
// viewer draws who calls whom, else "massar". All that it hosts are the attribute "massar.services".
func serviceName(services []string) string {
	if len(services) == 1 {
		return "massar-" + services[0]
	}
	return "massar"
}

// Config says what the process is and how it logs.
type Config struct {
	// Services are the names hosted by this process.
	Services []string
	// Version is the build's version.
	Version string
	// Level is the lowest level that is logged.
	Level slog.Level
	// Format is "text", "json", or "auto": text on a terminal, JSON otherwise.
	Format string
	// Out is where logs go; nil means standard error.
	Out io.Writer
	// RequestID reads the id of the request from its context; nil when there is none.
	RequestID func(context.Context) string
}

// Telemetry is what a process measures itself with.
type Telemetry struct {
	// Log adds trace, span and request ids to each line.
	Log *slog.Logger
	// Tracer is nil when no OTEL_* variable asks for traces.
	Tracer trace.TracerProvider
	// Meter collects for Prometheus, and for OTLP when a variable asks for it.
	Meter metric.MeterProvider
	// Propagator carries the trace between processes (W3C trace context).
	Propagator propagation.TextMapPropagator
	// Registry holds everything that /metrics shows.
	Registry *prometheus.Registry

	closers []func(context.Context) error
}

// New sets telemetry up. Call Shutdown at the end, so that the last spans leave.
func New(ctx context.Context, c Config) (*Telemetry, error) {
	log, err := newLogger(c)
	if err != nil {
		return nil, err
	}
	t := &Telemetry{
		Log:        log,
		Propagator: propagation.TraceContext{},
		Registry:   prometheus.NewRegistry(),
	}
	t.Registry.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	res, err := resource.New(ctx,
		resource.WithTelemetrySDK(),
		resource.WithAttributes(
			semconv.ServiceName(serviceName(c.Services)),
			semconv.ServiceVersion(c.Version),
			attribute.StringSlice("massar.services", c.Services),
		),
		resource.WithFromEnv(),
	)
	if err != nil && !errors.Is(err, resource.ErrSchemaURLConflict) {
		return nil, fmt.Errorf("telemetry: describing the process: %w", err)
	}
	if err := t.traces(ctx, res); err != nil {
		return nil, err
	}
	if err := t.metrics(ctx, res); err != nil {
		return nil, errors.Join(err, t.Shutdown(ctx))
	}
	if t.Tracer != nil || wanted("METRICS") {
		// The SDK reports export failures only through this global door.
		otel.SetErrorHandler(&exportErrors{log: log})
	}
	return t, nil
}

// traces sets the tracer up when a variable asks for it.
func (t *Telemetry) traces(ctx context.Context, res *resource.Resource) error {
	if !wanted("TRACES") {
		return nil
	}
	exporter, err := autoexport.NewSpanExporter(ctx)
	if err != nil {
		return fmt.Errorf("telemetry: traces: %w", err)
	}
	if autoexport.IsNoneSpanExporter(exporter) {
		return nil
	}
	provider := sdktrace.NewTracerProvider(sdktrace.WithBatcher(exporter), sdktrace.WithResource(res))
	t.Tracer = provider
	t.closers = append(t.closers, func(ctx context.Context) error {
		return errors.Join(provider.ForceFlush(ctx), provider.Shutdown(ctx))
	})
	return nil
}

// metrics sets the meter up: for Prometheus always, elsewhere when asked.
func (t *Telemetry) metrics(ctx context.Context, res *resource.Resource) error {
	exporter, err := otelprom.New(otelprom.WithRegisterer(t.Registry), otelprom.WithoutScopeInfo())
	if err != nil {
		return fmt.Errorf("telemetry: metrics: %w", err)
	}
	opts := []sdkmetric.Option{sdkmetric.WithReader(exporter), sdkmetric.WithResource(res)}
	if wanted("METRICS") && os.Getenv("OTEL_METRICS_EXPORTER") != "prometheus" {
		reader, err := autoexport.NewMetricReader(ctx)
		if err != nil {
			return fmt.Errorf("telemetry: metrics: %w", err)
		}
		if !autoexport.IsNoneMetricReader(reader) {
			opts = append(opts, sdkmetric.WithReader(reader))
		}
	}
	provider := sdkmetric.NewMeterProvider(opts...)
	t.Meter = provider
	t.closers = append(t.closers, provider.Shutdown)
	return nil
}

// Shutdown sends what is still buffered, for at most five seconds: a collector
// that is gone must not hold up the end of the process.
func (t *Telemetry) Shutdown(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	var errs []error
	for _, c := range t.closers {
		errs = append(errs, c(ctx))
	}
	t.closers = nil
	return errors.Join(errs...)
}

// wanted reports whether a standard variable asks for the export of a signal
// ("TRACES" or "METRICS"). The SDK's own default, sending to localhost without
// being asked, is not ours.
func wanted(signal string) bool {
	if strings.EqualFold(os.Getenv("OTEL_SDK_DISABLED"), "true") {
		return false
	}
	if name := os.Getenv("OTEL_" + signal + "_EXPORTER"); name != "" {
		return name != "none"
	}
	return os.Getenv("OTEL_EXPORTER_OTLP_ENDPOINT") != "" || os.Getenv("OTEL_EXPORTER_OTLP_"+signal+"_ENDPOINT") != ""
}
