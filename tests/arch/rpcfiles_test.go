package arch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var capital = regexp.MustCompile(`([a-z0-9])([A-Z])`)

// fileOf returns the file that an RPC is looked for in.
func fileOf(rpc string) string {
	return strings.ToLower(capital.ReplaceAllString(rpc, "${1}_${2}")) + ".go"
}

// Every RPC is written, in the file that bears its name: the embedded Unimplemented server would
// answer for a forgotten one.
func TestEveryRPCHasItsFile(t *testing.T) {
	for name, m := range methods(t) {
		dir := "services/" + m.service
		if m.service == "auth" {
			dir = "services/identity"
		}
		rpc := string(m.desc.Name())
		file := filepath.Join(dir, fileOf(rpc))
		source, err := os.ReadFile(filepath.Join(root(t), file))
		if err != nil {
			t.Errorf("%s: there is no %s", name, file)
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, source, 0)
		require.NoError(t, err)
		found := false
		for _, decl := range parsed.Decls {
			f, ok := decl.(*ast.FuncDecl)
			found = found || ok && f.Recv != nil && f.Name.Name == rpc
		}
		if !found {
			t.Errorf("%s: %s has no method %s", name, file, rpc)
		}
	}
}

func TestFileOf(t *testing.T) {
	require.Equal(t, "get_report_card.go", fileOf("GetReportCard"))
	require.Equal(t, "get_jwks.go", fileOf("GetJwks"))
}
