package auth_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/descriptorpb"
	_ "google.golang.org/protobuf/types/known/emptypb"

	"github.com/massar-platform/massar/platform/auth"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// serviceWith builds a service whose methods carry the given options; nil is a method without one.
func serviceWith(t *testing.T, methods map[string]*optionsv1.Access) protoreflect.ServiceDescriptor {
	t.Helper()
	s := &descriptorpb.ServiceDescriptorProto{Name: proto.String("Probe")}
	for name, access := range methods {
		m := &descriptorpb.MethodDescriptorProto{
			Name: proto.String(name), InputType: proto.String(".google.protobuf.Empty"), OutputType: proto.String(".google.protobuf.Empty"),
		}
		if access != nil {
			m.Options = &descriptorpb.MethodOptions{}
			proto.SetExtension(m.Options, optionsv1.E_Access, access)
		}
		s.Method = append(s.Method, m)
	}
	file, err := protodesc.NewFile(&descriptorpb.FileDescriptorProto{
		Syntax: proto.String("proto3"), Name: proto.String("probe.proto"), Package: proto.String("massar.probe.v1"),
		Dependency: []string{"google/protobuf/empty.proto"}, Service: []*descriptorpb.ServiceDescriptorProto{s},
	}, protoregistry.GlobalFiles)
	require.NoError(t, err)
	return file.Services().Get(0)
}

func TestPolicyNamesEveryMethodWithoutAnOption(t *testing.T) {
	_, err := auth.PolicyOf(serviceWith(t, map[string]*optionsv1.Access{
		"Good": {Public: true}, "Bare": nil, "AlsoBare": nil,
	}))
	require.EqualError(t, err, "auth: access option: /massar.probe.v1.Probe/AlsoBare: missing; /massar.probe.v1.Probe/Bare: missing")
}

func TestPolicyRefusesContradictions(t *testing.T) {
	teacher := []optionsv1.Role{optionsv1.Role_ROLE_TEACHER}
	for name, access := range map[string]*optionsv1.Access{
		"public and system":        {Public: true, System: true},
		"public and roles":         {Public: true, Roles: teacher},
		"public and second factor": {Public: true, SecondFactor: true},
		"system and roles":         {System: true, Roles: teacher},
		"system and second factor": {System: true, SecondFactor: true},
		"unspecified role":         {Roles: []optionsv1.Role{optionsv1.Role_ROLE_UNSPECIFIED}},
		"unknown role":             {Roles: []optionsv1.Role{77}},
	} {
		_, err := auth.PolicyOf(serviceWith(t, map[string]*optionsv1.Access{"M": access}))
		require.ErrorContains(t, err, "/massar.probe.v1.Probe/M", name)
	}
	want := &optionsv1.Access{Roles: teacher, Peers: []string{"gateway"}, Write: true, Scope: optionsv1.Scope_SCOPE_TEACHES}
	policy, err := auth.PolicyOf(serviceWith(t, map[string]*optionsv1.Access{"M": want}))
	require.NoError(t, err)
	require.Len(t, policy, 1)
	require.True(t, proto.Equal(want, policy["/massar.probe.v1.Probe/M"]))
}

func TestPolicyByName(t *testing.T) {
	_, err := auth.PolicyByName(protoregistry.GlobalFiles, "massar.absent.v1.Absent")
	require.ErrorContains(t, err, "massar.absent.v1.Absent")
	_, err = auth.PolicyByName(protoregistry.GlobalFiles, "google.protobuf.Empty")
	require.ErrorContains(t, err, "not a service")
}

func TestNodeCovers(t *testing.T) {
	for _, c := range []struct {
		node, place string
		want        bool
	}{
		{"ma", "ma", true},
		{"ma", "ma/07/351/12345A", true},
		{"ma/07", "ma/07/351/12345A", true},
		{"ma/07/351", "ma/07/351/12345A", true},
		{"ma/07/351/12345A", "ma/07/351/12345A", true},
		{"ma/07/351/12345A", "ma/07/351/12345A/annex", true},
		{"ma/07", "ma/071/351/12345A", false},
		{"ma/07", "ma/08/351/12345A", false},
		{"ma/07/351/12345A", "ma/07/351", false},
		{"ma/07/351/1234", "ma/07/351/12345A", false},
		{"m", "ma", false},
		{"", "ma", false},
		{"", "", false},
		{"ma", "", false},
		{"ma/", "ma/07", false},
	} {
		require.Equal(t, c.want, auth.NodeCovers(c.node, c.place), "%q covers %q", c.node, c.place)
	}
	scope := &typev1.Scope{Nodes: []string{"ma/01", "ma/07/351"}}
	require.True(t, auth.ScopeCovers(scope, "ma/07/351/12345A"))
	require.False(t, auth.ScopeCovers(scope, "ma/07/352/12345A"))
	require.False(t, auth.ScopeCovers(nil, "ma"))
}

func TestScopeIsRememberedFiveSecondsByAccountRoleAndEpoch(t *testing.T) {
	now := start
	calls := 0
	cache, err := auth.NewScopeCache(auth.ScopeFunc(func(context.Context, auth.Principal) (*typev1.Scope, error) {
		calls++
		return &typev1.Scope{StudentIds: []string{"child"}}, nil
	}), 0, func() time.Time { return now })
	require.NoError(t, err)
	p := teacher()
	ask := func(p auth.Principal, wantCalls int, why string) {
		t.Helper()
		s, err := cache.Scope(t.Context(), p)
		require.NoError(t, err)
		require.Equal(t, []string{"child"}, s.GetStudentIds())
		require.Equal(t, wantCalls, calls, why)
	}
	ask(p, 1, "first")
	ask(p, 1, "remembered")
	now = now.Add(4999 * time.Millisecond)
	ask(p, 1, "still remembered")
	now = now.Add(time.Millisecond)
	ask(p, 2, "five seconds are over")
	p.Epoch++
	ask(p, 3, "a new epoch")
	p.Role = optionsv1.Role_ROLE_GUARDIAN
	ask(p, 4, "another role")
	p.AccountID = "another"
	ask(p, 5, "another account")
}

func TestScopeAsksOnceAndForgetsFailures(t *testing.T) {
	var calls atomic.Int32
	release := make(chan struct{})
	cache, err := auth.NewScopeCache(auth.ScopeFunc(func(ctx context.Context, _ auth.Principal) (*typev1.Scope, error) {
		calls.Add(1)
		<-release
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if calls.Load() == 1 {
			return &typev1.Scope{}, nil
		}
		return nil, errors.New("identity is away")
	}), time.Hour, nil)
	require.NoError(t, err)

	// The first caller leaves; those who wait with it still get the answer.
	first, leave := context.WithCancel(t.Context())
	left := make(chan error, 1)
	go func() { _, err := cache.Scope(first, teacher()); left <- err }()
	require.Eventually(t, func() bool { return calls.Load() == 1 }, 5*time.Second, time.Millisecond)
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			_, err := cache.Scope(t.Context(), teacher())
			require.NoError(t, err)
		})
	}
	leave()
	require.ErrorIs(t, <-left, context.Canceled)
	close(release)
	wg.Wait()
	require.EqualValues(t, 1, calls.Load())

	other := teacher()
	other.AccountID = "other"
	for range 2 {
		_, err := cache.Scope(t.Context(), other)
		require.EqualError(t, err, "identity is away")
	}
	require.EqualValues(t, 3, calls.Load(), "a failure is not remembered")
}

func TestPollLearnsAndSurvivesFailures(t *testing.T) {
	list := auth.NewRevocationList()
	ctx, cancel := context.WithCancel(t.Context())
	var cursors []int64
	var told []error
	n := 0
	list.Poll(ctx, time.Millisecond, func(_ context.Context, cursor int64) ([]auth.Revoked, int64, error) {
		cursors = append(cursors, cursor)
		n++
		switch n {
		case 1:
			return []auth.Revoked{{AccountID: "a", MinEpoch: 5}}, 10, nil
		case 2, 3:
			return nil, 0, errors.New("away")
		case 4:
			return []auth.Revoked{{AccountID: "a", MinEpoch: 4}, {AccountID: "b", MinEpoch: 1}}, 20, nil
		default:
			cancel()
			return nil, 20, nil
		}
	}, func(err error) { told = append(told, err) })
	require.Equal(t, []int64{0, 10, 10, 10, 20}, cursors)
	require.Equal(t, []error{errors.New("away"), nil}, told, "said once, and once when it is over")
	require.EqualValues(t, 5, list.MinEpoch("a"))
	require.EqualValues(t, 1, list.MinEpoch("b"))
	require.Zero(t, list.MinEpoch("c"))
}

func TestPrincipalInContext(t *testing.T) {
	_, ok := auth.From(t.Context())
	require.False(t, ok)
	require.Empty(t, auth.TokenFrom(t.Context()))
	p := teacher()
	p.Token = "tok"
	ctx := auth.With(t.Context(), p)
	got, ok := auth.From(ctx)
	require.True(t, ok)
	require.Equal(t, p, got)
	require.Equal(t, "tok", auth.TokenFrom(ctx))
}
