package app_test

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/app"
)

// diary notes what happened, in order.
type diary struct {
	mu    sync.Mutex
	lines []string
}

func (d *diary) note(line string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.lines = append(d.lines, line)
}

func (d *diary) all() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]string(nil), d.lines...)
}

func (d *diary) part(name string) app.Component {
	return app.Component{
		Name:  name,
		Start: func(context.Context) error { d.note("start " + name); return nil },
		Run:   func(ctx context.Context) error { <-ctx.Done(); d.note("end " + name); return ctx.Err() },
		Stop:  func(context.Context) error { d.note("stop " + name); return nil },
	}
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

func TestOrder(t *testing.T) {
	d := &diary{}
	g := app.New(quiet(), time.Second)
	g.Add(d.part("db"))
	g.Add(d.part("rpc"))
	ctx, cancel := context.WithCancel(t.Context())
	g.Add(app.Component{Name: "last", Start: func(context.Context) error { cancel(); return nil }})
	require.NoError(t, g.Run(ctx))
	require.Equal(t, []string{"start db", "start rpc", "stop rpc", "end rpc", "stop db", "end db"}, d.all())
}

func TestFailingStartStopsWhatRan(t *testing.T) {
	d := &diary{}
	g := app.New(quiet(), time.Second)
	g.Add(d.part("db"))
	broken := errors.New("no certificate")
	g.Add(app.Component{Name: "gateway", Start: func(context.Context) error { return broken }, Stop: func(context.Context) error { d.note("never"); return nil }})
	g.Add(d.part("after"))
	err := g.Run(t.Context())
	require.ErrorIs(t, err, broken)
	require.EqualError(t, err, "starting gateway: no certificate")
	require.Equal(t, []string{"start db", "stop db", "end db"}, d.all())
}

func TestFailingRunBringsTheGroupDown(t *testing.T) {
	for name, tc := range map[string]struct {
		err  error
		want string
	}{
		"error":     {errors.New("listener closed"), "rpc: listener closed"},
		"early end": {nil, "rpc: ended by itself"},
	} {
		t.Run(name, func(t *testing.T) {
			d := &diary{}
			g := app.New(quiet(), time.Second)
			g.Add(d.part("db"))
			g.Add(app.Component{Name: "rpc", Run: func(context.Context) error { return tc.err }})
			require.EqualError(t, g.Run(t.Context()), tc.want)
			require.Equal(t, []string{"start db", "stop db", "end db"}, d.all())
		})
	}
}

func TestRunMayEndDuringStop(t *testing.T) {
	// http.Server.Serve returns as soon as Shutdown begins; that is no failure.
	closed := make(chan struct{})
	g := app.New(quiet(), time.Second)
	ctx, cancel := context.WithCancel(t.Context())
	g.Add(app.Component{Name: "http",
		Run:  func(context.Context) error { <-closed; return nil },
		Stop: func(context.Context) error { close(closed); return nil }})
	cancel()
	require.NoError(t, g.Run(ctx))
}

func TestDrainIsCapped(t *testing.T) {
	d := &diary{}
	g := app.New(quiet(), 50*time.Millisecond)
	g.Add(d.part("db"))
	hang := make(chan struct{})
	t.Cleanup(func() { close(hang) })
	g.Add(app.Component{Name: "stuck", Stop: func(context.Context) error { <-hang; return nil }})
	ctx, cancel := context.WithCancel(t.Context())
	g.Add(app.Component{Name: "end", Start: func(context.Context) error { cancel(); return nil }})
	begin := time.Now()
	require.EqualError(t, g.Run(ctx), "stopping stuck: did not end within 50ms")
	require.Less(t, time.Since(begin), 5*time.Second)
	require.Contains(t, d.all(), "stop db", "the parts below the stuck one are stopped all the same")
}

func TestSignalStops(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		d := &diary{}
		g := app.New(quiet(), time.Second)
		g.Add(d.part("db"))
		g.Add(app.Component{Name: "kill", Start: func(context.Context) error { return syscall.Kill(syscall.Getpid(), sig) }})
		require.NoError(t, g.Run(t.Context()))
		require.Contains(t, d.all(), "stop db")
	}
}

func TestReport(t *testing.T) {
	g := app.New(quiet(), time.Second)
	hang := make(chan struct{})
	defer close(hang)
	g.Add(app.Component{Name: "db", Ready: func(context.Context) error {
		return errors.New("database grade is at version 3, needs 7: run massar migrate up")
	}})
	g.Add(app.Component{Name: "redis", Ready: func(context.Context) error { <-hang; return nil }})
	g.Add(app.Component{Name: "rpc", Ready: func(context.Context) error { return nil }})

	before := g.Report(t.Context())
	require.False(t, before.Ready)
	require.Equal(t, app.Check{Name: "rpc", Reason: "not started yet"}, before.Checks[2])

	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- g.Run(ctx) }()
	require.Eventually(t, func() bool { return g.Report(t.Context()).Checks[2].Ready }, 5*time.Second, time.Millisecond)

	rec := httptest.NewRecorder()
	g.ReadyHandler().ServeHTTP(rec, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/readyz", nil))
	require.Equal(t, http.StatusServiceUnavailable, rec.Code)
	require.JSONEq(t, `{"ready":false,"checks":[
		{"name":"db","ready":false,"reason":"database grade is at version 3, needs 7: run massar migrate up"},
		{"name":"redis","ready":false,"reason":"did not answer within 1s"},
		{"name":"rpc","ready":true}]}`, rec.Body.String())
	cancel()
	require.NoError(t, <-ended)
	require.Equal(t, "stopping", g.Report(t.Context()).Checks[0].Reason)
}

func TestPortTaken(t *testing.T) {
	first, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer first.Close()
	_, port, _ := net.SplitHostPort(first.Addr().String())
	_, err = app.Listen(t.Context(), first.Addr().String(), "JSON API", "--listen")
	require.ErrorContains(t, err, "JSON API: port "+port+" is already taken")
	require.ErrorContains(t, err, "--listen")
	require.ErrorIs(t, err, syscall.EADDRINUSE)

	_, err = app.Listen(t.Context(), "nonsense", "JSON API", "--listen")
	require.EqualError(t, err, `JSON API: "nonsense" is not HOST:PORT (--listen)`)
}
