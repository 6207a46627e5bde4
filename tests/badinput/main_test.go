package badinput

import (
	"os"
	"testing"
	"time"

	"github.com/massar-platform/massar/tests/stand"
)

func TestMain(m *testing.M) { os.Exit(stand.Main(m)) }

// world is a school in which every state that can refuse something exists.
type world struct {
	*stand.School
	// math is open, french submitted, english holds a mark that its teacher knows an old version of.
	math, french, english string
	// published is a sheet of the second class, seen by families; waiting one of the third, whose hour is
	// days away.
	published, waiting string
}

// newWorld brings the sheets of a school into the states that refuse.
func newWorld(t *testing.T) *world {
	t.Helper()
	s := stand.Open(t, stand.Deploy(t, stand.Options{}))
	sheets := s.SheetsOf(t, s.Colleague)
	w := &world{
		School: s, math: s.Sheets["MATH"], french: s.Sheets["FR"], english: s.Sheets["EN"],
		published: sheets[s.Classes[1]], waiting: sheets[s.Classes[2]],
	}
	first := s.Pupils[0]
	s.Save(t, s.Teacher, w.math, stand.Cell(first[0], "C1", "11", 0)).OK()
	s.Save(t, s.Teacher, w.french, stand.Cell(first[0], "C1", "12", 0)).OK()
	s.D.As(t, s.Teacher).Post("/v1/moudaris/markSheets/"+w.french+":submit", stand.Object{}).OK()
	s.Save(t, s.Teacher, w.english, stand.Cell(first[0], "C1", "13", 0)).OK()
	s.Save(t, s.Teacher, w.english, stand.Cell(first[0], "C1", "13.5", 1)).OK()
	for i, sheet := range []string{w.published, w.waiting} {
		pupils := s.Pupils[i+1]
		s.Save(t, s.Colleague, sheet, stand.Cell(pupils[0], "C1", "15", 0), stand.Cell(pupils[1], "C1", "9", 0)).OK()
		s.Close(t, s.Colleague, sheet)
		s.Publish(t, s.Classes[i+1], s.Hour(t, time.Duration(i)*72*time.Hour)).OK()
	}
	s.Fill(t)
	return w
}

// TestBadInput is the table: each kind of bad input that the issue of this platform names is a subtest.
func TestBadInput(t *testing.T) {
	w := newWorld(t)
	t.Run("sqlite, one process", func(t *testing.T) {
		t.Run("signing in", w.signIn)
		t.Run("tokens", w.tokens)
		t.Run("families", w.families)
		t.Run("marks", w.marks)
		t.Run("publication", w.publication)
		t.Run("corrections", w.corrections)
		t.Run("class lists", w.classLists)
		t.Run("mark sheet files", w.sheetFiles)
		t.Run("weeks", w.weekNames)
		t.Run("registers", w.registers)
		t.Run("changes of lessons", w.changes)
		t.Run("timetables", w.timetables)
		t.Run("justifications", w.justifications)
		t.Run("calendars", w.feeds)
		t.Run("json", w.json)
		t.Run("text", w.text)
		t.Run("idempotency keys", w.keys)
		t.Run("http", w.http)
		t.Run("native grpc", w.grpc)
		t.Run("too many tries", w.tries)
	})
}
