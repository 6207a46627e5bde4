package rpc_test

import (
	"context"
	"crypto/tls"
	"net"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	healthv1 "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/protobuf/types/dynamicpb"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/ca"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/rpc/rpctest"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
)

// authority issues certificates for one test.
type authority struct{ dir string }

func newAuthority(t testing.TB) authority {
	t.Helper()
	a := authority{filepath.Join(t.TempDir(), "ca")}
	require.NoError(t, ca.Init(a.dir))
	return a
}

func (a authority) config(t testing.TB, services ...string) *tls.Config {
	t.Helper()
	cert, key, err := ca.Issue(a.dir, services, nil)
	require.NoError(t, err)
	config, err := ca.TLSConfig(filepath.Join(a.dir, ca.CertFile), cert, key)
	require.NoError(t, err)
	return config
}

// listen serves a probe as service "grade" on loopback, and gives its address.
func listen(t testing.TB, a authority, access map[string]*optionsv1.Access, edit ...func(*rpc.Options)) (*probe, *rpctest.Stack, string) {
	t.Helper()
	p, s := serve(t, access, append(edit, func(o *rpc.Options) { o.TLS = a.config(t, "grade") })...)
	lis, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	done := make(chan error, 1)
	go func() { done <- s.Server.Serve(lis) }()
	t.Cleanup(func() {
		s.Server.GracefulStop(context.Background())
		require.NoError(t, <-done)
	})
	return p, s, lis.Addr().String()
}

// remote is a connection from another process, which holds the given certificate.
func remote(t testing.TB, config *tls.Config, from, to, address string) *grpc.ClientConn {
	t.Helper()
	d := rpc.NewDialer(nil, map[string]string{to: address}, config)
	conn, err := d.Conn(from, to)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, d.Close()) })
	return conn
}

func TestAcrossProcesses(t *testing.T) {
	a := newAuthority(t)
	p, s, address := listen(t, a, access())
	teacher := s.As(t, t.Context(), auth.Principal{Role: optionsv1.Role_ROLE_TEACHER})
	var peers []string
	p.handle = func(ctx context.Context, _ string) error { peers = rpc.Peers(ctx); return nil }

	moudaris := remote(t, a.config(t, "moudaris"), "moudaris", "grade", address)
	school := remote(t, a.config(t, "school"), "school", "grade", address)
	both := remote(t, a.config(t, "waliye", "idara"), "idara", "grade", address)
	for form, invoke := range forms {
		require.NoError(t, invoke(teacher, p, moudaris, "Teachers", p.make(nil)), form)
		require.Equal(t, []string{"moudaris"}, peers, form)

		err := invoke(t.Context(), p, moudaris, "Teachers", p.make(nil))
		require.Equal(t, errorsv1.Reason_UNAUTHENTICATED, errs.ReasonOf(err), "%s: right peer without a user", form)
		err = invoke(teacher, p, school, "Teachers", p.make(nil))
		require.Equal(t, errorsv1.Reason_PEER_NOT_ALLOWED, errs.ReasonOf(err), "%s: wrong peer", form)
		err = invoke(t.Context(), p, moudaris, "System", p.make(nil))
		require.Equal(t, errorsv1.Reason_PEER_NOT_ALLOWED, errs.ReasonOf(err), "%s: system call of the wrong peer", form)

		// A process that hosts several services speaks for all of them, and the name a client gives itself
		// is worth nothing: the certificate's counts.
		require.NoError(t, invoke(t.Context(), p, both, "System", p.make(nil)), form)
		require.Equal(t, []string{"waliye", "idara"}, peers, form)
	}
	impostor := remote(t, a.config(t, "school"), "moudaris", "grade", address)
	err := forms["unary"](teacher, p, impostor, "Teachers", p.make(nil))
	require.Equal(t, errorsv1.Reason_PEER_NOT_ALLOWED, errs.ReasonOf(err))
}

func TestNoCertificateNoService(t *testing.T) {
	a, strangers := newAuthority(t), newAuthority(t)
	p, s, address := listen(t, a, access())
	teacher := s.As(t, t.Context(), auth.Principal{Role: optionsv1.Role_ROLE_TEACHER})
	reached := false
	p.handle = func(context.Context, string) error { reached = true; return nil }

	good := a.config(t, "moudaris")
	without := good.Clone()
	without.GetClientCertificate = nil
	foreign := strangers.config(t, "moudaris")
	foreign.RootCAs = good.RootCAs
	old := good.Clone()
	old.MinVersion, old.MaxVersion = tls.VersionTLS12, tls.VersionTLS12
	nameless := good.Clone()
	nameless.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
		// The authority's own certificate names no service.
		c, err := tls.LoadX509KeyPair(filepath.Join(a.dir, ca.CertFile), filepath.Join(a.dir, ca.KeyFile))
		return &c, err
	}
	for name, creds := range map[string]credentials.TransportCredentials{
		"clear text":                  insecure.NewCredentials(),
		"no certificate":              credentials.NewTLS(without),
		"another authority's":         credentials.NewTLS(foreign),
		"TLS 1.2":                     credentials.NewTLS(old),
		"a certificate of no service": credentials.NewTLS(nameless),
	} {
		conn, err := grpc.NewClient("passthrough:///"+address, grpc.WithTransportCredentials(creds))
		require.NoError(t, err)
		ctx, cancel := context.WithTimeout(teacher, 3*time.Second)
		for _, invoke := range forms {
			require.Error(t, invoke(ctx, p, conn, "Teachers", p.make(nil)), name)
			require.Error(t, invoke(ctx, p, conn, "OpenClose", p.make(nil)), name)
		}
		_, err = healthv1.NewHealthClient(conn).Check(ctx, &healthv1.HealthCheckRequest{})
		require.Error(t, err, name)
		cancel()
		require.NoError(t, conn.Close())
	}
	require.False(t, reached)
}

// The greeting of the in-process pipe, sent over the network, is only a broken TLS handshake.
func TestInProcessNamesAreNotBelievedOnTheNetwork(t *testing.T) {
	a := newAuthority(t)
	_, _, address := listen(t, a, access())
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", address)
	require.NoError(t, err)
	defer conn.Close()
	_, err = conn.Write([]byte("\x05idaraPRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))
	require.NoError(t, err)
	require.NoError(t, conn.SetReadDeadline(time.Now().Add(5*time.Second)))
	answer := make([]byte, 64)
	n, err := conn.Read(answer)
	if err == nil {
		require.Equal(t, byte(21), answer[0], "a TLS alert and nothing else: %q", answer[:n])
	}
}

// A certificate for one service does not let a process answer for another.
func TestTheServerMustBeTheServiceThatIsCalled(t *testing.T) {
	a := newAuthority(t)
	p, s, address := listen(t, a, access())
	teacher := s.As(t, t.Context(), auth.Principal{Role: optionsv1.Role_ROLE_TEACHER})
	conn := remote(t, a.config(t, "moudaris"), "moudaris", "identity", address)
	ctx, cancel := context.WithTimeout(teacher, 3*time.Second)
	defer cancel()
	err := forms["unary"](ctx, p, conn, "Teachers", p.make(nil))
	require.Contains(t, []errs.Kind{errs.Unavailable, errs.DeadlineExceeded}, errs.KindOf(err))
}

func TestDialerSaysWhatIsMissing(t *testing.T) {
	d := rpc.NewDialer(nil, map[string]string{"school": "127.0.0.1:1", "grade": "nowhere"}, nil)
	_, err := d.Conn("idara", "identity")
	require.ErrorContains(t, err, "peers.identity is not set")
	_, err = d.Conn("idara", "school")
	require.ErrorContains(t, err, "tls.cert")
	d = rpc.NewDialer(nil, map[string]string{"grade": "nowhere"}, &tls.Config{MinVersion: tls.VersionTLS13})
	_, err = d.Conn("idara", "grade")
	require.ErrorContains(t, err, "peers.grade")

	s := rpctest.New(t, []string{"grade"})
	first, err := s.Dialer.Conn("idara", "grade")
	require.NoError(t, err)
	again, err := s.Dialer.Conn("idara", "grade")
	require.NoError(t, err)
	require.Same(t, first, again)
	other, err := s.Dialer.Conn("moudaris", "grade")
	require.NoError(t, err)
	require.NotSame(t, first, other, "a connection speaks for one caller")
	require.NoError(t, s.Dialer.Close())

	lis, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.ErrorContains(t, s.Server.Serve(lis), "tls.cert", "no certificate, no network")
	_, err = rpc.NewServer(rpc.Options{Verifier: s.Verifier, TLS: &tls.Config{MinVersion: tls.VersionTLS12}})
	require.ErrorContains(t, err, "TLS 1.3")
	_, err = rpc.NewServer(rpc.Options{})
	require.ErrorContains(t, err, "verifier")
}

func TestHealthIsForOurServicesOnly(t *testing.T) {
	a := newAuthority(t)
	_, s, address := listen(t, a, access())
	s.Server.SetServing(probeService, true)
	for name, conn := range map[string]*grpc.ClientConn{
		"in process": s.Conn(t, "idara", "grade"),
		"remote":     remote(t, a.config(t, "school"), "school", "grade", address),
	} {
		client := healthv1.NewHealthClient(conn)
		answer, err := client.Check(t.Context(), &healthv1.HealthCheckRequest{Service: probeService})
		require.NoError(t, err, name)
		require.Equal(t, healthv1.HealthCheckResponse_SERVING, answer.GetStatus(), name)
		_, err = client.Check(t.Context(), &healthv1.HealthCheckRequest{Service: "absent"})
		require.Equal(t, errs.NotFound, errs.KindOf(err), name)

		ctx, cancel := context.WithCancel(t.Context())
		watch, err := client.Watch(ctx, &healthv1.HealthCheckRequest{Service: probeService})
		require.NoError(t, err, name)
		state, err := watch.Recv()
		require.NoError(t, err, name)
		require.Equal(t, healthv1.HealthCheckResponse_SERVING, state.GetStatus(), name)
		cancel()
		_, err = watch.Recv()
		require.Equal(t, errs.Cancelled, errs.KindOf(err), name)
	}
	s.Server.SetServing(probeService, false)
	answer, err := healthv1.NewHealthClient(s.Conn(t, "idara", "grade")).Check(t.Context(), &healthv1.HealthCheckRequest{Service: probeService})
	require.NoError(t, err)
	require.Equal(t, healthv1.HealthCheckResponse_NOT_SERVING, answer.GetStatus())
}

// Work in progress is finished; what does not end is cut when the time is over.
func TestGracefulStop(t *testing.T) {
	t.Run("short way", func(t *testing.T) { testGracefulStop(t, true) })
	t.Run("wire", func(t *testing.T) { testGracefulStop(t, false) })
}

func testGracefulStop(t *testing.T, short bool) {
	p := newProbe(t, open())
	entered, release := make(chan struct{}, 2), make(chan struct{})
	p.handle = func(ctx context.Context, text string) error {
		if text == "first" {
			return nil
		}
		entered <- struct{}{}
		if text == "stuck" {
			<-ctx.Done()
			return ctx.Err()
		}
		<-release
		return nil
	}
	s := rpctest.New(t, []string{"grade"}, func(o *rpc.Options) { o.Descriptors, o.Drain = p.files, 300*time.Millisecond })
	require.NoError(t, s.Server.Register(p))
	served := make(chan error, 1)
	go func() { served <- s.Server.ServeLocal() }()
	dialer := s.Dialer
	if !short {
		dialer = rpc.NewDialer(s.Server, nil, nil, rpc.WithWire())
		defer func() { require.NoError(t, dialer.Close()) }()
	}
	conn, err := dialer.Conn("gateway", "grade")
	require.NoError(t, err)
	// Once this is answered the server serves, and what follows goes the way that was asked for.
	require.NoError(t, forms["unary"](t.Context(), p, conn, "Read", p.make(map[string]string{"text_line": "first"})))
	results := map[string]chan error{"": make(chan error, 1), "stuck": make(chan error, 1)}
	for text, result := range results {
		go func() {
			ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
			defer cancel()
			result <- forms["unary"](ctx, p, conn, "Read", p.make(map[string]string{"text_line": text}))
		}()
	}
	<-entered
	<-entered
	stopped := make(chan struct{})
	began := time.Now()
	go func() { s.Server.GracefulStop(context.Background()); close(stopped) }()
	close(release)
	require.NoError(t, <-results[""], "finished during the drain")
	require.Equal(t, errs.Unavailable, errs.KindOf(<-results["stuck"]))
	<-stopped
	require.NoError(t, <-served)
	took := time.Since(began)
	require.GreaterOrEqual(t, took, 250*time.Millisecond)
	require.Less(t, took, 3*time.Second)
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	err = conn.Invoke(ctx, "/"+probeService+"/Read", p.make(nil), dynamicpb.NewMessage(p.message))
	require.Contains(t, []errs.Kind{errs.Unavailable, errs.DeadlineExceeded}, errs.KindOf(err))
	require.NoError(t, s.Dialer.Close())
}
