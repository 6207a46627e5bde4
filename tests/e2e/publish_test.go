package e2e

import (
	"net/http"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/tests/stand"
)

// closing: the sheets are handed in and validated; a submitted sheet takes no marks.
func (s *story) closing() {
	teacher, office := s.as(s.teacher), s.as(s.office)
	decide := stand.Object{"studentId": s.pupils[1], "column": "C2", "justified": true, "reason": "certificat"}
	require.Equal(s.t, "PENDING", s.cells(s.math)[s.pupils[1]+" C2"]["state"])
	decided := office.Post("/v1/idara/markSheets/"+s.math+":decideAbsence", decide).OK()
	require.Equal(s.t, "ABSENT", decided.Text("state"))
	require.Equal(s.t, true, decided.At("justified"))

	for _, sheet := range []string{s.math, s.english} {
		office.Post("/v1/idara/markSheets/"+sheet+":validate", stand.Object{}).Fails(400, "FAILED_PRECONDITION", "MARK_SHEET_NOT_SUBMITTED")
		teacher.Post("/v1/moudaris/markSheets/"+sheet+":submit", stand.Object{}).OK()
		save(teacher, sheet, stand.Cell(s.pupils[0], "C1", "19", 1)).Fails(400, "FAILED_PRECONDITION", "MARK_SHEET_SUBMITTED")
		teacher.Post("/v1/idara/markSheets/"+sheet+":validate", stand.Object{}).Fails(403, "PERMISSION_DENIED", "ACCESS_DENIED")
		got := office.Post("/v1/idara/markSheets/"+sheet+":validate", stand.Object{}).OK()
		require.Equal(s.t, "VALIDATED", got.Text("markSheet", "state"))
	}
}

// publication: averages are seen when the school clock has reached the hour, not before.
func (s *story) publication() {
	office, student, father := s.as(s.office), s.as(s.student), s.as(s.father)
	marks, child := "/v1/moutamadris/marks?semester=1", "/v1/waliye/children/"+s.pupils[0]+"/marks?semester=1"
	before := student.Get(marks).OK()

	ask := stand.Object{"schoolYear": schoolYear, "semester": 1}
	refused := office.Post("/v1/idara/classes/"+s.class+":publish", ask).Fails(400, "FAILED_PRECONDITION", "SHEETS_NOT_VALIDATED")
	require.NotEmpty(s.t, refused.Raw)
	var missing []stand.Object
	for _, sheet := range office.Get("/v1/idara/markSheets?classId=" + s.class + "&semester=1").OK().List("markSheets") {
		if sheet["state"] != "VALIDATED" {
			missing = append(missing, stand.Object{"markSheetId": sheet["markSheetId"], "reason": "pas encore d'enseignant"})
		}
	}
	require.Len(s.t, missing, 8)
	clock, err := time.Parse(time.RFC3339, s.nobody().Get("/readyz").OK().Text("schoolTime"))
	require.NoError(s.t, err)
	ask["missing"], ask["publishAt"] = missing, clock.Add(4*time.Second).UTC().Format(time.RFC3339)
	scheduled := office.Post("/v1/idara/classes/"+s.class+":publish", ask).OK()
	require.Equal(s.t, "SCHEDULED", scheduled.Text("state"))
	require.EqualValues(s.t, 8, scheduled.At("students"))

	waiting := student.Get(marks).OK()
	require.Equal(s.t, "NOT_PUBLISHED", waiting.Text("average", "state"))
	require.NotContains(s.t, waiting.Body, "publishedAt")
	require.Equal(s.t, before.Header.Get("ETag"), waiting.Header.Get("ETag"), "before the hour nothing has changed")
	require.Equal(s.t, string(before.Raw), string(waiting.Raw))

	var seen stand.Answer
	until(s.t, func() bool {
		seen = student.Get(marks, stand.Header{Name: "If-None-Match", Value: before.Header.Get("ETag")})
		return seen.Status == http.StatusOK
	}, 20*time.Second, "averages are seen after the hour")
	s.semester(seen)
	parent := father.Get(child).OK()
	require.JSONEq(s.t, string(seen.Raw), string(parent.Raw), "a guardian reads what the student reads")
}

// semester checks every figure of the first student against the arithmetic done by hand.
func (s *story) semester(seen stand.Answer) {
	s.t.Helper()
	math := stand.Find(s.t, seen.List("subjects"), "MATH", "subject", "code")
	require.Equal(s.t, []any{"11.83", "GRADED", "5", "10.00", "11.69", "20.00"},
		[]any{math["mark"], math["state"], math["coefficient"], math["classLow"], math["classAverage"], math["classHigh"]})
	english := stand.Find(s.t, seen.List("subjects"), "EN", "subject", "code")
	require.Equal(s.t, "13.33", english["mark"], "two thirds of 12 and one third of 16")
	require.Equal(s.t, "16.00", stand.Dig(s.t, english, "activities", "mark"))
	french := stand.Find(s.t, seen.List("subjects"), "FR", "subject", "code")
	require.Equal(s.t, "MISSING", french["state"])
	// (5 x 11.83 + 1 x 13.33) / 6; one pupil has 20, the others 10.
	require.Equal(s.t, "12.08", seen.Text("average", "value"))
	require.EqualValues(s.t, 2, seen.At("average", "rank"))
	require.EqualValues(s.t, 8, seen.At("average", "classSize"))
	require.NotEmpty(s.t, seen.Text("publishedAt"))
}

// corrections: after publication a mark changes by two persons, and the trail tells.
func (s *story) corrections() {
	office, secretary := s.as(s.office), s.as(s.secretary)
	save(s.as(s.teacher), s.math, stand.Cell(s.pupils[0], "C2", "19", 1)).Fails(400, "FAILED_PRECONDITION", "MARK_SHEET_PUBLISHED")

	own := office.Post("/v1/idara/markSheets/"+s.math+":proposeCorrection", stand.Object{
		"studentId": s.pupils[4], "column": "C1", "mark": "19", "reason": "erreur de saisie",
	}).OK().Text("correction", "correctionId")
	office.Post("/v1/idara/corrections/"+own+":approve", stand.Object{}).Fails(403, "PERMISSION_DENIED", "CORRECTION_OWN")
	secretary.Post("/v1/idara/corrections/"+own+":refuse", stand.Object{"reason": "la copie porte 20"}).OK()
	secretary.Post("/v1/idara/corrections/"+own+":approve", stand.Object{}).Fails(400, "FAILED_PRECONDITION", "CORRECTION_DECIDED")

	proposed := s.as(s.teacher).Post("/v1/moudaris/markSheets/"+s.math+":proposeCorrection", stand.Object{
		"studentId": s.pupils[0], "column": "C2", "mark": "12.5", "reason": "une question oubliée",
	}).OK().Text("correction", "correctionId")
	list := office.Get("/v1/idara/corrections?state=PROPOSED").OK().List("corrections")
	require.Len(s.t, list, 1)
	require.Equal(s.t, []any{"9.50", "12.50"}, []any{stand.Dig(s.t, list[0], "before", "mark"), stand.Dig(s.t, list[0], "after", "mark")})
	secretary.Post("/v1/idara/corrections/"+proposed+":approve", stand.Object{}).OK()

	// (12 + 12.5 + 14) / 3 = 12.83; (5 x 12.83 + 13.33) / 6 = 12.91
	marks := s.as(s.student).Get("/v1/moutamadris/marks?semester=1").OK()
	require.Equal(s.t, "12.83", stand.Find(s.t, marks.List("subjects"), "MATH", "subject", "code")["mark"])
	require.Equal(s.t, "12.91", marks.Text("average", "value"))

	events := office.Get("/v1/idara/markSheets/" + s.math + "/events?studentId=" + s.pupils[0] + "&pageSize=500").OK().List("events")
	correction := stand.Find(s.t, events, "CORRECT", "kind")
	require.Equal(s.t, []any{"C2", "Administration de l'établissement"}, []any{correction["column"], correction["by"]})
	require.Contains(s.t, correction["before"], "9.50")
	require.Contains(s.t, correction["after"], "12.50")
	require.Contains(s.t, correction["reason"], "une question oubliée")
	hashes := map[any]bool{}
	for _, e := range events {
		require.NotEmpty(s.t, e["hash"])
		require.False(s.t, hashes[e["hash"]])
		hashes[e["hash"]] = true
	}
}
