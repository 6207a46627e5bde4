package rpc

import (
	"context"
	"strings"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/metric/noop"

	"github.com/massar-platform/massar/platform/errs"
)

// metrics are the server's instruments.
type metrics struct {
	duration metric.Float64Histogram
	active   atomic.Int64
}

// methodStats records one RPC, with the attributes of each outcome made beforehand.
type methodStats struct {
	duration metric.Float64Histogram
	byKind   [errs.DataLoss + 1]metric.RecordOption
}

const meterName = "github.com/massar-platform/massar/platform/rpc"

func newMetrics(provider metric.MeterProvider) (*metrics, error) {
	if provider == nil {
		provider = noop.NewMeterProvider()
	}
	meter := provider.Meter(meterName)
	m := &metrics{}
	var err error
	m.duration, err = meter.Float64Histogram("rpc.server.duration", metric.WithUnit("s"),
		metric.WithDescription("How long requests took, by RPC and outcome."),
		metric.WithExplicitBucketBoundaries(.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 60))
	if err != nil {
		return nil, err
	}
	_, err = meter.Int64ObservableGauge("rpc.server.active_requests",
		metric.WithDescription("Requests being served now."),
		metric.WithInt64Callback(func(_ context.Context, o metric.Int64Observer) error {
			o.Observe(m.active.Load())
			return nil
		}))
	return m, err
}

// watchDirect counts the requests that did not need the wire; the duration counts all.
func watchDirect(provider metric.MeterProvider, d *direct) error {
	if provider == nil {
		return nil
	}
	_, err := provider.Meter(meterName).Int64ObservableCounter("rpc.server.direct_requests",
		metric.WithDescription("Requests from this process, answered without the wire."),
		metric.WithInt64Callback(func(_ context.Context, o metric.Int64Observer) error {
			o.Observe(d.answered.Load())
			return nil
		}))
	return err
}

func (m *metrics) of(fullMethod string) *methodStats {
	service, name, _ := strings.Cut(strings.TrimPrefix(fullMethod, "/"), "/")
	s := &methodStats{duration: m.duration}
	for kind := range s.byKind {
		s.byKind[kind] = metric.WithAttributeSet(attribute.NewSet(
			attribute.String("rpc.system", "grpc"),
			attribute.String("rpc.service", service),
			attribute.String("rpc.method", name),
			attribute.String("rpc.grpc.status_code", errs.Kind(kind).String()),
		))
	}
	return s
}

func (s *methodStats) record(ctx context.Context, kind errs.Kind, took time.Duration) {
	if int(kind) >= len(s.byKind) {
		kind = errs.Unknown
	}
	s.duration.Record(ctx, took.Seconds(), s.byKind[kind])
}
