package e2e

import (
	"net/http"
	"time"

	"github.com/stretchr/testify/require"
)

// closing: the sheets are handed in and validated; a submitted sheet takes no marks.
func (s *story) closing() {
	teacher, office := s.as(s.teacher), s.as(s.office)
	decide := object{"studentId": s.pupils[1], "column": "C2", "justified": true, "reason": "certificat"}
	require.Equal(s.t, "PENDING", s.cells(s.math)[s.pupils[1]+" C2"]["state"])
	decided := office.post("/v1/idara/markSheets/"+s.math+":decideAbsence", decide).ok()
	require.Equal(s.t, "ABSENT", decided.text("state"))
	require.Equal(s.t, true, decided.at("justified"))

	for _, sheet := range []string{s.math, s.english} {
		office.post("/v1/idara/markSheets/"+sheet+":validate", object{}).fails(400, "FAILED_PRECONDITION", "MARK_SHEET_NOT_SUBMITTED")
		teacher.post("/v1/moudaris/markSheets/"+sheet+":submit", object{}).ok()
		save(teacher, sheet, cell(s.pupils[0], "C1", "19", 1)).fails(400, "FAILED_PRECONDITION", "MARK_SHEET_SUBMITTED")
		teacher.post("/v1/idara/markSheets/"+sheet+":validate", object{}).fails(403, "PERMISSION_DENIED", "ACCESS_DENIED")
		got := office.post("/v1/idara/markSheets/"+sheet+":validate", object{}).ok()
		require.Equal(s.t, "VALIDATED", got.text("markSheet", "state"))
	}
}

// publication: averages are seen when the school clock has reached the hour, not before.
func (s *story) publication() {
	office, student, father := s.as(s.office), s.as(s.student), s.as(s.father)
	marks, child := "/v1/moutamadris/marks?semester=1", "/v1/waliye/children/"+s.pupils[0]+"/marks?semester=1"
	before := student.get(marks).ok()

	ask := object{"schoolYear": schoolYear, "semester": 1}
	refused := office.post("/v1/idara/classes/"+s.class+":publish", ask).fails(400, "FAILED_PRECONDITION", "SHEETS_NOT_VALIDATED")
	require.NotEmpty(s.t, refused.raw)
	var missing []object
	for _, sheet := range office.get("/v1/idara/markSheets?classId=" + s.class + "&semester=1").ok().list("markSheets") {
		if sheet["state"] != "VALIDATED" {
			missing = append(missing, object{"markSheetId": sheet["markSheetId"], "reason": "pas encore d'enseignant"})
		}
	}
	require.Len(s.t, missing, 8)
	clock, err := time.Parse(time.RFC3339, s.nobody().get("/readyz").ok().text("schoolTime"))
	require.NoError(s.t, err)
	ask["missing"], ask["publishAt"] = missing, clock.Add(4*time.Second).UTC().Format(time.RFC3339)
	scheduled := office.post("/v1/idara/classes/"+s.class+":publish", ask).ok()
	require.Equal(s.t, "SCHEDULED", scheduled.text("state"))
	require.EqualValues(s.t, 8, scheduled.at("students"))

	waiting := student.get(marks).ok()
	require.Equal(s.t, "NOT_PUBLISHED", waiting.text("average", "state"))
	require.NotContains(s.t, waiting.body, "publishedAt")
	require.Equal(s.t, before.header.Get("ETag"), waiting.header.Get("ETag"), "before the hour nothing has changed")
	require.Equal(s.t, string(before.raw), string(waiting.raw))

	var seen answer
	until(s.t, func() bool {
		seen = student.get(marks, header{"If-None-Match", before.header.Get("ETag")})
		return seen.status == http.StatusOK
	}, 20*time.Second, "averages are seen after the hour")
	s.semester(seen)
	parent := father.get(child).ok()
	require.JSONEq(s.t, string(seen.raw), string(parent.raw), "a guardian reads what the student reads")
}

// semester checks every figure of the first student against the arithmetic done by hand.
func (s *story) semester(seen answer) {
	s.t.Helper()
	math := find(s.t, seen.list("subjects"), by("subject", "code"), "MATH")
	require.Equal(s.t, []any{"11.83", "GRADED", "5", "10.00", "11.69", "20.00"},
		[]any{math["mark"], math["state"], math["coefficient"], math["classLow"], math["classAverage"], math["classHigh"]})
	english := find(s.t, seen.list("subjects"), by("subject", "code"), "EN")
	require.Equal(s.t, "13.33", english["mark"], "two thirds of 12 and one third of 16")
	require.Equal(s.t, "16.00", dig(s.t, english, "activities", "mark"))
	french := find(s.t, seen.list("subjects"), by("subject", "code"), "FR")
	require.Equal(s.t, "MISSING", french["state"])
	// (5 x 11.83 + 1 x 13.33) / 6; one pupil has 20, the others 10.
	require.Equal(s.t, "12.08", seen.text("average", "value"))
	require.EqualValues(s.t, 2, seen.at("average", "rank"))
	require.EqualValues(s.t, 8, seen.at("average", "classSize"))
	require.NotEmpty(s.t, seen.text("publishedAt"))
}

// corrections: after publication a mark changes by two persons, and the trail tells.
func (s *story) corrections() {
	office, secretary := s.as(s.office), s.as(s.secretary)
	save(s.as(s.teacher), s.math, cell(s.pupils[0], "C2", "19", 1)).fails(400, "FAILED_PRECONDITION", "MARK_SHEET_PUBLISHED")

	own := office.post("/v1/idara/markSheets/"+s.math+":proposeCorrection", object{
		"studentId": s.pupils[4], "column": "C1", "mark": "19", "reason": "erreur de saisie",
	}).ok().text("correction", "correctionId")
	office.post("/v1/idara/corrections/"+own+":approve", object{}).fails(403, "PERMISSION_DENIED", "CORRECTION_OWN")
	secretary.post("/v1/idara/corrections/"+own+":refuse", object{"reason": "la copie porte 20"}).ok()
	secretary.post("/v1/idara/corrections/"+own+":approve", object{}).fails(400, "FAILED_PRECONDITION", "CORRECTION_DECIDED")

	proposed := s.as(s.teacher).post("/v1/moudaris/markSheets/"+s.math+":proposeCorrection", object{
		"studentId": s.pupils[0], "column": "C2", "mark": "12.5", "reason": "une question oubliée",
	}).ok().text("correction", "correctionId")
	list := office.get("/v1/idara/corrections?state=PROPOSED").ok().list("corrections")
	require.Len(s.t, list, 1)
	require.Equal(s.t, []any{"9.50", "12.50"}, []any{dig(s.t, list[0], "before", "mark"), dig(s.t, list[0], "after", "mark")})
	secretary.post("/v1/idara/corrections/"+proposed+":approve", object{}).ok()

	// (12 + 12.5 + 14) / 3 = 12.83; (5 x 12.83 + 13.33) / 6 = 12.91
	marks := s.as(s.student).get("/v1/moutamadris/marks?semester=1").ok()
	require.Equal(s.t, "12.83", find(s.t, marks.list("subjects"), by("subject", "code"), "MATH")["mark"])
	require.Equal(s.t, "12.91", marks.text("average", "value"))

	events := office.get("/v1/idara/markSheets/" + s.math + "/events?studentId=" + s.pupils[0] + "&pageSize=500").ok().list("events")
	correction := find(s.t, events, by("kind"), "CORRECT")
	require.Equal(s.t, []any{"C2", "Berrada Nabil"}, []any{correction["column"], correction["by"]})
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
