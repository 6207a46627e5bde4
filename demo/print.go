package demo

import (
	"fmt"
	"io"
	"strings"
)

// Print shows who can sign in, and three command lines that work against the JSON listener at base.
func Print(w io.Writer, base string, accounts Accounts) {
	var b strings.Builder
	b.WriteString("\nSome accounts of the demo (all of them: massar demo accounts --json)\n")
	for _, role := range []string{RoleStudent, RoleGuardian, RoleTeacher, RoleSchoolOffice, RoleProvince, RoleAcademy, RoleMinistry} {
		for _, a := range onePerSchool(accounts.of(role)) {
			fmt.Fprintf(&b, "  %-13s %-44s %-19s %s %s\n", a.Role, a.Identifier, a.Password, a.SchoolCode, a.Name)
		}
	}
	b.WriteString("Officers also need the code of an authenticator: totpSecret in that list.\n")
	students, teachers := accounts.of(RoleStudent).sorted(), accounts.of(RoleTeacher).sorted()
	if len(students) > 0 && len(teachers) > 0 {
		b.WriteString("\nTry\n")
		for _, line := range examples(base, students[len(students)-1], teachers[len(teachers)-1]) {
			b.WriteString("  " + line + "\n")
		}
	}
	fmt.Fprint(w, b.String())
}

// maxShown is how many accounts of a role are printed.
const maxShown = 3

// onePerSchool gives the first account of each of the first schools.
func onePerSchool(accounts Accounts) Accounts {
	var list Accounts
	for _, a := range accounts.sorted() {
		if len(list) < maxShown && (len(list) == 0 || list[len(list)-1].SchoolCode != a.SchoolCode) {
			list = append(list, a)
		}
	}
	return list
}

// examples are three lines for a shell: a student signs in, reads marks; a teacher lists classes.
func examples(base string, student, teacher Account) []string {
	signIn := func(a Account) string {
		return fmt.Sprintf(`$(curl -s %s/v1/auth/sessions -d '{"identifier":"%s","password":"%s","app":"%s"}' | sed 's/.*"accessToken": *"\([^"]*\)".*/\1/')`,
			base, a.Identifier, a.Password, a.app())
	}
	return []string{
		`TOKEN=` + signIn(student),
		`curl -s -H "Authorization: Bearer $TOKEN" ` + base + `/v1/moutamadris/marks`,
		`curl -s -H "Authorization: Bearer ` + signIn(teacher) + `" ` + base + `/v1/moudaris/classes`,
	}
}
