package arch

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// pkg is what `go list -json` says of a package, as far as it is needed here.
type pkg struct {
	ImportPath   string
	Dir          string
	GoFiles      []string
	Imports      []string
	TestImports  []string
	XTestImports []string
}

// packages lists the packages of both modules.
func packages(t *testing.T) []pkg {
	t.Helper()
	var list []pkg
	for _, dir := range []string{root(t), filepath.Join(root(t), "proto")} {
		out := output(t, dir, "go", "list", "-e", "-json=ImportPath,Dir,GoFiles,Imports,TestImports,XTestImports", "./...")
		dec := json.NewDecoder(bytes.NewReader(out))
		for {
			var p pkg
			err := dec.Decode(&p)
			if errors.Is(err, io.EOF) {
				break
			}
			require.NoError(t, err)
			list = append(list, p)
		}
	}
	require.NotEmpty(t, list)
	return list
}

func TestImportsKeepToTheLayers(t *testing.T) {
	for _, p := range packages(t) {
		from := strings.TrimPrefix(p.ImportPath, module)
		for _, imp := range p.Imports {
			if why := verdict(from, imp, false); why != "" {
				t.Errorf("%s imports %s: %s", from, imp, why)
			}
		}
		for _, imp := range append(p.TestImports, p.XTestImports...) {
			if why := verdict(from, imp, true); why != "" {
				t.Errorf("tests of %s import %s: %s", from, imp, why)
			}
		}
	}
}

// A connection or a server made elsewhere would lack the interceptors.
func TestOnlyRPCMakesServersAndConnections(t *testing.T) {
	made := map[string]bool{"NewServer": true, "NewClient": true, "Dial": true, "DialContext": true}
	for _, p := range packages(t) {
		from := strings.TrimPrefix(p.ImportPath, module)
		if within(from, "platform/rpc", "proto/gen", "tests", "demo", "cmd/massar") {
			continue
		}
		for _, name := range p.GoFiles {
			set := token.NewFileSet()
			file, err := parser.ParseFile(set, filepath.Join(p.Dir, name), nil, 0)
			require.NoError(t, err)
			alias := importName(file, "google.golang.org/grpc", "grpc")
			if alias == "" {
				continue
			}
			ast.Inspect(file, func(n ast.Node) bool {
				sel, ok := n.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				if id, ok := sel.X.(*ast.Ident); ok && id.Name == alias && made[sel.Sel.Name] {
					t.Errorf("%s: grpc.%s belongs in platform/rpc", set.Position(sel.Pos()), sel.Sel.Name)
				}
				return true
			})
		}
	}
}

// importName returns the name by which a file knows an import, or nothing.
func importName(file *ast.File, path, base string) string {
	for _, spec := range file.Imports {
		got, err := strconv.Unquote(spec.Path.Value)
		if err != nil || got != path {
			continue
		}
		if spec.Name != nil {
			return spec.Name.Name
		}
		return base
	}
	return ""
}

func TestVerdict(t *testing.T) {
	cases := []struct {
		name, from, imp string
		test, refused   bool
	}{
		{"service and its client", "services/moudaris", module + "proto/gen/massar/grade/v1", false, false},
		{"service and another service", "services/moudaris", module + "services/grade", false, true},
		{"test of a service and another service", "services/moudaris", module + "services/grade", true, true},
		{"service and gateway code", "services/moudaris", module + "proto/gen/gateway/massar/moudaris/v1", false, true},
		{"service and driver", "services/grade/internal/store", "github.com/jackc/pgx/v5", false, true},
		{"service and statuses", "services/grade", "google.golang.org/grpc/status", false, true},
		{"statuses where they belong", "platform/errs", "google.golang.org/grpc/status", false, false},
		{"driver where it belongs", "platform/sqldb", "github.com/jackc/pgx/v5/pgxpool", false, false},
		{"platform and service protos", "platform/auth", module + "proto/gen/massar/identity/v1", false, true},
		{"platform and shared protos", "platform/auth", module + "proto/gen/massar/options/v1", false, false},
		{"gateway and store", "gateway", module + "platform/sqldb", false, true},
		{"gateway and inner service", "gateway", module + "proto/gen/massar/grade/v1", false, true},
		{"gateway and audience", "gateway", module + "proto/gen/massar/waliye/v1", false, false},
		{"demo and internals", "demo", module + "services/grade/internal/store", false, true},
		{"demo and service", "demo", module + "services/grade", false, true},
		{"pure and pure", "services/x/internal/rules", module + "services/x/internal/sums", false, false},
		{"pure and store", "services/x/internal/rules", module + "services/x/internal/store", false, true},
		{"pure and platform", "services/x/internal/rules", module + "platform/errs", false, true},
		{"pure and context", "services/x/internal/rules", "context", false, true},
		{"pure and libraries", "services/x/internal/rules", "google.golang.org/protobuf/proto", false, true},
		{"pure and standard library", "services/x/internal/rules", "math/big", false, false},
		{"prefix of a folder is not the folder", "platform/errs", module + "platformer", false, true},
		{"main and everything", "cmd/massar", module + "services/grade", false, false},
		{"tests and fixtures", "platform/xlsx", module + "tests/fixtures", true, false},
		{"product and fixtures", "platform/xlsx", module + "tests/fixtures", false, true},
		{"no layer", "helpers", module + "platform/errs", false, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			require.Equal(t, c.refused, verdict(c.from, c.imp, c.test) != "")
		})
	}
}
