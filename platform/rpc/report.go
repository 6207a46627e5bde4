package rpc

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/massar-platform/massar/platform/errs"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// end closes a request: a panic is caught, the outcome is counted and logged, and the error becomes the status
// that the caller gets. It is deferred directly, which is what lets it recover.
func (c *chain) end(r *request, err *error) {
	if panicked := recover(); panicked != nil {
		c.log.LogAttrs(r.ctx, slog.LevelError, "panic in a handler",
			slog.String("method", r.Method),
			slog.String("panic", fmt.Sprint(panicked)), slog.String("stack", string(debug.Stack())))
		*err = errs.E(errs.Internal, errorsv1.Reason_INTERNAL, "handler panicked", nil)
	}
	*err = endOfContext(r.ctx, *err)
	if r.method == nil || !r.method.quiet {
		c.report(r, *err)
	}
	if r.cancel != nil {
		r.cancel()
	}
	if *err != nil {
		*err = errs.ToStatusError(*err, r.Lang(), r.RequestID)
	}
}

// endOfContext names what a driver or a client only passed on: when the request's own time is over, an
// unclassified failure caused by that is the deadline or the caller, not a fault of ours.
func endOfContext(ctx context.Context, err error) error {
	if err == nil || ctx.Err() == nil || errs.KindOf(err) != errs.Internal {
		return err
	}
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return errs.E(errs.DeadlineExceeded, errorsv1.Reason_DEADLINE_EXCEEDED, "", err)
	case errors.Is(err, context.Canceled):
		return errs.E(errs.Cancelled, errorsv1.Reason_CANCELLED, "", err)
	default:
		return err
	}
}

// report counts the request and writes its line. Never a payload, a name or a token; the request's id is added
// to every line by the logger, which reads it from the context.
func (c *chain) report(r *request, err error) {
	took := time.Since(r.began)
	kind := errs.KindOf(err)
	if r.method != nil {
		c.metrics.active.Add(-1)
		r.method.stats.record(r.ctx, kind, took)
	}
	level := c.level(r, kind)
	if !c.log.Enabled(r.ctx, level) {
		return
	}
	attrs := [8]slog.Attr{
		slog.String("method", r.Method), slog.String("code", kind.String()), slog.Duration("duration", took),
	}
	n := 4
	if len(r.Peers) > 0 {
		attrs[n] = slog.String("peer", r.Peers[0])
		n++
	}
	if err != nil {
		attrs[n] = slog.String("reason", errs.ReasonOf(err).String())
		attrs[n+1] = slog.String("error", err.Error())
		n += 2
	}
	c.log.LogAttrs(r.ctx, level, "rpc", attrs[:n]...)
}

// level: a request that people made is worth a line; what services ask each other on its behalf is detail;
// Warn is degraded, Error is for somebody to act.
func (c *chain) level(r *request, kind errs.Kind) slog.Level {
	switch kind {
	case errs.None:
		if contains(r.Peers, edgeService) {
			return slog.LevelInfo
		}
		return slog.LevelDebug
	case errs.Internal, errs.Unknown, errs.DataLoss:
		return slog.LevelError
	case errs.Unavailable, errs.DeadlineExceeded, errs.ResourceExhausted:
		return slog.LevelWarn
	default:
		return slog.LevelInfo
	}
}
