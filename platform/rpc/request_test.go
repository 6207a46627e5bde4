package rpc_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/rpc/rpctest"
	"github.com/massar-platform/massar/platform/telemetry"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
)

func open() map[string]*optionsv1.Access {
	return map[string]*optionsv1.Access{
		"Read":  {Public: true, Peers: []string{"gateway", "moudaris"}},
		"Write": {Public: true, Peers: []string{"gateway", "moudaris"}, Write: true},
	}
}

func TestIdempotencyKey(t *testing.T) {
	p, s := serve(t, open())
	var seen string
	p.handle = func(ctx context.Context, _ string) error {
		seen = write.KeyFrom(ctx)
		return nil
	}
	a, b := "0193a5a0-0000-7000-8000-00000000000a", "0193a5a0-0000-7000-8000-00000000000b"
	required, mismatch, invalid := errorsv1.Reason_IDEMPOTENCY_KEY_REQUIRED, errorsv1.Reason_IDEMPOTENCY_KEY_MISMATCH, errorsv1.Reason_INVALID_REQUEST
	for _, c := range []struct {
		name, form, from, field string
		headers                 []string
		want                    errorsv1.Reason
		key                     string
	}{
		{"in the field", "unary", "gateway", a, nil, ok, a},
		{"in the header", "unary", "gateway", "", []string{a}, ok, a},
		{"in both", "unary", "gateway", a, []string{a}, ok, a},
		{"in both, other case", "unary", "gateway", strings.ToUpper(a), []string{a}, ok, a},
		{"in both, different", "unary", "gateway", a, []string{b}, mismatch, ""},
		{"two headers, different", "unary", "gateway", "", []string{a, b}, mismatch, ""},
		{"two headers, same", "unary", "gateway", "", []string{a, a}, ok, a},
		{"nowhere, from the edge", "unary", "gateway", "", nil, required, ""},
		{"empty header, from the edge", "unary", "gateway", "", []string{""}, required, ""},
		{"nowhere, from a service", "unary", "moudaris", "", nil, ok, ""},
		{"by a service, in the header", "unary", "moudaris", "", []string{a}, ok, a},
		{"by a service, different", "unary", "moudaris", b, []string{a}, mismatch, ""},
		{"no UUID in the field", "unary", "gateway", "1", nil, invalid, ""},
		{"no UUID in the header", "unary", "gateway", "", []string{"yes"}, invalid, ""},
		{"UUID in braces", "unary", "gateway", "{" + a + "}", nil, invalid, ""},
		{"UUID without dashes", "unary", "gateway", strings.ReplaceAll(a, "-", ""), nil, invalid, ""},
		{"36 characters of something", "unary", "gateway", strings.Repeat("x", 36), nil, invalid, ""},
		{"upload with header", "stream", "gateway", "", []string{a}, ok, a},
		{"upload without header", "stream", "gateway", a, nil, required, ""},
		{"upload with a broken header", "stream", "gateway", "", []string{"x"}, invalid, ""},
	} {
		seen = "unset"
		ctx := t.Context()
		for _, h := range c.headers {
			ctx = metadata.AppendToOutgoingContext(ctx, "idempotency-key", h)
		}
		fields := map[string]string{}
		if c.field != "" {
			fields["idempotency_key"] = c.field
		}
		err := forms[c.form](ctx, p, s.Conn(t, c.from, "grade"), "Write", p.make(fields))
		require.Equal(t, c.want, errs.ReasonOf(err), "%s: %v", c.name, err)
		if c.want != ok {
			require.Equal(t, "unset", seen, c.name)
			require.Equal(t, errs.Invalid, errs.KindOf(err), c.name)
			continue
		}
		require.Equal(t, c.key, seen, c.name)
	}

	// A read has no key to ask for, and gives none to its handler.
	ctx := metadata.AppendToOutgoingContext(t.Context(), "idempotency-key", "anything")
	require.NoError(t, forms["unary"](ctx, p, s.Conn(t, "gateway", "grade"), "Read", p.make(nil)))
	require.Empty(t, seen)

	// What a service holds for its own request goes along to the next one.
	require.NoError(t, forms["unary"](write.WithKey(t.Context(), b), p, s.Conn(t, "moudaris", "grade"), "Write", p.make(nil)))
	require.Equal(t, b, seen)
}

func TestDeadlines(t *testing.T) {
	p, s := serve(t, open(), func(o *rpc.Options) { o.Deadline = 3 * time.Second })
	var left time.Duration
	var bounded bool
	p.handle = func(ctx context.Context, _ string) error {
		end, has := ctx.Deadline()
		left, bounded = time.Until(end), has
		return nil
	}
	conn := s.Conn(t, "gateway", "grade")
	require.NoError(t, forms["unary"](t.Context(), p, conn, "Read", p.make(nil)))
	require.True(t, bounded, "a call without a deadline gets one")
	require.InDelta(t, 3*time.Second, left, float64(500*time.Millisecond))
	require.NoError(t, forms["stream"](t.Context(), p, conn, "Read", p.make(nil)))
	require.InDelta(t, time.Minute, left, float64(500*time.Millisecond), "an upload has more time")

	for form, invoke := range forms {
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		end, _ := ctx.Deadline()
		var inner time.Time
		p.handle = func(ctx context.Context, _ string) error { inner, _ = ctx.Deadline(); return nil }
		require.NoError(t, invoke(ctx, p, conn, "Read", p.make(nil)), form)
		cancel()
		// The wire rounds a timeout up to its unit, and the clock runs on while it travels.
		require.InDelta(t, 20*time.Millisecond, end.Sub(inner), float64(19*time.Millisecond), "%s: the caller keeps a little for its own answer", form)
	}

	calls := 0
	p.handle = func(context.Context, string) error { calls++; return nil }
	for form, invoke := range forms {
		ctx, cancel := context.WithTimeout(t.Context(), 15*time.Millisecond)
		err := invoke(ctx, p, conn, "Read", p.make(nil))
		cancel()
		require.Equal(t, errorsv1.Reason_DEADLINE_EXCEEDED, errs.ReasonOf(err), form)
	}
	require.Zero(t, calls, "a call without time for its answer is not begun")

	// The handler that waits is told; its caller gets a typed answer before its own time is over.
	p.handle = func(ctx context.Context, _ string) error {
		<-ctx.Done()
		return errors.Join(errors.New("driver: i/o"), ctx.Err())
	}
	for form, invoke := range forms {
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		err := invoke(ctx, p, conn, "Read", p.make(nil))
		require.Equal(t, errs.DeadlineExceeded, errs.KindOf(err), "%s: %v", form, err)
		require.NoError(t, ctx.Err(), "%s: answered while there was still time", form)
		cancel()
	}
}

func TestTypedErrorsCross(t *testing.T) {
	p, s := serve(t, open())
	sent := errs.E(errs.FailedPrecondition, errorsv1.Reason_MARK_SHEET_SUBMITTED, "saving marks", errors.New("store detail"),
		errs.Field("cells[0].mark", errorsv1.Reason_MARK_ABOVE_SCALE, 20), errs.Meta("state", "SUBMITTED"))
	p.handle = func(context.Context, string) error { return sent }
	for form, invoke := range forms {
		err := invoke(rpctest.WithLang(t.Context(), "fr-MA,fr;q=0.9"), p, s.Conn(t, "gateway", "grade"), "Read", p.make(nil))
		var e *errs.Error
		require.ErrorAs(t, err, &e, form)
		require.Equal(t, errs.FailedPrecondition, e.Kind)
		require.Equal(t, errorsv1.Reason_MARK_SHEET_SUBMITTED, e.Reason)
		require.Equal(t, map[string]string{"state": "SUBMITTED"}, e.Meta)
		require.Equal(t, "cells[0].mark", e.Fields[0].Name)
		require.Equal(t, "La note dépasse le barème, qui est de 20. Corrigez-la.", e.Fields[0].UserMessage(localtext.French))
		require.Equal(t, errs.Message(sent.Reason, localtext.French), e.UserMessage(localtext.French))
		require.NotContains(t, err.Error(), "store detail", form)

		err = invoke(t.Context(), p, s.Conn(t, "gateway", "grade"), "Read", p.make(nil))
		require.ErrorAs(t, err, &e)
		require.Equal(t, errs.Message(sent.Reason, localtext.Arabic), e.UserMessage(localtext.Arabic), "Arabic where nothing is asked for")
	}
}

func TestPanicsAndUnclassifiedErrorsSayNothing(t *testing.T) {
	logged := &lines{}
	p, s := serve(t, open(), func(o *rpc.Options) { o.Log = slog.New(slog.NewJSONHandler(logged, nil)) })
	for name, handle := range map[string]func(context.Context, string) error{
		"panic":      func(context.Context, string) error { panic("secret of the panic") },
		"run time":   func(_ context.Context, in string) error { return errors.New(strings.Split(in, "")[len(in)]) },
		"plain":      func(context.Context, string) error { return errors.New("secret of the store") },
		"typed, raw": func(context.Context, string) error { return errs.E(errs.Internal, 0, "secret doing", nil) },
	} {
		p.handle = handle
		for form, invoke := range forms {
			err := invoke(t.Context(), p, s.Conn(t, "gateway", "grade"), "Read", p.make(nil))
			require.Equal(t, errs.Internal, errs.KindOf(err), "%s %s", form, name)
			require.Equal(t, errorsv1.Reason_INTERNAL, errs.ReasonOf(err), "%s %s", form, name)
			require.NotContains(t, err.Error(), "secret", "%s %s", form, name)
			require.NotContains(t, errs.ToStatus(err, localtext.French).Proto().String(), "secret", "%s %s", form, name)
		}
	}
	require.Contains(t, logged.String(), "secret of the panic", "the operator sees it, with its stack")
	require.Contains(t, logged.String(), "request_test.go")
	p.handle = func(context.Context, string) error { return nil }
	require.NoError(t, forms["unary"](t.Context(), p, s.Conn(t, "gateway", "grade"), "Read", p.make(nil)), "the server lives on")
}

func TestRulesOfTheMessageAreChecked(t *testing.T) {
	p, s := serve(t, map[string]*optionsv1.Access{
		"Read": {Public: true, Peers: []string{"gateway"}}, "Signed": {Peers: []string{"gateway"}},
	})
	reached := false
	p.handle = func(context.Context, string) error { reached = true; return nil }
	bad := p.make(map[string]string{"text_line": "longer than ten"})
	list := bad.Mutable(p.message.Fields().ByName("class_ids")).List()
	for range 3 {
		list.Append(protoreflect.ValueOfString("x"))
	}
	for form, invoke := range forms {
		err := invoke(t.Context(), p, s.Conn(t, "gateway", "grade"), "Read", bad)
		var e *errs.Error
		require.ErrorAs(t, err, &e, form)
		require.Equal(t, errs.Invalid, e.Kind)
		require.Equal(t, errorsv1.Reason_INVALID_REQUEST, e.Reason)
		require.Len(t, e.Fields, 2, form)
		require.Equal(t, "textLine", e.Fields[0].Name, "as JSON names it")
		require.Equal(t, errorsv1.Reason_FIELD_TOO_LONG, e.Fields[0].Reason)
		require.Equal(t, errs.Message(errorsv1.Reason_FIELD_TOO_LONG, localtext.Arabic, 10), e.Fields[0].UserMessage(localtext.Arabic))
		require.Equal(t, "classIds", e.Fields[1].Name)
		require.Equal(t, errorsv1.Reason_TOO_MANY_ITEMS, e.Fields[1].Reason)
		require.False(t, reached, form)

		// Strangers do not learn the rules, and do not make us run them.
		err = invoke(t.Context(), p, s.Conn(t, "gateway", "grade"), "Signed", bad)
		require.Equal(t, errorsv1.Reason_UNAUTHENTICATED, errs.ReasonOf(err), form)
	}
}

func TestTooLargeAMessageIsRefused(t *testing.T) {
	p, s := serve(t, open())
	for form, invoke := range forms {
		large := p.make(map[string]string{"blob": strings.Repeat("x", 1<<20)})
		err := invoke(t.Context(), p, s.Conn(t, "gateway", "grade"), "Read", large)
		require.Equal(t, errs.ResourceExhausted, errs.KindOf(err), "%s: %v", form, err)
		require.Equal(t, errorsv1.Reason_BODY_TOO_LARGE, errs.ReasonOf(err), form)
	}
}

func TestRequestIDAndLanguageTravel(t *testing.T) {
	p, s := serve(t, open())
	var id string
	var lang localtext.Lang
	next := func(context.Context) error { return nil }
	p.handle = func(ctx context.Context, text string) error {
		id, lang = rpc.RequestID(ctx), rpc.Lang(ctx)
		if text == "outer" {
			return next(ctx)
		}
		return nil
	}
	first := ""
	next = func(ctx context.Context) error {
		first = id
		return forms["unary"](ctx, p, s.Conn(t, "moudaris", "grade"), "Read", p.make(nil))
	}
	outer := p.make(map[string]string{"text_line": "outer"})
	ctx := metadata.AppendToOutgoingContext(t.Context(), "x-request-id", "req-12345678", "accept-language", "en, fr;q=0.5")
	require.NoError(t, forms["unary"](ctx, p, s.Conn(t, "gateway", "grade"), "Read", outer))
	require.Equal(t, "req-12345678", first)
	require.Equal(t, first, id, "the same id one service further")
	require.Equal(t, localtext.French, lang)

	for _, bad := range []string{"", "short", strings.Repeat("x", 65), "with space 123", "a=b;c=d%0a12345"} {
		ctx := metadata.AppendToOutgoingContext(t.Context(), "x-request-id", bad)
		require.NoError(t, forms["unary"](ctx, p, s.Conn(t, "gateway", "grade"), "Read", p.make(nil)))
		require.NoError(t, uuid.Validate(id), "%q is replaced", bad)
	}
}

func TestOneLinePerRequestWithoutPersonalData(t *testing.T) {
	logged := &lines{}
	p, s := serve(t, access(), func(o *rpc.Options) {
		tel, err := telemetry.New(t.Context(), telemetry.Config{Level: slog.LevelDebug, Format: "json", Out: logged, RequestID: rpc.RequestID})
		require.NoError(t, err)
		o.Log = tel.Log
	})
	p.handle = func(_ context.Context, text string) error {
		if text == "bad" {
			return errs.E(errs.NotFound, errorsv1.Reason_STUDENT_NOT_FOUND, "reading marks", nil)
		}
		return nil
	}
	ctx := s.As(t, t.Context(), auth.Principal{Role: optionsv1.Role_ROLE_TEACHER})
	token := auth.TokenFrom(ctx)
	for _, text := range []string{"private", "bad"} {
		_ = forms["unary"](ctx, p, s.Conn(t, "moudaris", "grade"), "Teachers", p.make(map[string]string{"text_line": text}))
	}
	all := strings.Split(strings.TrimSpace(logged.String()), "\n")
	require.Len(t, all, 2)
	require.NotContains(t, logged.String(), "private")
	require.NotContains(t, logged.String(), token[len(token)-20:])
	var first, second map[string]any
	require.NoError(t, json.Unmarshal([]byte(all[0]), &first))
	require.NoError(t, json.Unmarshal([]byte(all[1]), &second))
	require.Equal(t, "OK", first["code"])
	require.Equal(t, "DEBUG", first["level"], "what services ask each other is detail")
	require.Equal(t, "moudaris", first["peer"])
	require.Equal(t, "/massar.probe.v1.ProbeService/Teachers", first["method"])
	require.NoError(t, uuid.Validate(first["request_id"].(string)))
	require.Equal(t, 1, strings.Count(all[0], "request_id"))
	require.Positive(t, first["duration"])
	require.Equal(t, "NOT_FOUND", second["code"])
	require.Equal(t, "STUDENT_NOT_FOUND", second["reason"])
	require.Equal(t, "INFO", second["level"])
}

// lines is a log that may be written from several goroutines.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
