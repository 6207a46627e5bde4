package e2e

import (
	"strings"
	"time"

	"github.com/stretchr/testify/require"
)

// withoutRedis: the platform works without its Redis, and says so once. In one process it was not there at
// the start; in several it goes now.
func (s *story) withoutRedis() {
	if s.d.split {
		s.d.redis.Kill()
	}
	// The gateway asks Redis once for some fifty requests of a person.
	for range 120 {
		s.as(s.student).get("/v1/moutamadris/me").ok()
	}
	gateway := s.d.processes["gateway"]
	until(s.t, func() bool { return strings.Contains(strings.ToLower(gateway.out.String()), "redis") }, 10*time.Second, "the gateway says that Redis is gone")
	said := strings.Count(gateway.out.String(), "Redis does not answer")
	require.Equalf(s.t, gateway.starts, said, "once a start: %s", gateway.out.tail())
}

// strangers: who is wrong learns nothing.
func (s *story) strangers() {
	wrong := s.nobody().post("/v1/auth/sessions", object{"identifier": s.student.identifier, "password": "not-the-password", "app": "moutamadris"}).
		fails(401, "UNAUTHENTICATED", "CREDENTIALS_INVALID")
	unknown := s.nobody().post("/v1/auth/sessions", object{"identifier": "G299999999", "password": "not-the-password", "app": "moutamadris"}).
		fails(401, "UNAUTHENTICATED", "CREDENTIALS_INVALID")
	require.Equal(s.t, dig(s.t, wrong.body, "error", "message"), dig(s.t, unknown.body, "error", "message"))
	s.nobody().post("/v1/auth/sessions", object{"identifier": s.student.identifier, "password": s.student.password, "app": "moudaris"}).
		fails(403, "PERMISSION_DENIED", "APP_NOT_FOR_ROLE")

	marks := "/v1/moutamadris/marks?semester=1"
	s.nobody().get(marks).fails(401, "UNAUTHENTICATED", "UNAUTHENTICATED")
	parts := strings.Split(s.student.token, ".")
	require.Len(s.t, parts, 3)
	other := strings.Split(s.father.token, ".")
	forged := person{token: parts[0] + "." + other[1] + "." + parts[2]}
	s.as(forged).get("/v1/waliye/children").fails(401, "UNAUTHENTICATED", "TOKEN_INVALID")
	s.as(s.teacher).get(marks).fails(403, "PERMISSION_DENIED", "ACCESS_DENIED")

	// Another's child and no child at all are one answer.
	one := s.as(s.father).get("/v1/waliye/children/"+s.pupils[1]+"/marks").fails(404, "NOT_FOUND", "STUDENT_NOT_FOUND")
	none := s.as(s.father).get("/v1/waliye/children/01a208a9-cd8c-7b2b-ad75-bd59c3aab372/marks").fails(404, "NOT_FOUND", "STUDENT_NOT_FOUND")
	require.Equal(s.t, dig(s.t, one.body, "error", "message"), dig(s.t, none.body, "error", "message"))

	deep := strings.Repeat("[", 200) + strings.Repeat("]", 200)
	s.nobody().post("/v1/auth/sessions", []byte(deep)).fails(400, "INVALID_ARGUMENT", "JSON_TOO_DEEP")
	s.nobody().post("/v1/auth/sessions", object{"identifier": "x", "password": "y", "app": "idara", "admin": true}).
		fails(400, "INVALID_ARGUMENT", "UNKNOWN_FIELD")
	s.as(s.office).post("/v1/idara/staff", object{
		"email": "x@e2e.example", "name": object{"ar": "اسم\u202eمقلوب", "latin": "Nom"}, "kind": "TEACHER",
	}).fails(400, "INVALID_ARGUMENT", "TEXT_NOT_ALLOWED")
}

// guardians: an unlinked guardian, and one whom a custody decision denies, lose sight of the child within
// five seconds.
func (s *story) guardians() {
	office := s.as(s.office)
	list := office.get("/v1/idara/students/" + s.pupils[0] + "/guardians").ok().list("guardians")
	father := find(s.t, list, by("relation"), "FATHER")["guardianId"].(string)
	mother := find(s.t, list, by("relation"), "MOTHER")["guardianId"].(string)
	marks := "/v1/waliye/children/" + s.pupils[0] + "/marks?semester=1"
	s.as(s.father).get(marks).ok()
	s.as(s.mother).get(marks).ok()

	// The token dies within seconds; the app renews it, and the child looks like not there.
	gone := func(p *person) {
		s.t.Helper()
		began := time.Now()
		until(s.t, func() bool { return s.as(*p).get(marks).status != 200 }, 5*time.Second, "the child is gone")
		if a := s.as(*p).get(marks); a.status == 401 {
			a.fails(401, "UNAUTHENTICATED", "TOKEN_REVOKED")
			s.renew(p)
		}
		s.as(*p).get(marks).fails(404, "NOT_FOUND", "STUDENT_NOT_FOUND")
		require.Less(s.t, time.Since(began), 5*time.Second)
	}
	office.delete("/v1/idara/students/" + s.pupils[0] + "/guardians/" + father).ok()
	gone(&s.father)
	s.as(s.father).get("/v1/waliye/children/" + s.pupils[5] + "/marks?semester=1").ok()
	left := s.as(s.father).get("/v1/waliye/children").ok().list("children")
	require.Len(s.t, left, 1)

	custody := "/v1/idara/students/" + s.pupils[0] + "/guardians/" + mother + "/custody"
	office.put(custody, object{"denied": true, "reason": "décision du juge"}).ok()
	gone(&s.mother)
	denied := s.as(s.mother).get("/v1/waliye/children").ok().list("children")
	require.Len(s.t, denied, 1)
	require.Equal(s.t, []any{"CUSTODY"}, denied[0]["restrictions"])
	office.put(custody, object{"denied": false, "reason": "levée"}).ok()
	until(s.t, func() bool {
		a := s.as(s.mother).get(marks)
		if a.status == 401 {
			s.renew(&s.mother)
		}
		return a.status == 200
	}, 7*time.Second, "the child is back")
}
