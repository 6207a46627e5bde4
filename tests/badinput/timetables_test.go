package badinput

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/tests/stand"
)

// timetables: files of timetables that cannot be read, and those with lines that mean nothing here: each is listed.
func (w *world) timetables(t *testing.T) {
	path := "/v1/idara/imports?kind=TIMETABLE&from=" + friday
	good := stand.FET(stand.Activities())
	nested := func(depth int) []byte {
		return []byte("<Teachers_Timetable>" + strings.Repeat("<Teacher name=\"x\">", depth) + strings.Repeat("</Teacher>", depth) + "</Teachers_Timetable>")
	}
	entities := `<?xml version="1.0"?><!DOCTYPE t [<!ENTITY a "aaaaaaaaaa">`
	for c := 'b'; c <= 'j'; c++ {
		entities += fmt.Sprintf("<!ENTITY %c %q>", c, strings.Repeat("&"+string(c-1)+";", 10))
	}
	entities += `]><Teachers_Timetable><Teacher name="&j;"><Day name="lundi_m"><Hour name="1"/></Day></Teacher></Teachers_Timetable>`
	secret := `<?xml version="1.0"?><!DOCTYPE t [<!ENTITY x SYSTEM "file:///etc/passwd">]><Teachers_Timetable><Teacher name="&x;"/></Teachers_Timetable>`
	for name, c := range map[string]struct {
		file   []byte
		reason string
	}{
		"nothing":                    {[]byte{}, "FILE_NOT_TIMETABLE"},
		"no lesson":                  {[]byte("<Teachers_Timetable></Teachers_Timetable>"), "FILE_NOT_TIMETABLE"},
		"another export of FET":      {[]byte("<Students_Timetable><Subgroup name=\"x\"/></Students_Timetable>"), "FILE_NOT_TIMETABLE"},
		"a page of HTML":             {[]byte("<!DOCTYPE html><html></html>"), "FILE_NOT_TIMETABLE"},
		"a class list":               {stand.ClassList(stand.SchoolName, "E", []int{1}), "FILE_NOT_TIMETABLE"},
		"a picture":                  {stand.Picture(t), "FILE_NOT_TIMETABLE"},
		"cut in the middle":          {good[:len(good)/2], "FILE_BROKEN"},
		"larger than any file":       {append(slices.Clone(good), make([]byte, tooLarge)...), "FILE_TOO_LARGE"},
		"a bomb of entities":         {[]byte(entities), "FILE_NOT_TIMETABLE"},
		"asking for a file of ours":  {[]byte(secret), "FILE_NOT_TIMETABLE"},
		"a bomb, nested deeply":      {nested(100_000), "FILE_TOO_LARGE"},
		"a bomb of elements":         {[]byte("<Teachers_Timetable>" + strings.Repeat("<a/>", 1_500_000) + "</Teachers_Timetable>"), "FILE_TOO_LARGE"},
		"a CSV without its head":     {[]byte("2APIC-1,,1,1,1,MATH,,\n"), "FILE_NOT_TIMETABLE"},
		"a CSV that lacks a column":  {[]byte("class,group,period,subject\n2APIC-1,,1,MATH\n"), "HEADER_NOT_FOUND"},
		"a CSV with a column twice":  {[]byte("class,class,group,weekday,period,count,subject,teacher,room\n"), "HEADER_NOT_FOUND"},
		"in an encoding of the past": {[]byte("class,group,weekday,period,count,subject,teacher,room\n2APIC-1,,1,1,1,MATH,Andr\xe9,\n"), "FILE_NOT_TIMETABLE"},
	} {
		w.refuses(t, refusal{name: name, as: w.Office, ask: post(path, c.file), status: 400, code: "INVALID_ARGUMENT", reason: c.reason})
	}
	w.refuses(
		t,
		refusal{
			name: "for another school", as: w.Office, ask: post(path+"&schoolCode="+stand.OtherSchool, good),
			status: 404, code: "NOT_FOUND", reason: "SCHOOL_NOT_FOUND",
		},
		refusal{
			name: "from a day that is none", as: w.Office, ask: post("/v1/idara/imports?kind=TIMETABLE&from=2026-02-30", good),
			status: 400, code: "INVALID_ARGUMENT", reason: "DATE_INVALID", fields: []string{"from"},
		},
	)

	hour := func(teacher, day, at, subject, students, room string) stand.Activity {
		return stand.Activity{Teacher: teacher, Day: day, Hour: at, Subject: subject, Students: students, Room: room}
	}
	const known = "Idrissi Fatima"
	for name, c := range map[string]struct {
		list []stand.Activity
		want []string
	}{
		"a teacher whom nobody knows": {
			[]stand.Activity{
				hour("Inconnu Omar", "lundi_m", "8h-9h", "MATH", "2APIC-1", ""), hour("Inconnu Omar", "mardi_m", "8h-9h", "MATH", "2APIC-1", ""),
				hour(known, "jeudi_m", "8h-9h", "MATH", "2APIC-1", ""),
			},
			[]string{"TEACHER_UNKNOWN", "TEACHER_UNKNOWN"},
		},
		"a room that is not there": {
			[]stand.Activity{hour(known, "lundi_m", "8h-9h", "MATH", "2APIC-1", "Salle 99"), hour(known, "mardi_m", "8h-9h", "MATH", "2APIC-1", "Piscine")},
			[]string{"ROOM_NOT_FOUND", "ROOM_NOT_FOUND"},
		},
		"everything at once": {
			[]stand.Activity{
				hour("Inconnu Omar", "lundi_m", "8h-9h", "MATH", "2APIC-1", "Salle 99"), hour(known, "lundi_m", "8h-9h", "ALCHIMIE", "2APIC-1", ""),
				hour(known, "lundi_m", "9h-10h", "MATH", "2APIC-9", ""), hour(known, "lundi_m", "10h-11h", "MATH", "2APIC-1:G9", ""),
				hour(known, "samedi_s", "14h-15h", "MATH", "2APIC-1", ""),
				hour(known, "dimanche_m", "8h-9h", "MATH", "2APIC-1", ""),
			},
			[]string{"TEACHER_UNKNOWN", "ROOM_NOT_FOUND", "SUBJECT_UNKNOWN", "CLASS_UNKNOWN", "GROUP_UNKNOWN", "PERIOD_UNKNOWN", "DAY_UNKNOWN"},
		},
		"two lessons in one place": {
			[]stand.Activity{hour(known, "lundi_m", "8h-9h", "MATH", "2APIC-1", stand.Room), hour("El Fassi Maryam", "lundi_m", "8h-9h", "MATH", "2APIC-2", stand.Room)},
			[]string{"TIMETABLE_CONFLICT"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			before := w.rows(t)
			said := map[string]bool{}
			for _, lang := range []string{"fr", "ar"} {
				as := w.D.As(t, w.Office)
				as.Lang = lang
				a := as.Post(path, stand.FET(c.list)).OK()
				require.Equalf(t, "REFUSED", a.Text("import", "state"), "%s", a.Raw)
				require.Zero(t, a.At("import", "accepted"))
				var got []string
				for _, issue := range a.List("import", "refused") {
					got = append(got, issue["reason"].(string))
					require.Equal(t, "Teachers_Timetable", issue["sheet"])
					require.NotEmpty(t, issue["cell"], "the line")
					inLanguage(t, lang, issue["message"].(string))
					require.False(t, said[issue["cell"].(string)+issue["message"].(string)])
					said[issue["cell"].(string)+issue["message"].(string)] = true
				}
				require.ElementsMatch(t, c.want, got, "%s", a.Raw)
			}
			w.unchanged(t, before, "timetable.imports", "timetable.idempotency", "timetable.audit_log", "timetable.versions")
		})
	}
}
