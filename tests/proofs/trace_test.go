package proofs

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/tests/stand"
)

// oneTrace: a student's GET of his marks leaves one trace over the gateway, the audience, grade and SQL, each
// in a process of its own. Statements on SQLite, which runs inside grade, leave no spans.
func oneTrace(t *testing.T, s *stand.School, sink *sink) {
	student := s.D.As(t, s.Students[0])
	const path = "/v1/moutamadris/marks"
	student.Get(path + "?semester=1").OK()
	var own []span
	require.Eventually(t, func() bool {
		own = sink.of(sink.root(path))
		seen := map[string]bool{}
		for _, one := range own {
			seen[one.service] = true
			seen["sql"] = seen["sql"] || isSQL(one)
		}
		return seen["gateway"] && seen["moutamadris"] && seen["grade"] && (seen["sql"] || s.D.DB == "")
	}, stand.Patience, often)
	ids := map[string]span{}
	for _, one := range own {
		ids[one.id] = one
	}
	// From the innermost up: grade, the audience, the gateway.
	way := []string{}
	for _, one := range own {
		if one.service != "grade" || !isSQL(one) && s.D.DB != "" {
			continue
		}
		for at, ok := one, true; ok; at, ok = ids[at.parent] {
			if len(way) == 0 || way[len(way)-1] != at.service {
				way = append(way, at.service)
			}
		}
		break
	}
	require.Equal(t, []string{"grade", "moutamadris", "gateway"}, way)
	nothingPersonal(t, s, own)

	// Probes are asked all the time and leave nothing.
	for range 3 {
		s.D.Client(t).Get("/healthz").OK()
		s.D.Client(t).Get("/readyz").OK()
		for _, p := range s.D.All() {
			status, _ := p.Readyz()
			require.Equal(t, 200, status)
		}
	}
	student.Get("/v1/moutamadris/me").OK()
	require.Eventually(t, func() bool { return sink.root("/v1/moutamadris/me") != "" }, stand.Patience, often)
	for _, one := range sink.all() {
		for _, probe := range []string{"health", "Health", "readyz", "/metrics"} {
			require.NotContains(t, one.name, probe)
			require.NotContains(t, one.attributes["url.path"]+one.attributes["http.route"]+one.attributes["rpc.method"], probe)
		}
	}
}

func isSQL(s span) bool {
	return s.attributes["db.system"] != "" || s.attributes["db.system.name"] != ""
}

// nothingPersonal: a trace names no person, no code, no token and no password.
func nothingPersonal(t *testing.T, s *stand.School, spans []span) {
	t.Helper()
	for _, one := range spans {
		for key, value := range one.attributes {
			for _, secret := range []string{s.Students[0].Identifier, s.Students[0].Password, s.Students[0].Token, "Alami", "العلمي"} {
				require.False(t, strings.Contains(value, secret), "%s of %s says %q", key, one.name, secret)
			}
		}
	}
}
