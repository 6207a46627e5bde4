package e2e

import (
	"fmt"
	"net/http"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
)

// cell is one cell of a save.
func cell(student, column, mark string, version int) object {
	return object{"studentId": student, "column": column, "mark": mark, "version": version}
}

func stateCell(student, column, state string, version int) object {
	return object{"studentId": student, "column": column, "state": state, "version": version}
}

func save(c client, sheet string, cells ...object) answer {
	c.t.Helper()
	return c.post("/v1/moudaris/markSheets/"+sheet+":save", object{"cells": cells})
}

// saved expects every cell to be written.
func saved(a answer, n int) {
	a.t.Helper()
	a.ok()
	require.Lenf(a.t, a.list("saved"), n, "%s", a.raw)
	require.Emptyf(a.t, a.list("refused"), "%s", a.raw)
	require.Emptyf(a.t, a.list("conflicts"), "%s", a.raw)
}

// marks: what cannot stand is refused cell by cell, two devices do not overwrite each other, and a released
// control is seen at once.
func (s *story) marks() {
	phone, tablet := s.as(s.teacher), s.as(s.signIn(s.teacher, "moudaris"))
	sheet := phone.get("/v1/moudaris/markSheets/" + s.math).ok()
	require.EqualValues(s.t, 20, sheet.at("markSheet", "scale"))
	var columns []any
	for _, c := range sheet.list("markSheet", "columns") {
		columns = append(columns, c["column"])
	}
	require.Equal(s.t, []any{"C1", "C2", "C3"}, columns, "the activities of mathematics weigh nothing")

	mixed := save(phone, s.math,
		cell(s.pupils[3], "C1", "20.25", 0), cell(s.pupils[3], "C2", "abc", 0), cell(s.pupils[3], "C3", "12.345", 0),
		cell(s.pupils[5], "C1", "10", 0), cell(s.pupils[6], "C1", "9,75", 0), cell(s.others[0], "C1", "10", 0),
	).ok()
	require.Len(s.t, mixed.list("saved"), 2)
	reasons := map[any]any{}
	for _, refused := range mixed.list("refused") {
		require.NotEmpty(s.t, refused["message"])
		reasons[refused["studentId"].(string)+" "+refused["column"].(string)] = refused["reason"]
	}
	require.Equal(s.t, map[any]any{
		s.pupils[3] + " C1": "MARK_ABOVE_SCALE", s.pupils[3] + " C2": "MARK_NOT_A_NUMBER", s.pupils[3] + " C3": "MARK_TOO_PRECISE",
		s.others[0] + " C1": "STUDENT_NOT_IN_SHEET",
	}, reasons)

	// The tablet has not seen what the phone wrote; another cell of the same pupil is free.
	late := save(tablet, s.math, cell(s.pupils[5], "C1", "11", 0), cell(s.pupils[5], "C2", "10", 0)).ok()
	require.Len(s.t, late.list("saved"), 1)
	conflict := late.list("conflicts")[0]
	require.Equal(s.t, "10.00", dig(s.t, conflict, "current", "mark"))
	require.EqualValues(s.t, 1, dig(s.t, conflict, "current", "version"))
	require.Equal(s.t, "Idrissi Fatima", conflict["by"])
	saved(save(tablet, s.math, cell(s.pupils[6], "C1", "10", 1)), 1)

	phone.post("/v1/moudaris/markSheets/"+s.math+":save", object{"cells": []object{}}, header{"Idempotency-Key", ""}).
		fails(400, "INVALID_ARGUMENT", "IDEMPOTENCY_KEY_REQUIRED")

	var rest []object
	fill := func(pupil int, marks ...string) {
		for i, mark := range marks {
			if mark != "" {
				rest = append(rest, cell(s.pupils[pupil], fmt.Sprintf("C%d", i+1), mark, 0))
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
	s.as(s.teacher).put("/v1/moudaris/markSheets/"+s.math+"/columns/C1", object{"label": "Fractions", "date": "2026-10-12"}).ok()
	first := s.as(s.student).get(marks).ok()
	require.Equal(s.t, "NOT_PUBLISHED", first.text("average", "state"))
	s.as(s.teacher).post("/v1/moudaris/markSheets/"+s.math+":release", object{"column": "C1"}).ok()
	var seen answer
	until(s.t, func() bool {
		seen = s.as(s.student).get(marks).ok()
		return seen.header.Get("ETag") != first.header.Get("ETag")
	}, 5*time.Second, "a released control is seen")
	subject := find(s.t, seen.list("subjects"), by("subject", "code"), "MATH")
	require.Equal(s.t, "NOT_PUBLISHED", subject["state"])
	require.NotContains(s.t, subject, "mark")
	control := objects(s.t, subject["controls"])[0]
	require.Equal(s.t, "12.00", control["mark"])
	require.Equal(s.t, "Fractions", control["label"])
	require.Equal(s.t, "NOT_PUBLISHED", objects(s.t, subject["controls"])[1]["state"])
	// 12, 10, 10, 20, 10, 10, 10; the exempt pupil counts nowhere.
	require.Equal(s.t, []any{"10.00", "11.71", "20.00"}, []any{control["classLow"], control["classAverage"], control["classHigh"]})
	require.Equal(s.t, http.StatusNotModified, s.as(s.student).get(marks, header{"If-None-Match", seen.header.Get("ETag")}).status)
}

// crash: a save whose answer was lost with the process is answered again, byte for byte, and counts once.
func (s *story) crash() {
	key := header{"Idempotency-Key", uuid.NewString()}
	path := "/v1/moudaris/markSheets/" + s.english + ":save"
	var cells []object
	for i, p := range s.pupils {
		mark := "10"
		if i == 0 {
			mark = "12"
		}
		if i == 4 {
			mark = "20"
		}
		cells = append(cells, cell(p, "C1", mark, 0))
	}
	body := object{"cells": cells}
	first := s.as(s.teacher).post(path, body, key).ok()
	saved(first, 8)
	events := func() int {
		return len(s.as(s.teacher).get("/v1/moudaris/markSheets/" + s.english + "/events?pageSize=500").ok().list("events"))
	}
	before := events()

	p := s.d.processes["grade"]
	p.kill()
	if s.d.split {
		s.as(s.teacher).post(path, body, key).fails(503, "UNAVAILABLE", "UNAVAILABLE")
	}
	p.again()
	var again answer
	until(s.t, func() bool {
		again = s.as(s.teacher).post(path, body, key)
		return again.status == http.StatusOK
	}, 15*time.Second, "the killed process answers again")
	require.Equal(s.t, string(first.raw), string(again.raw))
	require.Equal(s.t, before, events())
	s.as(s.teacher).post(path, object{"cells": cells[:1]}, key).fails(400, "FAILED_PRECONDITION", "IDEMPOTENCY_KEY_REUSED")
}
