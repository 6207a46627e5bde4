package telemetry

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"sync/atomic"
	"time"

	"github.com/mattn/go-isatty"
	"go.opentelemetry.io/otel/trace"
)

func newLogger(c Config) (*slog.Logger, error) {
	out := c.Out
	if out == nil {
		out = os.Stderr
	}
	opts := &slog.HandlerOptions{Level: c.Level}
	text := false
	switch c.Format {
	case "text":
		text = true
	case "json":
	case "", "auto":
		f, ok := out.(*os.File)
		text = ok && isatty.IsTerminal(f.Fd())
	default:
		return nil, fmt.Errorf("telemetry: log format %q is none of auto, text, json", c.Format)
	}
	var h slog.Handler
	if text {
		h = slog.NewTextHandler(out, opts)
	} else {
		h = slog.NewJSONHandler(out, opts)
	}
	return slog.New(&handler{Handler: h, requestID: c.RequestID}), nil
}

// handler adds to each line what ties it to a request.
type handler struct {
	slog.Handler
	requestID func(context.Context) string
}

// Handle adds the ids that ctx carries.
func (h *handler) Handle(ctx context.Context, r slog.Record) error {
	if sc := trace.SpanContextFromContext(ctx); sc.IsValid() {
		r.AddAttrs(slog.String("trace_id", sc.TraceID().String()), slog.String("span_id", sc.SpanID().String()))
	}
	if h.requestID != nil {
		if id := h.requestID(ctx); id != "" {
			r.AddAttrs(slog.String("request_id", id))
		}
	}
	return h.Handler.Handle(ctx, r)
}

// WithAttrs keeps the ids on derived loggers.
func (h *handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return &handler{Handler: h.Handler.WithAttrs(attrs), requestID: h.requestID}
}

// WithGroup keeps the ids on derived loggers.
func (h *handler) WithGroup(name string) slog.Handler {
	return &handler{Handler: h.Handler.WithGroup(name), requestID: h.requestID}
}

// exportErrors logs failures of exporters, at most one a minute: a collector that
// is away fails at every batch and says nothing new.
type exportErrors struct {
	log  *slog.Logger
	last atomic.Int64
}

// Handle implements otel.ErrorHandler.
func (e *exportErrors) Handle(err error) {
	now := time.Now().Unix()
	last := e.last.Load()
	if now-last < 60 || !e.last.CompareAndSwap(last, now) {
		return
	}
	e.log.Warn("telemetry cannot be exported", "error", err)
}
