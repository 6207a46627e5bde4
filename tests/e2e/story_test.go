package e2e

import (
	"fmt"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/demo"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
)

// story is one telling: who has signed in, and what was made so far.
type story struct {
	t *testing.T
	d *deployment

	ministry, academy, office, secretary person
	teacher, colleague                   person
	student, father, mother              person

	class, otherClass string
	// pupils are the student ids of the class, in the order of the list.
	pupils, others []string
	math, english  string
	staffID        string
}

// person is somebody with a token.
type person struct{ identifier, password, token, refresh, id string }

// as speaks for a person.
func (s *story) as(p person) client { return client{t: s.t, base: s.d.base, token: p.token} }

func (s *story) nobody() client { return s.as(person{}) }

// signIn signs a person in again, as a second device does.
func (s *story) signIn(p person, app string) person {
	s.t.Helper()
	got := s.nobody().post("/v1/auth/sessions", object{"identifier": p.identifier, "password": p.password, "app": app}).ok()
	p.token = got.text("accessToken")
	return p
}

// activate gives an account its password with its printed code.
func (s *story) activate(code, password string) person {
	s.t.Helper()
	got := s.nobody().post("/v1/auth/accounts:activate", object{"activationCode": code, "password": password}).ok()
	return person{
		identifier: got.text("identifier"), password: password, id: got.text("account", "accountId"),
		token: got.text("accessToken"), refresh: got.text("refreshToken"),
	}
}

// renew fetches a new token with the refresh token, as an app does whose token has died.
func (s *story) renew(p *person) {
	s.t.Helper()
	got := s.nobody().post("/v1/auth/sessions:refresh", object{"refreshToken": p.refresh}).ok()
	p.token, p.refresh = got.text("accessToken"), got.text("refreshToken")
}

// totpAt is the authenticator's code so many steps from now: the server takes each only once, and one step
// early or late.
func (s *story) totpAt(secret string, steps int) string {
	s.t.Helper()
	code, err := totp.GenerateCode(secret, time.Now().Add(time.Duration(steps)*30*time.Second))
	require.NoError(s.t, err)
	return code
}

func TestStory(t *testing.T) {
	for _, form := range []struct {
		split  bool
		engine sqldb.Engine
		name   string
	}{
		{false, sqldb.SQLite, "one process x SQLite"},
		{false, sqldb.Postgres, "one process x PostgreSQL"},
		{true, sqldb.SQLite, "split x SQLite"},
		{true, sqldb.Postgres, "split x PostgreSQL"},
	} {
		if !sqldbtest.Has(t, form.engine) {
			continue
		}
		t.Run(form.name, func(t *testing.T) {
			tell(t, form.split, form.engine)
			fmt.Printf("story %s: ok\n", form.name)
		})
	}
}

// tell tells the story; each chapter builds on those before it.
func tell(t *testing.T, split bool, engine sqldb.Engine) {
	d := deploy(t, split, engine)
	s := &story{d: d}
	for _, chapter := range []struct {
		name string
		tell func()
	}{
		{"the demo is made", func() { d.seed() }},
		{"the README's lines", s.readme},
		{"officers and a school", s.officers},
		{"class lists", s.classLists},
		{"teachers and their classes", s.teachers},
		{"students and guardians", s.families},
		{"marks", s.marks},
		{"a killed process forgets nothing", s.crash},
		{"NotesCC", s.notesCC},
		{"submitted and validated", s.closing},
		{"published at an hour", s.publication},
		{"corrections", s.corrections},
		{"without Redis", s.withoutRedis},
		{"strangers", s.strangers},
		{"guardians who lose their right", s.guardians},
		{"peers", s.peers},
		{"the trail", s.trail},
	} {
		began := time.Now()
		if !t.Run(chapter.name, func(t *testing.T) {
			s.t, d.t = t, t
			chapter.tell()
		}) {
			t.FailNow()
		}
		t.Logf("%s: %s", chapter.name, time.Since(began).Round(time.Millisecond))
	}
	d.t = t
}

// demoAccounts are those that the demo printed.
func (s *story) demoAccounts() demo.Accounts {
	s.t.Helper()
	accounts, err := demo.Load(s.d.data + "/demo-accounts.json")
	require.NoError(s.t, err)
	return accounts
}
