package e2e

import (
	"bytes"
	"fmt"
	"mime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/xlsx/xlsxtest"
	"github.com/massar-platform/massar/tests/stand"
)

// saves expects a file that a browser saves and does not show, and gives its name.
func saves(a stand.Answer, contentType string) string {
	a.T.Helper()
	a.OK()
	require.Contains(a.T, a.Header.Get("Content-Type"), contentType, a.What)
	require.Equal(a.T, "nosniff", a.Header.Get("X-Content-Type-Options"), a.What)
	kind, params, err := mime.ParseMediaType(a.Header.Get("Content-Disposition"))
	require.NoError(a.T, err, a.What)
	require.Equal(a.T, "attachment", kind)
	return params["filename"]
}

// papers: whoever has the address opens the paper, and only those who may read it get one.
func (w *week) papers(t *testing.T) {
	nobody, link := w.D.Client(t), "/documents/"+w.Week.Document+":link"
	for app, person := range map[string]stand.Person{"waliye": w.Mother, "idara": w.Secretary} {
		asked := w.D.As(t, person).Get("/v1/" + app + link).OK()
		ends, err := time.Parse(time.RFC3339, asked.Text("expiresAt"))
		require.NoError(t, err)
		require.WithinDuration(t, time.Now().Add(5*time.Minute), ends, time.Minute)
		file := nobody.Get(asked.Text("url"))
		require.Equal(t, "document.png", saves(file, "image/png"))
		require.True(t, bytes.HasPrefix(file.Raw, []byte("\x89PNG")))
		path, token := asked.Text("url")[:strings.LastIndex(asked.Text("url"), "/")+1], w.Week.Papers[app]
		swapped := map[bool]byte{true: 'B', false: 'A'}[token[10] == 'A']
		for _, wrong := range []string{token[:10] + string(swapped) + token[11:], token[:len(token)-4], token + "A"} {
			nobody.Get(path+wrong).Fails(404, "NOT_FOUND", "DOCUMENT_NOT_FOUND")
		}
	}
	w.D.As(t, w.Stranger).Get("/v1/waliye"+link).Fails(404, "NOT_FOUND", "DOCUMENT_NOT_FOUND")
	w.D.As(t, w.OtherOffice).Get("/v1/idara"+link).Fails(404, "NOT_FOUND", "DOCUMENT_NOT_FOUND")
	w.D.As(t, w.Teacher).Get("/v1/idara"+link).Fails(403, "PERMISSION_DENIED", "ACCESS_DENIED")
}

// letters are printed in both languages, and printed again they are the same letter.
func (w *week) letters(t *testing.T) {
	office, path := w.D.As(t, w.Office), "/v1/idara/absenceLetters/"+w.Week.Letter+":pdf"
	printed := map[string][]byte{}
	for _, lang := range []string{"ar", "fr"} {
		pdf := office.Get(path + "?lang=" + lang)
		require.NotEmpty(t, saves(pdf, "application/pdf"))
		require.True(t, bytes.HasPrefix(pdf.Raw, []byte("%PDF")), "%.80s", pdf.Raw)
		printed[lang] = pdf.Raw
	}
	require.NotEqual(t, printed["ar"], printed["fr"])
	w.D.As(t, w.OtherOffice).Get(path).Fails(404, "NOT_FOUND", "LETTER_NOT_FOUND")
	letters := office.Get("/v1/idara/students/" + w.Pupils[0][0] + "/absenceLetters").OK().List("absenceLetters")
	require.Equal(t, []any{w.Week.Letter, 1.0}, []any{letters[0]["letterId"], letters[0]["absences"]})
	office.Post("/v1/idara/students/"+w.Pupils[0][7]+"/absenceLetters", stand.Object{"from": stand.FirstLesson, "to": saturday}).
		Fails(400, "FAILED_PRECONDITION", "NO_ABSENCES")
}

// sheet: MASSAR's annual sheet, saved by LibreOffice, comes back. Months before the registers can be filled in; a
// month that has registers is what they say, and a sheet belongs to its class.
func (w *week) sheet(t *testing.T) {
	office := w.D.As(t, w.Office)
	exported := func() stand.Answer { return office.Get("/v1/idara/classes/" + w.Classes[0] + "/absences:export") }
	file := exported()
	require.Contains(t, saves(file, "spreadsheetml"), "2APIC-1")
	// The first pupil stands in line 4: F and G are days and hours with a reason in September, P days without one in November.
	number := func(cell, value string) xlsxtest.Set {
		return xlsxtest.Set{Sheet: "2APIC-1", Cell: cell, Kind: xlsxtest.Number, Value: value}
	}
	books := xlsxtest.LibreOffice(t, []xlsxtest.Edit{
		{Data: file.Raw},
		{Data: file.Raw, Set: []xlsxtest.Set{number("F4", "1.5"), number("G4", "6")}},
		{Data: file.Raw, Set: []xlsxtest.Set{number("P4", "9")}},
	})
	send := func(class string, dry bool, data []byte) stand.Answer {
		return office.Post(fmt.Sprintf("/v1/idara/imports?kind=ABSENCES&classId=%s&dryRun=%t", class, dry), data).OK()
	}
	accepts := func(what string, dry bool, data []byte) float64 {
		t.Helper()
		done := send(w.Classes[0], dry, data)
		require.Equalf(t, "DONE", done.Text("import", "state"), "%s: %s", what, done.Raw)
		require.Equal(t, dry, done.At("import", "dryRun"), what)
		return done.At("import", "accepted").(float64)
	}
	before := accepts("as exported", true, file.Raw)
	require.Positive(t, before)
	require.Equal(t, before, accepts("as LibreOffice saves it", false, books[0].Data))
	require.Equal(t, before+2, accepts("with September", true, books[1].Data))
	require.Equal(t, before, accepts("a dry run writes nothing", true, exported().Raw))
	require.Equal(t, before+2, accepts("with September", false, books[1].Data))
	require.Equal(t, before+2, accepts("with September, exported", true, exported().Raw))

	refused := send(w.Classes[0], false, books[2].Data)
	require.Equal(t, "REFUSED", refused.Text("import", "state"))
	require.Equal(t, []any{"P4", "MONTH_HAS_REGISTERS"}, []any{refused.At("import", "refused", 0, "cell"), refused.At("import", "refused", 0, "reason")})
	other := send(w.Classes[1], false, books[0].Data)
	require.Equal(t, "REFUSED", other.Text("import", "state"))
	require.NotEmpty(t, other.List("import", "refused"))
	office.Post("/v1/idara/imports?kind=ABSENCES&classId="+w.OtherClass, books[0].Data).Fails(404, "NOT_FOUND", "CLASS_NOT_FOUND")
}

// leaves: a student goes to another school on a Saturday. What he missed goes with him, what he misses from then on
// is the new school's, and his week is that of each day's class.
func (w *week) leaves(t *testing.T) {
	old, there, pupil := w.D.As(t, w.Office), w.D.As(t, w.OtherOffice), w.Pupils[2][0]
	before := w.Lesson(t, w.Classes[2], friday, "09:00")
	require.Len(t, w.Take(t, w.Colleague, before, stand.Entry(pupil, "ABSENT", 0)).OK().List("saved"), 1)

	made := there.Post("/v1/idara/staff", stand.Object{"email": "arz@stand.example", "kind": "TEACHER", "name": stand.Object{"ar": "الصقلي عمر", "latin": "Sqalli Omar"}}).OK()
	staff, teacher := made.Text("staff", "staffId"), w.D.Activate(t, "moudaris", made.Text("activationCode"), "toubkal-4167-arz")
	there.Post("/v1/idara/assignments", stand.Object{"classId": w.OtherClass, "subject": "MATH", "staffId": staff}).OK()
	for weekday := 1; weekday <= 6; weekday++ {
		slot := stand.Object{"classId": w.OtherClass, "subject": "MATH", "staffId": staff, "weekday": weekday, "period": 3, "periods": 1, "from": stand.FirstLesson}
		until(t, func() bool { return there.Post("/v1/idara/slots", slot).Status == 200 }, right, "the timetable hears of the teacher")
	}
	ask := stand.Object{"massarCode": w.Codes[2][0], "classId": w.OtherClass, "reason": "déménagement", "date": saturday}
	asked := there.Post("/v1/idara/transfers", ask).OK().Text("transfer", "transferId")
	absences := "/v1/idara/students/" + pupil + "/absences"
	require.Len(t, old.Get(absences).OK().List("absences"), 1)
	there.Get(absences).Fails(404, "NOT_FOUND", "STUDENT_NOT_FOUND")
	old.Post("/v1/idara/transfers/"+asked+":release", stand.Object{}).OK()

	until(t, func() bool { return there.Get(absences).Status == 200 }, right, "the new office reads his absences")
	require.Len(t, there.Get(absences).OK().List("absences"), 1, "those of the old school too")
	until(t, func() bool { return old.Get(absences).Status == 404 }, right, "the old one does not")
	// Each office sees the days at its own school.
	weeks := "/v1/idara/students/" + pupil + "/timetable?week="
	until(t, func() bool { return len(lessons(old.Get(weeks+stand.CancelWeek))) == 0 }, right, "nor his weeks from then on")
	until(t, func() bool { return there.Get(weeks+stand.CancelWeek).Status == 200 }, right, "which are the new one's")
	require.Len(t, lessons(there.Get(weeks+stand.CancelWeek)), 6)
	require.Len(t, lessons(old.Get(weeks+stand.RegisterWeek)), 4)
	require.Equal(t, []string{"10:00 MATH 2APIC-1 PLANNED"}, day(there.Get(weeks+stand.RegisterWeek), saturday))
	var seen []string
	until(t, func() bool {
		seen = day(w.reads(t, w.Students[2], stand.RegisterWeek), saturday)
		return len(seen) == 1 && strings.HasPrefix(seen[0], "10:00")
	}, right, "he reads the new class's week from that day")
	require.Equal(t, []string{"09:00 MATH 2APIC-3 PLANNED"}, day(w.reads(t, w.Students[2], stand.RegisterWeek), friday))
	require.Len(t, lessons(w.reads(t, w.Students[2], stand.CancelWeek)), 6)

	// Away again, in the new school: a lesson of the new teacher, whom the old office does not see.
	list := there.Get("/v1/idara/lessons?date=" + saturday + "&classId=" + w.OtherClass).OK().List("lessons")
	lesson := stand.Dig(t, list[0], "lesson", "lessonId").(string)
	until(t, func() bool {
		return len(w.Take(t, teacher, lesson, stand.Entry(pupil, "ABSENT", 0)).OK().List("saved")) == 1
	}, right, "he is in the register of the new class")
	require.Len(t, there.Get(absences).OK().List("absences"), 2)
	old.Get(absences).Fails(404, "NOT_FOUND", "STUDENT_NOT_FOUND")
	require.Len(t, w.D.As(t, w.Students[2]).Get("/v1/moutamadris/absences").OK().List("absences"), 2)
	refused := w.Take(t, w.Colleague, w.Lesson(t, w.Classes[2], saturday, "09:00"), stand.Entry(pupil, "ABSENT", 0)).OK().List("refused")
	require.Len(t, refused, 1)
	require.Equal(t, "STUDENT_NOT_IN_LESSON", refused[0]["reason"])
}

// calendars: an address needs no token, and lives as long as its owner may read the week.
func (w *week) calendars(t *testing.T) {
	child, office, nobody := w.Pupils[0][0], w.D.As(t, w.Office), w.D.Client(t)
	feeds := "/v1/waliye/children/" + child + "/calendarFeeds"
	w.D.As(t, w.Stranger).Post(feeds, stand.Object{}).Fails(404, "NOT_FOUND", "STUDENT_NOT_FOUND")
	hers := w.D.As(t, w.Mother).Post(feeds, stand.Object{"label": "Téléphone"}).OK().Text("url")
	paths := map[string]string{"mother": hers[strings.Index(hers, "/v1/"):]}
	for app, secret := range w.Week.Calendars {
		paths[app] = "/v1/" + app + "/calendars/" + secret
	}
	for whose, path := range paths {
		calendar := nobody.Get(path).OK()
		require.Contains(t, calendar.Header.Get("Content-Type"), "text/calendar", whose)
		require.Contains(t, string(calendar.Raw), "BEGIN:VCALENDAR\r\n", whose)
		require.Contains(t, string(calendar.Raw), "TZID=Africa/Casablanca:20261127T080000", whose)
		require.Contains(t, string(calendar.Raw), "STATUS:CANCELLED", whose)
	}
	dead := func(whose string) {
		t.Helper()
		// An address is read thirty times a minute at most.
		for end := time.Now().Add(right); nobody.Get(paths[whose]).Status == 200; time.Sleep(300 * time.Millisecond) {
			require.Truef(t, time.Now().Before(end), "the address of %s ends", whose)
		}
		nobody.Get(paths[whose]).Fails(404, "NOT_FOUND", "FEED_NOT_FOUND")
	}
	w.D.As(t, w.Mother).Delete("/v1/waliye/calendarFeeds/"+w.Week.Feeds["waliye"]).Fails(404, "NOT_FOUND", "FEED_NOT_FOUND")
	w.D.As(t, w.Father).Delete("/v1/waliye/calendarFeeds/" + w.Week.Feeds["waliye"]).OK()
	dead("waliye")
	guardians := office.Get("/v1/idara/students/" + child + "/guardians").OK().List("guardians")
	mother := stand.Find(t, guardians, "MOTHER", "relation")["guardianId"].(string)
	office.Put("/v1/idara/students/"+child+"/guardians/"+mother+"/custody", stand.Object{"denied": true, "reason": "décision du juge"}).OK()
	dead("mother")
	office.Post("/v1/idara/accounts/"+w.Students[0].AccountID+":setSuspended", stand.Object{"suspended": true, "reason": "téléphone volé"}).OK()
	dead("moutamadris")
	nobody.Get(paths["moudaris"]).OK()
}
