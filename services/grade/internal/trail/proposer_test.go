package trail_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/services/grade/internal/trail"
)

func TestProposer(t *testing.T) {
	for name, c := range map[string]struct{ kind, stored, reason, person string }{
		"as written":                 {trail.Correct, trail.ReasonOf("erreur", "acc", "per"), "erreur", "per"},
		"brackets in the reason":     {trail.Correct, trail.ReasonOf("voir [a/b] et [c]", "acc", "per"), "voir [a/b] et [c]", "per"},
		"a reason that looks alike":  {trail.Correct, trail.ReasonOf("x [acc/other]", "acc", "per"), "x [acc/other]", "per"},
		"another kind keeps its own": {trail.ProposeCorrection, "erreur [acc/per]", "erreur [acc/per]", ""},
		"nothing behind":             {trail.Correct, "erreur", "erreur", ""},
		"no ids":                     {trail.Correct, "erreur [copie]", "erreur [copie]", ""},
		"only a bracket":             {trail.Correct, "]", "]", ""},
		"empty":                      {trail.Correct, "", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			reason, person := trail.Event{Kind: c.kind, Reason: c.stored}.Proposer()
			require.Equal(t, c.reason, reason)
			require.Equal(t, c.person, person)
		})
	}
}
