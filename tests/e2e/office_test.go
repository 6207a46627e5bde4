package e2e

import (
	"mime"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	"github.com/massar-platform/massar/tests/stand"
)

// TestOffice is what a school's office does between class list and report card, on both engines and in both forms.
func TestOffice(t *testing.T) {
	for _, form := range []struct {
		name   string
		split  bool
		engine sqldb.Engine
	}{{"one process x SQLite", false, sqldb.SQLite}, {"split x PostgreSQL", true, sqldb.Postgres}} {
		if !sqldbtest.Has(t, form.engine) {
			continue
		}
		t.Run(form.name, func(t *testing.T) {
			options := stand.Options{Split: form.split, Env: []string{"MASSAR_LOG_LEVEL=warn"}}
			if form.engine == sqldb.Postgres {
				options.DB = sqldbtest.Config(t, form.engine, "massar").URL
				stand.Massar(t, "migrate", "up", "--db", options.DB)
			}
			o := &office{School: stand.Open(t, stand.Deploy(t, options))}
			t.Run("a student changes class and leaves", o.moves)
			t.Run("codes of a class are had again", o.codes)
			t.Run("a student changes school", o.crosses)
			t.Run("staff comes from a file", o.staffFile)
			t.Run("a teacher is hired whole or not at all", o.hires)
			t.Run("a sheet is saved under its name", o.exports)
			t.Run("children are listed whatever school knows", o.children)
		})
	}
}

type office struct{ *stand.School }

func (o *office) moves(t *testing.T) {
	as, pupil := o.D.As(t, o.Office), o.Pupils[0][3]
	save := func(mark string, version int) stand.Answer {
		return o.Save(t, o.Teacher, o.Sheets["MATH"], stand.Cell(pupil, "C1", mark, version)).OK()
	}
	require.Len(t, save("12", 0).List("saved"), 1)
	path := "/v1/idara/students/" + pupil
	as.Post(path+":move", stand.Object{"classId": o.OtherClass}).Fails(400, "FAILED_PRECONDITION", "CLASS_OF_OTHER_SCHOOL")
	as.Post(path+":move", stand.Object{"classId": o.Classes[0]}).Fails(400, "FAILED_PRECONDITION", "STUDENT_IN_CLASS")
	as.Post(path+":move", stand.Object{"classId": o.Classes[1], "date": "2020-01-01"}).Fails(400, "INVALID_ARGUMENT", "DATE_INVALID")
	o.D.As(t, o.OtherOffice).Post(path+":move", stand.Object{"classId": o.OtherClass}).Fails(404, "NOT_FOUND", "STUDENT_NOT_FOUND")
	o.D.As(t, o.Teacher).Post(path+":move", stand.Object{"classId": o.Classes[1]}).Fails(403, "PERMISSION_DENIED", "ACCESS_DENIED")

	moved := as.Post(path+":move", stand.Object{"classId": o.Classes[1]}).OK()
	require.Equal(t, o.Classes[1], moved.Text("student", "class", "classId"))
	require.EqualValues(t, 4, moved.At("student", "number"))
	// The sheets follow a moment later: the mark stays where it was given, and no other is taken there.
	until(t, func() bool {
		// An old version: until then it is a conflict, and changes nothing.
		refused := save("13", 0).List("refused")
		return len(refused) == 1 && refused[0]["reason"] == "STUDENT_LEFT_CLASS"
	}, 10*time.Second, "the old sheet takes no mark")
	sheet := o.D.As(t, o.Teacher).Get("/v1/moudaris/markSheets/" + o.Sheets["MATH"]).OK()
	row := stand.Find(t, sheet.List("markSheet", "rows"), pupil, "studentId")
	require.Equal(t, "12.00", stand.Dig(t, row, "cells", 0, "mark"))
	other := o.SheetsOf(t, o.Colleague)[o.Classes[1]]
	until(t, func() bool {
		return len(o.Save(t, o.Colleague, other, stand.Cell(pupil, "C1", "15", 0)).OK().List("saved")) == 1
	}, 10*time.Second, "the new one does")

	left := as.Post(path+":leave", stand.Object{"reason": "déménagement"}).OK()
	require.Equal(t, "LEFT", left.Text("student", "status"))
	as.Post(path+":leave", stand.Object{}).Fails(400, "FAILED_PRECONDITION", "STUDENT_NOT_ENROLLED")
	until(t, func() bool {
		refused := o.Save(t, o.Colleague, other, stand.Cell(pupil, "C1", "16", 0)).OK().List("refused")
		return len(refused) == 1 && refused[0]["reason"] == "STUDENT_LEFT_CLASS"
	}, 10*time.Second, "nobody enters a mark for who left")
}

func (o *office) codes(t *testing.T) {
	as, path, key := o.D.As(t, o.Office), "/v1/idara/classes/"+o.Classes[2]+":issueActivationCodes", stand.Key(uuid.NewString())
	printed := as.Post(path, stand.Object{"relation": "SELF"}, key).OK()
	codes := printed.List("codes")
	require.Len(t, codes, 2, "the first pupil of the class has an account")
	o.D.Activate(t, "moutamadris", codes[0]["activationCode"].(string), "ziz-vallee-53-k")
	again := as.Post(path, stand.Object{"relation": "SELF"}, key).OK()
	require.Equal(t, string(printed.Raw), string(again.Raw))
	o.D.Activate(t, "moutamadris", codes[1]["activationCode"].(string), "ziz-vallee-54-k")
	require.Empty(t, as.Post(path, stand.Object{"relation": "SELF"}).OK().List("codes"))
	as.Post(path, stand.Object{"relation": "FATHER"}, key).Fails(400, "FAILED_PRECONDITION", "IDEMPOTENCY_KEY_REUSED")
}

func (o *office) hires(t *testing.T) {
	as := o.D.As(t, o.Office)
	names := func() []string {
		var all []string
		for _, member := range as.Get("/v1/idara/staff?pageSize=500").OK().List("staff") {
			all = append(all, member["email"].(string))
		}
		return all
	}
	hire := func(email, kind string, headers ...stand.Header) stand.Answer {
		return as.Post("/v1/idara/staff", stand.Object{"email": email, "kind": kind, "name": stand.Object{"ar": "سالم", "latin": "Salem"}}, headers...)
	}
	row := func(email string) stand.Object {
		for _, member := range as.Get("/v1/idara/staff?pageSize=500").OK().List("staff") {
			if member["email"] == email {
				return member
			}
		}
		return nil
	}
	before := names()
	require.Equal(t, 409, hire("office2@stand.example", "TEACHER").Status, "somebody else's account")
	require.Equal(t, 409, hire("teacher@stand.example", "TEACHER").Status, "a teacher already")
	hire("second@stand.example", "OFFICE").Fails(403, "PERMISSION_DENIED", "ACCESS_DENIED")
	require.Equal(t, before, names())
	key := stand.Key(uuid.NewString())
	made := hire("Salem@stand.example", "TEACHER", key).OK()
	require.Equal(t, string(made.Raw), string(hire("Salem@stand.example", "TEACHER", key).OK().Raw))
	require.Len(t, names(), len(before)+1)
	waiting := row("salem@stand.example")
	require.Equal(t, made.Text("accountId"), waiting["accountId"])
	require.Equal(t, false, waiting["accountActive"])
	o.D.Activate(t, "moudaris", made.Text("activationCode"), "oued-noun-77-ksar")
	opened := row("salem@stand.example")
	require.Equal(t, true, opened["accountActive"])
	forgot := as.Post("/v1/idara/accounts/"+opened["accountId"].(string)+":issueResetCode", stand.Object{}).OK()
	require.NotEmpty(t, forgot.Text("resetCode"))
	require.Equal(t, string(made.Raw), string(hire("Salem@stand.example", "TEACHER", key).OK().Raw), "also after the account was opened")
}

func (o *office) exports(t *testing.T) {
	for _, answer := range []stand.Answer{
		o.D.As(t, o.Teacher).Get("/v1/moudaris/markSheets/" + o.Sheets["MATH"] + ":export").OK(),
		o.D.As(t, o.Office).Get("/v1/idara/markSheets/" + o.Sheets["FR"] + ":export").OK(),
	} {
		kind, params, err := mime.ParseMediaType(answer.Header.Get("Content-Disposition"))
		require.NoError(t, err, answer.What)
		require.Equal(t, "attachment", kind)
		require.Regexp(t, `^Export_`+stand.SchoolCode+`_2APIC-1_.+\.xlsx$`, params["filename"])
	}
}

// A child whom a custody decision keeps from him stands in the list without a name; the others are complete.
func (o *office) children(t *testing.T) {
	read := func() []stand.Object { return o.D.As(t, o.Mother).Get("/v1/waliye/children").OK().List("children") }
	list := read()
	require.Len(t, list, 2)
	for _, child := range list {
		require.Equal(t, "MOTHER", child["relation"])
		require.Equal(t, "2APIC-1", stand.Dig(t, child, "class", "label"))
		require.Equal(t, stand.SchoolCode, stand.Dig(t, child, "school", "schoolCode"))
		require.NotEmpty(t, stand.Dig(t, child, "name", "ar"))
	}
}
