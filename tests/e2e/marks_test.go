package e2e

import (
	"fmt"
	"net/http"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/tests/stand"
)

func stateCell(student, column, state string, version int) stand.Object {
	return stand.Object{"studentId": student, "column": column, "state": state, "version": version}
}

// save sends cells as whoever speaks.
func save(c stand.Client, sheet string, cells ...stand.Object) stand.Answer {
	c.T.Helper()
	return c.Post("/v1/moudaris/markSheets/"+sheet+":save", stand.Object{"cells": cells})
}

// saved expects every cell to be written.
func saved(a stand.Answer, n int) {
	a.T.Helper()
	a.OK()
	require.Lenf(a.T, a.List("saved"), n, "%s", a.Raw)
	require.Emptyf(a.T, a.List("refused"), "%s", a.Raw)
	require.Emptyf(a.T, a.List("conflicts"), "%s", a.Raw)
}

// marks: what cannot stand is refused cell by cell, two devices do not overwrite each other, and a released
// control is seen at once.
func (s *story) marks() {
	phone, tablet := s.as(s.teacher), s.as(s.d.SignIn(s.t, s.teacher))
	sheet := phone.Get("/v1/moudaris/markSheets/" + s.math).OK()
	require.EqualValues(s.t, 20, sheet.At("markSheet", "scale"))
	var columns []any
	for _, c := range sheet.List("markSheet", "columns") {
		columns = append(columns, c["column"])
	}
	require.Equal(s.t, []any{"C1", "C2", "C3"}, columns, "the activities of mathematics weigh nothing")

	mixed := save(phone, s.math,
		stand.Cell(s.pupils[3], "C1", "20.25", 0), stand.Cell(s.pupils[3], "C2", "abc", 0), stand.Cell(s.pupils[3], "C3", "12.345", 0),
		stand.Cell(s.pupils[5], "C1", "10", 0), stand.Cell(s.pupils[6], "C1", "9,75", 0), stand.Cell(s.others[0], "C1", "10", 0),
	).OK()
	require.Len(s.t, mixed.List("saved"), 2)
	reasons := map[any]any{}
	for _, refused := range mixed.List("refused") {
		require.NotEmpty(s.t, refused["message"])
		reasons[refused["studentId"].(string)+" "+refused["column"].(string)] = refused["reason"]
	}
	require.Equal(s.t, map[any]any{
		s.pupils[3] + " C1": "MARK_ABOVE_SCALE", s.pupils[3] + " C2": "MARK_NOT_A_NUMBER", s.pupils[3] + " C3": "MARK_TOO_PRECISE",
		s.others[0] + " C1": "STUDENT_NOT_IN_SHEET",
	}, reasons)

	// The tablet has not seen what the phone wrote; another cell of the same pupil is free.
	late := save(tablet, s.math, stand.Cell(s.pupils[5], "C1", "11", 0), stand.Cell(s.pupils[5], "C2", "10", 0)).OK()
	require.Len(s.t, late.List("saved"), 1)
	conflict := late.List("conflicts")[0]
	require.Equal(s.t, "10.00", stand.Dig(s.t, conflict, "current", "mark"))
	require.EqualValues(s.t, 1, stand.Dig(s.t, conflict, "current", "version"))
	require.Equal(s.t, "Idrissi Fatima", conflict["by"])
	saved(save(tablet, s.math, stand.Cell(s.pupils[6], "C1", "10", 1)), 1)

	phone.Post("/v1/moudaris/markSheets/"+s.math+":save", stand.Object{"cells": []stand.Object{}}, stand.Header{Name: "Idempotency-Key", Value: ""}).
		Fails(400, "INVALID_ARGUMENT", "IDEMPOTENCY_KEY_REQUIRED")

	var rest []stand.Object
	fill := func(pupil int, marks ...string) {
		for i, mark := range marks {
			if mark != "" {
				rest = append(rest, stand.Cell(s.pupils[pupil], fmt.Sprintf("C%d", i+1), mark, 0))
			}
		}
	}
	fill(0, "12", "9.5", "14")
	fill(1, "10", "", "10")
	fill(3, "10", "10", "10")
	fill(4, "20", "20", "20")
	fill(5, "", "", "10")
	fill(6, "", "10", "10")
	fill(7, "10", "10", "10")
	rest = append(rest, stateCell(s.pupils[1], "C2", "ABSENT", 0))
	for _, column := range []string{"C1", "C2", "C3"} {
		rest = append(rest, stateCell(s.pupils[2], column, "EXEMPT", 0))
	}
	saved(save(phone, s.math, rest...), len(rest))

	s.released()
}

// released: a control that the teacher releases is seen before the semester closes.
func (s *story) released() {
	marks := "/v1/moutamadris/marks?semester=1"
	s.as(s.teacher).Put("/v1/moudaris/markSheets/"+s.math+"/columns/C1", stand.Object{"label": "Fractions", "date": "2026-10-12"}).OK()
	first := s.as(s.student).Get(marks).OK()
	require.Equal(s.t, "NOT_PUBLISHED", first.Text("average", "state"))
	s.as(s.teacher).Post("/v1/moudaris/markSheets/"+s.math+":release", stand.Object{"column": "C1"}).OK()
	var seen stand.Answer
	until(s.t, func() bool {
		seen = s.as(s.student).Get(marks).OK()
		return seen.Header.Get("ETag") != first.Header.Get("ETag")
	}, 5*time.Second, "a released control is seen")
	subject := stand.Find(s.t, seen.List("subjects"), "MATH", "subject", "code")
	require.Equal(s.t, "NOT_PUBLISHED", subject["state"])
	require.NotContains(s.t, subject, "mark")
	control := objects(s.t, subject["controls"])[0]
	require.Equal(s.t, "12.00", control["mark"])
	require.Equal(s.t, "Fractions", control["label"])
	require.Equal(s.t, "NOT_PUBLISHED", objects(s.t, subject["controls"])[1]["state"])
	// 12, 10, 10, 20, 10, 10, 10; the exempt pupil counts nowhere.
	require.Equal(s.t, []any{"10.00", "11.71", "20.00"}, []any{control["classLow"], control["classAverage"], control["classHigh"]})
	require.Equal(s.t, http.StatusNotModified, s.as(s.student).Get(marks, stand.Header{Name: "If-None-Match", Value: seen.Header.Get("ETag")}).Status)
}

// crash: a save whose answer was lost with the process is answered again, byte for byte, and counts once.
func (s *story) crash() {
	key := stand.Header{Name: "Idempotency-Key", Value: uuid.NewString()}
	path := "/v1/moudaris/markSheets/" + s.english + ":save"
	var cells []stand.Object
	for i, p := range s.pupils {
		mark := "10"
		if i == 0 {
			mark = "12"
		}
		if i == 4 {
			mark = "20"
		}
		cells = append(cells, stand.Cell(p, "C1", mark, 0))
	}
	body := stand.Object{"cells": cells}
	first := s.as(s.teacher).Post(path, body, key).OK()
	saved(first, 8)
	events := func() int {
		return len(s.as(s.teacher).Get("/v1/moudaris/markSheets/" + s.english + "/events?pageSize=500").OK().List("events"))
	}
	before := events()

	p := s.d.Process("grade")
	p.Kill()
	if s.split {
		s.as(s.teacher).Post(path, body, key).Fails(503, "UNAVAILABLE", "UNAVAILABLE")
	}
	p.Again()
	var again stand.Answer
	until(s.t, func() bool {
		again = s.as(s.teacher).Post(path, body, key)
		return again.Status == http.StatusOK
	}, 15*time.Second, "the killed process answers again")
	require.Equal(s.t, string(first.Raw), string(again.Raw))
	require.Equal(s.t, before, events())
	s.as(s.teacher).Post(path, stand.Object{"cells": cells[:1]}, key).Fails(400, "FAILED_PRECONDITION", "IDEMPOTENCY_KEY_REUSED")
}
