package proofs

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/tests/stand"
)

// often is how often something is looked at that takes a moment.
const often = 20 * time.Millisecond

// writer saves one cell under one key, as often as asked.
type writer struct {
	s       *stand.School
	sheet   string
	student string
	column  string
	key     string
	mark    string
}

func newWriter(s *stand.School, pupil int, column, mark string) writer {
	return writer{s: s, sheet: s.Sheets["MATH"], student: s.Pupils[0][pupil], column: column, key: uuid.NewString(), mark: mark}
}

func (w writer) send(c stand.Client) (stand.Answer, error) {
	cell := stand.Cell(w.student, w.column, w.mark, 0)
	return c.Send("POST", "/v1/moudaris/markSheets/"+w.sheet+":save", stand.Object{"cells": []stand.Object{cell}}, stand.Key(w.key))
}

// until asks until somebody answers.
func (w writer) until(t *testing.T, c stand.Client) stand.Answer {
	t.Helper()
	var a stand.Answer
	require.Eventually(t, func() bool {
		var err error
		a, err = w.send(c)
		return err == nil && a.Status == 200
	}, stand.Patience, often, "%s", a.Raw)
	return a
}

// effect expects that the cell was written once: its first version, and one event of the trail.
func (w writer) effect(t *testing.T) {
	t.Helper()
	events := w.s.D.As(t, w.s.Teacher).Get("/v1/moudaris/markSheets/" + w.sheet + "/events?pageSize=500&studentId=" + w.student).OK()
	count := 0
	for _, e := range events.List("events") {
		if e["column"] == w.column {
			count++
		}
	}
	require.Equal(t, 1, count, "%s", events.Raw)
	sheet := w.s.D.As(t, w.s.Teacher).Get("/v1/moudaris/markSheets/" + w.sheet).OK()
	row := stand.Find(t, sheet.List("markSheet", "rows"), w.student, "studentId")
	for _, cell := range row["cells"].([]any) {
		if stand.Dig(t, cell, "column") == w.column {
			require.EqualValues(t, 1, stand.Dig(t, cell, "version"))
			require.Equal(t, w.mark, stand.Dig(t, cell, "mark"))
			return
		}
	}
	require.Failf(t, "the cell is not there", "%s", sheet.Raw)
}

func once(t *testing.T, s *stand.School) {
	t.Run("the same answer after kill -9", func(t *testing.T) { afterKill(t, s) })
	t.Run("kill -9 at any moment of the write", func(t *testing.T) { whileKilled(t, s) })
	t.Run("the same answer from another replica, and a thousand duplicates", func(t *testing.T) { replicas(t, s) })
}

// afterKill: the answer was given, grade dies and comes back, and the answer is the same, byte for byte.
func afterKill(t *testing.T, s *stand.School) {
	w := newWriter(s, 0, "C1", "12.25")
	c := s.D.As(t, s.Teacher)
	first, err := w.send(c)
	require.NoError(t, err)
	first.OK()
	s.D.Process("grade").Kill()
	s.D.Process("grade").Again()
	require.Equal(t, string(first.Raw), string(w.until(t, c).Raw))
	w.effect(t)
	// Another request under this key is refused after the crash as before it.
	w.mark = "13.00"
	other, err := w.send(c)
	require.NoError(t, err)
	other.Fails(400, "FAILED_PRECONDITION", "IDEMPOTENCY_KEY_REUSED")
}

// whileKilled kills grade a little later each time, until it has died in the middle of some writes.
func whileKilled(t *testing.T, s *stand.School) {
	c := s.D.As(t, s.Teacher)
	cut := 0
	places := [][2]any{}
	for _, column := range []string{"C1", "C2", "C3"} {
		for pupil := 1; pupil < 8; pupil++ {
			places = append(places, [2]any{pupil, column})
		}
	}
	for n, place := range places {
		w := newWriter(s, place[0].(int), place[1].(string), fmt.Sprintf("%d.50", 1+n%19))
		var lost bool
		var wg sync.WaitGroup
		wg.Go(func() {
			a, err := w.send(c)
			lost = err != nil || a.Status != 200
		})
		time.Sleep(time.Duration(n%7) * 700 * time.Microsecond) // the moment of the kill, not a wait
		s.D.Process("grade").Kill()
		wg.Wait()
		s.D.Process("grade").Again()
		first := w.until(t, c)
		again, err := w.send(c)
		require.NoError(t, err)
		require.Equal(t, string(first.Raw), string(again.OK().Raw))
		w.effect(t)
		if lost {
			cut++
		}
		if cut >= 4 && n >= 6 {
			return
		}
	}
	require.Positive(t, cut, "no kill met a write")
}

// replicas: a second grade on the same database, with a gateway and an audience of its own. It answers with
// the bytes of the first; a thousand duplicates over both leave one effect.
func replicas(t *testing.T, s *stand.School) {
	d := s.D
	stand.Massar(t, "ca", "issue", "--dir", d.Certs, "--services", "moudaris,gateway")
	peers := map[string]string{}
	for name, address := range d.Peers {
		peers[name] = address
	}
	peers["grade"] = stand.FreeAddress(t)
	grade := stand.Start(t, "grade-2", stand.Settings{
		Data: d.Data, DB: d.DB, Services: []string{"grade"}, Certs: d.Certs, Peers: peers, RPC: peers["grade"], Internal: stand.FreeAddress(t),
	})
	listen := stand.FreeAddress(t)
	edge := stand.Start(t, "edge-2", stand.Settings{
		Data: d.Data, DB: d.DB, Services: []string{"moudaris", "gateway"}, Certs: d.Certs, Peers: peers, Listen: listen, Internal: stand.FreeAddress(t),
	})
	grade.Ready()
	edge.Ready()

	here, there := d.As(t, s.Teacher), d.As(t, s.Teacher)
	there.Base = "http://" + listen
	w := newWriter(s, 0, "C2", "14.75")
	first, err := w.send(here)
	require.NoError(t, err)
	require.Equal(t, string(first.OK().Raw), string(w.until(t, there).Raw))
	w.effect(t)

	// One person may ask so often in a second; more sessions of hers may ask more.
	var sessions []stand.Client
	for range 4 {
		c := d.As(t, d.SignIn(t, s.Teacher))
		other := c
		other.Base = there.Base
		sessions = append(sessions, c, other)
	}
	const duplicates = 1000
	w = newWriter(s, 0, "C3", "17.00")
	answers := make([]stand.Answer, duplicates)
	errs := make([]error, duplicates)
	var wg sync.WaitGroup
	for i := range duplicates {
		wg.Go(func() { answers[i], errs[i] = w.send(sessions[i%len(sessions)]) })
	}
	wg.Wait()
	for i := range duplicates {
		require.NoError(t, errs[i])
		require.Equal(t, string(answers[0].OK().Raw), string(answers[i].OK().Raw))
	}
	w.effect(t)
	edge.Stop()
	grade.Stop()
}
