package e2e

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/tests/fixtures"
	"github.com/massar-platform/massar/tests/stand"
)

// crosses: a student whose marks are being entered goes to another school, and all rights go with him.
func (o *office) crosses(t *testing.T) {
	old, new := o.D.As(t, o.Office), o.D.As(t, o.OtherOffice)
	pupil, code := o.Pupils[1][0], o.Codes[1][0]
	sheet := o.SheetsOf(t, o.Colleague)[o.Classes[1]]
	require.Len(t, o.Save(t, o.Colleague, sheet, stand.Cell(pupil, "C1", "14", 0)).OK().List("saved"), 1)
	old.Post("/v1/idara/students/"+pupil+":move", stand.Object{"classId": o.OtherClass}).Fails(400, "FAILED_PRECONDITION", "CLASS_OF_OTHER_SCHOOL")

	papers := []string{o.Issue(t, pupil, "FATHER", ""), o.Issue(t, pupil, "TUTOR", "+212600009933")}
	replaced := o.Issue(t, pupil, "MOTHER", "")
	papers = append(papers, o.Issue(t, pupil, "MOTHER", ""))
	ask := stand.Object{"massarCode": code, "classId": o.OtherClass, "reason": "déménagement"}
	key := stand.Key(uuid.NewString())
	asked := new.Post("/v1/idara/transfers", ask, key).OK()
	require.Equal(t, string(asked.Raw), string(new.Post("/v1/idara/transfers", ask, key).OK().Raw))
	require.NotContains(t, string(asked.Raw), pupil)
	require.NotContains(t, string(asked.Raw), stand.SchoolCode)
	new.Post("/v1/idara/transfers", stand.Object{"massarCode": "Z999999999", "classId": o.OtherClass, "reason": "essai"}).Fails(404, "NOT_FOUND", "STUDENT_NOT_FOUND")
	new.Get("/v1/idara/students/"+pupil).Fails(404, "NOT_FOUND", "STUDENT_NOT_FOUND")
	path := "/v1/idara/transfers/" + asked.Text("transfer", "transferId")
	new.Post(path+":release", stand.Object{}).Fails(403, "PERMISSION_DENIED", "ACCESS_DENIED")
	o.D.As(t, o.Ministry).Post(path+":release", stand.Object{}).Fails(400, "FAILED_PRECONDITION", "TRANSFER_NOT_ESCALATED")
	waiting := old.Get("/v1/idara/transfers?direction=OUT&state=ASKED").OK().List("transfers")
	require.Len(t, waiting, 1)
	require.Equal(t, pupil, stand.Dig(t, waiting[0], "student", "studentId"))

	released := old.Post(path+":release", stand.Object{}).OK()
	require.Equal(t, "RELEASED", released.Text("transfer", "state"))
	old.Post(path+":refuse", stand.Object{"reason": "trop tard"}).Fails(400, "FAILED_PRECONDITION", "TRANSFER_CLOSED")
	// At once where school decides, within five seconds where it is followed.
	old.Get("/v1/idara/students/"+pupil).Fails(404, "NOT_FOUND", "STUDENT_NOT_FOUND")
	require.Equal(t, "ARRIVED", new.Get("/v1/idara/students/"+pupil).OK().Text("student", "status"))
	until(t, func() bool {
		refused := o.Save(t, o.Colleague, sheet, stand.Cell(pupil, "C1", "15", 0)).OK().List("refused")
		return len(refused) == 1 && refused[0]["reason"] == "STUDENT_LEFT_CLASS"
	}, 5*time.Second, "the old sheet takes no mark")
	row := stand.Find(t, o.D.As(t, o.Colleague).Get("/v1/moudaris/markSheets/"+sheet).OK().List("markSheet", "rows"), pupil, "studentId")
	require.Equal(t, "14.00", stand.Dig(t, row, "cells", 0, "mark"), "what was given stays")
	until(t, func() bool {
		return new.Get("/v1/idara/students/"+pupil+"/marks?semester=1").Status == 200
	}, 5*time.Second, "the new office reads his marks")
	until(t, func() bool {
		return old.Get("/v1/idara/students/"+pupil+"/marks?semester=1").Status == 404
	}, 5*time.Second, "the old one does not")
	steps := new.Get("/v1/idara/students/" + pupil + "/path").OK().List("steps")
	require.Len(t, steps, 2)
	require.Equal(t, stand.SchoolCode, stand.Dig(t, steps[1], "school", "schoolCode"))
	for i, status := range []string{"MOVED", "ARRIVED"} {
		listed := []stand.Client{old, new}[i].Get("/v1/idara/students?status=" + status).OK().List("students")
		require.Len(t, listed, 1)
		require.Equal(t, pupil, listed[0]["studentId"])
	}
	old.Post("/v1/idara/students/"+pupil+":issueActivationCode", stand.Object{"relation": "MOTHER"}).Fails(404, "NOT_FOUND", "STUDENT_NOT_FOUND")
	o.opensNothing(t, replaced, papers...)
	printed := new.Post("/v1/idara/students/"+pupil+":issueActivationCode", stand.Object{"relation": "MOTHER"}).OK().Text("code", "activationCode")
	require.Len(t, new.Post("/v1/idara/classes/"+o.OtherClass+":issueActivationCodes", stand.Object{"relation": "FATHER"}).OK().List("codes"), 3, "he is one of the class")

	mother := o.D.Activate(t, "waliye", printed, "todgha-gorges-27")
	require.Equal(t, pupil, o.D.As(t, mother).Get("/v1/waliye/children").OK().Text("children", 0, "studentId"))

	// He and his family sign in as before, and find the new school.
	o.D.As(t, o.Students[1]).Get("/v1/moutamadris/me").OK()
	child := o.D.As(t, o.Stranger).Get("/v1/waliye/children").OK().List("children")[0]
	require.Equal(t, stand.OtherSchool, stand.Dig(t, child, "school", "schoolCode"))

	new.Post("/v1/idara/students/"+pupil+":leave", stand.Object{"status": "STOPPED"}).OK()
	back := new.Post("/v1/idara/students/"+pupil+":reintegrate", stand.Object{"classId": o.OtherClass, "reason": "conseil"}).OK()
	require.Equal(t, "REINTEGRATED", back.Text("student", "status"))
	require.Empty(t, back.List("warnings"))
}

// opensNothing: papers that stayed in the old school are answered as one that was replaced is.
func (o *office) opensNothing(t *testing.T, replaced string, papers ...string) {
	t.Helper()
	activate := func(code string) stand.Answer {
		return o.D.Client(t).Post("/v1/auth/accounts:activate", stand.Object{"activationCode": code, "password": "gheris-palmeraie-8"}).
			Fails(400, "FAILED_PRECONDITION", "ACTIVATION_CODE_EXPIRED")
	}
	told := activate(replaced).Text("error", "message")
	for _, paper := range papers[1:] {
		require.Equal(t, told, activate(paper).Text("error", "message"))
	}
	for _, paper := range papers {
		o.D.As(t, o.Mother).Post("/v1/waliye/children:link", stand.Object{"activationCode": paper}).Fails(400, "FAILED_PRECONDITION", "ACTIVATION_CODE_EXPIRED")
	}
}

// staffFile: records come from ESISE, and one of them gets an account.
func (o *office) staffFile(t *testing.T) {
	as := o.D.As(t, o.OtherOffice)
	file := fixtures.ESISE(fixtures.ESISEAgents(3, stand.OtherSchool))
	path := "/v1/idara/imports?kind=STAFF&fileName=" + stand.OtherSchool + "_20261101.xml"
	dry := as.Post(path+"&dryRun=true", file).OK()
	require.Equal(t, true, dry.At("import", "dryRun"))
	require.Empty(t, as.Get("/v1/idara/staff").OK().List("staff"))
	as.Post("/v1/idara/imports?kind=STAFF&fileName="+stand.SchoolCode+"_20261101.xml", file).Fails(400, "INVALID_ARGUMENT", "FILE_OTHER_SCHOOL")
	as.Post(path, []byte("PK")).Fails(400, "INVALID_ARGUMENT", "FILE_NOT_ESISE")
	done := as.Post(path, file).OK()
	require.Equal(t, "DONE", done.Text("import", "state"))
	require.EqualValues(t, 3, done.At("import", "accepted"))
	member := stand.Find(t, as.Get("/v1/idara/staff").OK().List("staff"), "1300002", "ppr")
	require.Equal(t, "", member["email"], "no account yet")
	account := "/v1/idara/staff/" + member["staffId"].(string) + ":createAccount"
	as.Post(account, stand.Object{"email": "teacher@stand.example"}).Fails(409, "ALREADY_EXISTS", "IDENTIFIER_TAKEN")
	key := stand.Key(uuid.NewString())
	made := as.Post(account, stand.Object{"email": "sqalli@stand.example"}, key).OK()
	require.Equal(t, string(made.Raw), string(as.Post(account, stand.Object{"email": "sqalli@stand.example"}, key).OK().Raw))
	o.D.Activate(t, "moudaris", made.Text("activationCode"), "oued-ziz-31-ksour")
	as.Post(account, stand.Object{"email": "else@stand.example"}).Fails(400, "FAILED_PRECONDITION", "STAFF_EMAIL_SET")
}
