package proofs

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"

	"github.com/massar-platform/massar/demo"
	"github.com/massar-platform/massar/platform/errs"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	"github.com/massar-platform/massar/tests/stand"
)

// recorder is a connection that remembers which RPC was called with a token of which role.
type recorder struct {
	*grpc.ClientConn

	mu    sync.Mutex
	calls map[[2]string]int
	// called is told of every call.
	called func(method string, times int)
}

// Invoke implements grpc.ClientConnInterface.
func (r *recorder) Invoke(ctx context.Context, method string, args, reply any, opts ...grpc.CallOption) error {
	r.note(ctx, method)
	return r.ClientConn.Invoke(ctx, method, args, reply, opts...)
}

// NewStream implements grpc.ClientConnInterface.
func (r *recorder) NewStream(ctx context.Context, desc *grpc.StreamDesc, method string, opts ...grpc.CallOption) (grpc.ClientStream, error) {
	r.note(ctx, method)
	return r.ClientConn.NewStream(ctx, desc, method, opts...)
}

func (r *recorder) note(ctx context.Context, method string) {
	role := ""
	sent, _ := metadata.FromOutgoingContext(ctx)
	if token := strings.Join(sent.Get("authorization"), ""); token != "" {
		role = roleOf(token)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.calls[[2]string{method, role}]++
	if r.called != nil {
		r.called(method, r.calls[[2]string{method, role}])
	}
}

// count is how often an RPC was called, whoever called it.
func (r *recorder) count(name string) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	sum := 0
	for call, times := range r.calls {
		if strings.HasSuffix(call[0], "/"+name) {
			sum += times
		}
	}
	return sum
}

// roleOf reads the role that a token was given for.
func roleOf(token string) string {
	parts := strings.Split(strings.TrimPrefix(token, "Bearer "), ".")
	if len(parts) != 3 {
		return "no token"
	}
	raw, err := base64.RawURLEncoding.DecodeString(parts[1])
	var claims struct {
		Role string `json:"rol"`
	}
	if err != nil || json.Unmarshal(raw, &claims) != nil {
		return "no token"
	}
	return "ROLE_" + strings.ToUpper(claims.Role)
}

// TestDemoUsesTheDoorsOfItsPeople seeds a demo over the public gRPC listener, as `massar demo seed` does. Every
// call is one of the public API, made with the token of a role that has it; without a token people only open
// their accounts and sign in.
func TestDemoUsesTheDoorsOfItsPeople(t *testing.T) {
	t.Run("sqlite, one process", func(t *testing.T) {
		d := stand.Deploy(t, stand.Options{})
		conn, err := grpc.NewClient("passthrough:///"+d.GRPC, grpc.WithTransportCredentials(insecure.NewCredentials()))
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, conn.Close()) })
		r := &recorder{ClientConn: conn, calls: map[[2]string]int{}}
		options := demo.Options{
			Conn:          func(string) (grpc.ClientConnInterface, error) { return r, nil },
			BootstrapCode: d.Bootstrap(), Schools: 1, Today: stand.SchoolDate,
		}
		options.Known = breakOff(t, r, options)
		registers := 0
		options.Progress = func(step string) {
			if count, found := strings.CutPrefix(step, "registers taken: "); found {
				registers, err = strconv.Atoi(count)
			}
		}
		accounts, err := demo.Seed(t.Context(), options)
		require.NoError(t, err)
		require.Greater(t, registers, 3000)
		require.InDelta(t, registers, r.count("SaveRegister"), 150, "what the first run took is not sent again")

		byMethod := map[string]route{}
		for _, one := range routes() {
			byMethod[one.full()] = one
		}
		used := map[string]bool{}
		for call := range r.calls {
			method, role := call[0], call[1]
			one, ok := byMethod[method]
			require.True(t, ok, "%s is no RPC of the public API", method)
			used[role] = true
			if role == "" {
				require.True(t, one.public, "%s is called without a token", method)
				require.Equal(t, "auth", one.app)
				continue
			}
			if len(one.roles) > 0 {
				require.True(t, slices.Contains(one.roles, optionsv1.Role(optionsv1.Role_value[role])), "%s is called as %s", method, role)
			}
		}
		for _, role := range []string{"ROLE_MINISTRY", "ROLE_ACADEMY", "ROLE_PROVINCE", "ROLE_SCHOOL_OFFICE", "ROLE_TEACHER", "ROLE_GUARDIAN"} {
			require.True(t, used[role], "nobody acts as %s in %v", role, r.calls)
		}
		oneOfEach(t, d, accounts)
		demoWeek(t, d, accounts)
	})
}

// breakOff makes a part of a demo: it ends in the middle of the registers. It gives the accounts that were kept.
func breakOff(t *testing.T, r *recorder, options demo.Options) demo.Accounts {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	r.called = func(method string, times int) {
		if strings.HasSuffix(method, "/SaveRegister") && times == 300 {
			cancel()
		}
	}
	options.Keep = func(demo.Accounts) error { return nil }
	kept, err := demo.Seed(ctx, options)
	require.Equal(t, errs.Cancelled, errs.KindOf(err), err)
	require.NotEmpty(t, kept)
	r.called = nil
	return kept
}

// oneOfEach signs a person of each role in, with what the demo says of them.
func oneOfEach(t *testing.T, d *stand.Deployment, accounts demo.Accounts) {
	t.Helper()
	apps := map[string]string{
		demo.RoleStudent: "moutamadris", demo.RoleGuardian: "waliye", demo.RoleTeacher: "moudaris", demo.RoleSchoolOffice: "idara",
	}
	seen := map[string]bool{}
	for _, a := range accounts {
		if seen[a.Role] || a.TOTPSecret != "" {
			continue // a code of the authenticator was used a moment ago
		}
		seen[a.Role] = true
		p := d.SignIn(t, stand.Person{Identifier: a.Identifier, Password: a.Password, App: apps[a.Role]})
		d.As(t, p).Get("/v1/" + apps[a.Role] + "/me").OK()
	}
	require.Len(t, seen, len(apps))
}

// TestServicesDoNotKnowTheDemo: no word of a service or of the gateway speaks of it.
func TestServicesDoNotKnowTheDemo(t *testing.T) {
	word := regexp.MustCompile(`(?i)\bdemo`)
	read := 0
	for _, folder := range []string{"services", "gateway"} {
		require.NoError(t, filepath.WalkDir(filepath.Join("..", "..", folder), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !slices.Contains([]string{".go", ".sql"}, filepath.Ext(path)) {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			read++
			for number, line := range strings.Split(string(text), "\n") {
				if word.MatchString(line) {
					t.Errorf("%s:%d: %s", path, number+1, strings.TrimSpace(line))
				}
			}
			return nil
		}))
	}
	require.Greater(t, read, 200)
}
