package rpc_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/types/dynamicpb"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/rpc/rpctest"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
)

const ok = errorsv1.Reason_REASON_UNSPECIFIED

func access() map[string]*optionsv1.Access {
	inner := []string{"moudaris", "idara"}
	return map[string]*optionsv1.Access{
		"Teachers":  {Roles: []optionsv1.Role{optionsv1.Role_ROLE_TEACHER}, Peers: inner},
		"Officers":  {Roles: []optionsv1.Role{optionsv1.Role_ROLE_PROVINCE, optionsv1.Role_ROLE_MINISTRY}, Peers: inner},
		"Signed":    {Peers: inner},
		"Factor":    {Peers: inner, SecondFactor: true},
		"Public":    {Public: true, Peers: inner},
		"System":    {System: true, Peers: []string{"idara"}},
		"Closed":    {Roles: []optionsv1.Role{optionsv1.Role_ROLE_TEACHER}},
		"OpenClose": {Public: true},
	}
}

func TestWhoMayCallWhat(t *testing.T) {
	p, s := serve(t, access())
	denied, peer, missing, factor := errorsv1.Reason_ACCESS_DENIED, errorsv1.Reason_PEER_NOT_ALLOWED, errorsv1.Reason_UNAUTHENTICATED, errorsv1.Reason_SECOND_FACTOR_REQUIRED
	as := func(role optionsv1.Role, factor bool) context.Context {
		return s.As(t, t.Context(), auth.Principal{Role: role, SecondFactor: factor})
	}
	callers := map[string]context.Context{
		"nobody":        t.Context(),
		"student":       as(optionsv1.Role_ROLE_STUDENT, false),
		"guardian":      as(optionsv1.Role_ROLE_GUARDIAN, false),
		"teacher":       as(optionsv1.Role_ROLE_TEACHER, false),
		"teacher+2f":    as(optionsv1.Role_ROLE_TEACHER, true),
		"school_office": as(optionsv1.Role_ROLE_SCHOOL_OFFICE, true),
		"province":      as(optionsv1.Role_ROLE_PROVINCE, true),
		"academy":       as(optionsv1.Role_ROLE_ACADEMY, true),
		"ministry":      as(optionsv1.Role_ROLE_MINISTRY, false),
	}
	// The answer by caller where the peer is allowed; "" is everybody else.
	want := map[string]map[string]errorsv1.Reason{
		"Teachers":  {"nobody": missing, "teacher": ok, "teacher+2f": ok, "": denied},
		"Officers":  {"nobody": missing, "province": ok, "ministry": ok, "": denied},
		"Signed":    {"nobody": missing, "": ok},
		"Factor":    {"nobody": missing, "teacher+2f": ok, "school_office": ok, "province": ok, "academy": ok, "": factor},
		"Public":    {"": ok},
		"System":    {"": ok},
		"Closed":    {"": peer},
		"OpenClose": {"": peer},
	}
	peers := map[string][]string{"Closed": nil, "OpenClose": nil, "System": {"idara"}}
	for form, invoke := range forms {
		for method, byCaller := range want {
			for _, from := range []string{"gateway", "grade", "moudaris", "idara"} {
				allowed, special := peers[method]
				if !special {
					allowed = []string{"moudaris", "idara"}
				}
				for caller, ctx := range callers {
					expect, named := byCaller[caller]
					if !named {
						expect = byCaller[""]
					}
					if !contains(allowed, from) {
						expect = peer
					}
					err := invoke(ctx, p, s.Conn(t, from, "grade"), method, p.make(nil))
					require.Equal(t, expect, errs.ReasonOf(err), "%s %s from %s as %s: %v", form, method, from, caller, err)
				}
			}
		}
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// A token that is missing, forged, expired or revoked does not pass, and the caller is told which it is.
func TestBadTokens(t *testing.T) {
	p, s := serve(t, access())
	stranger := rpctest.New(t, nil)
	old := s.Token(t, auth.Principal{Role: optionsv1.Role_ROLE_TEACHER},
		auth.WithMinterTime(func() time.Time { return time.Now().Add(-time.Hour) }))
	revoked := auth.Principal{AccountID: "gone", Role: optionsv1.Role_ROLE_TEACHER, Epoch: 1}
	revokedToken := s.Token(t, revoked)
	good := s.Token(t, auth.Principal{Role: optionsv1.Role_ROLE_TEACHER})
	outgoing := func(values ...string) context.Context {
		ctx := t.Context()
		for _, v := range values {
			ctx = metadata.AppendToOutgoingContext(ctx, "authorization", v)
		}
		return ctx
	}
	conn := s.Conn(t, "moudaris", "grade")
	invoke := forms["unary"]

	require.NoError(t, invoke(rpctest.WithToken(t.Context(), revokedToken), p, conn, "Teachers", p.make(nil)), "not revoked yet, and now remembered")
	s.Revocations.Add(auth.Revoked{AccountID: "gone", MinEpoch: 2})
	require.NoError(t, invoke(outgoing("Bearer "+good), p, conn, "Teachers", p.make(nil)))
	require.NoError(t, invoke(outgoing("bearer "+good), p, conn, "Teachers", p.make(nil)))

	for name, c := range map[string]struct {
		ctx  context.Context
		want errorsv1.Reason
	}{
		"none":              {t.Context(), errorsv1.Reason_UNAUTHENTICATED},
		"empty":             {outgoing(""), errorsv1.Reason_UNAUTHENTICATED},
		"of another issuer": {rpctest.WithToken(t.Context(), stranger.Token(t, revoked)), errorsv1.Reason_TOKEN_INVALID},
		"changed":           {rpctest.WithToken(t.Context(), good[:len(good)-6]+"AAAAAA"), errorsv1.Reason_TOKEN_INVALID},
		"expired":           {rpctest.WithToken(t.Context(), old), errorsv1.Reason_TOKEN_EXPIRED},
		"revoked":           {rpctest.WithToken(t.Context(), revokedToken), errorsv1.Reason_TOKEN_REVOKED},
		"no scheme":         {outgoing(good), errorsv1.Reason_TOKEN_INVALID},
		"basic":             {outgoing("Basic " + good), errorsv1.Reason_TOKEN_INVALID},
		"only the scheme":   {outgoing("Bearer "), errorsv1.Reason_TOKEN_INVALID},
		"two headers":       {outgoing("Bearer "+good, "Bearer "+good), errorsv1.Reason_TOKEN_INVALID},
		"empty then good":   {outgoing("", "Bearer "+good), errorsv1.Reason_TOKEN_INVALID},
	} {
		for form, invoke := range forms {
			err := invoke(c.ctx, p, conn, "Teachers", p.make(nil))
			require.Equal(t, c.want, errs.ReasonOf(err), "%s %s: %v", form, name, err)
			require.Equal(t, errs.Unauthenticated, errs.KindOf(err), name)
		}
	}
}

func TestHandlerSeesTheCallerAndNobodyElse(t *testing.T) {
	p, s := serve(t, access())
	var got auth.Principal
	var signed bool
	var peers []string
	p.handle = func(ctx context.Context, _ string) error {
		got, signed = auth.From(ctx)
		peers = rpc.Peers(ctx)
		return nil
	}
	want := auth.Principal{AccountID: "acc", PersonID: "staff", SessionID: "ses", Role: optionsv1.Role_ROLE_TEACHER, Epoch: 4, SecondFactor: true}
	ctx := s.As(t, t.Context(), want)
	for form, invoke := range forms {
		require.NoError(t, invoke(ctx, p, s.Conn(t, "moudaris", "grade"), "Teachers", p.make(nil)), form)
		require.True(t, signed)
		sent, _ := auth.From(ctx)
		require.Equal(t, sent, got, form)
		require.Equal(t, []string{"moudaris"}, peers, form)

		// A public or system call has no caller, whatever token came with it.
		require.NoError(t, invoke(ctx, p, s.Conn(t, "idara", "grade"), "System", p.make(nil)), form)
		require.False(t, signed, form)
		require.NoError(t, invoke(rpctest.WithToken(t.Context(), "garbage"), p, s.Conn(t, "idara", "grade"), "Public", p.make(nil)), form)
		require.False(t, signed, form)
	}
}

// Identity comes from the connection and the token alone, whatever headers a caller makes up.
func TestHeadersDoNotMakeIdentity(t *testing.T) {
	p, s := serve(t, access())
	ctx := metadata.AppendToOutgoingContext(t.Context(), "x-peer", "idara", "x-user-id", "admin", "x-service", "idara",
		"grpc-metadata-authorization", "Bearer x", "x-forwarded-for", "127.0.0.1", "spiffe", "spiffe://massar/idara")
	err := forms["unary"](ctx, p, s.Conn(t, "gateway", "grade"), "System", p.make(nil))
	require.Equal(t, errorsv1.Reason_PEER_NOT_ALLOWED, errs.ReasonOf(err))
	err = forms["unary"](ctx, p, s.Conn(t, "moudaris", "grade"), "Signed", p.make(nil))
	require.Equal(t, errorsv1.Reason_UNAUTHENTICATED, errs.ReasonOf(err))
}

func TestServerRefusesToStartWithoutAnOption(t *testing.T) {
	p := newProbe(t, map[string]*optionsv1.Access{"Good": {Public: true}, "Bare": nil})
	s := rpctest.New(t, []string{"grade"}, func(o *rpc.Options) { o.Descriptors = p.files })
	want := "/massar.probe.v1.ProbeService/Bare: missing"
	require.ErrorContains(t, s.Server.Register(p), want)
	require.ErrorContains(t, s.Server.ServeLocal(), want)

	// A given policy that forgets one method is no way around it.
	p = newProbe(t, map[string]*optionsv1.Access{"Good": {Public: true}})
	s = rpctest.New(t, []string{"grade"}, func(o *rpc.Options) {
		o.Descriptors = p.files
		o.Policy = auth.Policy{"/massar.probe.v1.ProbeService/Good": {Public: true}}
	})
	require.ErrorContains(t, s.Server.Register(p), "/massar.probe.v1.ProbeService/GoodStream has no access option")
	require.Error(t, s.Server.ServeLocal())

	// A service that is not in the registry cannot be judged.
	s = rpctest.New(t, []string{"grade"})
	require.ErrorContains(t, s.Server.Register(p), "massar.probe.v1.ProbeService")
}

func TestUnknownMethodsAreRefused(t *testing.T) {
	p, s := serve(t, access())
	conn := s.Conn(t, "moudaris", "grade")
	for _, name := range []string{
		"/massar.probe.v1.ProbeService/Absent", "/massar.absent.v1.Absent/Get", "massar.probe.v1.ProbeService/Public",
		"/massar.probe.v1.ProbeService/public", "//massar.probe.v1.ProbeService/Public",
		"/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", "/grpc.channelz.v1.Channelz/GetServers",
	} {
		err := conn.Invoke(t.Context(), name, p.make(nil), dynamicpb.NewMessage(p.message))
		require.Equal(t, errs.Unimplemented, errs.KindOf(err), "%s: %v", name, err)
	}
}
