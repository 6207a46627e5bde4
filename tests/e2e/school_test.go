package e2e

import (
	"net/url"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/demo"
	"github.com/massar-platform/massar/tests/fixtures"
	"github.com/massar-platform/massar/tests/stand"
)

const (
	schoolCode = stand.SchoolCode
	schoolYear = stand.SchoolYear
)

// officers: the ministry signs in with its second factor and makes an academy officer, who sets one up with
// the printed code; a school is opened with an office of two.
func (s *story) officers() {
	for _, a := range s.demoAccounts() {
		if a.Role == demo.RoleMinistry {
			s.ministry = s.signInWithFactor(a)
		}
	}
	require.NotEmpty(s.t, s.ministry.Token)

	made := s.as(s.ministry).Post("/v1/idara/officers", stand.Object{
		"email": "academy@e2e.example", "name": stand.Object{"ar": "بناني كريم", "latin": "Bennani Karim"}, "role": "ACADEMY", "node": "ma/07",
	}).OK()
	s.academy = s.activateWithFactor(made.Text("activationCode"))

	// A node beside his own looks like not there.
	s.as(s.academy).Post("/v1/idara/schools", stand.Object{
		"schoolCode": schoolCode, "parent": "ma/01/151", "name": stand.Object{"ar": "مدرسة", "latin": "École"}, "cycle": "COL",
	}).Fails(404, "NOT_FOUND", "NOT_FOUND")
	s.as(s.academy).Post("/v1/idara/schools", stand.Object{
		"schoolCode": schoolCode, "parent": stand.Directorate, "cycle": "COL",
		"name": stand.Object{"ar": "الثانوية الإعدادية النخيل", "latin": "Collège An Nakhil"},
	}).OK()
	s.as(s.academy).Post("/v1/idara/schools", stand.Object{
		"schoolCode": schoolCode, "parent": stand.Directorate, "cycle": "COL", "name": stand.Object{"ar": "أخرى", "latin": "Autre"},
	}).Fails(409, "ALREADY_EXISTS", "SCHOOL_EXISTS")

	office := s.as(s.academy).Post("/v1/idara/officers", stand.Object{
		"email": "office@e2e.example", "name": stand.Object{"ar": "التازي هدى", "latin": "Tazi Houda"}, "role": "SCHOOL_OFFICE", "node": stand.Directorate + "/" + schoolCode,
	}).OK()
	s.office = s.activate(office.Text("activationCode"), "marjane-42-tafraout")
	// An office makes no colleague of its own, and leaves no staff record behind when it tries.
	secretary := stand.Object{"email": "secretary@e2e.example", "name": stand.Object{"ar": "برادة نبيل", "latin": "Berrada Nabil"}, "kind": "OFFICE"}
	s.as(s.office).Post("/v1/idara/staff", secretary).Fails(403, "PERMISSION_DENIED", "ACCESS_DENIED")
	require.Empty(s.t, s.as(s.office).Get("/v1/idara/staff").OK().List("staff"))
	delete(secretary, "kind")
	secretary["role"], secretary["node"] = "SCHOOL_OFFICE", stand.Directorate+"/"+schoolCode
	second := s.as(s.academy).Post("/v1/idara/officers", secretary).OK()
	s.secretary = s.activate(second.Text("activationCode"), "azrou-cedre-1912-x")
}

// signInWithFactor: without the factor the answer says so, and each code is good once.
func (s *story) signInWithFactor(a demo.Account) stand.Person {
	s.t.Helper()
	ask := stand.Object{"identifier": a.Identifier, "password": a.Password, "app": "idara"}
	s.nobody().Post("/v1/auth/sessions", ask).Fails(401, "UNAUTHENTICATED", "SECOND_FACTOR_REQUIRED")
	// The code of the current step may have been used by the demo a moment ago; the next one is early enough.
	ask["totp"] = stand.Person{Secret: a.TOTPSecret}.Code(s.t, 1)
	got := s.nobody().Post("/v1/auth/sessions", ask).OK()
	s.nobody().Post("/v1/auth/sessions", ask).Fails(401, "UNAUTHENTICATED", "SECOND_FACTOR_REUSED")
	return stand.Person{Identifier: a.Identifier, Password: a.Password, Token: got.Text("accessToken")}
}

// activateWithFactor: the first call shows the factor and leaves the code good, the second proves it.
func (s *story) activateWithFactor(code string) stand.Person {
	s.t.Helper()
	ask := stand.Object{"activationCode": code, "password": "oued-noun-77-ksar"}
	shown := s.nobody().Post("/v1/auth/accounts:activate", ask).OK()
	officer := stand.Person{Password: "oued-noun-77-ksar", App: "idara", Secret: shown.Text("secondFactor", "secret")}
	require.Empty(s.t, shown.At("accessToken"))
	ask["totp"] = "000000"
	s.nobody().Post("/v1/auth/accounts:activate", ask).Fails(401, "UNAUTHENTICATED", "SECOND_FACTOR_INVALID")
	ask["totp"] = officer.Code(s.t, 0)
	got := s.nobody().Post("/v1/auth/accounts:activate", ask).OK()
	s.nobody().Post("/v1/auth/accounts:activate", ask).Fails(400, "FAILED_PRECONDITION", "ACTIVATION_CODE_USED")
	officer.Identifier, officer.Token = got.Text("identifier"), got.Text("accessToken")
	return officer
}

// classLists: a bad list is refused whole, with every bad cell; the good one makes two classes.
func (s *story) classLists() {
	upload := func(file []byte) stand.Answer {
		return s.as(s.office).Post("/v1/idara/imports?kind=CLASS_LIST&schoolCode="+schoolCode+"&schoolYear="+schoolYear, file)
	}
	pupils := ownPupils(14)
	list := func(a, b []fixtures.ListPupil) []byte {
		return fixtures.ListEleve(fixtures.ListEleveOptions{Classes: []fixtures.ListClass{
			{Label: "2APIC-1", Pupils: a, Latin: true}, {Label: "2APIC-2", Pupils: b, Latin: true},
		}})
	}
	bad := ownPupils(3)
	bad[0].Code, bad[2].Birth = "200000001", "31-02-2011"
	refused := upload(list(bad, pupils[8:])).OK()
	require.Equal(s.t, "REFUSED", refused.Text("import", "state"))
	cells := map[any]any{}
	for _, issue := range refused.List("import", "refused") {
		require.Equalf(s.t, "2APIC-1", issue["sheet"], "%s", refused.Raw)
		require.NotEmpty(s.t, issue["message"])
		cells[issue["cell"]] = issue["reason"]
	}
	require.Equal(s.t, map[any]any{"X15": "MASSAR_CODE_INVALID", "H17": "DATE_INVALID"}, cells)
	require.Empty(s.t, s.as(s.office).Get("/v1/idara/classes").OK().List("classes"))

	upload(fixtures.XLS()).Fails(400, "INVALID_ARGUMENT", "FILE_IS_XLS")
	upload(make([]byte, 9<<20)).Fails(400, "INVALID_ARGUMENT", "FILE_TOO_LARGE")
	require.Equal(s.t, "FILE_TOO_LARGE", upload(fixtures.Bomb()).Text("error", "reason"), "a small file that unfolds to a large one")
	upload([]byte("no workbook")).Fails(400, "INVALID_ARGUMENT", "FILE_NOT_XLSX")

	done := upload(list(pupils[:8], pupils[8:])).OK()
	require.Equal(s.t, "DONE", done.Text("import", "state"))
	require.EqualValues(s.t, 14, done.At("import", "accepted"))
	again := s.as(s.office).Get("/v1/idara/imports/" + done.Text("import", "importId")).OK()
	require.EqualValues(s.t, 14, again.At("import", "accepted"))

	classes := s.as(s.office).Get("/v1/idara/classes").OK().List("classes")
	require.Len(s.t, classes, 2)
	s.class = stand.Find(s.t, classes, "2APIC-1", "label")["classId"].(string)
	s.otherClass = stand.Find(s.t, classes, "2APIC-2", "label")["classId"].(string)
	s.pupils, s.others = s.studentsOf(s.class, pupils[:8]), s.studentsOf(s.otherClass, pupils[8:])

	// Found however the last letter is written.
	found := s.as(s.office).Get("/v1/idara/students?query=" + url.QueryEscape("العلمي سلمي")).OK().List("students")
	require.Equal(s.t, "Alami Salma", stand.Dig(s.t, stand.Find(s.t, found, "E200000001", "massarCode"), "name", "latin"))
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
	students := s.as(s.office).Get("/v1/idara/classes/" + class + "/students").OK().List("students")
	require.Len(s.t, students, len(pupils))
	var ids []string
	for i, p := range pupils {
		student := stand.Find(s.t, students, p.Code, "massarCode")
		require.EqualValues(s.t, i+1, student["number"])
		require.Equal(s.t, p.Family+" "+p.First, stand.Dig(s.t, student, "name", "ar"))
		ids = append(ids, student["studentId"].(string))
	}
	return ids
}

// teachers: one takes mathematics and English of the first class, the other mathematics of the second.
func (s *story) teachers() {
	hire := func(email, ar, latin, password string, duties ...[2]string) stand.Person {
		made := s.as(s.office).Post("/v1/idara/staff", stand.Object{"email": email, "name": stand.Object{"ar": ar, "latin": latin}, "kind": "TEACHER"}).OK()
		s.staffID = made.Text("staff", "staffId")
		for _, d := range duties {
			s.as(s.office).Post("/v1/idara/assignments", stand.Object{"classId": d[0], "subject": d[1], "staffId": s.staffID}).OK()
		}
		return s.d.Activate(s.t, "moudaris", made.Text("activationCode"), password)
	}
	s.colleague = hire("colleague@e2e.example", "الفاسي مريم", "El Fassi Maryam", "sebou-riviere-88", [2]string{s.otherClass, "MATH"})
	s.teacher = hire("teacher@e2e.example", "الإدريسي فاطمة", "Idrissi Fatima", "toubkal-4167-metres", [2]string{s.class, "MATH"}, [2]string{s.class, "EN"})
	s.as(s.office).Post("/v1/idara/assignments", stand.Object{"classId": s.class, "subject": "PHILO", "staffId": s.staffID}).
		Fails(400, "INVALID_ARGUMENT", "SUBJECT_UNKNOWN")

	classes := s.as(s.teacher).Get("/v1/moudaris/classes").OK().List("classes")
	require.Len(s.t, classes, 1)
	require.Equal(s.t, s.class, classes[0]["classId"])
	require.EqualValues(s.t, 8, classes[0]["studentCount"])
	s.as(s.teacher).Get("/v1/moudaris/classes/"+s.otherClass+"/students").Fails(404, "NOT_FOUND", "CLASS_NOT_FOUND")

	// The mark sheets follow the assignments a moment later.
	until(s.t, func() bool {
		sheets := s.as(s.teacher).Get("/v1/moudaris/markSheets?classId=" + s.class + "&semester=1").OK().List("markSheets")
		for _, sheet := range sheets {
			switch stand.Dig(s.t, sheet, "subject", "code") {
			case "MATH":
				s.math = sheet["markSheetId"].(string)
			case "EN":
				s.english = sheet["markSheetId"].(string)
			}
		}
		return len(sheets) == 2
	}, 10*time.Second, "mark sheets appear")
	s.as(s.colleague).Get("/v1/moudaris/markSheets/"+s.math).Fails(404, "NOT_FOUND", "MARK_SHEET_NOT_FOUND")
}

// families: a student, a father with two children, a mother without a telephone.
func (s *story) families() {
	code := func(pupil int, relation, phone string) string {
		ask := stand.Object{"relation": relation}
		if phone != "" {
			ask["phone"] = phone
		}
		return s.as(s.office).Post("/v1/idara/students/"+s.pupils[pupil]+":issueActivationCode", ask).OK().Text("code", "activationCode")
	}
	own := code(0, "SELF", "")
	s.nobody().Post("/v1/auth/accounts:activate", stand.Object{"activationCode": own, "password": "E200000001"}).
		Fails(400, "INVALID_ARGUMENT", "PASSWORD_TOO_WEAK")
	s.student = s.activate(own, "ziz-vallee-53")
	require.Equal(s.t, "E200000001", s.student.Identifier)
	s.nobody().Post("/v1/auth/accounts:activate", stand.Object{"activationCode": own, "password": "ziz-vallee-54"}).
		Fails(400, "FAILED_PRECONDITION", "ACTIVATION_CODE_USED")

	s.father = s.activate(code(0, "FATHER", "+212600009901"), "draa-dattes-19")
	require.Equal(s.t, "+212600009901", s.father.Identifier)
	s.as(s.father).Post("/v1/waliye/children:link", stand.Object{"activationCode": code(5, "FATHER", "")}).OK()
	children := s.as(s.father).Get("/v1/waliye/children").OK().List("children")
	require.Len(s.t, children, 2)
	require.Equal(s.t, "FATHER", stand.Find(s.t, children, s.pupils[0], "studentId")["relation"])

	s.mother = s.activate(code(0, "MOTHER", ""), "saghro-montagne-6")
	require.Regexp(s.t, `^W\d{8}$`, s.mother.Identifier)
}
