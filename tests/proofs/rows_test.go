package proofs

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	"github.com/massar-platform/massar/tests/stand"
)

// ownIDs name rows of the school and of its first family, by the parameter of the paths that take them.
func ownIDs(t *testing.T, s *stand.School) map[string]string {
	t.Helper()
	office := s.D.As(t, s.Office)
	student := s.Pupils[0][0]
	guardians := office.Get("/v1/idara/students/" + student + "/guardians").OK().List("guardians")
	assignments := office.Get("/v1/idara/assignments?classId=" + s.Classes[0]).OK().List("assignments")
	sessions := s.D.As(t, s.Father).Get("/v1/auth/sessions").OK().List("sessions")
	list := office.Post("/v1/idara/imports?kind=CLASS_LIST", stand.ClassList(stand.SchoolName, "E", []int{8, 3, 3})).OK()
	groups := "/v1/idara/classes/" + s.Classes[0] + "/groups"
	office.Put(groups+"/G1", stand.Object{"studentIds": []string{student}}).OK()
	only := stand.Object{"name": "G1", "studentIds": []any{student}}
	require.Equal(t, only, stand.Find(t, office.Get(groups).OK().List("groups"), "G1", "name"))
	taught := s.D.As(t, s.Teacher).Get("/v1/moudaris/classes/" + s.Classes[0] + "/groups").OK().List("groups")
	require.Equal(t, only, stand.Find(t, taught, "G1", "name"))
	office.Put("/v1/idara/schools/"+stand.SchoolCode+"/settings", stand.Object{"registerHours": 12, "halfDayRule": "ALL"}).OK()
	settings := office.Get("/v1/idara/schools/" + stand.SchoolCode).OK()
	require.Equal(t, []any{float64(12), "ALL"}, []any{settings.At("school", "settings", "registerHours"), settings.Text("school", "settings", "halfDayRule")})
	pupils := office.Get("/v1/idara/classes/" + s.Classes[0] + "/students").OK().List("students")
	require.Equal(t, []any{"G1"}, stand.Find(t, pupils, student, "studentId")["groups"])
	// A class that families see, so that a correction can be proposed.
	sheet := s.SheetsOf(t, s.Colleague)[s.Classes[1]]
	s.Save(t, s.Colleague, sheet, stand.Cell(s.Pupils[1][0], "C1", "11", 0)).OK()
	s.Close(t, s.Colleague, sheet)
	s.Publish(t, s.Classes[1], s.Hour(t, 0)).OK()
	proposed := s.D.As(t, s.Office).Post("/v1/idara/markSheets/"+sheet+":proposeCorrection", stand.Object{
		"studentId": s.Pupils[1][0], "column": "C1", "mark": "12", "reason": "essai",
	}).OK()
	w := s.Week
	return map[string]string{
		"lesson_id": w.Frozen, "free lesson": w.Free, "cancelled lesson": w.Cancelled,
		"slot_id": w.Slot, "event_id": w.Event, "bell_schedule_id": w.BellSchedule, "room": stand.Room,
		"justification_id": w.Justification, "document_id": w.Document, "letter_id": w.Letter,
		"moutamadris/feed_id": w.Feeds["moutamadris"], "waliye/feed_id": w.Feeds["waliye"], "moudaris/feed_id": w.Feeds["moudaris"],
		"moutamadris/GetCalendar/token": w.Calendars["moutamadris"], "waliye/GetCalendar/token": w.Calendars["waliye"],
		"moudaris/GetCalendar/token": w.Calendars["moudaris"],
		"waliye/GetDocument/token":   w.Papers["waliye"], "idara/GetDocument/token": w.Papers["idara"],
		"transfer_id": transfer(t, s), "staff_id": s.TeacherStaff,
		"school_code": stand.SchoolCode, "class_id": s.Classes[0], "student_id": student, "mark_sheet_id": s.Sheets["MATH"], "column": "C1", "name": "G1",
		"guardian_id": stand.Find(t, guardians, "FATHER", "relation")["guardianId"].(string), "account_id": s.Father.AccountID,
		"assignment_id": assignments[0]["assignmentId"].(string), "session_id": sessions[0]["sessionId"].(string),
		"import_id": list.Text("import", "importId"), "correction_id": proposed.Text("correction", "correctionId"),
	}
}

// transfer asks for a pupil of an annex, which the office of the school is over too.
func transfer(t *testing.T, s *stand.School) string {
	t.Helper()
	const annex, name = "55979X", "ملحقة النخيل"
	s.D.As(t, s.Ministry).Post("/v1/idara/schools", stand.Object{
		"schoolCode": annex, "parent": stand.Directorate + "/" + stand.SchoolCode, "cycle": "COL", "name": stand.Object{"ar": name, "latin": "Annexe"},
	}).OK()
	office := s.D.As(t, s.Office)
	office.Post("/v1/idara/imports?kind=CLASS_LIST&schoolCode="+annex, stand.ClassList(name, "N", []int{1})).OK()
	asked := office.Post("/v1/idara/transfers", stand.Object{"massarCode": "N300000001", "classId": s.Classes[0], "reason": "essai"}).OK()
	waiting := office.Get("/v1/idara/transfers?direction=IN&state=ASKED").OK().List("transfers")
	require.Len(t, waiting, 1)
	require.Equal(t, asked.Text("transfer", "transferId"), waiting[0]["transferId"])
	return asked.Text("transfer", "transferId")
}

// absentIDs have the same form and name nothing.
func absentIDs(own map[string]string) map[string]string {
	inSchool := stand.SchoolCode + "." + nowhere
	// A slot of nobody, and its lesson on the day of the real one.
	slot, date := stand.SchoolCode+".01a208a9-cd8c-8b2b-ad75-bd59c3aa", own["lesson_id"][len(own["lesson_id"])-4:]
	return map[string]string{
		"lesson_id": slot + date, "slot_id": slot + "0000", "event_id": inSchool, "bell_schedule_id": inSchool, "room": "Salle 99",
		"justification_id": inSchool, "document_id": inSchool, "letter_id": inSchool, "feed_id": nowhere,
		"token":       "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
		"transfer_id": inSchool, "staff_id": nowhere,
		"school_code": "99999Z", "class_id": inSchool, "student_id": nowhere, "mark_sheet_id": inSchool, "column": "C1", "name": "G1",
		"guardian_id": nowhere, "account_id": nowhere, "assignment_id": inSchool, "session_id": nowhere, "import_id": inSchool, "correction_id": inSchool,
	}
}

// content is a body without the id of its request; ids of one set are written as those of the other.
func content(t *testing.T, a stand.Answer, from, to map[string]string) string {
	t.Helper()
	text := string(a.Raw)
	for name, id := range from {
		text = strings.ReplaceAll(text, id, to[name])
	}
	var body stand.Object
	require.NoErrorf(t, json.Unmarshal([]byte(text), &body), "%s", a.Raw)
	if fault, ok := body["error"].(stand.Object); ok {
		require.NotEmpty(t, fault["requestId"])
		delete(fault, "requestId")
	}
	out, err := json.Marshal(body)
	require.NoError(t, err)
	return string(out)
}

// state is what the sweep must not change, by address.
func state(t *testing.T, s *stand.School) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, path := range []string{
		"/v1/idara/markSheets/" + s.Sheets["MATH"], "/v1/idara/markSheets/" + s.Sheets["MATH"] + "/events?pageSize=500", "/v1/idara/classes",
		"/v1/idara/corrections", "/v1/idara/staff?pageSize=500", "/v1/idara/assignments?pageSize=500&classId=" + s.Classes[0],
		"/v1/idara/students/" + s.Pupils[0][0] + "/guardians", "/v1/idara/schools/" + stand.SchoolCode, "/v1/idara/classes/" + s.Classes[0] + "/accounts",
		"/v1/idara/classes/" + s.Classes[0] + "/publication?semester=1",
		"/v1/idara/rooms", "/v1/idara/bellSchedules", "/v1/idara/slots?pageSize=500", "/v1/idara/events?from=2026-09-01&to=2027-06-30",
		"/v1/idara/lessonChanges?from=2026-11-16&to=2026-12-31", "/v1/idara/lessons?date=" + stand.RegisterDay,
		"/v1/idara/lessons/" + s.Week.Frozen + "/register", "/v1/idara/lessons/" + s.Week.Free + "/register",
		"/v1/idara/lessons?date=" + stand.CancelDay, "/v1/idara/justifications",
		"/v1/idara/students/" + s.Pupils[0][0] + "/absences", "/v1/idara/students/" + s.Pupils[0][0] + "/absenceLetters",
		"/v1/idara/transfers?direction=IN",
	} {
		all[path] = string(s.D.As(t, s.Office).Get(path).OK().Raw)
	}
	for path, owner := range map[string]stand.Person{
		"/v1/moutamadris/calendarFeeds": s.Students[0], "/v1/moudaris/calendarFeeds": s.Teacher, "/v1/waliye/calendarFeeds": s.Father,
	} {
		list := s.D.As(t, owner).Get(path).OK()
		require.Len(t, list.List("calendarFeeds"), 1)
	}
	return all
}

// otherRoles: an app is closed to whoever has no role in it, whatever he knows of its ids.
func otherRoles(t *testing.T, s *stand.School, own map[string]string) {
	people := map[optionsv1.Role]stand.Person{
		optionsv1.Role_ROLE_STUDENT: s.Students[0], optionsv1.Role_ROLE_GUARDIAN: s.Father, optionsv1.Role_ROLE_TEACHER: s.Teacher,
		optionsv1.Role_ROLE_SCHOOL_OFFICE: s.Office, optionsv1.Role_ROLE_MINISTRY: s.Ministry,
	}
	asked := 0
	for _, r := range routes() {
		if r.app == "auth" || r.public {
			continue // open to every role, or to everybody
		}
		require.NotEmpty(t, r.roles, r.rpc)
		t.Run(r.app+"/"+r.rpc, func(t *testing.T) {
			for role, person := range people {
				if slices.Contains(r.roles, role) {
					continue
				}
				asked++
				r.ask(t, s, person, own).Fails(http.StatusForbidden, "PERMISSION_DENIED", "ACCESS_DENIED")
			}
			r.ask(t, s, stand.Person{}, own).Fails(http.StatusUnauthorized, "UNAUTHENTICATED", "UNAUTHENTICATED")
		})
	}
	require.Greater(t, asked, 400)
}
