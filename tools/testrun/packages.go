package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

const (
	module = "github.com/massar-platform/massar"
	// engines is the package that gives tests their databases: who needs it is tested on both.
	engines = module + "/platform/sqldb/sqldbtest"
)

// pkg is a package with tests.
type pkg struct {
	path string
	// engines: its tests open databases.
	engines bool
	fuzz    []string
}

// group returns where a package is tested.
func (p pkg) group() string {
	switch p.path {
	case module + "/tests/arch":
		return "arch"
	// These run the program itself, which is built without the race detector.
	case module + "/tests/e2e", module + "/tests/badinput", module + "/tests/proofs", module + "/tests/stand":
		return "e2e"
	}
	return "units"
}

var fuzzFunc = regexp.MustCompile(`(?m)^func (Fuzz\w+)\(`)

// list returns the packages with tests, of all modules of the workspace.
func list(ctx context.Context) ([]pkg, error) {
	// With -e a package that does not build is still listed: testing it then says what is wrong.
	cmd := exec.CommandContext(ctx, "go", "list", "-e", "-test", "-json=ImportPath,Dir,ForTest,Deps,TestGoFiles,XTestGoFiles", "./...", "./proto/...")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("listing packages: %w", err)
	}
	found := map[string]*pkg{}
	get := func(path string) *pkg {
		if found[path] == nil {
			found[path] = &pkg{path: path}
		}
		return found[path]
	}
	dec := json.NewDecoder(bytes.NewReader(out))
	for {
		var p struct {
			ImportPath, Dir, ForTest  string
			Deps                      []string
			TestGoFiles, XTestGoFiles []string
		}
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("reading the list of packages: %w", err)
		}
		if binary, ok := strings.CutSuffix(p.ImportPath, ".test"); ok {
			get(binary).engines = slices.Contains(p.Deps, engines)
			continue
		}
		if p.ForTest != "" {
			continue
		}
		for _, name := range append(p.TestGoFiles, p.XTestGoFiles...) {
			source, err := os.ReadFile(filepath.Join(p.Dir, name))
			if err != nil {
				return nil, err
			}
			for _, m := range fuzzFunc.FindAllSubmatch(source, -1) {
				q := get(p.ImportPath)
				q.fuzz = append(q.fuzz, string(m[1]))
			}
		}
	}
	all := []pkg{}
	for _, p := range found {
		slices.Sort(p.fuzz)
		all = append(all, *p)
	}
	slices.SortFunc(all, func(a, b pkg) int { return strings.Compare(a.path, b.path) })
	return all, nil
}
