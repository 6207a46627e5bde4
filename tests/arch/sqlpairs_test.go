package arch

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// One SQL text serves both engines; where it cannot, a const named sqlXPostgres stands beside
// sqlX. How many there are is printed, so that nobody is surprised by the number.
// postgresOnly are statements that SQLite has no use for, each with what does the same there.
var postgresOnly = map[string]string{
	"services/attendance/internal/store.sqlUpdateEntries": "sqlUpsertEntries: a merge of single rows is as cheap in the process",
}

func TestStatementsThatDifferByEngine(t *testing.T) {
	consts := map[string][]string{} // by folder
	for _, name := range files(t) {
		if path.Ext(name) != ".go" || generated(name) || strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root(t), name), nil, 0)
		require.NoError(t, err)
		for _, decl := range file.Decls {
			gen, ok := decl.(*ast.GenDecl)
			if !ok || gen.Tok != token.CONST {
				continue
			}
			for _, spec := range gen.Specs {
				for _, id := range spec.(*ast.ValueSpec).Names {
					if strings.HasPrefix(id.Name, "sql") {
						consts[path.Dir(name)] = append(consts[path.Dir(name)], id.Name)
					}
				}
			}
		}
	}
	var pairs []string
	for dir, names := range consts {
		for _, name := range names {
			base, ok := strings.CutSuffix(name, "Postgres")
			if !ok || base == "sql" {
				continue
			}
			if _, ok := postgresOnly[dir+"."+base]; ok {
				continue
			}
			require.Containsf(t, names, base, "%s: %s has no %s beside it", dir, name, base)
			pairs = append(pairs, dir+"."+base)
		}
	}
	slices.Sort(pairs)
	fmt.Printf("note: %d statements have a text of their own for PostgreSQL: %s\n", len(pairs), strings.Join(pairs, ", "))
}
