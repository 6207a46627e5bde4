package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/tests/stand"
)

// readme runs the lines of the README as they stand there.
func (s *story) readme() {
	lines := s.readmeLines()
	cmd := exec.CommandContext(s.t.Context(), "bash", "-c", lines)
	cmd.Dir = filepath.Join("..", "..")
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"),
		"URL=" + s.d.Base, "MASSAR=" + stand.Program(), "DATA=" + s.d.Data,
	}
	raw, err := cmd.CombinedOutput()
	out := string(raw)
	require.NoErrorf(s.t, err, "%s", out)
	require.NotContains(s.t, out, `"error"`)
	// What is read before the hour, after it, and after the correction.
	before, after, found := strings.Cut(out, `"publishedAt"`)
	require.Truef(s.t, found, "nothing was published: %s", out)
	require.Contains(s.t, before, "NOT_PUBLISHED")
	require.Contains(s.t, before, `"state":"SCHEDULED"`)
	require.Contains(s.t, after, `"mark":"7.88"`)
	require.Contains(s.t, after, `"mark":"8.38"`)
	require.Contains(s.t, after, "question 3 was not counted")
	require.Contains(s.t, after, `"kind":"CORRECT"`)
}

// readmeLines cuts the story out of the README.
func (s *story) readmeLines() string {
	content, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	require.NoError(s.t, err)
	_, rest, found := strings.Cut(string(content), "<!-- story -->\n```bash\n")
	require.True(s.t, found, "README.md marks no story")
	lines, _, found := strings.Cut(rest, "\n```")
	require.True(s.t, found)
	return lines
}
