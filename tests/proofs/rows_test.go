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
	require.Equal(t, []stand.Object{{"name": "G1", "studentIds": []any{student}}}, office.Get(groups).OK().List("groups"))
	require.Equal(t, []stand.Object{{"name": "G1", "studentIds": []any{student}}},
		s.D.As(t, s.Teacher).Get("/v1/moudaris/classes/"+s.Classes[0]+"/groups").OK().List("groups"))
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
	return map[string]string{
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
func absentIDs() map[string]string {
	inSchool := stand.SchoolCode + "." + nowhere
	return map[string]string{
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

// state is what the sweep must not change.
func state(t *testing.T, s *stand.School) string {
	t.Helper()
	var all strings.Builder
	for _, path := range []string{
		"/v1/idara/markSheets/" + s.Sheets["MATH"], "/v1/idara/markSheets/" + s.Sheets["MATH"] + "/events?pageSize=500", "/v1/idara/classes",
		"/v1/idara/corrections", "/v1/idara/staff?pageSize=500", "/v1/idara/assignments?pageSize=500&classId=" + s.Classes[0],
		"/v1/idara/students/" + s.Pupils[0][0] + "/guardians", "/v1/idara/schools/" + stand.SchoolCode, "/v1/idara/classes/" + s.Classes[0] + "/accounts",
		"/v1/idara/classes/" + s.Classes[0] + "/publication?semester=1",
	} {
		all.Write(s.D.As(t, s.Office).Get(path).OK().Raw)
	}
	return all.String()
}

// sideDoors: ids that come in a query or a body lead nowhere else than those in a path.
func sideDoors(t *testing.T, s *stand.School, own, absent map[string]string) {
	type door struct {
		as     stand.Person
		method string
		path   string
		body   stand.Object
	}
	otherStaff := s.D.As(t, s.OtherOffice).Post("/v1/idara/staff", stand.Object{
		"email": "other-teacher@stand.example", "kind": "TEACHER", "name": stand.Object{"ar": "الصقلي ليلى", "latin": "Sqalli Leila"},
	}).OK().Text("staff", "staffId")
	doors := func(ids map[string]string, staff string) map[string]door {
		q := func(text string) string {
			for name, id := range ids {
				text = strings.ReplaceAll(text, "{"+name+"}", id)
			}
			return text
		}
		return map[string]door{
			"classes of a school":       {s.OtherOffice, http.MethodGet, q("/v1/idara/classes?schoolCode={school_code}"), nil},
			"students of a school":      {s.OtherOffice, http.MethodGet, q("/v1/idara/students?query=العلمي&schoolCode={school_code}"), nil},
			"staff of a school":         {s.OtherOffice, http.MethodGet, q("/v1/idara/staff?schoolCode={school_code}"), nil},
			"sheets of a school":        {s.OtherOffice, http.MethodGet, q("/v1/idara/markSheets?schoolCode={school_code}"), nil},
			"corrections of a school":   {s.OtherOffice, http.MethodGet, q("/v1/idara/corrections?schoolCode={school_code}"), nil},
			"nodes below a school":      {s.OtherOffice, http.MethodGet, q("/v1/idara/nodes?parent=" + stand.Directorate + "/{school_code}"), nil},
			"sheets of a class":         {s.OtherOffice, http.MethodGet, q("/v1/idara/markSheets?classId={class_id}"), nil},
			"assignments of a class":    {s.OtherOffice, http.MethodGet, q("/v1/idara/assignments?classId={class_id}"), nil},
			"a teacher's sheets":        {s.Colleague, http.MethodGet, q("/v1/moudaris/markSheets?classId={class_id}"), nil},
			"a new class of a school":   {s.OtherOffice, http.MethodPost, "/v1/idara/classes", stand.Object{"schoolCode": ids["school_code"], "label": "2APIC-9"}},
			"a new teacher of a school": {s.OtherOffice, http.MethodPost, "/v1/idara/staff", stand.Object{"schoolCode": ids["school_code"], "email": "x@stand.example", "kind": "TEACHER", "name": stand.Object{"ar": "اسم", "latin": "Nom"}}},
			"a class for own staff":     {s.OtherOffice, http.MethodPost, "/v1/idara/assignments", stand.Object{"classId": ids["class_id"], "subject": "MATH", "staffId": otherStaff}},
			"own class for a teacher":   {s.OtherOffice, http.MethodPost, "/v1/idara/assignments", stand.Object{"classId": s.OtherClass, "subject": "MATH", "staffId": staff}},
			"transfers of a school":     {s.OtherOffice, http.MethodGet, q("/v1/idara/transfers?schoolCode={school_code}"), nil},
			"leavers of a school":       {s.OtherOffice, http.MethodGet, q("/v1/idara/students?status=LEFT&schoolCode={school_code}"), nil},
			"a pupil for a class":       {s.OtherOffice, http.MethodPost, "/v1/idara/transfers", stand.Object{"massarCode": s.Codes[0][0], "classId": ids["class_id"], "reason": "essai"}},
			"staff for a school":        {s.OtherOffice, http.MethodPost, q("/v1/idara/imports?kind=STAFF&schoolCode={school_code}"), nil},
			"a list for a school":       {s.OtherOffice, http.MethodPost, q("/v1/idara/imports?kind=CLASS_LIST&schoolCode={school_code}"), nil},
		}
	}
	here, nothing := doors(own, s.TeacherStaff), doors(absent, nowhere)
	for name, d := range here {
		t.Run(name, func(t *testing.T) {
			call := func(d door) stand.Answer {
				var body any
				if d.body != nil {
					body = d.body
				}
				return s.D.As(t, d.as).Call(d.method, d.path, body)
			}
			foreign, none := call(d), call(nothing[name])
			require.Equalf(t, none.Status, foreign.Status, "%s", foreign.Raw)
			require.Equal(t, content(t, none, absent, own), content(t, foreign, nil, nil))
			if foreign.Status == http.StatusOK {
				require.Equal(t, http.MethodGet, d.method, "a write of another's row is answered: %s", foreign.Raw)
				require.NotContains(t, string(foreign.Raw), own["school_code"])
			}
		})
	}
}

// otherRoles: an app is closed to whoever has no role in it, whatever he knows of its ids.
func otherRoles(t *testing.T, s *stand.School, own map[string]string) {
	people := map[optionsv1.Role]stand.Person{
		optionsv1.Role_ROLE_STUDENT: s.Students[0], optionsv1.Role_ROLE_GUARDIAN: s.Father, optionsv1.Role_ROLE_TEACHER: s.Teacher,
		optionsv1.Role_ROLE_SCHOOL_OFFICE: s.Office, optionsv1.Role_ROLE_MINISTRY: s.Ministry,
	}
	asked := 0
	for _, r := range routes() {
		if r.app == "auth" {
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
	require.Greater(t, asked, 200)
}
