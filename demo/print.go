package demo

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Print shows who can sign in, and command lines that work against the JSON listener at base. With the web apps it
// begins with people of one class, a window for each.
func Print(w io.Writer, base string, accounts Accounts, apps bool) {
	var b strings.Builder
	if together := accounts.ofOneClass(); apps && len(together) > 0 {
		fmt.Fprintf(&b, "\nIn the browser, a window each: people of class %s\n", together[0].Classes[0])
		for _, a := range together {
			fmt.Fprintf(&b, "  %-38s %-34s %-20s %s\n", base+"/"+a.app()+"/", a.Identifier, a.Password, a.Name)
		}
	}
	b.WriteString("\nSome accounts of the demo (all of them: massar demo accounts --json)\n")
	for _, role := range []string{RoleStudent, RoleGuardian, RoleTeacher, RoleSchoolOffice, RoleProvince, RoleAcademy, RoleMinistry} {
		for _, a := range onePerSchool(busy(accounts.of(role))) {
			fmt.Fprintf(&b, "  %-13s %-44s %-19s %s %s\n", a.Role, a.Identifier, a.Password, a.SchoolCode, a.Name)
		}
		if try := whatToTry(role); try != "" {
			fmt.Fprintf(&b, "  %-13s try %s\n", "", try)
		}
	}
	b.WriteString("Officers also need the code of an authenticator: totpSecret in that list.\n")
	students, teachers := accounts.of(RoleStudent).sorted(), busy(accounts.of(RoleTeacher)).sorted()
	if len(students) > 0 && len(teachers) > 0 {
		b.WriteString("\nTry\n")
		for _, line := range examples(base, students[0], teachers[len(teachers)-1]) {
			b.WriteString("  " + line + "\n")
		}
	}
	fmt.Fprint(w, b.String())
}

// ofOneClass gives a student, a guardian and a teacher of the student's class, and the office of the school: what one
// of them does, the others see. Before all others they are of a class that waits for a sheet of that teacher alone: to
// hand it in and to publish is a few taps. Nobody where some role is missing.
func (a Accounts) ofOneClass() Accounts {
	guardians, teachers, offices := a.of(RoleGuardian).sorted(), busy(a.of(RoleTeacher)).sorted(), a.of(RoleSchoolOffice).sorted()
	for _, classesOf := range []func(teacher Account) []string{
		func(teacher Account) []string { return teacher.Awaited },
		func(teacher Account) []string { return teacher.Classes },
	} {
		for _, student := range a.of(RoleStudent).sorted() {
			if len(student.Classes) == 0 {
				continue
			}
			in := func(classesOf func(Account) []string) func(Account) bool {
				return func(one Account) bool {
					return one.SchoolCode == student.SchoolCode && slices.Contains(classesOf(one), student.Classes[0])
				}
			}
			guardian := slices.IndexFunc(guardians, in(func(one Account) []string { return one.Classes }))
			teacher := slices.IndexFunc(teachers, in(classesOf))
			office := slices.IndexFunc(offices, func(one Account) bool { return one.SchoolCode == student.SchoolCode })
			if guardian >= 0 && teacher >= 0 && office >= 0 {
				return Accounts{student, guardians[guardian], teachers[teacher], offices[office]}
			}
		}
	}
	return nil
}

// whatToTry is what somebody of a role finds in the demo today.
func whatToTry(role string) string {
	return map[string]string{
		RoleStudent:      "/v1/moutamadris/timetable:now, /absences (late today, and away in every state), /marks",
		RoleGuardian:     "/v1/waliye/children, then /children/{id}/absences and /justifications: accepted with its paper, refused, waiting",
		RoleTeacher:      "/v1/moudaris/lessons: the last one of today (or of a class that waits for a sheet) has no register yet; PUT /lessons/{id}/register",
		RoleSchoolOffice: "/v1/idara/justifications?state=PENDING, /absenceAlerts, /lessonChanges, /events, /timetable:export",
	}[role]
}

// busy are the accounts that have lessons today, or all where none has.
func busy(accounts Accounts) Accounts {
	list := slices.DeleteFunc(slices.Clone(accounts), func(a Account) bool { return a.LessonsToday == 0 })
	if len(list) == 0 {
		return accounts
	}
	return list
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

// examples are lines for a shell: a student signs in, reads the week, absences and marks; a teacher lists today's
// lessons.
func examples(base string, student, teacher Account) []string {
	signIn := func(a Account) string {
		return fmt.Sprintf(`$(curl -s %s/v1/auth/sessions -d '{"identifier":"%s","password":"%s","app":"%s"}' | sed 's/.*"accessToken": *"\([^"]*\)".*/\1/')`,
			base, a.Identifier, a.Password, a.app())
	}
	return []string{
		`TOKEN=` + signIn(student),
		`curl -s -H "Authorization: Bearer $TOKEN" ` + base + `/v1/moutamadris/timetable`,
		`curl -s -H "Authorization: Bearer $TOKEN" ` + base + `/v1/moutamadris/absences`,
		`curl -s -H "Authorization: Bearer $TOKEN" ` + base + `/v1/moutamadris/marks`,
		`curl -s -H "Authorization: Bearer ` + signIn(teacher) + `" ` + base + `/v1/moudaris/lessons`,
	}
}
