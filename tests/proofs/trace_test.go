package proofs

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/tests/stand"
)

// oneTrace: a student's GET of his marks leaves one trace over the gateway, the audience, grade and SQL, each
// in a process of its own.
func oneTrace(t *testing.T, s *stand.School, sink *sink) {
	student := s.D.As(t, s.Students[0])
	const path = "/v1/moutamadris/marks"
	student.Get(path + "?semester=1").OK()
	// From a statement up: grade, the audience, the gateway. Each process sends its part in its own time.
	want := []string{"grade", "moutamadris", "gateway"}
	var own []span
	require.Eventually(t, func() bool {
		own = sink.of(sink.root(path))
		return slices.ContainsFunc(own, func(one span) bool {
			return isSQL(one) && slices.Equal(want, way(own, one))
		})
	}, stand.Patience, often)
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

// registerTrace: the first save of a register is one trace, from the gateway over the audience and attendance, with
// SQL of attendance and, where the lesson is frozen, of timetable.
func registerTrace(t *testing.T, s *stand.School, sink *sink) {
	lesson := s.Lesson(t, s.Classes[0], "2026-11-17", "08:00")
	require.Len(t, s.Take(t, s.Teacher, lesson, stand.Entry(s.Pupils[0][0], "ABSENT", 0)).OK().List("saved"), 1)
	ways := [][]string{{"attendance", "moudaris", "gateway"}, {"timetable", "attendance", "moudaris", "gateway"}}
	var own []span
	require.Eventually(t, func() bool {
		own = sink.of(sink.root("/v1/moudaris/lessons/" + lesson + "/register"))
		found := 0
		for _, want := range ways {
			if slices.ContainsFunc(own, func(one span) bool { return isSQL(one) && slices.Equal(want, way(own, one)) }) {
				found++
			}
		}
		return found == len(ways)
	}, stand.Patience, often)
	nothingPersonal(t, s, own)
	for _, one := range own {
		for key, value := range one.attributes {
			require.NotContains(t, value, s.Pupils[0][0], "%s of %s names a pupil", key, one.name)
			require.NotContains(t, value, "Panne", "%s of %s repeats a text", key, one.name)
		}
	}
}

func isSQL(s span) bool {
	return s.attributes["db.system"] != "" || s.attributes["db.system.name"] != ""
}

// way is by which services a span of a trace was reached, from its own to the first.
func way(trace []span, from span) []string {
	ids := map[string]span{}
	for _, one := range trace {
		ids[one.id] = one
	}
	var services []string
	for at, ok := from, true; ok; at, ok = ids[at.parent] {
		if len(services) == 0 || services[len(services)-1] != at.service {
			services = append(services, at.service)
		}
	}
	return services
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
