package proofs

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/demo"
	"github.com/massar-platform/massar/tests/stand"
)

// demoWeek is what the README promises of the demo: a day with lessons, absences in every state, a week that
// differs from the pattern, a mark sheet that waits for a justification.
func demoWeek(t *testing.T, d *stand.Deployment, accounts demo.Accounts) {
	t.Helper()
	signIn := func(role, app string) stand.Client {
		for _, a := range accounts {
			if a.Role == role && (role != demo.RoleTeacher || a.LessonsToday > 0) {
				return d.As(t, d.SignIn(t, stand.Person{Identifier: a.Identifier, Password: a.Password, App: app}))
			}
		}
		require.FailNow(t, "nobody is a "+role)
		return stand.Client{}
	}
	office := signIn(demo.RoleSchoolOffice, "idara")

	taken := 0
	for _, date := range []string{"2026-10-05", "2026-10-23", "2026-11-02", "2026-11-20"} {
		lessons := office.Get("/v1/idara/lessons?date=" + date).OK().List("lessons")
		require.Greater(t, len(lessons), 100, date)
		for _, lesson := range lessons {
			if lesson["taken"] == true {
				taken++
			}
		}
		require.Greater(t, taken, 100, date)
	}
	require.Empty(t, office.Get("/v1/idara/timetable:check").OK().List("conflicts"))
	justifications := map[any]int{}
	for _, one := range office.Get("/v1/idara/justifications?pageSize=500").OK().List("justifications") {
		justifications[one["state"]]++
	}
	for _, state := range []string{"PENDING", "ACCEPTED", "REFUSED"} {
		require.Positive(t, justifications[state], state)
	}
	levels := map[any]int{}
	for _, one := range office.Get("/v1/idara/absenceAlerts?pageSize=500").OK().List("alerts") {
		levels[one["level"]]++
	}
	require.Positive(t, levels["RISK"], "some are at risk")
	require.Positive(t, levels["CRITICAL"], "a few more than that")
	changes := map[any]int{}
	for _, one := range office.Get("/v1/idara/lessonChanges").OK().List("lessons") {
		changes[one["status"]]++
	}
	require.Equal(t, map[any]int{"CANCELLED": 2, "REPLACED": 1, "MOVED": 1}, changes, "each once, though the demo was begun twice; a lesson is cancelled in two classes")
	kinds := map[any]int{}
	for _, one := range office.Get("/v1/idara/events").OK().List("events") {
		kinds[one["kind"]]++
	}
	require.Equal(t, map[any]int{"EVENT": 1, "EXAM": 1}, kinds)

	teacher := signIn(demo.RoleTeacher, "moudaris")
	open := 0
	for _, one := range teacher.Get("/v1/moudaris/lessons").OK().List("lessons") {
		if one["taken"] != true {
			open++
		}
	}
	require.Positive(t, open, "a register to take, now or later today")

	student := signIn(demo.RoleStudent, "moutamadris")
	today := 0
	for _, lesson := range student.Get("/v1/moutamadris/timetable").OK().List("lessons") {
		if lesson["date"] == stand.SchoolDate {
			today++
		}
	}
	require.Positive(t, today)
	require.NotEmpty(t, student.Get("/v1/moutamadris/absences").OK().List("absences"))

	guardian := signIn(demo.RoleGuardian, "waliye")
	child := guardian.Get("/v1/waliye/children").OK().Text("children", 0, "studentId")
	states := map[any]int{}
	papers := 0
	for _, one := range guardian.Get("/v1/waliye/children/" + child + "/justifications").OK().List("justifications") {
		states[one["state"]]++
		papers += len(one["documents"].([]any))
	}
	require.Equal(t, map[any]int{"PENDING": 1, "ACCEPTED": 1, "REFUSED": 1}, states)
	require.Equal(t, 1, papers)
	standings := map[any]int{}
	for _, one := range guardian.Get("/v1/waliye/children/" + child + "/absences").OK().List("absences") {
		if one["state"] == "ABSENT" {
			standings[one["justification"]]++
		}
	}
	for _, state := range []string{"NONE", "PENDING", "ACCEPTED", "REFUSED"} {
		require.Positive(t, standings[state], state)
	}

	waits := 0
	for _, sheet := range office.Get("/v1/idara/markSheets?pageSize=60").OK().List("markSheets") {
		got := office.Get("/v1/idara/markSheets/" + url.PathEscape(sheet["markSheetId"].(string))).OK()
		for _, row := range got.List("markSheet", "rows") {
			for _, cell := range row["cells"].([]any) {
				if cell.(stand.Object)["state"] == "PENDING" {
					waits++
				}
			}
		}
	}
	require.Positive(t, waits, "who was away from a control waits in the mark sheet")
}
