package arch

import (
	"bytes"
	"path"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

// registries are hosts that a build must never be told to use: which mirror serves a module or a
// package is the business of the machine, not of the repository. The names are broken so that
// this file does not hold them.
var registries = regexp.MustCompile(`(?i)\b(proxy\.go` + `lang\.org|sum\.go` + `lang\.org|go` + `proxy\.(io|cn)|registry\.np` + `mjs\.org|registry\.ya` + `rnpkg\.com|py` + `pi\.org|index\.do` + `cker\.io|registry-1\.do` + `cker\.io|deb\.deb` + `ian\.org|api\.bu` + `f\.build)\b`)

// machinePaths are folders of one developer's or one CI machine.
var machinePaths = regexp.MustCompile(`(^|[\s"'=:(,` + "`" + `])/(work|root|Users|home/[a-z]+)/`)

func TestNoHostsOfRegistriesAndNoPathsOfAMachine(t *testing.T) {
	for _, name := range files(t) {
		content := read(t, name)
		if path.Base(name) == "go.sum" || bytes.IndexByte(content[:min(len(content), 8000)], 0) >= 0 {
			continue
		}
		for i, line := range bytes.Split(content, []byte("\n")) {
			if m := registries.Find(line); m != nil {
				t.Errorf("%s:%d names a registry: %s", name, i+1, m)
			}
			if m := machinePaths.Find(line); m != nil {
				t.Errorf("%s:%d holds a path of a machine: %s", name, i+1, m)
			}
		}
	}
}

func TestForbiddenWordsAreFound(t *testing.T) {
	for _, bad := range []string{"GOPROXY=https://proxy.go" + "lang.org", "https://registry.np" + "mjs.org/x"} {
		require.True(t, registries.MatchString(bad), bad)
	}
	for _, bad := range []string{`"/ro` + `ot/.netrc"`, "cd /wo" + "rk/main", "/Us" + "ers/x"} {
		require.True(t, machinePaths.MatchString(bad), bad)
	}
	for _, good := range []string{"/v1/moutamadris/home/", "https://example.org/root/x", "the work/root/tree"} {
		require.False(t, machinePaths.MatchString(good), good)
	}
}
