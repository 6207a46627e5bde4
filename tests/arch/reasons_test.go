package arch

import (
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/localtext"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
)

// Every reason has words for a parent in both languages.
func TestEveryReasonHasItsMessages(t *testing.T) {
	seen := map[string]errorsv1.Reason{}
	for number, name := range errorsv1.Reason_name {
		reason := errorsv1.Reason(number)
		if reason == errorsv1.Reason_REASON_UNSPECIFIED {
			continue
		}
		t.Run(name, func(t *testing.T) {
			ar, fr := errs.Message(reason, localtext.Arabic), errs.Message(reason, localtext.French)
			require.True(t, has(ar, unicode.Arabic), "no Arabic: %q", ar)
			require.True(t, has(fr, unicode.Latin), "no French: %q", fr)
			require.False(t, has(fr, unicode.Arabic), "Arabic in the French: %q", fr)
			other, taken := seen[fr]
			require.Falsef(t, taken, "same words as %s", other)
			seen[fr] = reason
		})
	}
	require.Greater(t, len(seen), 100)
}

// has says whether a letter of the script occurs in s.
func has(s string, script *unicode.RangeTable) bool {
	for _, r := range s {
		if unicode.Is(script, r) {
			return true
		}
	}
	return false
}
