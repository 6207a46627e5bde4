package e2e

import (
	"net/url"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/demo"
	"github.com/massar-platform/massar/tests/fixtures"
)

const (
	schoolCode = "55976T"
	schoolYear = "2026-2027"
	directory  = "ma/07/351"
)

// officers: the ministry signs in with its second factor and makes an academy officer, who sets one up with
// the printed code; a school is opened with an office of two.
func (s *story) officers() {
	for _, a := range s.demoAccounts() {
		if a.Role == demo.RoleMinistry {
			s.ministry = s.signInWithFactor(a)
		}
	}
	require.NotEmpty(s.t, s.ministry.token)

	made := s.as(s.ministry).post("/v1/idara/officers", object{
		"email": "academy@e2e.example", "name": object{"ar": "بناني كريم", "latin": "Bennani Karim"}, "role": "ACADEMY", "node": "ma/07",
	}).ok()
	s.academy = s.activateWithFactor(made.text("activationCode"))

	// A node beside his own looks like not there.
	s.as(s.academy).post("/v1/idara/schools", object{
		"schoolCode": schoolCode, "parent": "ma/01/151", "name": object{"ar": "مدرسة", "latin": "École"}, "cycle": "COL",
	}).fails(404, "NOT_FOUND", "NOT_FOUND")
	s.as(s.academy).post("/v1/idara/schools", object{
		"schoolCode": schoolCode, "parent": directory, "cycle": "COL",
		"name": object{"ar": "الثانوية الإعدادية النخيل", "latin": "Collège An Nakhil"},
	}).ok()
	s.as(s.academy).post("/v1/idara/schools", object{
		"schoolCode": schoolCode, "parent": directory, "cycle": "COL", "name": object{"ar": "أخرى", "latin": "Autre"},
	}).fails(409, "ALREADY_EXISTS", "SCHOOL_EXISTS")

	office := s.as(s.academy).post("/v1/idara/officers", object{
		"email": "office@e2e.example", "name": object{"ar": "التازي هدى", "latin": "Tazi Houda"}, "role": "SCHOOL_OFFICE", "node": directory + "/" + schoolCode,
	}).ok()
	s.office = s.activate(office.text("activationCode"), "marjane-42-tafraout")
	second := s.as(s.office).post("/v1/idara/staff", object{
		"email": "secretary@e2e.example", "name": object{"ar": "برادة نبيل", "latin": "Berrada Nabil"}, "kind": "OFFICE",
	}).ok()
	s.secretary = s.activate(second.text("activationCode"), "azrou-cedre-1912-x")
}

// signInWithFactor: without the factor the answer says so, and each code is good once.
func (s *story) signInWithFactor(a demo.Account) person {
	s.t.Helper()
	ask := object{"identifier": a.Identifier, "password": a.Password, "app": "idara"}
	s.nobody().post("/v1/auth/sessions", ask).fails(401, "UNAUTHENTICATED", "SECOND_FACTOR_REQUIRED")
	// The code of the current step may have been used by the demo a moment ago; the next one is early enough.
	ask["totp"] = s.totpAt(a.TOTPSecret, 1)
	got := s.nobody().post("/v1/auth/sessions", ask).ok()
	s.nobody().post("/v1/auth/sessions", ask).fails(401, "UNAUTHENTICATED", "SECOND_FACTOR_REUSED")
	return person{identifier: a.Identifier, password: a.Password, token: got.text("accessToken")}
}

// activateWithFactor: the first call shows the factor and leaves the code good, the second proves it.
func (s *story) activateWithFactor(code string) person {
	s.t.Helper()
	ask := object{"activationCode": code, "password": "oued-noun-77-ksar"}
	shown := s.nobody().post("/v1/auth/accounts:activate", ask).ok()
	secret := shown.text("secondFactor", "secret")
	require.Empty(s.t, shown.at("accessToken"))
	ask["totp"] = "000000"
	s.nobody().post("/v1/auth/accounts:activate", ask).fails(401, "UNAUTHENTICATED", "SECOND_FACTOR_INVALID")
	ask["totp"] = s.totpAt(secret, 0)
	got := s.nobody().post("/v1/auth/accounts:activate", ask).ok()
	s.nobody().post("/v1/auth/accounts:activate", ask).fails(400, "FAILED_PRECONDITION", "ACTIVATION_CODE_USED")
	return person{identifier: got.text("identifier"), password: "oued-noun-77-ksar", token: got.text("accessToken")}
}

// classLists: a bad list is refused whole, with every bad cell; the good one makes two classes.
func (s *story) classLists() {
	upload := func(file []byte) answer {
		return s.as(s.office).post("/v1/idara/imports?kind=CLASS_LIST&schoolCode="+schoolCode+"&schoolYear="+schoolYear, file)
	}
	pupils := ownPupils(14)
	list := func(a, b []fixtures.ListPupil) []byte {
		return fixtures.ListEleve(fixtures.ListEleveOptions{Classes: []fixtures.ListClass{
			{Label: "2APIC-1", Pupils: a, Latin: true}, {Label: "2APIC-2", Pupils: b, Latin: true},
		}})
	}
	bad := ownPupils(3)
	bad[0].Code, bad[2].Birth = "200000001", "31-02-2011"
	refused := upload(list(bad, pupils[8:])).ok()
	require.Equal(s.t, "REFUSED", refused.text("import", "state"))
	cells := map[any]any{}
	for _, issue := range refused.list("import", "refused") {
		require.Equalf(s.t, "2APIC-1", issue["sheet"], "%s", refused.raw)
		require.NotEmpty(s.t, issue["message"])
		cells[issue["cell"]] = issue["reason"]
	}
	require.Equal(s.t, map[any]any{"X15": "MASSAR_CODE_INVALID", "H17": "DATE_INVALID"}, cells)
	require.Empty(s.t, s.as(s.office).get("/v1/idara/classes").ok().list("classes"))

	upload(fixtures.XLS()).fails(400, "INVALID_ARGUMENT", "FILE_IS_XLS")
	upload(make([]byte, 9<<20)).fails(400, "INVALID_ARGUMENT", "FILE_TOO_LARGE")
	require.Equal(s.t, "FILE_TOO_LARGE", upload(fixtures.Bomb()).text("error", "reason"), "a small file that unfolds to a large one")
	upload([]byte("no workbook")).fails(400, "INVALID_ARGUMENT", "FILE_NOT_XLSX")

	done := upload(list(pupils[:8], pupils[8:])).ok()
	require.Equal(s.t, "DONE", done.text("import", "state"))
	require.EqualValues(s.t, 14, done.at("import", "accepted"))
	again := s.as(s.office).get("/v1/idara/imports/" + done.text("import", "importId")).ok()
	require.EqualValues(s.t, 14, again.at("import", "accepted"))

	classes := s.as(s.office).get("/v1/idara/classes").ok().list("classes")
	require.Len(s.t, classes, 2)
	s.class = find(s.t, classes, by("label"), "2APIC-1")["classId"].(string)
	s.otherClass = find(s.t, classes, by("label"), "2APIC-2")["classId"].(string)
	s.pupils, s.others = s.studentsOf(s.class, pupils[:8]), s.studentsOf(s.otherClass, pupils[8:])

	// Found however the last letter is written.
	found := s.as(s.office).get("/v1/idara/students?query=" + url.QueryEscape("العلمي سلمي")).ok().list("students")
	require.Equal(s.t, "Alami Salma", dig(s.t, find(s.t, found, by("massarCode"), "E200000001"), "name", "latin"))
}

// ownPupils are pupils of this story: those of the README's list have other codes.
func ownPupils(n int) []fixtures.ListPupil {
	pupils := fixtures.ListPupils(n)
	for i := range pupils {
		pupils[i].Code = "E" + pupils[i].Code[1:]
	}
	return pupils
}

// studentsOf reads the ids of a class in the order of its list.
func (s *story) studentsOf(class string, pupils []fixtures.ListPupil) []string {
	s.t.Helper()
	students := s.as(s.office).get("/v1/idara/classes/" + class + "/students").ok().list("students")
	require.Len(s.t, students, len(pupils))
	var ids []string
	for i, p := range pupils {
		student := find(s.t, students, by("massarCode"), p.Code)
		require.EqualValues(s.t, i+1, student["number"])
		require.Equal(s.t, p.Family+" "+p.First, dig(s.t, student, "name", "ar"))
		ids = append(ids, student["studentId"].(string))
	}
	return ids
}

// teachers: one takes mathematics and English of the first class, the other mathematics of the second.
func (s *story) teachers() {
	hire := func(email, ar, latin, password string, duties ...[2]string) person {
		made := s.as(s.office).post("/v1/idara/staff", object{"email": email, "name": object{"ar": ar, "latin": latin}, "kind": "TEACHER"}).ok()
		s.staffID = made.text("staff", "staffId")
		for _, d := range duties {
			s.as(s.office).post("/v1/idara/assignments", object{"classId": d[0], "subject": d[1], "staffId": s.staffID}).ok()
		}
		return s.activate(made.text("activationCode"), password)
	}
	s.colleague = hire("colleague@e2e.example", "الفاسي مريم", "El Fassi Maryam", "sebou-riviere-88", [2]string{s.otherClass, "MATH"})
	s.teacher = hire("teacher@e2e.example", "الإدريسي فاطمة", "Idrissi Fatima", "toubkal-4167-metres", [2]string{s.class, "MATH"}, [2]string{s.class, "EN"})
	s.as(s.office).post("/v1/idara/assignments", object{"classId": s.class, "subject": "PHILO", "staffId": s.staffID}).
		fails(400, "INVALID_ARGUMENT", "SUBJECT_UNKNOWN")

	classes := s.as(s.teacher).get("/v1/moudaris/classes").ok().list("classes")
	require.Len(s.t, classes, 1)
	require.Equal(s.t, s.class, classes[0]["classId"])
	require.EqualValues(s.t, 8, classes[0]["studentCount"])
	s.as(s.teacher).get("/v1/moudaris/classes/"+s.otherClass+"/students").fails(404, "NOT_FOUND", "CLASS_NOT_FOUND")

	// The mark sheets follow the assignments a moment later.
	until(s.t, func() bool {
		sheets := s.as(s.teacher).get("/v1/moudaris/markSheets?classId=" + s.class + "&semester=1").ok().list("markSheets")
		for _, sheet := range sheets {
			switch dig(s.t, sheet, "subject", "code") {
			case "MATH":
				s.math = sheet["markSheetId"].(string)
			case "EN":
				s.english = sheet["markSheetId"].(string)
			}
		}
		return len(sheets) == 2
	}, 10*time.Second, "mark sheets appear")
	s.as(s.colleague).get("/v1/moudaris/markSheets/"+s.math).fails(404, "NOT_FOUND", "MARK_SHEET_NOT_FOUND")
}

// families: a student, a father with two children, a mother without a telephone.
func (s *story) families() {
	code := func(pupil int, relation, phone string) string {
		ask := object{"relation": relation}
		if phone != "" {
			ask["phone"] = phone
		}
		return s.as(s.office).post("/v1/idara/students/"+s.pupils[pupil]+":issueActivationCode", ask).ok().text("code", "activationCode")
	}
	own := code(0, "SELF", "")
	s.nobody().post("/v1/auth/accounts:activate", object{"activationCode": own, "password": "E200000001"}).
		fails(400, "INVALID_ARGUMENT", "PASSWORD_TOO_WEAK")
	s.student = s.activate(own, "ziz-vallee-53")
	require.Equal(s.t, "E200000001", s.student.identifier)
	s.nobody().post("/v1/auth/accounts:activate", object{"activationCode": own, "password": "ziz-vallee-54"}).
		fails(400, "FAILED_PRECONDITION", "ACTIVATION_CODE_USED")

	s.father = s.activate(code(0, "FATHER", "+212600009901"), "draa-dattes-19")
	require.Equal(s.t, "+212600009901", s.father.identifier)
	s.as(s.father).post("/v1/waliye/children:link", object{"activationCode": code(5, "FATHER", "")}).ok()
	children := s.as(s.father).get("/v1/waliye/children").ok().list("children")
	require.Len(s.t, children, 2)
	require.Equal(s.t, "FATHER", find(s.t, children, by("studentId"), s.pupils[0])["relation"])

	s.mother = s.activate(code(0, "MOTHER", ""), "saghro-montagne-6")
	require.Regexp(s.t, `^W\d{8}$`, s.mother.identifier)
}
