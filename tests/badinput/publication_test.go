package badinput

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/tests/stand"
)

func (w *world) publication(t *testing.T) {
	class := w.Classes[0]
	publish := func(class string, change ...func(stand.Object)) func(stand.Client) stand.Answer {
		ask := stand.Object{"semester": 1}
		for _, f := range change {
			f(ask)
		}
		return post("/v1/idara/classes/"+class+":publish", ask)
	}
	var waiting []string
	var missing []stand.Object
	for _, sheet := range w.D.As(t, w.Office).Get("/v1/idara/markSheets?pageSize=500&semester=1&classId=" + class).OK().List("markSheets") {
		waiting = append(waiting, "markSheets."+sheet["markSheetId"].(string))
		missing = append(missing, stand.Object{"markSheetId": sheet["markSheetId"], "reason": "pas encore d'enseignant"})
	}
	require.Greater(t, len(waiting), 3)
	w.refuses(
		t,
		refusal{
			name: "sheets missing and no reason", as: w.Office, ask: publish(class),
			status: 400, code: "FAILED_PRECONDITION", reason: "SHEETS_NOT_VALIDATED", fields: waiting,
		},
		refusal{
			name: "one sheet missing and no reason", as: w.Office, ask: publish(class, with("missing", missing[1:])),
			status: 400, code: "FAILED_PRECONDITION", reason: "SHEETS_NOT_VALIDATED", fields: waiting[:1],
		},
		refusal{
			name: "sheet missing and an empty reason", as: w.Office, ask: publish(class, with("missing", []stand.Object{{"markSheetId": w.math, "reason": " "}})),
			status: 400, code: "INVALID_ARGUMENT", reason: "REASON_REQUIRED", fields: []string{"missing[0].reason"},
		},
		refusal{
			name: "a missing sheet of another class", as: w.Office,
			ask:    publish(class, with("missing", []stand.Object{{"markSheetId": w.published, "reason": "x"}})),
			status: 400, code: "INVALID_ARGUMENT", reason: "MARK_SHEET_NOT_FOUND", fields: []string{"missing"},
		},
		refusal{
			name: "an hour that has passed", as: w.Office, ask: publish(class, with("missing", missing), with("publishAt", "2026-01-01T08:00:00Z")),
			status: 400, code: "FAILED_PRECONDITION", reason: "PUBLISH_HOUR_PAST", fields: []string{"publishAt"},
		},
		refusal{
			name: "an hour that is none", as: w.Office, ask: publish(class, with("publishAt", "demain à midi")),
			status: 400, code: "INVALID_ARGUMENT", reason: "INVALID_REQUEST", fields: []string{"publishAt"},
		},
		refusal{
			name: "a delay that is none", as: w.Office, ask: publish(class, with("guardianDelay", "1h")),
			status: 400, code: "INVALID_ARGUMENT", reason: "INVALID_REQUEST", fields: []string{"guardianDelay"},
		},
		refusal{
			name: "a class that is published", as: w.Office, ask: publish(w.Classes[1]),
			status: 400, code: "FAILED_PRECONDITION", reason: "PUBLICATION_EXISTS",
		},
		refusal{
			name: "a class of another school", as: w.Office, ask: publish(w.OtherClass),
			status: 404, code: "NOT_FOUND", reason: "CLASS_NOT_FOUND",
		},
		refusal{
			name: "a semester that is none", as: w.Office, ask: publish(class, with("semester", 3)),
			status: 400, code: "INVALID_ARGUMENT", reason: "INVALID_REQUEST", fields: []string{"semester"},
		},
	)
	t.Run("reading before the hour", w.beforeTheHour)
}

// beforeTheHour: the marks stand, sealed, and no reader gets a figure of them.
func (w *world) beforeTheHour(t *testing.T) {
	student := w.D.As(t, w.Students[2])
	a := student.Get(ownMarks).OK()
	require.NotContains(t, a.Body, "publishedAt")
	require.Equal(t, "NOT_PUBLISHED", a.Text("average", "state"))
	require.NotContains(t, a.At("average"), "value")
	for _, subject := range a.List("subjects") {
		require.Equal(t, "NOT_PUBLISHED", subject["state"])
		require.NotContains(t, subject, "mark")
		for _, control := range subject["controls"].([]any) {
			require.Equal(t, "NOT_PUBLISHED", stand.Dig(t, control, "state"))
			for _, figure := range []string{"mark", "classLow", "classAverage", "classHigh"} {
				require.NotContains(t, control, figure)
			}
		}
	}
	require.NotContains(t, string(a.Raw), "15.00")
	require.NotContains(t, string(student.Get("/v1/moutamadris/home").OK().Raw), "15.00")
	require.Empty(t, student.Get("/v1/moutamadris/home").OK().List("latestMarks"))
	// The class beside it, whose hour has come, shows what these students do not see.
	require.Contains(t, string(w.D.As(t, w.Students[1]).Get(ownMarks).OK().Raw), "15.00")
}

func (w *world) corrections(t *testing.T) {
	propose := func(sheet, student, mark string) func(stand.Client) stand.Answer {
		return post("/v1/idara/markSheets/"+sheet+":proposeCorrection", stand.Object{
			"studentId": student, "column": "C1", "mark": mark, "reason": "erreur de saisie",
		})
	}
	decide := func(id, verb string, body stand.Object) func(stand.Client) stand.Answer {
		return post("/v1/idara/corrections/"+id+":"+verb, body)
	}
	pupil := w.Pupils[1][0]
	own := propose(w.published, pupil, "16")(w.D.As(t, w.Office)).OK().Text("correction", "correctionId")
	refused := propose(w.published, w.Pupils[1][1], "10")(w.D.As(t, w.Office)).OK().Text("correction", "correctionId")
	decide(refused, "refuse", stand.Object{"reason": "la copie porte 9"})(w.D.As(t, w.Secretary)).OK()
	w.refuses(
		t,
		refusal{
			name: "approved by its author", as: w.Office, ask: decide(own, "approve", stand.Object{}),
			status: 403, code: "PERMISSION_DENIED", reason: "CORRECTION_OWN",
		},
		refusal{
			name: "approved after it was refused", as: w.Secretary, ask: decide(refused, "approve", stand.Object{}),
			status: 400, code: "FAILED_PRECONDITION", reason: "CORRECTION_DECIDED",
		},
		refusal{
			name: "approved by another school", as: w.OtherOffice, ask: decide(own, "approve", stand.Object{}),
			status: 404, code: "NOT_FOUND", reason: "CORRECTION_NOT_FOUND",
		},
		refusal{
			name: "approved by its teacher", as: w.Colleague, ask: decide(own, "approve", stand.Object{}),
			status: 403, code: "PERMISSION_DENIED", reason: "ACCESS_DENIED",
		},
		refusal{
			name: "of nowhere", as: w.Secretary, ask: decide(stand.SchoolCode+"."+nowhere, "approve", stand.Object{}),
			status: 404, code: "NOT_FOUND", reason: "CORRECTION_NOT_FOUND",
		},
		refusal{
			name: "refused without a reason", as: w.Secretary, ask: decide(own, "refuse", stand.Object{}),
			status: 400, code: "INVALID_ARGUMENT", reason: "INVALID_REQUEST", fields: []string{"reason"},
		},
		refusal{
			name: "of a sheet that families do not see yet", as: w.Office, ask: propose(w.waiting, w.Pupils[2][0], "16"),
			status: 400, code: "FAILED_PRECONDITION", reason: "NOT_PUBLISHED",
		},
		refusal{
			name: "to a mark above the scale", as: w.Office, ask: propose(w.published, pupil, "21"),
			status: 400, code: "INVALID_ARGUMENT", reason: "MARK_ABOVE_SCALE", fields: []string{"mark"},
		},
		refusal{
			name: "of a student of another class", as: w.Office, ask: propose(w.published, w.Pupils[0][0], "16"),
			status: 400, code: "INVALID_ARGUMENT", reason: "STUDENT_NOT_IN_SHEET", fields: []string{"studentId"},
		},
	)
}
