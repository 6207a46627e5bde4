package badinput

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/tests/stand"
)

// answered are the tables that change when a save is answered, be it that nothing was saved: the answer is
// kept under its key, and that somebody asked is on record.
var answered = []string{"grade.idempotency", "grade.audit_log"}

func (w *world) marks(t *testing.T) {
	first := w.Pupils[0]
	w.D.As(t, w.Office).Post("/v1/idara/students/"+first[7]+":move", stand.Object{"classId": w.Classes[2], "date": stand.SchoolDate}).OK()
	require.Eventually(t, func() bool {
		rows := w.D.As(t, w.Teacher).Get("/v1/moudaris/markSheets/"+w.math).OK().List("markSheet", "rows")
		return stand.Find(t, rows, first[7], "studentId")["left"] == true
	}, stand.Patience, 20*time.Millisecond, "the move does not reach the marks")
	cell := func(student, column string, more ...any) stand.Object {
		c := stand.Object{"studentId": student, "column": column, "version": 0}
		for i := 0; i < len(more); i += 2 {
			c[more[i].(string)] = more[i+1]
		}
		return c
	}
	for name, c := range map[string]struct {
		cell   stand.Object
		reason string
	}{
		"mark above the scale":        {cell(first[1], "C1", "mark", "20.01"), "MARK_ABOVE_SCALE"},
		"mark far above the scale":    {cell(first[1], "C1", "mark", "9999999999999999"), "MARK_ABOVE_SCALE"},
		"mark below zero":             {cell(first[1], "C1", "mark", "-1"), "MARK_NEGATIVE"},
		"letters":                     {cell(first[1], "C1", "mark", "douze"), "MARK_NOT_A_NUMBER"},
		"exponent":                    {cell(first[1], "C1", "mark", "1e1"), "MARK_NOT_A_NUMBER"},
		"formula":                     {cell(first[1], "C1", "mark", "=1+1"), "MARK_NOT_A_NUMBER"},
		"three decimals":              {cell(first[1], "C1", "mark", "12.345"), "MARK_TOO_PRECISE"},
		"three decimals with a comma": {cell(first[1], "C1", "mark", "12,125"), "MARK_TOO_PRECISE"},
		"absence with a mark":         {cell(first[1], "C1", "mark", "12", "state", "ABSENT"), "ABSENT_WITH_MARK"},
		"state that only time writes": {cell(first[1], "C1", "state", "PENDING"), "MARK_STATE_NOT_WRITABLE"},
		"neither mark nor state":      {cell(first[1], "C1"), "MARK_NOT_A_NUMBER"},
		"column that is not there":    {cell(first[1], "C9", "mark", "12"), "COLUMN_UNKNOWN"},
		"student of another class":    {cell(w.Pupils[1][0], "C1", "mark", "12"), "STUDENT_NOT_IN_SHEET"},
		"student of nowhere":          {cell(nowhere, "C1", "mark", "12"), "STUDENT_NOT_IN_SHEET"},
		"student who left the class":  {cell(first[7], "C1", "mark", "12"), "STUDENT_LEFT_CLASS"},
	} {
		t.Run(name, func(t *testing.T) { w.cellRefused(t, c.cell, c.reason) })
	}
	t.Run("a bad cell beside a good one", w.oneBadCell)
	t.Run("stale cell", w.stale)
	w.sheets(t)
}

// cellRefused: the answer names the cell, and nothing is written.
func (w *world) cellRefused(t *testing.T, cell stand.Object, reason string) {
	before := w.rows(t)
	said := map[string]string{}
	for _, lang := range []string{"fr", "ar"} {
		c := w.D.As(t, w.Teacher)
		c.Lang = lang
		a := c.Post("/v1/moudaris/markSheets/"+w.math+":save", stand.Object{"cells": []stand.Object{cell}}).OK()
		require.Empty(t, a.List("saved"))
		require.Empty(t, a.List("conflicts"))
		refused := a.List("refused")
		require.Len(t, refused, 1)
		require.Equal(t, []any{cell["studentId"], cell["column"], reason}, []any{refused[0]["studentId"], refused[0]["column"], refused[0]["reason"]})
		said[lang] = refused[0]["message"].(string)
		inLanguage(t, lang, said[lang])
	}
	require.NotEqual(t, said["fr"], said["ar"])
	w.unchanged(t, before, answered...)
}

// oneBadCell: what can stand is saved, what cannot is named.
func (w *world) oneBadCell(t *testing.T) {
	good, bad := stand.Cell(w.Pupils[0][2], "C1", "12", 0), stand.Cell(w.Pupils[0][3], "C1", "21", 0)
	a := w.Save(t, w.Teacher, w.math, good, bad).OK()
	require.Equal(t, w.Pupils[0][2], a.Text("saved", 0, "studentId"))
	require.Equal(t, w.Pupils[0][3], a.Text("refused", 0, "studentId"))
	require.Len(t, a.List("saved"), 1)
	require.Len(t, a.List("refused"), 1)
}

// stale: who writes over an older value is shown the current one and whose it is, in his script.
func (w *world) stale(t *testing.T) {
	before := w.rows(t)
	for lang, by := range map[string]string{"fr": "Idrissi Fatima", "ar": "الإدريسي فاطمة"} {
		for _, version := range []int{0, 1, 3} {
			c := w.D.As(t, w.Teacher)
			c.Lang = lang
			a := c.Post("/v1/moudaris/markSheets/"+w.english+":save", stand.Object{"cells": []stand.Object{stand.Cell(w.Pupils[0][0], "C1", "5", version)}}).OK()
			require.Empty(t, a.List("saved"))
			require.Empty(t, a.List("refused"))
			require.Len(t, a.List("conflicts"), 1)
			require.Equal(t, stand.Object{"mark": "13.50", "state": "GRADED", "version": 2.0}, a.At("conflicts", 0, "current"))
			require.Equal(t, by, a.Text("conflicts", 0, "by"))
			require.NotEmpty(t, a.Text("conflicts", 0, "at"))
		}
	}
	w.unchanged(t, before, answered...)
}

// sheets in a state, or of a person, that takes no marks.
func (w *world) sheets(t *testing.T) {
	save := func(sheet, student string) func(stand.Client) stand.Answer {
		return post("/v1/moudaris/markSheets/"+sheet+":save", stand.Object{"cells": []stand.Object{stand.Cell(student, "C1", "19", 1)}})
	}
	verb := func(sheet, verb string) func(stand.Client) stand.Answer {
		return post("/v1/moudaris/markSheets/"+sheet+":"+verb, stand.Object{})
	}
	first := w.Pupils[0][0]
	w.D.As(t, w.Office).Put("/v1/idara/schools/"+stand.SchoolCode+"/settings", stand.Object{"earlyRelease": false}).OK()
	require.Eventually(t, func() bool {
		return w.D.As(t, w.Teacher).Post("/v1/moudaris/markSheets/"+w.english+":release", stand.Object{"column": "C2"}).Status == 400
	}, stand.Patience, 20*time.Millisecond, "the settings do not reach the marks")
	w.refuses(
		t,
		refusal{name: "submitted sheet", as: w.Teacher, ask: save(w.french, first), status: 400, code: "FAILED_PRECONDITION", reason: "MARK_SHEET_SUBMITTED"},
		refusal{name: "submitting twice", as: w.Teacher, ask: verb(w.french, "submit"), status: 400, code: "FAILED_PRECONDITION", reason: "MARK_SHEET_SUBMITTED"},
		refusal{
			name: "published sheet", as: w.Colleague, ask: save(w.published, w.Pupils[1][0]),
			status: 400, code: "FAILED_PRECONDITION", reason: "MARK_SHEET_PUBLISHED",
		},
		refusal{
			name: "validated sheet before its hour", as: w.Colleague, ask: save(w.waiting, w.Pupils[2][0]),
			status: 400, code: "FAILED_PRECONDITION", reason: "MARK_SHEET_VALIDATED",
		},
		refusal{name: "a colleague's sheet", as: w.Colleague, ask: save(w.math, first), status: 404, code: "NOT_FOUND", reason: "MARK_SHEET_NOT_FOUND"},
		refusal{
			name: "a sheet of nowhere", as: w.Teacher, ask: save(stand.SchoolCode+"."+nowhere, first),
			status: 404, code: "NOT_FOUND", reason: "MARK_SHEET_NOT_FOUND",
		},
		refusal{name: "an id that is none", as: w.Teacher, ask: save("x", first), status: 404, code: "NOT_FOUND", reason: "MARK_SHEET_NOT_FOUND"},
		refusal{
			name: "validating what is not submitted", as: w.Office, ask: post("/v1/idara/markSheets/"+w.math+":validate", stand.Object{}),
			status: 400, code: "FAILED_PRECONDITION", reason: "MARK_SHEET_NOT_SUBMITTED",
		},
		refusal{
			name: "reopening without a reason", as: w.Office, ask: post("/v1/idara/markSheets/"+w.french+":reopen", stand.Object{}),
			status: 400, code: "INVALID_ARGUMENT", reason: "INVALID_REQUEST", fields: []string{"reason"},
		},
		refusal{
			name: "reopening a published sheet", as: w.Office, ask: post("/v1/idara/markSheets/"+w.published+":reopen", stand.Object{"reason": "erreur"}),
			status: 400, code: "FAILED_PRECONDITION", reason: "MARK_SHEET_PUBLISHED",
		},
		refusal{
			name: "an absence that nobody entered", as: w.Office,
			ask:    post("/v1/idara/markSheets/"+w.math+":decideAbsence", stand.Object{"studentId": first, "column": "C1", "justified": true, "reason": "certificat"}),
			status: 400, code: "FAILED_PRECONDITION", reason: "ABSENCE_NOT_PENDING",
		},
		refusal{
			name: "showing a control early where the school does not allow it", as: w.Teacher,
			ask:    post("/v1/moudaris/markSheets/"+w.math+":release", stand.Object{"column": "C1"}),
			status: 400, code: "FAILED_PRECONDITION", reason: "RELEASE_NOT_ALLOWED",
		},
	)
}
