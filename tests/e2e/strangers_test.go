package e2e

import (
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/tests/stand"
)

// withoutRedis: the platform works without its Redis, and says so once. In one process it was not there at
// the start; in several it goes now.
func (s *story) withoutRedis() {
	if s.split {
		s.redis.Kill()
	}
	// The gateway asks Redis once for some fifty requests of a person.
	for range 120 {
		s.as(s.student).Get("/v1/moutamadris/me").OK()
	}
	gateway := s.d.Process("gateway")
	until(s.t, func() bool { return strings.Contains(strings.ToLower(gateway.Out.String()), "redis") }, 10*time.Second, "the gateway says that Redis is gone")
	said := strings.Count(gateway.Out.String(), "Redis does not answer")
	starts := 1
	if !s.split {
		starts = 2 // it was killed once
	}
	require.Equal(s.t, starts, said, "it says so once")
}

// strangers: who is wrong learns nothing.
func (s *story) strangers() {
	wrong := s.nobody().Post("/v1/auth/sessions", stand.Object{"identifier": s.student.Identifier, "password": "not-the-password", "app": "moutamadris"}).
		Fails(401, "UNAUTHENTICATED", "CREDENTIALS_INVALID")
	unknown := s.nobody().Post("/v1/auth/sessions", stand.Object{"identifier": "G299999999", "password": "not-the-password", "app": "moutamadris"}).
		Fails(401, "UNAUTHENTICATED", "CREDENTIALS_INVALID")
	require.Equal(s.t, stand.Dig(s.t, wrong.Body, "error", "message"), stand.Dig(s.t, unknown.Body, "error", "message"))
	s.nobody().Post("/v1/auth/sessions", stand.Object{"identifier": s.student.Identifier, "password": s.student.Password, "app": "moudaris"}).
		Fails(403, "PERMISSION_DENIED", "APP_NOT_FOR_ROLE")

	marks := "/v1/moutamadris/marks?semester=1"
	s.nobody().Get(marks).Fails(401, "UNAUTHENTICATED", "UNAUTHENTICATED")
	parts := strings.Split(s.student.Token, ".")
	require.Len(s.t, parts, 3)
	other := strings.Split(s.father.Token, ".")
	forged := stand.Person{Token: parts[0] + "." + other[1] + "." + parts[2]}
	s.as(forged).Get("/v1/waliye/children").Fails(401, "UNAUTHENTICATED", "TOKEN_INVALID")
	s.as(s.teacher).Get(marks).Fails(403, "PERMISSION_DENIED", "ACCESS_DENIED")

	// Another's child and no child at all are one answer.
	one := s.as(s.father).Get("/v1/waliye/children/"+s.pupils[1]+"/marks").Fails(404, "NOT_FOUND", "STUDENT_NOT_FOUND")
	none := s.as(s.father).Get("/v1/waliye/children/01a208a9-cd8c-7b2b-ad75-bd59c3aab372/marks").Fails(404, "NOT_FOUND", "STUDENT_NOT_FOUND")
	require.Equal(s.t, stand.Dig(s.t, one.Body, "error", "message"), stand.Dig(s.t, none.Body, "error", "message"))

	deep := strings.Repeat("[", 200) + strings.Repeat("]", 200)
	s.nobody().Post("/v1/auth/sessions", []byte(deep)).Fails(400, "INVALID_ARGUMENT", "JSON_TOO_DEEP")
	s.nobody().Post("/v1/auth/sessions", stand.Object{"identifier": "x", "password": "y", "app": "idara", "admin": true}).
		Fails(400, "INVALID_ARGUMENT", "UNKNOWN_FIELD")
	s.as(s.office).Post("/v1/idara/staff", stand.Object{
		"email": "x@e2e.example", "name": stand.Object{"ar": "اسم\u202eمقلوب", "latin": "Nom"}, "kind": "TEACHER",
	}).Fails(400, "INVALID_ARGUMENT", "TEXT_NOT_ALLOWED")
}

// guardians: an unlinked guardian, and one whom a custody decision denies, lose sight of the child within
// five seconds.
func (s *story) guardians() {
	office := s.as(s.office)
	list := office.Get("/v1/idara/students/" + s.pupils[0] + "/guardians").OK().List("guardians")
	father := stand.Find(s.t, list, "FATHER", "relation")["guardianId"].(string)
	mother := stand.Find(s.t, list, "MOTHER", "relation")["guardianId"].(string)
	marks := "/v1/waliye/children/" + s.pupils[0] + "/marks?semester=1"
	s.as(s.father).Get(marks).OK()
	s.as(s.mother).Get(marks).OK()

	// The token dies within seconds; the app renews it, and the child looks like not there.
	gone := func(p *stand.Person) {
		s.t.Helper()
		began := time.Now()
		until(s.t, func() bool { return s.as(*p).Get(marks).Status != 200 }, 5*time.Second, "the child is gone")
		if a := s.as(*p).Get(marks); a.Status == 401 {
			a.Fails(401, "UNAUTHENTICATED", "TOKEN_REVOKED")
			*p = s.d.Renew(s.t, *p)
		}
		s.as(*p).Get(marks).Fails(404, "NOT_FOUND", "STUDENT_NOT_FOUND")
		require.Less(s.t, time.Since(began), 5*time.Second)
	}
	office.Delete("/v1/idara/students/" + s.pupils[0] + "/guardians/" + father).OK()
	gone(&s.father)
	s.as(s.father).Get("/v1/waliye/children/" + s.pupils[5] + "/marks?semester=1").OK()
	left := s.as(s.father).Get("/v1/waliye/children").OK().List("children")
	require.Len(s.t, left, 1)

	custody := "/v1/idara/students/" + s.pupils[0] + "/guardians/" + mother + "/custody"
	office.Put(custody, stand.Object{"denied": true, "reason": "décision du juge"}).OK()
	gone(&s.mother)
	denied := s.as(s.mother).Get("/v1/waliye/children").OK().List("children")
	require.Len(s.t, denied, 1)
	require.Equal(s.t, []any{"CUSTODY"}, denied[0]["restrictions"])
	office.Put(custody, stand.Object{"denied": false, "reason": "levée"}).OK()
	until(s.t, func() bool {
		a := s.as(s.mother).Get(marks)
		if a.Status == 401 {
			s.mother = s.d.Renew(s.t, s.mother)
		}
		return a.Status == 200
	}, 7*time.Second, "the child is back")
}
