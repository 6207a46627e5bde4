package arch

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/genproto/googleapis/api/annotations"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"

	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	authv1 "github.com/massar-platform/massar/proto/gen/massar/auth/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	idarav1 "github.com/massar-platform/massar/proto/gen/massar/idara/v1"
	identityv1 "github.com/massar-platform/massar/proto/gen/massar/identity/v1"
	moudarisv1 "github.com/massar-platform/massar/proto/gen/massar/moudaris/v1"
	moutamadrisv1 "github.com/massar-platform/massar/proto/gen/massar/moutamadris/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	waliyev1 "github.com/massar-platform/massar/proto/gen/massar/waliye/v1"
)

// linked keeps every generated package with a service in the test binary, and so in the registry.
var linked = []protoreflect.FileDescriptor{
	attendancev1.File_massar_attendance_v1_attendance_proto,
	authv1.File_massar_auth_v1_auth_proto,
	gradev1.File_massar_grade_v1_grade_proto,
	idarav1.File_massar_idara_v1_idara_proto,
	identityv1.File_massar_identity_v1_identity_proto,
	moudarisv1.File_massar_moudaris_v1_moudaris_proto,
	moutamadrisv1.File_massar_moutamadris_v1_moutamadris_proto,
	schoolv1.File_massar_school_v1_school_proto,
	timetablev1.File_massar_timetable_v1_timetable_proto,
	waliyev1.File_massar_waliye_v1_waliye_proto,
}

// edges are the services that the gateway shows to the outside.
var edges = []string{"auth", "moutamadris", "waliye", "moudaris", "idara"}

// method is one RPC; its name in the table is service/RPC.
type method struct {
	name, service string
	desc          protoreflect.MethodDescriptor
	access        *optionsv1.Access
}

// methods returns every RPC of every massar service, by name.
func methods(t *testing.T) map[string]method {
	t.Helper()
	require.NotEmpty(t, linked)
	all := map[string]method{}
	protoregistry.GlobalFiles.RangeFiles(func(file protoreflect.FileDescriptor) bool {
		pkg := string(file.Package())
		name, ours := strings.CutPrefix(pkg, "massar.")
		if !ours {
			return true
		}
		name = strings.TrimSuffix(name, ".v1")
		for i := range file.Services().Len() {
			svc := file.Services().Get(i)
			require.Equal(t, strings.ToUpper(name[:1])+name[1:]+"Service", string(svc.Name()), "one service per package, named for it")
			for j := range svc.Methods().Len() {
				desc := svc.Methods().Get(j)
				access, _ := proto.GetExtension(desc.Options(), optionsv1.E_Access).(*optionsv1.Access)
				m := method{name: name + "/" + string(desc.Name()), service: name, desc: desc, access: access}
				all[m.name] = m
			}
		}
		return true
	})
	require.NotEmpty(t, all)
	return all
}

// A service whose package is not linked here would escape every test below.
func TestEveryServiceIsLinked(t *testing.T) {
	found, err := filepath.Glob(filepath.Join(root(t), "proto/gen/massar/*/v1/*_grpc.pb.go"))
	require.NoError(t, err)
	for _, name := range found {
		service := filepath.Base(filepath.Dir(filepath.Dir(name)))
		ok := slices.ContainsFunc(linked, func(f protoreflect.FileDescriptor) bool {
			return string(f.Package()) == "massar."+service+".v1"
		})
		require.Truef(t, ok, "link massar.%s.v1 in tests/arch/access_test.go", service)
	}
}

func TestEveryRPCSaysWhoMayCallIt(t *testing.T) {
	for name, m := range methods(t) {
		require.NotNilf(t, m.access, "%s has no massar.options.v1.access", name)
		require.NotEmptyf(t, m.access.GetPeers(), "%s names no service that may call it", name)
		require.NotEqualf(t, optionsv1.Scope_SCOPE_UNSPECIFIED, m.access.GetScope(), "%s has no scope", name)
	}
}

// The table is written and read by people; it says what we mean, the options say what runs.
func TestAccessIsAsReviewed(t *testing.T) {
	content, err := os.ReadFile("access.csv")
	require.NoError(t, err)
	rows, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
	require.NoError(t, err)
	require.Equal(t, []string{"rpc", "roles", "peers", "scope", "write", "public", "system", "second_factor"}, rows[0])

	all := methods(t)
	reviewed := map[string]bool{}
	for _, row := range rows[1:] {
		require.Falsef(t, reviewed[row[0]], "two rows for %s", row[0])
		reviewed[row[0]] = true
		m, ok := all[row[0]]
		if !ok {
			t.Errorf("access.csv has a row for %s, which does not exist", row[0])
			continue
		}
		if got := m.row(); !slices.Equal(got, sorted(row)) {
			t.Errorf("%s: the option says %v, the reviewed table %v", m.name, got, sorted(row))
		}
	}
	for name := range all {
		if !reviewed[name] {
			t.Errorf("%s has no row in access.csv: review who may call it, and write one", name)
		}
	}
}

// sorted returns a row of the table with its lists in order.
func sorted(row []string) []string {
	row = slices.Clone(row)
	for _, i := range []int{1, 2} {
		words := strings.Fields(row[i])
		slices.Sort(words)
		row[i] = strings.Join(words, " ")
	}
	return row
}

// row returns the option of an RPC as a row of the table.
func (m method) row() []string {
	roles := []string{}
	for _, r := range m.access.GetRoles() {
		roles = append(roles, strings.ToLower(strings.TrimPrefix(r.String(), "ROLE_")))
	}
	if len(roles) == 0 {
		roles = []string{"-"}
	}
	yes := map[bool]string{true: "yes", false: "-"}
	return sorted([]string{
		m.name, strings.Join(roles, " "), strings.Join(m.access.GetPeers(), " "),
		strings.ToLower(strings.TrimPrefix(m.access.GetScope().String(), "SCOPE_")),
		yes[m.access.GetWrite()], yes[m.access.GetPublic()], yes[m.access.GetSystem()], yes[m.access.GetSecondFactor()],
	})
}

// bySecret are the RPCs outside of auth that need no token: a secret in the address stands for it, and it
// opens one calendar or one paper.
var bySecret = []string{
	"timetable/GetCalendar", "moutamadris/GetCalendar", "waliye/GetCalendar", "moudaris/GetCalendar",
	"attendance/GetDocument", "waliye/GetDocument", "idara/GetDocument",
}

// What holds for every option, whatever a table says.
func TestAccessOptionsAreSound(t *testing.T) {
	services := []string{"gateway"}
	for _, m := range methods(t) {
		if !slices.Contains(services, m.service) {
			services = append(services, m.service)
		}
	}
	for name, m := range methods(t) {
		a := m.access
		edge := slices.Contains(edges, m.service)
		for _, peer := range a.GetPeers() {
			require.Containsf(t, services, peer, "%s: no service is called %s", name, peer)
		}
		require.NotContainsf(t, a.GetPeers(), "auth", "%s: auth is served by identity, and calls nobody", name)
		if edge {
			require.Containsf(t, a.GetPeers(), "gateway", "%s is for the outside", name)
		}
		if edge && m.service != "auth" {
			require.Equalf(t, []string{"gateway"}, a.GetPeers(), "%s is for the outside only", name)
			require.NotEqualf(t, slices.Contains(bySecret, name), len(a.GetRoles()) > 0, "%s: each audience has its roles", name)
		}
		if !edge && !a.GetSystem() {
			require.NotContainsf(t, a.GetPeers(), "gateway", "%s is not for the outside", name)
		}
		if a.GetPublic() {
			require.Truef(t, m.service == "auth" || slices.Contains(bySecret, name), "%s: only sign-in, and what a secret opens, is public", name)
			require.Falsef(t, m.service != "auth" && a.GetWrite(), "%s: a secret in an address reads", name)
			require.Emptyf(t, a.GetRoles(), "%s: public and with roles", name)
			require.Falsef(t, a.GetSystem() || a.GetSecondFactor(), "%s: public and more", name)
		}
		if a.GetSystem() {
			require.Emptyf(t, a.GetRoles(), "%s: a system call has no user", name)
			require.Falsef(t, a.GetWrite() || a.GetSecondFactor() || edge, "%s: system and more", name)
			require.Equalf(t, optionsv1.Scope_SCOPE_NONE, a.GetScope(), "%s: a system call has no user whose rows it could keep to", name)
		}
	}
}

// rule returns the HTTP verb and path of an RPC, or nothing.
func rule(m method) (verb, path string) {
	http, _ := proto.GetExtension(m.desc.Options(), annotations.E_Http).(*annotations.HttpRule)
	switch p := http.GetPattern().(type) {
	case *annotations.HttpRule_Get:
		return "GET", p.Get
	case *annotations.HttpRule_Post:
		return "POST", p.Post
	case *annotations.HttpRule_Put:
		return "PUT", p.Put
	case *annotations.HttpRule_Delete:
		return "DELETE", p.Delete
	case *annotations.HttpRule_Patch:
		return "PATCH", p.Patch
	}
	return "", ""
}

func TestHTTPRulesAndWrites(t *testing.T) {
	taken := map[string]string{}
	for name, m := range methods(t) {
		verb, path := rule(m)
		if !slices.Contains(edges, m.service) {
			require.Emptyf(t, verb, "%s: shared services have no HTTP rules", name)
			continue
		}
		if verb == "" {
			require.Truef(t, m.desc.IsStreamingClient(), "%s has no HTTP rule and is no upload", name)
			require.Truef(t, m.access.GetWrite(), "%s: an upload is a write", name)
			continue
		}
		require.NotEqualf(t, "PATCH", verb, "%s: POST with a verb, or PUT", name)
		if path != "/.well-known/jwks.json" {
			require.Truef(t, strings.HasPrefix(path, "/v1/"+m.service+"/"), "%s: %s is not below /v1/%s/", name, path, m.service)
		}
		other, used := taken[verb+" "+path]
		require.Falsef(t, used, "%s and %s share %s %s", name, other, verb, path)
		taken[verb+" "+path] = name
		if m.service == "auth" {
			continue // sign-in needs no idempotency key
		}
		// Sync reads; what an app holds is too long for an address.
		writes := verb != "GET" && m.desc.Name() != "Sync"
		require.Equalf(t, writes, m.access.GetWrite(), "%s: write says %t, the verb %s", name, m.access.GetWrite(), verb)
		key := m.desc.Input().Fields().ByName("idempotency_key")
		require.Equalf(t, writes, key != nil, "%s: idempotency_key belongs to writes", name)
	}
}

// protojson makes strings of 64-bit numbers, and apps in JavaScript lose their digits.
func TestEdgeMessagesHaveNoWideNumbers(t *testing.T) {
	wide := []protoreflect.Kind{protoreflect.Int64Kind, protoreflect.Uint64Kind, protoreflect.Sint64Kind, protoreflect.Fixed64Kind, protoreflect.Sfixed64Kind,
		protoreflect.FloatKind, protoreflect.DoubleKind}
	seen := map[protoreflect.FullName]bool{}
	var walk func(name string, msg protoreflect.MessageDescriptor)
	walk = func(name string, msg protoreflect.MessageDescriptor) {
		if seen[msg.FullName()] || !strings.HasPrefix(string(msg.FullName()), "massar.") {
			return
		}
		seen[msg.FullName()] = true
		for i := range msg.Fields().Len() {
			f := msg.Fields().Get(i)
			if slices.Contains(wide, f.Kind()) {
				t.Errorf("%s: %s is a %s", name, f.FullName(), f.Kind())
			}
			if f.Message() != nil {
				walk(name, f.Message())
			}
		}
	}
	for name, m := range methods(t) {
		if slices.Contains(edges, m.service) {
			walk(name, m.desc.Input())
			walk(name, m.desc.Output())
		}
	}
}
