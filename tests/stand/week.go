package stand

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Facts of the week that Fill gives a school. Its lessons begin a week before SchoolDate, whose Wednesday is a
// holiday, so that registers can be taken at whatever hour a test runs.
const (
	FirstLesson = "2026-11-16"
	// RegisterDay is a day of lessons before SchoolDate, of RegisterWeek.
	RegisterDay  = "2026-11-19"
	RegisterWeek = "2026-W47"
	// CancelDay is one behind it, of CancelWeek.
	CancelDay  = "2026-11-27"
	CancelWeek = "2026-W48"
	// Room, OtherRoom and Lab are the rooms.
	Room      = "Salle 1"
	OtherRoom = "Salle 2"
	Lab       = "Labo"
)

// Week is what a filled school has, by its ids.
type Week struct {
	// Frozen is the lesson whose register holds an absence of the first pupil; Free is one of the same teacher
	// after SchoolDate, Cancelled one that is cancelled, and Colleague one of the other teacher.
	Frozen, Free, Cancelled, Colleague string
	// Slot is the slot of Free.
	Slot, Event, BellSchedule string
	// Justification waits; it was brought by the father for the first pupil, with Document.
	Justification, Document, Letter string
	// Feeds are the ids of the calendar addresses of the first pupil, his father and the teacher, by app, and
	// Calendars their secrets. Papers are secrets that open Document.
	Feeds, Calendars, Papers map[string]string
}

// Activity is one hour of FET's export.
type Activity struct {
	Teacher, Day, Hour, Subject, Students, Room string
}

// FET writes an export of FET: teachers, their days, and the hours of these. Days are named as schools do, with
// the half day behind the name and in no constant case.
func FET(activities []Activity) []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n<Teachers_Timetable>\n")
	teacher, day := "", ""
	end := func(all bool) {
		if day != "" {
			b.WriteString("    </Day>\n")
			day = ""
		}
		if all && teacher != "" {
			b.WriteString("  </Teacher>\n")
		}
	}
	for _, a := range activities {
		if a.Teacher != teacher {
			end(true)
			fmt.Fprintf(&b, "  <Teacher name=%q>\n", a.Teacher)
			teacher = a.Teacher
		}
		if a.Day != day {
			end(false)
			fmt.Fprintf(&b, "    <Day name=%q>\n", a.Day)
			day = a.Day
		}
		fmt.Fprintf(&b, "      <Hour name=%q><Subject name=%q/><Students name=%q/>", a.Hour, a.Subject, a.Students)
		if a.Room != "" {
			fmt.Fprintf(&b, "<Room name=%q/>", a.Room)
		}
		b.WriteString("</Hour>\n")
	}
	end(true)
	b.WriteString("</Teachers_Timetable>\n")
	return []byte(b.String())
}

// Activities are the timetable of the three classes: each day two hours of the first teacher, one of them in the
// laboratory with half of the class where the day has an afternoon, and one of the second teacher for each of the
// other classes.
func Activities() []Activity {
	var mine, hers []Activity
	for i, day := range []string{"lundi_m", "Mardi_m", "MERCREDI_m", "Jeudi_m", "vendredi_m", "Samedi_M"} {
		second := []string{"FR", "EN"}[i%2]
		mine = append(
			mine,
			Activity{"Idrissi Fatima", day, "8h-9h", "MATH", "2APIC-1", Room},
			Activity{"Idrissi Fatima", day, "10h-11h", second, "2APIC-1", Room},
		)
		if afternoon := strings.TrimSuffix(strings.ToLower(day), "_m") + "_S"; i == 0 || i == 3 {
			mine = append(
				mine,
				Activity{"Idrissi Fatima", afternoon, "14h-15h", "MATH", "2apic-1:G1", Lab},
				Activity{"Idrissi Fatima", afternoon, "15h-16h", "MATH", "2APIC-1:G2", Lab},
			)
		}
		hers = append(
			hers,
			Activity{"الفاسي مريم", day, "8h-9h", "الرياضيات", "2APIC-2", OtherRoom},
			Activity{"الفاسي مريم", day, "9h-10h", "MATH", "2APIC-3", OtherRoom},
		)
	}
	return append(mine, hers...)
}

// Fill gives the school rooms, groups, hours, a timetable from FET, a register, and what follows from an absence.
func (s *School) Fill(t testing.TB) *Week {
	t.Helper()
	w := &Week{}
	s.Timetable(t)
	s.changes(t, w)
	s.absence(t, w)
	s.calendars(t, w)
	s.Week = w
	return w
}

// Timetable gives the school rooms, groups and a timetable from FET.
func (s *School) Timetable(t testing.TB) {
	t.Helper()
	office, first := s.D.As(t, s.Office), s.Pupils[0]
	require.Eventually(t, func() bool { // the timetable hears of the school a moment after it was made
		return office.Put("/v1/idara/rooms", Object{"add": []Object{{"name": Room, "seats": 40}, {"name": OtherRoom}, {"name": Lab}}}).Status == 200
	}, Patience, often, "the timetable does not know the school")
	groups := "/v1/idara/classes/" + s.Classes[0] + "/groups/"
	office.Put(groups+"G1", Object{"studentIds": first[:4]}).OK()
	office.Put(groups+"G2", Object{"studentIds": first[4:]}).OK()
	var done Answer
	require.Eventually(t, func() bool {
		done = office.Post("/v1/idara/imports?kind=TIMETABLE&fileName=teachers.xml&from="+FirstLesson, FET(Activities())).OK()
		return done.Text("import", "state") == "DONE"
	}, Patience, 10*often, "the timetable does not know classes, groups or teachers")
	require.EqualValues(t, len(Activities()), done.At("import", "accepted"), "%s", done.Raw)
	require.Empty(t, done.At("import", "warnings"), "%s", done.Raw)
}

func (s *School) changes(t testing.TB, w *Week) {
	t.Helper()
	office := s.D.As(t, s.Office)
	w.Frozen = s.Lesson(t, s.Classes[0], RegisterDay, "08:00")
	w.Free = s.Lesson(t, s.Classes[0], CancelDay, "08:00")
	w.Cancelled = s.Lesson(t, s.Classes[0], CancelDay, "10:00")
	w.Colleague = s.Lesson(t, s.Classes[1], RegisterDay, "08:00")
	slots := office.Get("/v1/idara/slots?pageSize=500&date=" + CancelDay + "&classId=" + s.Classes[0]).OK().List("slots")
	for _, slot := range slots {
		if slot["weekday"] == float64(5) && slot["period"] == float64(1) {
			w.Slot = slot["slotId"].(string)
		}
	}
	require.NotEmpty(t, w.Slot, "%v", slots)
	office.Post("/v1/idara/lessons/"+w.Cancelled+":cancel", Object{"note": "Formation"}).OK()
	w.Event = office.Post("/v1/idara/events", Object{
		"kind": "EVENT", "titleFr": "Journée portes ouvertes", "titleAr": "يوم الأبواب المفتوحة", "from": CancelDay, "classIds": s.Classes[:1],
	}).OK().Text("event", "eventId")
	w.BellSchedule = office.Post("/v1/idara/bellSchedules", Object{
		"name": "Horaire d'hiver", "from": "2026-12-21", "to": "2026-12-23", "periods": hours(),
	}).OK().Text("bellSchedule", "bellScheduleId")
}

// hours are lessons of 50 minutes, from half past eight and from half past two.
func hours() []Object {
	var periods []Object
	for weekday := 1; weekday <= 6; weekday++ {
		for period := 1; period <= 8; period++ {
			begin, half := 8*60+30+(period-1)*50, "AM"
			if period > 4 {
				begin, half = 14*60+30+(period-5)*50, "PM"
			}
			if weekday == 6 && half == "PM" {
				continue
			}
			at := func(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }
			periods = append(periods, Object{"weekday": weekday, "period": period, "start": at(begin), "end": at(begin + 50), "half": half})
		}
	}
	return periods
}

// Lesson is the id of the lesson of a class that begins on a day at an hour.
func (s *School) Lesson(t testing.TB, class, date, start string) string {
	t.Helper()
	list := s.D.As(t, s.Office).Get("/v1/idara/lessons?date=" + date + "&classId=" + class).OK().List("lessons")
	return Find(t, list, start, "lesson", "start")["lesson"].(Object)["lessonId"].(string)
}

// Entry is what a register says of one pupil.
func Entry(student, state string, version int) Object {
	return Object{"studentId": student, "state": state, "version": version}
}

// Take saves a register as a teacher, who may be late.
func (s *School) Take(t testing.TB, teacher Person, lesson string, entries ...Object) Answer {
	t.Helper()
	return s.D.As(t, teacher).Put("/v1/moudaris/lessons/"+lesson+"/register", Object{"entries": entries, "lateReason": "Panne de réseau"})
}

// Picture is a small PNG.
func Picture(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, png.Encode(&out, image.NewGray(image.Rect(0, 0, 40, 30))))
	return out.Bytes()
}

func (s *School) absence(t testing.TB, w *Week) {
	t.Helper()
	pupil := s.Pupils[0][0]
	var saved Answer
	require.Eventually(t, func() bool { // attendance hears of the class a moment after it was made
		saved = s.Take(t, s.Teacher, w.Frozen, Entry(pupil, "ABSENT", 0), Object{"studentId": s.Pupils[0][1], "state": "LATE", "minutesLate": 10})
		return saved.Status == 200 && len(saved.List("saved")) == 2
	}, Patience, often, "attendance does not know the class: %s", saved.Raw)

	father := s.D.As(t, s.Father)
	justifications := "/v1/waliye/children/" + pupil + "/justifications"
	w.Justification = father.Post(justifications, Object{"from": RegisterDay, "reason": "ILLNESS", "text": "Grippe"}).OK().
		Text("justification", "justificationId")
	w.Document = father.Post(justifications+"/"+w.Justification+":attach", Picture(t)).OK().Text("document", "documentId")
	w.Papers = map[string]string{}
	for app, person := range map[string]Person{"waliye": s.Father, "idara": s.Office} {
		url := s.D.As(t, person).Get("/v1/" + app + "/documents/" + w.Document + ":link").OK().Text("url")
		w.Papers[app] = url[strings.LastIndex(url, "/")+1:]
	}
	w.Letter = s.D.As(t, s.Office).Post("/v1/idara/students/"+pupil+"/absenceLetters", Object{"from": FirstLesson, "to": RegisterDay}).OK().
		Text("absenceLetter", "letterId")
}

func (s *School) calendars(t testing.TB, w *Week) {
	t.Helper()
	w.Feeds, w.Calendars = map[string]string{}, map[string]string{}
	for app, one := range map[string]struct {
		owner Person
		path  string
	}{
		"moutamadris": {s.Students[0], "/v1/moutamadris/calendarFeeds"},
		"waliye":      {s.Father, "/v1/waliye/children/" + s.Pupils[0][0] + "/calendarFeeds"},
		"moudaris":    {s.Teacher, "/v1/moudaris/calendarFeeds"},
	} {
		made := s.D.As(t, one.owner).Post(one.path, Object{"label": "Téléphone"}).OK()
		url := made.Text("url")
		w.Feeds[app], w.Calendars[app] = made.Text("feedId"), url[strings.LastIndex(url, "/")+1:]
	}
}
