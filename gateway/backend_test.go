package gateway

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/genproto/googleapis/api/httpbody"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/test/bufconn"

	"github.com/massar-platform/massar/platform/app"
	"github.com/massar-platform/massar/platform/cache"
	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
	moutamadrisv1 "github.com/massar-platform/massar/proto/gen/massar/moutamadris/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// backend plays every service behind the gateway and remembers what reached it.
type backend struct {
	mu    sync.Mutex
	seen  metadata.MD
	save  *moudarisv1.SaveMarkSheetRequest
	file  []byte
	parts int
	head  *idarav1.CreateImportRequest_Header

	marks  *typev1.StudentMarks
	fail   error
	cookie *string

	// What sync is answered by: whoever syncs, and the rotation before it.
	sync      func(context.Context, *moutamadrisv1.SyncRequest) (*moutamadrisv1.SyncResponse, error)
	refresh   error
	rotations int
}

// One type for each service, because several have RPCs of the same name.
type (
	authBackend struct {
		authv1.UnimplementedAuthServiceServer
		b *backend
	}
	moutamadrisBackend struct {
		moutamadrisv1.UnimplementedMoutamadrisServiceServer
		b *backend
	}
	moudarisBackend struct {
		moudarisv1.UnimplementedMoudarisServiceServer
		b *backend
	}
	idaraBackend struct {
		idarav1.UnimplementedIdaraServiceServer
		b *backend
	}
)

func (b *backend) note(ctx context.Context) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.seen, _ = metadata.FromIncomingContext(ctx)
}

func (b *backend) metadata() metadata.MD {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.seen
}

func (s moutamadrisBackend) ListMarks(ctx context.Context, _ *moutamadrisv1.ListMarksRequest) (*typev1.StudentMarks, error) {
	b := s.b
	b.note(ctx)
	if b.fail != nil {
		return nil, b.fail
	}
	return b.marks, nil
}

func (s moudarisBackend) SaveMarkSheet(ctx context.Context, req *moudarisv1.SaveMarkSheetRequest) (*typev1.SaveResult, error) {
	b := s.b
	b.note(ctx)
	b.mu.Lock()
	b.save = req
	b.mu.Unlock()
	return &typev1.SaveResult{}, b.fail
}

func (moudarisBackend) GetCalendar(context.Context, *moudarisv1.GetCalendarRequest) (*httpbody.HttpBody, error) {
	return &httpbody.HttpBody{ContentType: "text/calendar; charset=utf-8", Data: []byte("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")}, nil
}

func (moudarisBackend) ExportMarkSheet(context.Context, *moudarisv1.ExportMarkSheetRequest) (*httpbody.HttpBody, error) {
	return &httpbody.HttpBody{ContentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Data: []byte("PK\x03\x04" + strings.Repeat("x", 4000))}, nil
}

func (s idaraBackend) CreateImport(stream grpc.ClientStreamingServer[idarav1.CreateImportRequest, idarav1.ImportResponse]) error {
	b := s.b
	b.note(stream.Context())
	if b.fail != nil {
		return b.fail
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.file, b.parts, b.head = nil, 0, nil
	for {
		req, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return stream.SendAndClose(&idarav1.ImportResponse{Import: &typev1.Import{ImportId: "12345A.x", State: typev1.Import_State_DONE, Accepted: 35}})
		}
		if err != nil {
			return err
		}
		if h := req.GetHeader(); h != nil {
			b.head = h
			continue
		}
		b.file = append(b.file, req.GetChunk()...)
		b.parts++
	}
}

func (s authBackend) CreateSession(ctx context.Context, _ *authv1.CreateSessionRequest) (*authv1.SessionResponse, error) {
	b := s.b
	b.note(ctx)
	if b.cookie != nil {
		if err := grpc.SetHeader(ctx, metadata.Pairs("x-massar-refresh-cookie", *b.cookie, "set-cookie", "evil=1", "x-internal", "1")); err != nil {
			return nil, err
		}
	}
	return &authv1.SessionResponse{AccessToken: "a", ExpiresIn: 600}, b.fail
}

func (s authBackend) RefreshSession(ctx context.Context, _ *authv1.RefreshSessionRequest) (*authv1.SessionResponse, error) {
	b := s.b
	b.note(ctx)
	if b.refresh != nil {
		return nil, b.refresh
	}
	b.mu.Lock()
	b.rotations++
	n := b.rotations
	b.mu.Unlock()
	if b.cookie != nil {
		if err := grpc.SetHeader(ctx, metadata.Pairs("x-massar-refresh-cookie", *b.cookie)); err != nil {
			return nil, err
		}
	}
	return &authv1.SessionResponse{AccessToken: fmt.Sprintf("access-%d", n), ExpiresIn: 600}, nil
}

func (s moutamadrisBackend) Sync(ctx context.Context, req *moutamadrisv1.SyncRequest) (*moutamadrisv1.SyncResponse, error) {
	s.b.note(ctx)
	return s.b.sync(ctx, req)
}

func (authBackend) GetJwks(context.Context, *authv1.GetJwksRequest) (*authv1.GetJwksResponse, error) {
	return &authv1.GetJwksResponse{Keys: []*authv1.Jwk{{Kty: "OKP", Kid: "1"}}}, nil
}

// asStatus does what the services' chain does with errors.
func asStatus(ctx context.Context, err error) error {
	md, _ := metadata.FromIncomingContext(ctx)
	lang := localtext.FromAcceptLanguage(strings.Join(md["accept-language"], ","))
	return errs.ToStatusError(err, lang, strings.Join(md["x-request-id"], ","))
}

// start runs the backend and a gateway in front of it.
func start(t testing.TB, b *backend, change func(*Config, *Deps)) *Gateway {
	t.Helper()
	return startChanged(t, b, change, func(*Gateway) {})
}

// startChanged also changes the gateway itself before it serves.
func startChanged(t testing.TB, b *backend, change func(*Config, *Deps), prepare func(*Gateway)) *Gateway {
	t.Helper()
	l := bufconn.Listen(1 << 20)
	srv := grpc.NewServer(
		grpc.UnaryInterceptor(func(ctx context.Context, req any, _ *grpc.UnaryServerInfo, h grpc.UnaryHandler) (any, error) {
			res, err := h(ctx, req)
			if err != nil {
				return nil, asStatus(ctx, err)
			}
			return res, nil
		}),
		grpc.StreamInterceptor(func(s any, ss grpc.ServerStream, _ *grpc.StreamServerInfo, h grpc.StreamHandler) error {
			if err := h(s, ss); err != nil {
				return asStatus(ss.Context(), err)
			}
			return nil
		}))
	authv1.RegisterAuthServiceServer(srv, authBackend{b: b})
	moutamadrisv1.RegisterMoutamadrisServiceServer(srv, moutamadrisBackend{b: b})
	waliyev1.RegisterWaliyeServiceServer(srv, waliyev1.UnimplementedWaliyeServiceServer{})
	moudarisv1.RegisterMoudarisServiceServer(srv, moudarisBackend{b: b})
	idarav1.RegisterIdaraServiceServer(srv, idaraBackend{b: b})
	served := make(chan error, 1)
	go func() { served <- srv.Serve(l) }()
	conn, err := grpc.NewClient("passthrough:///backend",
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return l.DialContext(ctx) }),
		grpc.WithTransportCredentials(insecure.NewCredentials()))
	require.NoError(t, err)
	shared, err := cache.New(cache.Config{})
	require.NoError(t, err)

	cfg := Config{Listen: "127.0.0.1:0", Version: "test"}
	deps := Deps{
		Conns: map[string]grpc.ClientConnInterface{},
		Log:   slog.New(slog.DiscardHandler),
		Ready: func(context.Context) app.Report {
			return app.Report{Ready: true, Checks: []app.Check{{Name: "db", Ready: true}}}
		},
		Clock: clock.NewSchool(clock.NewFake(time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)), 1),
		Cache: shared,
	}
	for _, name := range edgeServices() {
		deps.Conns[name] = conn
	}
	if change != nil {
		change(&cfg, &deps)
	}
	g, err := New(cfg, deps)
	require.NoError(t, err)
	prepare(g)
	require.NoError(t, g.Start(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- g.Run(context.Background()) }()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		require.NoError(t, g.Stop(ctx))
		require.NoError(t, <-ended)
		require.NoError(t, conn.Close())
		srv.Stop()
		require.NoError(t, <-served)
		require.NoError(t, shared.Close())
	})
	return g
}

// answer is one HTTP answer.
type answer struct {
	status int
	header http.Header
	body   string
}

// call makes one request; headers are "Name: value".
func call(t testing.TB, g *Gateway, method, path, body string, headers ...string) answer {
	t.Helper()
	return callReader(t, g, method, path, strings.NewReader(body), headers...)
}

func callReader(t testing.TB, g *Gateway, method, path string, body io.Reader, headers ...string) answer {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, "http://"+g.Addr()+path, body)
	require.NoError(t, err)
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		req.Header.Add(name, value)
	}
	client := &http.Client{
		Transport:     &http.Transport{DisableCompression: true, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	res, err := client.Do(req)
	require.NoError(t, err)
	raw, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	require.NoError(t, res.Body.Close())
	return answer{res.StatusCode, res.Header, string(raw)}
}

// someMarks is a semester large enough to be compressed.
func someMarks() *typev1.StudentMarks {
	out := &typev1.StudentMarks{SchoolYear: "2026-2027", Semester: 1}
	for range 12 {
		out.Subjects = append(out.Subjects, &typev1.SubjectMarks{
			Subject: &typev1.Subject{Code: "PC", Name: "Physique : \"chimie\", \\ et  plus"}, Coefficient: "7", Scale: 20,
		})
	}
	return out
}

func notFound() error {
	return errs.E(errs.NotFound, errorsv1.Reason_STUDENT_NOT_FOUND, "reading marks", nil)
}
