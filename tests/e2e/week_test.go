package e2e

import (
	"fmt"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/cache/cachetest"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	"github.com/massar-platform/massar/tests/stand"
)

// Within these a change is seen: of a timetable wherever it is read, and of a right wherever it counts.
const (
	soon  = 2 * time.Second
	right = 5 * time.Second
)

// week is a school whose lessons are held: timetables, registers, absences and what families see of them.
type week struct {
	*stand.School
	split bool
	// half is a student of the second group of the first class, whose first pupil is in the first group.
	half stand.Person
}

// TestWeek is a school's week, on both engines and in both forms; with Redis where there is a process per service.
func TestWeek(t *testing.T) {
	for _, form := range []struct {
		name   string
		split  bool
		engine sqldb.Engine
	}{
		{"one process x SQLite", false, sqldb.SQLite},
		{"one process x PostgreSQL", false, sqldb.Postgres},
		{"split x SQLite", true, sqldb.SQLite},
		{"split x PostgreSQL", true, sqldb.Postgres},
	} {
		if !sqldbtest.Has(t, form.engine) {
			continue
		}
		t.Run(form.name, func(t *testing.T) {
			o := stand.Options{Split: form.split, Env: []string{"MASSAR_LOG_LEVEL=warn"}}
			if form.split {
				o.Redis = cachetest.Start(t).URL()
			}
			if form.engine == sqldb.Postgres {
				o.DB = sqldbtest.Config(t, form.engine, "massar").URL
				stand.Massar(t, "migrate", "up", "--db", o.DB)
			}
			w := &week{School: stand.Open(t, stand.Deploy(t, o)), split: form.split}
			w.Fill(t)
			for _, chapter := range []struct {
				name string
				tell func(*testing.T)
			}{
				{"each half sees its lessons", w.halves},
				{"hours of the school's own", w.hours},
				{"two lessons at one place", w.collisions},
				{"a lesson is moved, and given by another", w.changes},
				{"an exam", w.exam},
				{"a timetable goes out and comes back", w.roundTrip},
				{"a week that did not change", w.unchanged},
				{"a register from two devices", w.devices},
				{"what parents see", w.parents},
				{"absent at a control", w.control},
				{"papers", w.papers},
				{"letters", w.letters},
				{"the absences of a year", w.sheet},
				{"a killed process forgets no register", w.killed},
				{"a student takes his rights along", w.leaves},
				{"calendars", w.calendars},
			} {
				if !t.Run(chapter.name, chapter.tell) {
					t.FailNow()
				}
			}
			fmt.Printf("week %s: ok\n", form.name)
		})
	}
}

// lessons are the lines of a week: day, hour, subject, group, status and label of the class.
func lessons(a stand.Answer) []string {
	a.T.Helper()
	list := []string{}
	for _, l := range a.OK().List("lessons") {
		list = append(list, fmt.Sprintf("%s %s %s %s%s %s", l["date"], l["start"], stand.Dig(a.T, l, "subject", "code"), stand.Dig(a.T, l, "class", "label"), l["group"], l["status"]))
	}
	return list
}

// day are the lines of one day.
func day(a stand.Answer, date string) []string {
	a.T.Helper()
	list := []string{}
	for _, line := range lessons(a) {
		if line[:len(date)] == date {
			list = append(list, line[len(date)+1:])
		}
	}
	return list
}

// reads is a student's own week.
func (w *week) reads(t *testing.T, p stand.Person, iso string, headers ...stand.Header) stand.Answer {
	t.Helper()
	return w.D.As(t, p).Get("/v1/moutamadris/timetable?week="+iso, headers...)
}

// shows waits until a student's day is this one, as a changed timetable is seen.
func (w *week) shows(t *testing.T, p stand.Person, iso, date string, want ...string) {
	t.Helper()
	w.showsWithin(t, soon, p, iso, date, want...)
}

func (w *week) showsWithin(t *testing.T, within time.Duration, p stand.Person, iso, date string, want ...string) {
	t.Helper()
	ticker := time.NewTicker(often)
	defer ticker.Stop()
	var seen []string
	for end := time.Now().Add(within); ; <-ticker.C {
		if seen = day(w.reads(t, p, iso), date); fmt.Sprint(seen) == fmt.Sprint(want) {
			return
		}
		require.Truef(t, time.Now().Before(end), "%s reads %q and not %q within %s", date, seen, want, within)
	}
}

func (w *week) halves(t *testing.T) {
	office, first := w.D.As(t, w.Office), w.Pupils[0]
	w.half = w.D.Activate(t, "moutamadris", w.Issue(t, first[4], "SELF", ""), "ziz-vallee-54-g")
	const thursday = "2026-11-26"
	whole := []string{"08:00 MATH 2APIC-1 PLANNED", "10:00 EN 2APIC-1 PLANNED"}
	w.shows(t, w.Students[0], stand.CancelWeek, thursday, append(whole[:2:2], "14:00 MATH 2APIC-1G1 PLANNED")...)
	w.shows(t, w.half, stand.CancelWeek, thursday, append(whole[:2:2], "15:00 MATH 2APIC-1G2 PLANNED")...)
	one := day(office.Get("/v1/idara/classes/"+w.Classes[0]+"/timetable?group=G2&week="+stand.CancelWeek), thursday)
	require.Equal(t, append(whole[:2:2], "15:00 MATH 2APIC-1G2 PLANNED"), one)
	require.Len(t, day(office.Get("/v1/idara/classes/"+w.Classes[0]+"/timetable?week="+stand.CancelWeek), thursday), 4)
	require.Len(t, day(w.D.As(t, w.Teacher).Get("/v1/moudaris/timetable?week="+stand.CancelWeek), thursday), 4)
	require.Len(t, day(office.Get("/v1/idara/rooms/"+stand.Lab+"/timetable?week="+stand.CancelWeek), thursday), 2)
	child := w.D.As(t, w.Father).Get("/v1/waliye/children/" + first[0] + "/timetable?week=" + stand.CancelWeek).OK()
	require.Equal(t, lessons(w.reads(t, w.Students[0], stand.CancelWeek)), lessons(child))

	// He goes to the other half, and comes back.
	groups := "/v1/idara/classes/" + w.Classes[0] + "/groups/"
	office.Put(groups+"G2", stand.Object{"studentIds": first[5:]}).OK()
	office.Put(groups+"G1", stand.Object{"studentIds": first[:5]}).OK()
	w.showsWithin(t, right, w.half, stand.CancelWeek, thursday, append(whole[:2:2], "14:00 MATH 2APIC-1G1 PLANNED")...)
	office.Put(groups+"G1", stand.Object{"studentIds": first[:4]}).OK()
	office.Put(groups+"G2", stand.Object{"studentIds": first[4:]}).OK()
	w.showsWithin(t, right, w.half, stand.CancelWeek, thursday, append(whole[:2:2], "15:00 MATH 2APIC-1G2 PLANNED")...)
}

// hours: for three days in December the school begins at half past eight.
func (w *week) hours(t *testing.T) {
	const iso, monday, tuesday = "2026-W52", "2026-12-21", "2026-12-22"
	office := w.D.As(t, w.Office)
	w.shows(t, w.Students[0], iso, monday, "08:30 MATH 2APIC-1 PLANNED", "10:10 FR 2APIC-1 PLANNED", "14:30 MATH 2APIC-1G1 PLANNED")
	w.shows(t, w.Students[0], iso, tuesday, "08:30 MATH 2APIC-1 PLANNED", "10:10 EN 2APIC-1 PLANNED")
	w.shows(t, w.Students[0], "2026-W51", "2026-12-15", "08:00 MATH 2APIC-1 PLANNED", "10:00 EN 2APIC-1 PLANNED")
	w.D.As(t, w.OtherOffice).Delete("/v1/idara/bellSchedules/"+w.Week.BellSchedule).Fails(404, "NOT_FOUND", "BELL_SCHEDULE_NOT_FOUND")
	office.Delete("/v1/idara/bellSchedules/" + w.Week.BellSchedule).OK()
	w.shows(t, w.Students[0], iso, tuesday, "08:00 MATH 2APIC-1 PLANNED", "10:00 EN 2APIC-1 PLANNED")
}

// collisions: the colleague cannot teach two classes at once, nor in a room that is taken; each other lesson is named.
func (w *week) collisions(t *testing.T) {
	office := w.D.As(t, w.Office)
	slot := stand.Object{
		"classId": w.Classes[2], "subject": "MATH", "staffId": w.ColleagueStaff, "room": stand.Room,
		"weekday": 1, "period": 1, "periods": 1, "from": "2026-11-30",
	}
	refused := office.Post("/v1/idara/slots", slot).Fails(400, "FAILED_PRECONDITION", "TIMETABLE_CONFLICT")
	require.Regexp(t, `2APIC-[12].*(Idrissi Fatima|El Fassi Maryam).*(Salle 1|Salle 2).*08:00`, refused.Text("error", "message"))
	slot["dryRun"] = true
	dry := office.Post("/v1/idara/slots", slot).OK()
	met := map[any]any{}
	for _, c := range dry.List("conflicts") {
		require.Equal(t, "2APIC-3", stand.Dig(t, c, "first", "class", "label"))
		require.Equal(t, "2026-11-30", c["date"])
		require.NotEmpty(t, c["message"])
		met[c["kind"]] = stand.Dig(t, c, "second", "class", "label")
	}
	require.Equal(t, map[any]any{"TEACHER": "2APIC-2", "ROOM": "2APIC-1"}, met)

	slot["period"] = 4
	require.Empty(t, office.Post("/v1/idara/slots", slot).OK().List("conflicts"))
	require.Len(t, office.Get("/v1/idara/slots?date=2026-12-07&pageSize=500&classId="+w.Classes[2]).OK().List("slots"), 6, "a dry run writes nothing")
	slot["dryRun"] = false
	id := office.Post("/v1/idara/slots", slot).OK().Text("slot", "slotId")
	require.Empty(t, office.Get("/v1/idara/timetable:check?from=2026-11-30").OK().List("conflicts"))
	w.shows(t, w.Students[2], "2026-W49", "2026-11-30", "09:00 MATH 2APIC-3 PLANNED", "11:00 MATH 2APIC-3 PLANNED")
	office.Post("/v1/idara/slots/"+id+":end", stand.Object{"to": "2026-12-14"}).OK()
	w.shows(t, w.Students[2], "2026-W51", "2026-12-14", "09:00 MATH 2APIC-3 PLANNED")
}

func (w *week) changes(t *testing.T) {
	office := w.D.As(t, w.Office)
	const wednesday, thursday = "2026-11-25", "2026-11-26"
	w.shows(t, w.Students[0], stand.CancelWeek, stand.CancelDay, "08:00 MATH 2APIC-1 PLANNED", "10:00 FR 2APIC-1 CANCELLED")

	moved := "/v1/idara/lessons/" + w.Lesson(t, w.Classes[0], wednesday, "08:00")
	place := stand.Object{"period": 3, "room": stand.OtherRoom, "note": "Salle en travaux"}
	refused := office.Post(moved+":move", place).Fails(400, "FAILED_PRECONDITION", "TIMETABLE_CONFLICT")
	require.Contains(t, refused.Text("error", "message"), "10:00")
	place["dryRun"] = true
	kinds := map[any]bool{}
	for _, c := range office.Post(moved+":move", place).OK().List("conflicts") {
		kinds[c["kind"]] = true
	}
	require.Equal(t, map[any]bool{"CLASS": true, "TEACHER": true}, kinds)
	w.shows(t, w.Students[0], stand.CancelWeek, wednesday, "08:00 MATH 2APIC-1 PLANNED", "10:00 FR 2APIC-1 PLANNED")
	place["dryRun"], place["period"] = false, 4
	office.Post(moved+":move", place).OK()
	w.shows(t, w.Students[0], stand.CancelWeek, wednesday, "10:00 FR 2APIC-1 PLANNED", "11:00 MATH 2APIC-1 MOVED")
	changed := office.Get("/v1/idara/lessonChanges").OK().List("lessons")
	require.Len(t, changed, 2)
	require.Equal(t, "Salle en travaux", changed[0]["note"])
	require.Equal(t, stand.OtherRoom, changed[0]["room"])

	given := "/v1/idara/lessons/" + w.Lesson(t, w.Classes[0], thursday, "10:00")
	hers := "/v1/moudaris/timetable?week=" + stand.CancelWeek
	office.Post(given+":replace", stand.Object{"staffId": w.ColleagueStaff}).OK()
	w.shows(t, w.Students[0], stand.CancelWeek, thursday, "08:00 MATH 2APIC-1 PLANNED", "10:00 EN 2APIC-1 REPLACED", "14:00 MATH 2APIC-1G1 PLANNED")
	until(t, func() bool { return len(day(w.D.As(t, w.Colleague).Get(hers), thursday)) == 3 }, soon, "the colleague finds it in her week")
	until(t, func() bool { return len(day(w.D.As(t, w.Teacher).Get(hers), thursday)) == 3 }, soon, "and the teacher no longer")
	for _, path := range []string{moved, given} {
		office.Post(path+":restore", stand.Object{}).OK()
	}
	w.shows(t, w.Students[0], stand.CancelWeek, thursday, "08:00 MATH 2APIC-1 PLANNED", "10:00 EN 2APIC-1 PLANNED", "14:00 MATH 2APIC-1G1 PLANNED")
	w.shows(t, w.Students[0], stand.CancelWeek, wednesday, "08:00 MATH 2APIC-1 PLANNED", "10:00 FR 2APIC-1 PLANNED")
	require.Len(t, day(w.D.As(t, w.Colleague).Get(hers), thursday), 2)
}

// exam: a day of exams suspends the lessons of its classes and no others.
func (w *week) exam(t *testing.T) {
	const iso, tuesday = "2026-W49", "2026-12-01"
	office := w.D.As(t, w.Office)
	exam := stand.Object{"kind": "EXAM", "titleFr": "Contrôle unifié", "titleAr": "الفرض الموحد", "from": tuesday, "classIds": w.Classes[:1]}
	event := office.Post("/v1/idara/events", exam).OK().Text("event", "eventId")
	office.Post("/v1/idara/events", exam).Fails(409, "ALREADY_EXISTS", "EVENT_EXISTS")
	w.shows(t, w.Students[0], iso, tuesday)
	kind := stand.Find(t, w.reads(t, w.Students[0], iso).List("days"), tuesday, "date")
	require.Equal(t, []any{"EXAM", "Contrôle unifié"}, []any{kind["kind"], kind["label"]})
	w.shows(t, w.Students[1], iso, tuesday, "08:00 MATH 2APIC-2 PLANNED")
	require.Equal(t, "SCHOOL", stand.Find(t, w.reads(t, w.Students[1], iso).List("days"), tuesday, "date")["kind"])
	office.Delete("/v1/idara/events/" + event).OK()
	w.shows(t, w.Students[0], iso, tuesday, "08:00 MATH 2APIC-1 PLANNED", "10:00 EN 2APIC-1 PLANNED")
}

// roundTrip: what is exported and imported again changes nothing, and slots keep their ids.
func (w *week) roundTrip(t *testing.T) {
	const from = "2026-12-14"
	office := w.D.As(t, w.Office)
	slots := func() string { return string(office.Get("/v1/idara/slots?pageSize=500&date=" + from).OK().Raw) }
	before := slots()
	for format, kind := range map[string]string{"FET": "application/xml", "CSV": "text/csv"} {
		file := office.Get("/v1/idara/timetable:export?format=" + format + "&date=" + from).OK()
		require.Contains(t, file.Header.Get("Content-Type"), kind)
		done := office.Post("/v1/idara/imports?kind=TIMETABLE&from="+from, file.Raw).OK()
		require.Equalf(t, "DONE", done.Text("import", "state"), "%s: %s", format, done.Raw)
		require.EqualValues(t, len(stand.Activities()), done.At("import", "accepted"))
		require.Empty(t, done.List("import", "warnings"))
		require.Equal(t, before, slots(), format)
	}
	// What is nobody's or nowhere is listed, all of it, and nothing is written.
	bad := stand.FET([]stand.Activity{
		{Teacher: "Inconnu Personne", Day: "lundi_m", Hour: "8h-9h", Subject: "MATH", Students: "2APIC-1", Room: stand.Room},
		{Teacher: "Idrissi Fatima", Day: "lundi_m", Hour: "9h-10h", Subject: "MATH", Students: "2APIC-1", Room: "Salle 99"},
		{Teacher: "Idrissi Fatima", Day: "Dimanche", Hour: "8h-9h", Subject: "MATH", Students: "2APIC-9", Room: stand.Room},
	})
	refused := office.Post("/v1/idara/imports?kind=TIMETABLE&from="+from, bad).OK()
	require.Equal(t, "REFUSED", refused.Text("import", "state"))
	require.GreaterOrEqual(t, len(refused.List("import", "refused")), 3)
	require.Equal(t, before, slots())
}

// unchanged: a week that is known already is not sent again, until it is another.
func (w *week) unchanged(t *testing.T) {
	first := w.reads(t, w.Students[0], stand.CancelWeek).OK()
	known := stand.Header{Name: "If-None-Match", Value: first.Header.Get("ETag")}
	require.Equal(t, 304, w.reads(t, w.Students[0], stand.CancelWeek, known).Status)
	event := w.D.As(t, w.Office).Post("/v1/idara/events", stand.Object{"kind": "EVENT", "titleFr": "Sortie au musée", "from": stand.CancelDay}).OK().Text("event", "eventId")
	var other stand.Answer
	until(t, func() bool {
		other = w.reads(t, w.Students[0], stand.CancelWeek, known)
		return other.Status == 200
	}, soon, "the week is another")
	require.NotEqual(t, first.Text("version"), other.Text("version"))
	require.Equal(t, "Sortie au musée", stand.Find(t, other.List("events"), event, "eventId")["title"])
	w.D.As(t, w.Students[0]).Get("/v1/moutamadris/timetable?week="+url.QueryEscape("2026-W54")).Fails(400, "INVALID_ARGUMENT", "WEEK_INVALID")
}
