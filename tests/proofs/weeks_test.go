package proofs

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/cache/cachetest"
	"github.com/massar-platform/massar/tests/stand"
)

// ownTables are the tables that timetable writes; its projection of school's rows has others.
var ownTables = regexp.MustCompile(`\b(slots|lesson_changes|frozen_lessons|events|bell_schedules|rooms|feeds|imports|changes|versions)\b`)

// replica is a second timetable process, with a gateway and audiences of its own in another one. Its spans come
// to a sink of their own.
type replica struct {
	// t is the test that all of its processes belong to.
	t      *testing.T
	s      *stand.School
	sink   *sink
	edge   string
	shared stand.Settings
	// running is the timetable process, if there is one.
	running *stand.Process
	starts  int
}

func newReplica(t *testing.T, s *stand.School, redis string) *replica {
	t.Helper()
	d := s.D
	stand.Massar(t, "ca", "issue", "--dir", d.Certs, "--services", "moutamadris,idara,gateway")
	peers := map[string]string{}
	for name, address := range d.Peers {
		peers[name] = address
	}
	peers["timetable"] = stand.FreeAddress(t)
	r := &replica{t: t, s: s, sink: startSink(t)}
	listen := stand.FreeAddress(t)
	r.edge = "http://" + listen
	edge := stand.Start(t, "edge-of-weeks", stand.Settings{
		Data: d.Data, DB: d.DB, Services: []string{"moutamadris", "idara", "gateway"}, Certs: d.Certs, Peers: peers, Listen: listen, Internal: stand.FreeAddress(t),
	})
	t.Cleanup(edge.Kill)
	r.shared = stand.Settings{
		Data: d.Data, DB: d.DB, Services: []string{"timetable"}, Certs: d.Certs, Peers: peers, RPC: peers["timetable"], Redis: redis, Env: r.sink.env(),
	}
	return r
}

// start runs timetable anew: nothing is in the process yet.
func (r *replica) start(t *testing.T, redis string) {
	t.Helper()
	r.starts++
	own := r.shared
	own.Redis, own.Internal = redis, stand.FreeAddress(t)
	r.running = stand.Start(r.t, fmt.Sprintf("timetable-of-weeks-%d", r.starts), own)
	r.running.Ready()
	office := r.s.D.As(t, r.s.Office)
	office.Base = r.edge
	require.Eventually(t, func() bool {
		// The edge itself may not listen yet, the first time.
		answer, err := office.Send("GET", "/v1/idara/rooms", nil)
		return err == nil && answer.Status == 200
	}, stand.Patience, often, "the edge does not find the new process")
}

// stop ends timetable in good order, so that all of its spans have come.
func (r *replica) stop() {
	r.running.Stop()
	r.running = nil
}

// statement is the SQL of a span.
func (s span) statement() string {
	for _, key := range []string{"db.query.text", "db.statement"} {
		if s.attributes[key] != "" {
			return s.attributes[key]
		}
	}
	return ""
}

// weeks proves what is said of two timetable processes on one database and one Redis.
func weeks(t *testing.T, s *stand.School, redis *cachetest.Redis) {
	r := newReplica(t, s, redis.URL())
	t.Run("what one process made costs another no SQL and one GET", func(t *testing.T) { secondReader(t, s, r, redis) })
	t.Run("a cancelled lesson is seen by another process within two seconds", func(t *testing.T) { cancelled(t, s, r) })
	r.stop()
	t.Run("reads whatever happens to Redis", func(t *testing.T) { harmed(t, s, r, redis) })
}

// secondReader: A reads the week of a class, then B reads it for the first time. Each process asks for the versions of
// timetables every second; where B had to ask for one because that came late, another week is read.
func secondReader(t *testing.T, s *stand.School, r *replica, redis *cachetest.Redis) {
	r.start(t, redis.URL())
	here, there := s.D.As(t, s.Office), s.D.As(t, s.Office)
	there.Base = r.edge
	there.Get("/v1/idara/classes/"+s.Classes[1]+"/timetable?week=none").Fails(400, "INVALID_ARGUMENT", "WEEK_INVALID") // B knows who asks
	for n := 0; ; n++ {
		weeks := []string{"2026-W48", "2026-W49", "2026-W52", "2026-W53"}
		require.Less(t, n, len(weeks), "B never knows the versions")
		path := "/v1/idara/classes/" + s.Classes[1] + "/timetable?week=" + weeks[n]
		had := stored(redis)
		made := here.Get(path).OK()
		require.NotEmpty(t, made.List("lessons"))
		require.Eventually(t, func() bool { return stored(redis) == had+1 }, stand.Patience, often)

		before := gets(redis)
		read := there.Get(path).OK()
		require.Equal(t, string(made.Raw), string(read.Raw))
		require.Equal(t, before+1, gets(redis))
		there.Get(path).OK()
		require.Equal(t, before+1, gets(redis), "the second time it is in the process")
		since, asked := 1+2*n, 0 // the calls so far: the week that is none, and two in each round
		require.Eventually(t, func() bool { return len(r.sink.calls("GetClassWeek")) == since+2 }, stand.Patience, often)
		for _, call := range r.sink.calls("GetClassWeek")[since:] {
			for _, one := range r.sink.of(call.trace) {
				if isSQL(one) {
					asked++
					require.Contains(t, one.statement(), "LEFT JOIN versions")
				}
			}
		}
		if asked == 0 {
			return
		}
	}
}

// stored is how many values of caches Redis holds, beside the counters of rate limits.
func stored(redis *cachetest.Redis) int {
	n := 0
	for key := range redis.All() {
		if strings.HasPrefix(key, "massar:value:") {
			n++
		}
	}
	return n
}

// gets is how often values were asked for; the rate limits, which share that Redis, read theirs by a script, once each.
func gets(redis *cachetest.Redis) int {
	return redis.Count("cmdstat_get:calls") - redis.Count("cmdstat_evalsha:calls") - redis.Count("cmdstat_eval:calls")
}

// calls are the spans of an RPC.
func (s *sink) calls(rpc string) []span {
	var own []span
	for _, one := range s.all() {
		if strings.HasSuffix(one.name, "/"+rpc) {
			own = append(own, one)
		}
	}
	return own
}

// cancelled: a lesson is cancelled through A, and students read it through B.
func cancelled(t *testing.T, s *stand.School, r *replica) {
	const day, week = "2026-11-30", "2026-W49"
	lesson := s.Lesson(t, s.Classes[0], day, "08:00")
	student := s.D.As(t, s.Students[0])
	student.Base = r.edge
	status := func() any {
		return stand.Find(t, student.Get("/v1/moutamadris/timetable?week="+week).OK().List("lessons"), lesson, "lessonId")["status"]
	}
	for _, change := range []struct{ verb, becomes string }{{"cancel", "CANCELLED"}, {"restore", "PLANNED"}} {
		require.NotEqual(t, change.becomes, status())
		s.D.As(t, s.Office).Post("/v1/idara/lessons/"+lesson+":"+change.verb, stand.Object{}).OK()
		done := time.Now()
		for status() != change.becomes {
			require.Less(t, time.Since(done), 2*time.Second, "B still shows what was before %s", change.verb)
			time.Sleep(often) // how often is asked, not a wait
		}
	}
}
