package e2e

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/demo"
	"github.com/massar-platform/massar/platform/cache/cachetest"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	"github.com/massar-platform/massar/tests/stand"
)

// story is one telling: who has signed in, and what was made so far.
type story struct {
	t     *testing.T
	d     *stand.Deployment
	redis *cachetest.Redis
	split bool

	ministry, academy, office, secretary stand.Person
	teacher, colleague                   stand.Person
	student, father, mother              stand.Person

	class, otherClass string
	// pupils are the student ids of the class, in the order of the list.
	pupils, others []string
	math, english  string
	staffID        string
}

// as speaks for a person.
func (s *story) as(p stand.Person) stand.Client { return s.d.As(s.t, p) }

func (s *story) nobody() stand.Client { return s.d.Client(s.t) }

// activate gives an account its password with its printed code.
func (s *story) activate(code, password string) stand.Person {
	s.t.Helper()
	return s.d.Activate(s.t, "", code, password)
}

// objects is a list of objects inside another.
func objects(t *testing.T, value any) []stand.Object {
	t.Helper()
	return stand.Answer{T: t, Body: stand.Object{"list": value}}.List("list")
}

// often is how often something is looked at that takes a moment.
const often = 25 * time.Millisecond

// until waits for a condition, which may itself fail the test.
func until(t *testing.T, condition func() bool, within time.Duration, what string) {
	t.Helper()
	ticker := time.NewTicker(often)
	defer ticker.Stop()
	for end := time.Now().Add(within); !condition(); <-ticker.C {
		require.Truef(t, time.Now().Before(end), "%s: not within %s", what, within)
	}
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
	d, redis := deploy(t, split, engine)
	s := &story{d: d, redis: redis, split: split}
	for _, chapter := range []struct {
		name string
		tell func()
	}{
		{"the demo is made", s.seed},
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
			s.t = t
			chapter.tell()
		}) {
			t.FailNow()
		}
		t.Logf("%s: %s", chapter.name, time.Since(began).Round(time.Millisecond))
	}
}

// demoAccounts are those that the demo printed.
func (s *story) demoAccounts() demo.Accounts {
	s.t.Helper()
	accounts, err := demo.Load(s.d.Data + "/demo-accounts.json")
	require.NoError(s.t, err)
	return accounts
}
