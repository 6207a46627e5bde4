package arch

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// module is the import path of the root module, with a slash.
const module = "github.com/massar-platform/massar/"

// root returns the top folder of the repository.
func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../..")
	require.NoError(t, err)
	require.FileExists(t, filepath.Join(dir, "go.work"))
	return dir
}

// output runs a command in dir and returns what it prints.
func output(t *testing.T, dir, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir = dir
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	require.NoErrorf(t, err, "%s %s: %s", name, strings.Join(args, " "), errs.String())
	return out
}

// files returns the files of the repository, relative to its root: those tracked, and those
// that would be with the next commit.
func files(t *testing.T) []string {
	t.Helper()
	dir := root(t)
	// CI may check out as another user than the one who runs the tests.
	out := output(t, dir, "git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	var list []string
	for name := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		info, err := os.Stat(filepath.Join(dir, name))
		if err == nil && info.Mode().IsRegular() {
			list = append(list, name)
		}
	}
	require.NotEmpty(t, list)
	return list
}

// read returns the content of a file named relative to the root.
func read(t *testing.T, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(root(t), name))
	require.NoError(t, err)
	return content
}

// generated says whether a file is written by a generator.
func generated(name string) bool {
	return strings.HasPrefix(name, "proto/gen/")
}
