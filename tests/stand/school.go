package stand

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/tests/fixtures"
)

// Facts of the schools that Open makes.
const (
	SchoolYear  = "2026-2027"
	SchoolCode  = "55976T"
	OtherSchool = "55977V"
	Directorate = "ma/07/351"
	SchoolName  = "الثانوية الإعدادية النخيل"
	OtherName   = "الثانوية الإعدادية الأرز"
)

// School is a collège with three classes, and beside it another school with one; in each role one person
// has signed in.
type School struct {
	D *Deployment

	Ministry Person
	// Office and Secretary are two persons of the school's office; OtherOffice is the other school's.
	Office, Secretary, OtherOffice Person
	// Teacher has mathematics, French and English of the first class, Colleague mathematics of the others.
	Teacher, Colleague Person
	// Students are the first pupils of each of the three classes.
	Students []Person
	// Father is of the first pupil of the first class, Mother of its first two, Stranger of the first
	// pupil of the second class.
	Father, Mother, Stranger Person

	// Classes are the ids of the three classes, OtherClass is the other school's.
	Classes    []string
	OtherClass string
	// Pupils are the student ids of each class, in the order of the list; Codes their Massar codes.
	Pupils      [][]string
	Codes       [][]string
	OtherPupils []string
	// TeacherStaff and ColleagueStaff are the staff ids of the two teachers.
	TeacherStaff, ColleagueStaff string
	// Sheets are the teacher's mark sheets of the first semester, by subject.
	Sheets map[string]string
	// Week is what Fill made; nil before.
	Week *Week
}

// sizes of the three classes.
var sizes = []int{8, 3, 3}

// Open makes the schools and their people through the public API.
func Open(t testing.TB, d *Deployment) *School {
	t.Helper()
	s := &School{D: d, Sheets: map[string]string{}}
	s.Ministry = d.Activate(t, "idara", d.Bootstrap(), "jbel-saghro-2712-m")
	// Offices and teachers do without a second factor here, so that they can sign in again and again.
	d.As(t, s.Ministry).Put("/v1/idara/policies/secondFactor", Object{"roles": []string{"PROVINCE", "ACADEMY", "MINISTRY"}}).OK()

	s.Office = s.office(t, SchoolCode, SchoolName, "Collège An Nakhil", "office@stand.example")
	s.OtherOffice = s.office(t, OtherSchool, OtherName, "Collège Al Arz", "office2@stand.example")
	second := d.As(t, s.Ministry).Post("/v1/idara/officers", Object{
		"email": "secretary@stand.example", "name": Object{"ar": "برادة نبيل", "latin": "Berrada Nabil"},
		"role": "SCHOOL_OFFICE", "node": Directorate + "/" + SchoolCode,
	}).OK()
	s.Secretary = d.Activate(t, "idara", second.Text("activationCode"), "azrou-cedre-1912-x")

	s.Classes, s.Pupils, s.Codes = s.lists(t, s.Office, SchoolCode, SchoolName, "E", sizes)
	others, pupils, _ := s.lists(t, s.OtherOffice, OtherSchool, OtherName, "F", []int{2})
	s.OtherClass, s.OtherPupils = others[0], pupils[0]
	s.staff(t)
	s.families(t)
	return s
}

func (s *School) office(t testing.TB, code, ar, latin, email string) Person {
	t.Helper()
	ministry := s.D.As(t, s.Ministry)
	ministry.Post("/v1/idara/schools", Object{
		"schoolCode": code, "parent": Directorate, "cycle": "COL", "name": Object{"ar": ar, "latin": latin},
	}).OK()
	made := ministry.Post("/v1/idara/officers", Object{
		"email": email, "name": Object{"ar": "التازي هدى", "latin": "Tazi Houda"}, "role": "SCHOOL_OFFICE", "node": Directorate + "/" + code,
	}).OK()
	return s.D.Activate(t, "idara", made.Text("activationCode"), "marjane-42-tafraout")
}

// ClassList is a school's workbook with classes 2APIC-1, 2APIC-2, ...; the letter keeps the Massar codes of
// schools apart.
func ClassList(school, letter string, sizes []int) []byte {
	var classes []fixtures.ListClass
	for i, size := range sizes {
		classes = append(classes, fixtures.ListClass{School: school, Label: fmt.Sprintf("2APIC-%d", i+1), Pupils: ListPupils(letter, i, size), Latin: true})
	}
	return fixtures.ListEleve(fixtures.ListEleveOptions{Classes: classes})
}

// ListPupils are the pupils of one class of ClassList.
func ListPupils(letter string, class, size int) []fixtures.ListPupil {
	pupils := fixtures.ListPupils(size)
	for i := range pupils {
		pupils[i].Code = fmt.Sprintf("%s%09d", letter, 300000000+1000*class+i+1)
	}
	return pupils
}

func (s *School) lists(t testing.TB, office Person, code, name, letter string, sizes []int) (classes []string, pupils, codes [][]string) {
	t.Helper()
	c := s.D.As(t, office)
	done := c.Post("/v1/idara/imports?kind=CLASS_LIST&schoolCode="+code+"&schoolYear="+SchoolYear, ClassList(name, letter, sizes)).OK()
	require.Equalf(t, "DONE", done.Text("import", "state"), "%s", done.Raw)
	list := c.Get("/v1/idara/classes").OK().List("classes")
	for i, size := range sizes {
		id := Find(t, list, fmt.Sprintf("2APIC-%d", i+1), "label")["classId"].(string)
		classes = append(classes, id)
		students := c.Get("/v1/idara/classes/" + id + "/students").OK().List("students")
		var ids, massar []string
		for _, p := range ListPupils(letter, i, size) {
			ids = append(ids, Find(t, students, p.Code, "massarCode")["studentId"].(string))
			massar = append(massar, p.Code)
		}
		pupils, codes = append(pupils, ids), append(codes, massar)
	}
	return classes, pupils, codes
}

func (s *School) staff(t testing.TB) {
	t.Helper()
	office := s.D.As(t, s.Office)
	hire := func(email, ar, latin, password string, duties ...[2]string) (Person, string) {
		made := office.Post("/v1/idara/staff", Object{"email": email, "name": Object{"ar": ar, "latin": latin}, "kind": "TEACHER"}).OK()
		for _, duty := range duties {
			office.Post("/v1/idara/assignments", Object{"classId": duty[0], "subject": duty[1], "staffId": made.Text("staff", "staffId")}).OK()
		}
		return s.D.Activate(t, "moudaris", made.Text("activationCode"), password), made.Text("staff", "staffId")
	}
	first := s.Classes[0]
	s.Teacher, s.TeacherStaff = hire("teacher@stand.example", "الإدريسي فاطمة", "Idrissi Fatima", "toubkal-4167-metres",
		[2]string{first, "MATH"}, [2]string{first, "FR"}, [2]string{first, "EN"})
	s.Colleague, s.ColleagueStaff = hire("colleague@stand.example", "الفاسي مريم", "El Fassi Maryam", "sebou-riviere-88",
		[2]string{s.Classes[1], "MATH"}, [2]string{s.Classes[2], "MATH"})
	// The mark sheets follow the assignments a moment later.
	require.Eventually(t, func() bool {
		for _, sheet := range s.D.As(t, s.Teacher).Get("/v1/moudaris/markSheets?semester=1").OK().List("markSheets") {
			s.Sheets[Dig(t, sheet, "subject", "code").(string)] = sheet["markSheetId"].(string)
		}
		return len(s.Sheets) == 3 && len(s.SheetsOf(t, s.Colleague)) == 2
	}, Patience, often, "the mark sheets do not follow the assignments")
}

// SheetsOf are a teacher's mark sheets of the first semester, by class.
func (s *School) SheetsOf(t testing.TB, teacher Person) map[string]string {
	t.Helper()
	sheets := map[string]string{}
	for _, sheet := range s.D.As(t, teacher).Get("/v1/moudaris/markSheets?semester=1").OK().List("markSheets") {
		sheets[Dig(t, sheet, "class", "classId").(string)] = sheet["markSheetId"].(string)
	}
	return sheets
}

// Issue prints an activation code for a pupil or a guardian.
func (s *School) Issue(t testing.TB, student, relation, phone string) string {
	t.Helper()
	ask := Object{"relation": relation}
	if phone != "" {
		ask["phone"] = phone
	}
	return s.D.As(t, s.Office).Post("/v1/idara/students/"+student+":issueActivationCode", ask).OK().Text("code", "activationCode")
}

func (s *School) families(t testing.TB) {
	t.Helper()
	for i := range s.Classes {
		s.Students = append(s.Students, s.D.Activate(t, "moutamadris", s.Issue(t, s.Pupils[i][0], "SELF", ""), "ziz-vallee-53"))
	}
	s.Father = s.D.Activate(t, "waliye", s.Issue(t, s.Pupils[0][0], "FATHER", "+212600009901"), "draa-dattes-19")
	s.Mother = s.D.Activate(t, "waliye", s.Issue(t, s.Pupils[0][0], "MOTHER", ""), "saghro-montagne-6")
	s.D.As(t, s.Mother).Post("/v1/waliye/children:link", Object{"activationCode": s.Issue(t, s.Pupils[0][1], "MOTHER", "")}).OK()
	s.Stranger = s.D.Activate(t, "waliye", s.Issue(t, s.Pupils[1][0], "TUTOR", ""), "tafilalt-oasis-44")
}

// Cell is one mark to save; version 0 is a cell that nobody wrote yet.
func Cell(student, column, mark string, version int) Object {
	return Object{"studentId": student, "column": column, "mark": mark, "version": version}
}

// Save saves cells of a sheet as its teacher.
func (s *School) Save(t testing.TB, teacher Person, sheet string, cells ...Object) Answer {
	t.Helper()
	return s.D.As(t, teacher).Post("/v1/moudaris/markSheets/"+sheet+":save", Object{"cells": cells})
}

// Hour is a time of the school clock.
func (s *School) Hour(t testing.TB, later time.Duration) string {
	t.Helper()
	now, err := time.Parse(time.RFC3339, s.D.Client(t).Get("/readyz").OK().Text("schoolTime"))
	require.NoError(t, err)
	return now.Add(later).UTC().Format(time.RFC3339)
}

// Publish asks for a class's publication; every sheet that is not validated is left out with a reason.
func (s *School) Publish(t testing.TB, class, hour string) Answer {
	t.Helper()
	office := s.D.As(t, s.Office)
	missing := []Object{}
	for _, sheet := range office.Get("/v1/idara/markSheets?pageSize=500&semester=1&classId=" + class).OK().List("markSheets") {
		if sheet["state"] != "VALIDATED" {
			missing = append(missing, Object{"markSheetId": sheet["markSheetId"], "reason": "pas encore d'enseignant"})
		}
	}
	return office.Post("/v1/idara/classes/"+class+":publish", Object{"semester": 1, "publishAt": hour, "missing": missing})
}

// Close hands a sheet in and validates it.
func (s *School) Close(t testing.TB, teacher Person, sheet string) {
	t.Helper()
	s.D.As(t, teacher).Post("/v1/moudaris/markSheets/"+sheet+":submit", Object{}).OK()
	s.D.As(t, s.Office).Post("/v1/idara/markSheets/"+sheet+":validate", Object{}).OK()
}
