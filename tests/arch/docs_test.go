package arch

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"
)

var (
	link    = regexp.MustCompile(`\]\(([^()\s]+)\)`)
	heading = regexp.MustCompile(`(?m)^#{1,6} +(.+?) *#*$`)
	fenced  = regexp.MustCompile("(?ms)^```.*?^```")
	mention = regexp.MustCompile(`[A-Za-z0-9_][A-Za-z0-9_./-]*\.md\b`)
)

// anchor returns the fragment under which a heading of a Markdown file is reached.
func anchor(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(strings.ReplaceAll(text, "`", "")) {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '-', r == '_':
			b.WriteRune(r)
		case r == ' ':
			b.WriteByte('-')
		}
	}
	return b.String()
}

func TestLinksInDocumentsResolve(t *testing.T) {
	dir := root(t)
	for _, name := range files(t) {
		if path.Ext(name) != ".md" {
			continue
		}
		text := fenced.ReplaceAllString(string(read(t, name)), "")
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			target, fragment, _ := strings.Cut(m[1], "#")
			if strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
				continue
			}
			file := name
			if target != "" {
				file = path.Join(path.Dir(name), target)
				if _, err := os.Stat(filepath.Join(dir, file)); err != nil {
					t.Errorf("%s: the link to %s leads nowhere", name, m[1])
					continue
				}
			}
			if fragment == "" || path.Ext(file) != ".md" {
				continue
			}
			found := false
			for _, h := range heading.FindAllStringSubmatch(fenced.ReplaceAllString(string(read(t, file)), ""), -1) {
				found = found || anchor(h[1]) == fragment
			}
			if !found {
				t.Errorf("%s: %s has no heading #%s", name, file, fragment)
			}
		}
	}
}

// A comment that points to a page which is not here helps nobody.
func TestMentionedDocumentsExist(t *testing.T) {
	known := map[string]bool{}
	list := files(t)
	for _, name := range list {
		known[path.Base(name)] = true
	}
	for _, name := range list {
		switch path.Ext(name) {
		case ".go", ".proto", ".md", ".sh", ".yaml", ".sql":
		default:
			continue
		}
		if generated(name) || within(name, "tests/arch") {
			continue
		}
		for _, m := range mention.FindAllString(string(read(t, name)), -1) {
			// NNNN stands for a number, and dated names are examples.
			if !known[path.Base(m)] && !strings.Contains(m, "NNNN") && !regexp.MustCompile(`^\d{8}-`).MatchString(path.Base(m)) {
				t.Errorf("%s mentions %s, which is not in the repository", name, m)
			}
		}
	}
}

func TestAnchor(t *testing.T) {
	require.Equal(t, "how-to-add-an-rpc-in-15-minutes", anchor("How to add an RPC, in 15 minutes"))
	require.Equal(t, "run---demo", anchor("`run --demo`"))
}
