package proofs

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/tests/stand"
)

// TestPhones: what apps hold, and what it costs to keep it.
func TestPhones(t *testing.T) {
	s := stand.Open(t, stand.Deploy(t, stand.Options{}))
	s.Fill(t)
	t.Run("what a phone holds is what is read", func(t *testing.T) { syncs(t, s) })
	t.Run("a session outlives lost answers, and no theft", func(t *testing.T) { rotations(t, s) })
	t.Run("a student's day is short", func(t *testing.T) { studentsDay(t, s) })
}

// syncs: what each app holds after an opening, put together again, is what the same person reads one by one.
func syncs(t *testing.T, s *stand.School) {
	t.Run("moutamadris", func(t *testing.T) {
		f := pickUp(t, s, s.Students[0])
		f.open()
		require.Equal(t, f.read("/me"), f.whole("me", "me", "", ""))
		f.agreesOnStudent("", "")
		f.restIsNothing()
	})
	t.Run("waliye", func(t *testing.T) { syncsGuardian(t, s) })
	t.Run("moudaris", func(t *testing.T) { syncsTeacher(t, s) })
	t.Run("idara", func(t *testing.T) {
		f := pickUp(t, s, s.Office)
		f.open()
		require.Equal(t, f.read("/me"), f.whole("me", "me", "", ""))
		require.Equal(t, f.read("/schools/" + stand.SchoolCode)["school"], any(f.whole("school", "school", "", "")))
		require.Equal(t, f.read("/classes?pageSize=500")["classes"], any(f.list("classes", "class")))
		waiting := f.whole("waiting", "waiting", "", "")
		require.Len(t, f.read("/justifications?state=PENDING&pageSize=500")["justifications"], int(waiting["justifications"].(float64)))
		require.Len(t, f.read("/corrections?state=PROPOSED&pageSize=500")["corrections"], int(waiting["corrections"].(float64)))
		f.restIsNothing()
	})
	t.Run("a token in place of a cookie", func(t *testing.T) {
		a := s.D.As(t, s.Students[0]).Post("/v1/moutamadris/sync", stand.Object{}).OK()
		require.NotContains(t, a.Body, "accessToken")
		require.Empty(t, a.Header["Set-Cookie"])
		s.D.As(t, s.Students[0]).Post("/v1/waliye/sync", stand.Object{}).Fails(403, "PERMISSION_DENIED", "ACCESS_DENIED")
		s.D.Client(t).Post("/v1/moutamadris/sync", stand.Object{}).Fails(401, "UNAUTHENTICATED", "UNAUTHENTICATED")
		for _, tags := range []string{"short", "exactly 8", "abcdefg€"} {
			a := s.D.As(t, s.Students[0]).Post("/v1/moutamadris/sync", stand.Object{"held": []stand.Object{{"name": "me", "tags": tags}}})
			require.Equal(t, 400, a.Status, "%s", a.Raw)
		}
	})
}

// restIsNothing: nothing was away, and whoever holds everything is sent nothing.
func (f *phone) restIsNothing() {
	f.t.Helper()
	require.Empty(f.t, f.stale)
	_, changed := f.open()
	require.Zero(f.t, changed)
}

// agreesOnStudent compares all that is about one student; what is left out of sync on purpose is left out of both.
func (f *phone) agreesOnStudent(part, path string) {
	f.t.Helper()
	for _, semester := range []string{"1", "2"} {
		require.Equal(f.t, f.read(path+"/marks?semester="+semester), f.whole(part+"marks/"+stand.SchoolYear+"/"+semester, "marks", "subjects", "subject"))
	}
	f.agreesOnWeeks(part, path)
	absences := f.read(path + "/absences")
	require.Equal(f.t, absences["absences"], any(f.list(part+"absences", "absence")))
	require.Equal(f.t, absences["totals"], any(f.whole(part+"absences", "totals", "", "")))
	require.Equal(f.t, f.read(path + "/path")["steps"], any(f.list(part+"path", "step")))
}

func (f *phone) agreesOnWeeks(part, path string) {
	f.t.Helper()
	for _, week := range []string{"2026-W48", "2026-W49"} {
		read := f.read(path + "/timetable?week=" + week)
		require.NotEmpty(f.t, read["lessons"])
		read["version"] = ""
		require.Equal(f.t, read, f.whole(part+"week/"+week, "week", "lessons", "lesson"))
	}
}

func syncsGuardian(t *testing.T, s *stand.School) {
	f := pickUp(t, s, s.Mother)
	f.open()
	require.Equal(t, f.read("/me"), f.whole("me", "me", "", ""))
	children := f.list("children", "child")
	require.Len(t, children, 2)
	require.Equal(t, f.read("/children")["children"], any(children))
	for _, child := range children {
		id := child.(stand.Object)["studentId"].(string)
		part, path := "child/"+id+"/", "/children/"+id
		f.agreesOnStudent(part, path)
		require.Equal(t, f.read(path + "/justifications?pageSize=200")["justifications"], any(f.list(part+"justifications", "justification")))
		require.Equal(t, f.read(path + "/guardians")["guardians"], any(f.list(part+"guardians", "guardian")))
	}
	family := f.list("child/"+s.Pupils[0][0]+"/guardians", "guardian")
	require.Len(t, family, 2, "father and mother")
	for _, guardian := range family {
		mother := stand.Dig(t, guardian, "relation") == "MOTHER"
		require.Equal(t, mother, stand.Dig(t, guardian, "self"))
		require.Len(t, guardian, 4, "no id and no address: %v", guardian)
	}
	f.restIsNothing()
}

func syncsTeacher(t *testing.T, s *stand.School) {
	f := pickUp(t, s, s.Teacher)
	f.open()
	require.Equal(t, f.read("/me"), f.whole("me", "me", "", ""))
	require.Equal(t, f.read("/classes?pageSize=500")["classes"], any(f.list("classes", "class")))
	for _, class := range f.list("classes", "class") {
		id := stand.Dig(t, class, "classId").(string)
		require.Equal(t, f.read("/classes/" + id + "/students")["students"], any(f.list("class/"+id+"/students", "student")))
	}
	heads := []any{}
	for _, semester := range []string{"1", "2"} {
		heads = append(heads, f.read("/markSheets?pageSize=500&semester=" + semester)["markSheets"].([]any)...)
	}
	require.Equal(t, heads, f.list("sheets", "sheet"))
	f.agreesOnWeeks("", "")
	sheets, registers := 0, 0
	for part := range f.parts {
		if id, ok := strings.CutPrefix(part, "sheet/"); ok {
			sheets++
			require.Equal(t, f.read("/markSheets/" + id)["markSheet"], any(f.whole(part, "head", "rows", "row")))
		}
		if id, ok := strings.CutPrefix(part, "register/"); ok {
			registers++
			require.Equal(t, f.read("/lessons/" + id + "/register")["register"], any(f.whole(part, "register", "entries", "entry")))
		}
	}
	require.Equal(t, 3, sheets, "of today's semester")
	require.Positive(t, registers)
	f.restIsNothing()
}

// rotations: an opening rotates the session, though not twice within a minute. An answer that is lost is asked for
// again; a token from before that means that two hold it, and ends the session; who signs out takes it out of the phone.
func rotations(t *testing.T, s *stand.School) {
	f := pickUp(t, s, s.Students[1])
	beside := pickUp(t, s, s.Students[1]) // the same person on another phone
	first := f.cookie
	lost, raw, _ := f.send()
	require.Equal(t, 200, lost.StatusCode, "%s", raw)
	f.open()
	require.NotEqual(t, first, f.cookie)
	require.Contains(t, lost.Header.Get("Set-Cookie"), "="+f.cookie+";", "the same successor")
	second := f.cookie
	f.open()
	require.Equal(t, second, f.cookie, "the browser may not have written it down yet")

	native := s.D.SignIn(t, s.Students[1]) // an app that keeps its token itself is rotated each time
	next := s.D.Renew(t, native)
	require.Equal(t, next.Refresh, s.D.Renew(t, native).Refresh, "the answer was lost")
	last := s.D.Renew(t, next)
	require.NotEqual(t, next.Refresh, last.Refresh)
	again := func(p stand.Person) stand.Answer {
		return s.D.Client(t).Post("/v1/auth/sessions:refresh", stand.Object{"refreshToken": p.Refresh})
	}
	again(native).Fails(401, "UNAUTHENTICATED", "REFRESH_TOKEN_REUSED")
	again(last).Fails(401, "UNAUTHENTICATED", "TOKEN_REVOKED")

	beside.open()
	require.NotEmpty(t, beside.parts, "the other phone goes on")
	client := s.D.Client(t)
	client.Token = beside.token
	out := client.Delete("/v1/auth/sessions/current", stand.Header{Name: "Massar-Session", Value: "moutamadris" + slot}).OK()
	require.Contains(t, out.Header.Get("Set-Cookie"), "massar_refresh_moutamadris"+slot+"=; Path=/v1/; Max-Age=0;")
	after, raw, _ := beside.send()
	require.Equal(t, 401, after.StatusCode, "%s", raw)
	s.Students[1] = s.D.SignIn(t, s.Students[1])
}

// dayBudget is what a student's phone may fetch in a day: six openings, three things changed meanwhile, all headers and
// bodies, after the morning's first load.
const dayBudget = 6 << 10

// studentsDay counts, on the wire, what a day of a student costs who has read everything in the morning.
func studentsDay(t *testing.T, s *stand.School) {
	f := pickUp(t, s, s.Students[0])
	first, _ := f.open()
	student := s.Pupils[0][0]
	office, teacher := s.D.As(t, s.Office), s.D.As(t, s.Teacher)
	sheet := "/v1/moudaris/markSheets/" + s.Sheets["EN"]
	office.Put("/v1/idara/schools/"+stand.SchoolCode+"/settings", stand.Object{"showRank": true, "earlyRelease": true}).OK()
	var cells []stand.Object
	for i, pupil := range s.Pupils[0] {
		cells = append(cells, stand.Cell(pupil, "C1", fmt.Sprintf("%d.25", 9+i), 0))
	}
	require.Len(t, s.Save(t, s.Teacher, s.Sheets["EN"], cells...).OK().List("saved"), len(cells))
	teacher.Put(sheet+"/columns/C1", stand.Object{"label": "Contrôle 1", "date": "2026-11-18"}).OK()

	total, openings := int64(0), 0
	open := func(want ...string) {
		t.Helper()
		came, changed := f.open()
		require.Equal(t, len(want), changed, "%v", want)
		openings++
		total += came
		t.Logf("opening %d: %d bytes, %d parts changed", openings, came, changed)
	}
	open()
	teacher.Post(sheet+":release", stand.Object{"column": "C1"}).OK()
	require.Eventually(t, func() bool {
		for _, subject := range f.read("/marks?semester=1")["subjects"].([]any) {
			if stand.Dig(t, subject, "subject", "code") == "EN" {
				return stand.Dig(t, subject, "controls", 0, "state") == "GRADED"
			}
		}
		return false
	}, stand.Patience, often)
	open("marks")
	open()
	lesson := s.Lesson(t, s.Classes[0], "2026-11-26", "10:00")
	office.Post("/v1/idara/lessons/"+lesson+":cancel", stand.Object{"note": "Formation"}).OK()
	require.Eventually(t, func() bool {
		for _, one := range f.read("/timetable?week=2026-W48")["lessons"].([]any) {
			if stand.Dig(t, one, "lessonId") == lesson {
				return stand.Dig(t, one, "status") == "CANCELLED"
			}
		}
		return false
	}, stand.Patience, often)
	open("week")
	missed := s.Lesson(t, s.Classes[0], stand.RegisterDay, "10:00")
	s.Take(t, s.Teacher, missed, stand.Entry(student, "ABSENT", 0)).OK()
	open("absences")
	open()
	require.Equal(t, 6, openings)
	t.Logf("first load %d bytes; the day %d bytes of %d", first, total, dayBudget)
	require.LessOrEqual(t, total, int64(dayBudget))
	f.agreesOnStudent("", "")
}
