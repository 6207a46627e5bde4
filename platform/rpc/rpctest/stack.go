package rpctest

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"log/slog"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/write"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
)

// kid names the one key of a stack.
const kid = "test"

// Stack is one process of services in a test.
type Stack struct {
	Server      *rpc.Server
	Dialer      *rpc.Dialer
	Verifier    *auth.Verifier
	Keys        auth.Keys
	Revocations *auth.RevocationList

	key ed25519.PrivateKey
}

// New makes a process that hosts the named services, not yet serving: build the services with its Dialer, then
// call Serve. Change the server's options with edit.
func New(t testing.TB, hosted []string, edit ...func(*rpc.Options)) *Stack {
	t.Helper()
	public, key, err := ed25519.GenerateKey(rand.Reader)
	require.NoError(t, err)
	s := &Stack{Keys: auth.Keys{kid: public}, Revocations: auth.NewRevocationList(), key: key}
	s.Verifier, err = auth.NewVerifier(auth.VerifierConfig{Keys: s.Keys, Revocations: s.Revocations})
	require.NoError(t, err)
	o := rpc.Options{Services: hosted, Verifier: s.Verifier, Log: slog.New(slog.DiscardHandler), Drain: 2 * time.Second}
	for _, e := range edit {
		e(&o)
	}
	s.Server, err = rpc.NewServer(o)
	require.NoError(t, err)
	s.Dialer = rpc.NewDialer(s.Server, nil, nil)
	return s
}

// Serve registers the services and serves them in process until the test ends.
func (s *Stack) Serve(t testing.TB, services ...rpc.Service) {
	t.Helper()
	require.NoError(t, s.Server.Register(services...))
	done := make(chan error, 1)
	go func() { done <- s.Server.ServeLocal() }()
	t.Cleanup(func() {
		_ = s.Dialer.Close()
		s.Server.GracefulStop(context.Background())
		if err := <-done; err != nil {
			t.Errorf("serving: %v", err)
		}
	})
}

// Conn is the connection over which one service of the stack calls another.
func (s *Stack) Conn(t testing.TB, from, to string) *grpc.ClientConn {
	t.Helper()
	conn, err := s.Dialer.Conn(from, to)
	require.NoError(t, err)
	return conn
}

// Token signs an access token for p; ids that p lacks are invented.
func (s *Stack) Token(t testing.TB, p auth.Principal, opts ...auth.MinterOption) string {
	t.Helper()
	if p.AccountID == "" {
		p.AccountID = ids.New()
	}
	if p.SessionID == "" {
		p.SessionID = ids.New()
	}
	m, err := auth.NewMinter(kid, s.key, opts...)
	require.NoError(t, err)
	token, err := m.Mint(p)
	require.NoError(t, err)
	return token
}

// As gives the context of a caller: calls made with it carry p's signed token.
func (s *Stack) As(t testing.TB, ctx context.Context, p auth.Principal) context.Context {
	t.Helper()
	verified, err := s.Verifier.Verify(ctx, s.Token(t, p))
	require.NoError(t, err)
	return auth.With(ctx, verified)
}

// AsRole is As for a new account with a role, person and second factor.
func (s *Stack) AsRole(t testing.TB, ctx context.Context, role optionsv1.Role, personID string) context.Context {
	t.Helper()
	return s.As(t, ctx, auth.Principal{PersonID: personID, Role: role, SecondFactor: true})
}

// WithToken gives a context whose calls carry any text as token, also one that would not verify.
func WithToken(ctx context.Context, token string) context.Context {
	return auth.With(ctx, auth.Principal{Token: token})
}

// WithKey gives a context whose write carries a new idempotency key.
func WithKey(ctx context.Context) context.Context {
	return write.WithKey(ctx, uuid.NewString())
}

// WithLang gives a context whose calls ask for a language.
func WithLang(ctx context.Context, lang string) context.Context {
	return rpc.WithCall(ctx, &rpc.Call{AcceptLanguage: lang})
}
