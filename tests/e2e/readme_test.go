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
	// The week: imported, cancelled, a register from two devices, an absence justified, the month, the calendar.
	_, week, found := strings.Cut(after, `"rooms":[`)
	require.Truef(s.t, found, "no room was named: %s", after)
	require.Contains(s.t, week, "CLASS_WITHOUT_LESSONS", "the other classes keep theirs, and the office is told")
	require.Regexp(s.t, `(?s)"kind":"TIMETABLE","state":"DONE","accepted":5.*"dryRun":true.*"kind":"TIMETABLE","state":"DONE","accepted":5.*"dryRun":false`, week)
	require.Contains(s.t, week, `"status":"CANCELLED","note":"formation"`)
	saved, rest, found := strings.Cut(week, `"conflicts":[{"studentId"`)
	require.Truef(s.t, found, "the second device found no conflict: %s", week)
	require.Contains(s.t, saved, `"saved":[{"studentId"`)
	pending, accepted, found := strings.Cut(rest, `"decidedAt":"20`)
	require.Truef(s.t, found, "nothing was decided: %s", rest)
	require.Contains(s.t, pending, `"justification":"NONE","standing":"UNDECIDED"`)
	require.Contains(s.t, accepted, `"justification":"ACCEPTED","standing":"JUSTIFIED"`)
	require.Contains(s.t, accepted, `"monthSheet":{"class"`)
	require.Contains(s.t, accepted, "BEGIN:VCALENDAR")
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
