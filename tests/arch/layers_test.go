package arch

import (
	"fmt"
	pathpkg "path"
	"slices"
	"strings"
)

// owners are the packages outside of the project that only certain packages may import:
// one place to learn them, one place to change them.
var owners = []struct {
	imports []string
	only    []string
}{
	{[]string{"go.yaml.in/yaml", "gopkg.in/yaml"}, []string{"platform/config"}},
	{[]string{"github.com/golang-jwt", "github.com/go-jose"}, []string{"platform/auth"}},
	{[]string{"google.golang.org/grpc/status", "google.golang.org/grpc/codes"}, []string{"platform/errs", "proto/gen"}},
	{[]string{"google.golang.org/grpc/credentials", "google.golang.org/grpc/keepalive"}, []string{"platform/rpc"}},
	{[]string{"github.com/jackc", "modernc.org", "github.com/pressly/goose", "github.com/exaring/otelpgx", "database/sql"}, []string{"platform/sqldb"}},
	{[]string{"github.com/redis"}, []string{"platform/cache"}},
	{[]string{"gocloud.dev", "github.com/aws"}, []string{"platform/blob"}},
	{[]string{"go.opentelemetry.io/otel/sdk", "go.opentelemetry.io/otel/exporters", "go.opentelemetry.io/contrib/exporters"}, []string{"platform/telemetry"}},
	{[]string{"golang.org/x/text"}, []string{"platform/page", "platform/ids", "platform/clock", "platform/localtext"}},
}

// sharedProtos are the generated packages that the platform knows; all others belong to services.
var sharedProtos = []string{"proto/gen/massar/options/v1", "proto/gen/massar/errors/v1", "proto/gen/massar/type/v1"}

// edgeProtos are the generated packages that the gateway serves to the outside.
var edgeProtos = []string{
	"proto/gen/gateway", "proto/gen/openapi",
	"proto/gen/massar/auth", "proto/gen/massar/moutamadris", "proto/gen/massar/waliye", "proto/gen/massar/moudaris", "proto/gen/massar/idara",
}

// impure are the packages below a service's internal folder that do I/O or need a library. All
// others hold pure rules: the standard library and each other only, no context.
var impure = []string{
	"services/*/internal/store",
	"services/attendance/internal/absencesheet", // reads and writes workbooks
	"services/attendance/internal/letter",       // runs a program that makes PDF files
	"services/grade/internal/notescc",           // reads and writes workbooks
	"services/school/internal/listeleve",        // reads workbooks
	"services/identity/internal/secrets",        // argon2 and one-time passwords
}

// within says whether path is one of the folders or lies below one.
func within(path string, folders ...string) bool {
	return slices.ContainsFunc(folders, func(f string) bool {
		return path == f || strings.HasPrefix(path, f+"/")
	})
}

// service returns x of services/x/..., or nothing.
func service(path string) string {
	rest, ok := strings.CutPrefix(path, "services/")
	if !ok {
		return ""
	}
	name, _, _ := strings.Cut(rest, "/")
	return name
}

// standard says whether an import path is of the standard library.
func standard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".")
}

// verdict says why package from (relative to the module) may not import imp, or nothing.
// Tests keep to the layers too, but may use any library.
func verdict(from, imp string, test bool) string {
	rel, ours := strings.CutPrefix(imp, module)
	if !ours {
		return foreign(from, imp, test)
	}
	if strings.Contains(rel, "/internal/") || strings.HasSuffix(rel, "/internal") {
		parent, _, _ := strings.Cut(rel, "/internal")
		if !within(from, parent) {
			return "internal to " + parent
		}
	}
	// Files built for tests by code that shares nothing with what reads them, and the country's
	// rules, serve the tests of any layer.
	if test && within(rel, "tests/fixtures", "refdata") {
		return ""
	}
	allowed, known := false, true
	switch {
	case within(from, "proto"):
		allowed = within(rel, "proto")
	case within(from, "platform"):
		allowed = within(rel, "platform") || within(rel, sharedProtos...) ||
			// The one projection of school's rows; docs/decisions/0016.
			within(from, "platform/roster") && within(rel, "proto/gen/massar/school/v1")
	case within(from, "refdata"):
		allowed = within(rel, "refdata")
	case pure(from):
		allowed = pure(rel) && service(rel) == service(from)
	case within(from, "services"):
		own := "services/" + service(from)
		inner := within(rel, "proto/gen") && !within(rel, "proto/gen/gateway")
		allowed = within(rel, "platform", "refdata", own) || inner
	case within(from, "web"):
		allowed = within(rel, "web")
	case within(from, "gateway"):
		allowed = within(rel, "gateway") || rel == "proto" || within(rel, edgeProtos...) || within(rel, sharedProtos...) ||
			within(rel, "platform") && !within(rel, "platform/sqldb", "platform/write")
	case within(from, "demo"):
		allowed = within(rel, "demo", "proto/gen", "platform", "refdata")
	case within(from, "tests"):
		allowed = within(rel, "tests", "demo", "proto/gen", "platform", "refdata")
	case within(from, "cmd/massar"):
		allowed = true
	default:
		known = false
	}
	if !known {
		return "a package in no layer; give it one in tests/arch/layers_test.go"
	}
	if !allowed {
		return "not among what this layer may import"
	}
	return ""
}

// pure says whether path is a package of rules without I/O.
func pure(path string) bool {
	if service(path) == "" || !strings.Contains(path, "/internal/") {
		return false
	}
	return !slices.ContainsFunc(impure, func(pattern string) bool {
		ok, err := pathpkg.Match(pattern, path)
		return ok && err == nil
	})
}

// foreign is verdict for what lies outside of the project.
func foreign(from, imp string, test bool) string {
	if test {
		return ""
	}
	if pure(from) {
		if !standard(imp) || imp == "context" || imp == "database/sql" {
			return "pure rules use the standard library without context"
		}
		return ""
	}
	if within(from, "refdata") && !standard(imp) {
		return "reference data use the standard library only"
	}
	if within(from, "proto/gen", "cmd/massar", "tests", "demo") {
		return ""
	}
	for _, o := range owners {
		if within(imp, o.imports...) && !within(from, o.only...) {
			return fmt.Sprintf("only %s may import it", strings.Join(o.only, ", "))
		}
	}
	return ""
}
