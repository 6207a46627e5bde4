package badinput

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/tests/stand"
)

// Lessons of the school beside those of its week.
const (
	tuesday, thursday, friday, saturday = "2026-11-17", "2026-11-26", "2026-11-27", "2026-11-28"
	wednesday, holiday                  = "2026-11-25", "2026-11-18"
)

func put(path string, body any) func(stand.Client) stand.Answer {
	return func(c stand.Client) stand.Answer { return c.Put(path, body) }
}

// weekNames: a week that is none, and one of a year that nobody knows, wherever a week is asked for.
func (w *world) weekNames(t *testing.T) {
	child := w.Pupils[0][0]
	for path, as := range map[string]stand.Person{
		"/v1/moutamadris/timetable":                           w.Students[0],
		"/v1/waliye/children/" + child + "/timetable":         w.Father,
		"/v1/moudaris/timetable":                              w.Teacher,
		"/v1/moudaris/classes/" + w.Classes[0] + "/timetable": w.Teacher,
		"/v1/idara/classes/" + w.Classes[0] + "/timetable":    w.Office,
		"/v1/idara/students/" + child + "/timetable":          w.Office,
		"/v1/idara/staff/" + w.TeacherStaff + "/timetable":    w.Office,
		"/v1/idara/rooms/Labo/timetable":                      w.Office,
	} {
		weeks := []string{"2026-W54"}
		if as.AccountID == w.Students[0].AccountID {
			weeks = append(weeks, "2026-W00", "2025-W53", "2026W48", "2026-48", "W48-2026", "1999-W10", "2031-W10", "2026-w48", "2026-W4", "-026-W48", "٢٠٢٦", "%20")
		}
		for _, week := range weeks {
			w.refuses(t, refusal{
				name: path + " in " + week, as: as, ask: get(path + "?week=" + week),
				status: 400, code: "INVALID_ARGUMENT", reason: "WEEK_INVALID", fields: []string{"week"},
			})
		}
	}
	w.refuses(t, refusal{
		name: "a week as long as a novel", as: w.Students[0], ask: get("/v1/moutamadris/timetable?week=2026-W48-and-more"),
		status: 400, code: "INVALID_ARGUMENT", reason: "INVALID_REQUEST", fields: []string{"week"},
	})
}

// registers: of a lesson of another teacher, of none, of a cancelled one, too early, too late, and with pupils who
// do not belong there.
func (w *world) registers(t *testing.T) {
	register := func(app, lesson string) string { return "/v1/" + app + "/lessons/" + lesson + "/register" }
	late := func(entries ...stand.Object) stand.Object {
		return stand.Object{"entries": entries, "lateReason": "essai"}
	}
	absent := stand.Entry(w.Pupils[0][0], "ABSENT", 0)
	week := w.Week
	none := map[string]string{
		"of another school":   stand.OtherSchool + week.Frozen[len(stand.OtherSchool):],
		"of no slot":          stand.SchoolCode + "." + nowhere,
		"of a holiday":        on(t, w.Lesson(t, w.Classes[0], wednesday, "08:00"), holiday),
		"of a day without it": on(t, week.Frozen, wednesday),
		"of another year":     on(t, week.Frozen, "2019-11-21"),
		"that is a slot":      week.Slot,
		"that is no id":       "1",
	}
	for name, lesson := range none {
		w.refuses(
			t,
			refusal{name: "a lesson " + name, as: w.Teacher, ask: get(register("moudaris", lesson)), status: 404, code: "NOT_FOUND", reason: "LESSON_NOT_FOUND"},
			refusal{name: "a register " + name, as: w.Teacher, ask: put(register("moudaris", lesson), late(absent)), status: 404, code: "NOT_FOUND", reason: "LESSON_NOT_FOUND"},
			refusal{name: "an office's register " + name, as: w.Office, ask: put(register("idara", lesson), late(absent)), status: 404, code: "NOT_FOUND", reason: "LESSON_NOT_FOUND"},
		)
	}
	yesterday := w.Lesson(t, w.Classes[0], tuesday, "08:00")
	w.refuses(
		t,
		refusal{name: "another teacher's lesson", as: w.Colleague, ask: get(register("moudaris", week.Frozen)), status: 404, code: "NOT_FOUND", reason: "LESSON_NOT_FOUND"},
		refusal{name: "another teacher's register", as: w.Colleague, ask: put(register("moudaris", week.Frozen), late(absent)), status: 404, code: "NOT_FOUND", reason: "LESSON_NOT_FOUND"},
		refusal{name: "another teacher's register, the first save", as: w.Teacher, ask: put(register("moudaris", week.Colleague), late()), status: 404, code: "NOT_FOUND", reason: "LESSON_NOT_FOUND"},
		refusal{name: "of a cancelled lesson", as: w.Teacher, ask: put(register("moudaris", week.Cancelled), late(absent)), status: 400, code: "FAILED_PRECONDITION", reason: "LESSON_CANCELLED"},
		refusal{name: "of a cancelled lesson, by the office", as: w.Office, ask: put(register("idara", week.Cancelled), late(absent)), status: 400, code: "FAILED_PRECONDITION", reason: "LESSON_CANCELLED"},
		refusal{name: "before its lesson", as: w.Teacher, ask: put(register("moudaris", week.Free), late(absent)), status: 400, code: "FAILED_PRECONDITION", reason: "REGISTER_EARLY"},
		refusal{
			name: "days later without a reason", as: w.Teacher, ask: put(register("moudaris", yesterday), stand.Object{"entries": []stand.Object{absent}}),
			status: 400, code: "FAILED_PRECONDITION", reason: "LATE_REASON_REQUIRED", fields: []string{"lateReason"},
		},
		refusal{
			name: "a reason that turns the text around", as: w.Teacher, ask: put(register("moudaris", yesterday), stand.Object{"lateReason": "r\u202eseau"}),
			status: 400, code: "INVALID_ARGUMENT", reason: "INVALID_REQUEST", fields: []string{"lateReason"},
		},
		refusal{
			name: "a state that is none", as: w.Teacher, ask: put(register("moudaris", week.Frozen), late(stand.Entry(w.Pupils[0][0], "VALUE_UNSPECIFIED", 1))),
			status: 400, code: "INVALID_ARGUMENT", reason: "INVALID_REQUEST", fields: []string{"entries[0].state"},
		},
	)
	w.entries(t)
}

// on is the id that a lesson of the same slot would have on another day.
func on(t *testing.T, lesson, day string) string {
	t.Helper()
	at, err := clock.ParseDate(day)
	require.NoError(t, err)
	return lesson[:len(lesson)-4] + fmt.Sprintf("%04x", int(at.Sub(time.Date(2000, 1, 1, 0, 0, 0, 0, at.Location())).Hours()+12)/24)
}

// entries: a register is taken, and then come entries that cannot stand in it. Each is named, and nothing changes.
func (w *world) entries(t *testing.T) {
	half := w.Lesson(t, w.Classes[0], "2026-11-19", "14:00") // of the first group
	first, second := w.Pupils[0][0], w.Pupils[0][5]
	w.Take(t, w.Teacher, half, stand.Entry(first, "ABSENT", 0)).OK()
	minutes := func(student, state string, n, version int) stand.Object {
		e := stand.Entry(student, state, version)
		e["minutesLate"] = n
		return e
	}
	for name, c := range map[string]struct {
		entries []stand.Object
		want    []string
	}{
		"of the other group":             {[]stand.Object{stand.Entry(second, "ABSENT", 0)}, []string{"STUDENT_NOT_IN_LESSON"}},
		"of another class":               {[]stand.Object{stand.Entry(w.Pupils[1][0], "ABSENT", 0)}, []string{"STUDENT_NOT_IN_LESSON"}},
		"of another school":              {[]stand.Object{stand.Entry(w.OtherPupils[0], "ABSENT", 0)}, []string{"STUDENT_NOT_IN_LESSON"}},
		"of nowhere":                     {[]stand.Object{stand.Entry(nowhere, "ABSENT", 0)}, []string{"STUDENT_NOT_IN_LESSON"}},
		"twice":                          {[]stand.Object{stand.Entry(w.Pupils[0][1], "ABSENT", 0), stand.Entry(w.Pupils[0][1], "LATE", 0)}, []string{"STUDENT_TWICE", "STUDENT_TWICE"}},
		"late by more than the lesson":   {[]stand.Object{minutes(w.Pupils[0][1], "LATE", 61, 0)}, []string{"MINUTES_LATE_INVALID"}},
		"present and late":               {[]stand.Object{minutes(w.Pupils[0][1], "PRESENT", 5, 0)}, []string{"MINUTES_LATE_INVALID"}},
		"three, each for another reason": {[]stand.Object{stand.Entry(second, "ABSENT", 0), minutes(w.Pupils[0][1], "LATE", 61, 0)}, []string{"STUDENT_NOT_IN_LESSON", "MINUTES_LATE_INVALID"}},
	} {
		t.Run("a pupil "+name, func(t *testing.T) {
			before := w.rows(t)
			for _, lang := range []string{"fr", "ar"} {
				as := w.D.As(t, w.Teacher)
				as.Lang = lang
				a := as.Put("/v1/moudaris/lessons/"+half+"/register", stand.Object{"entries": c.entries, "lateReason": "essai"}).OK()
				require.Empty(t, a.List("saved"), "%s", a.Raw)
				require.Empty(t, a.List("conflicts"), "%s", a.Raw)
				var got []string
				for _, r := range a.List("refused") {
					got = append(got, r["reason"].(string))
					inLanguage(t, lang, r["message"].(string))
				}
				require.ElementsMatch(t, c.want, got, "%s", a.Raw)
			}
			w.unchanged(t, before, "attendance.idempotency", "attendance.audit_log")
		})
	}
	t.Run("an entry that is older than the stored one", func(t *testing.T) {
		before := w.rows(t)
		a := w.Take(t, w.Teacher, half, stand.Entry(first, "EXCUSED", 0)).OK()
		require.Len(t, a.List("conflicts"), 1)
		require.Equal(t, "ABSENT", a.Text("conflicts", 0, "state"))
		w.unchanged(t, before, "attendance.idempotency", "attendance.audit_log")
	})
}

// changes: two changes of lessons that meet at one place, in whichever way, and those that mean nothing.
func (w *world) changes(t *testing.T) {
	week, office := w.Week, w.D.As(t, w.Office)
	// One lesson is moved to an hour where nothing is, and one is given to the teacher of another.
	moved := w.Lesson(t, w.Classes[0], thursday, "08:00")
	other := w.Lesson(t, w.Classes[0], thursday, "10:00")
	office.Post("/v1/idara/lessons/"+moved+":move", stand.Object{"date": friday, "period": 4}).OK()
	hers := w.Lesson(t, w.Classes[1], friday, "08:00")
	theirs := w.Lesson(t, w.Classes[2], friday, "09:00")
	office.Post("/v1/idara/lessons/"+theirs+":move", stand.Object{"date": friday, "period": 3, "room": stand.Lab}).OK()
	office.Post("/v1/idara/events", stand.Object{"kind": "EXAM", "titleFr": "Contrôle", "titleAr": "فرض", "from": "2026-12-02", "classIds": w.Classes[2:]}).OK()

	change := func(lesson, verb string, body stand.Object) func(stand.Client) stand.Answer {
		return post("/v1/idara/lessons/"+lesson+":"+verb, body)
	}
	conflict := func(name string, ask func(stand.Client) stand.Answer) refusal {
		return refusal{name: name, as: w.Office, ask: ask, status: 400, code: "FAILED_PRECONDITION", reason: "TIMETABLE_CONFLICT", meta: true}
	}
	invalid := func(name, field string, ask func(stand.Client) stand.Answer) refusal {
		return refusal{name: name, as: w.Office, ask: ask, status: 400, code: "INVALID_ARGUMENT", reason: "LESSON_CHANGE_INVALID", fields: []string{field}}
	}
	w.refuses(
		t,
		conflict("to where another was moved", change(other, "move", stand.Object{"date": friday, "period": 4})),
		conflict("to where the class is", change(other, "move", stand.Object{"date": saturday, "period": 1})),
		conflict("to where the teacher is", change(hers, "move", stand.Object{"date": friday, "period": 3})),
		conflict("into a room that is taken", change(hers, "replace", stand.Object{"room": stand.Room})),
		conflict("to a teacher who is elsewhere", change(hers, "replace", stand.Object{"staffId": w.TeacherStaff})),
		conflict("a weekly lesson over another", post("/v1/idara/slots", stand.Object{
			"classId": w.Classes[0], "subject": "MATH", "staffId": w.ColleagueStaff, "weekday": 5, "period": 3, "periods": 1, "from": friday,
		})),
		conflict("hours that run into one another", post("/v1/idara/slots", stand.Object{
			"classId": w.Classes[0], "subject": "MATH", "staffId": w.ColleagueStaff, "weekday": 4, "period": 6, "periods": 1, "from": thursday,
		})),
		refusal{
			name: "cancelling a lesson with a register", as: w.Office, ask: change(week.Frozen, "cancel", stand.Object{}),
			status: 400, code: "FAILED_PRECONDITION", reason: "LESSON_FROZEN",
		},
		refusal{
			name: "moving a lesson with a register", as: w.Office, ask: change(week.Frozen, "move", stand.Object{"date": saturday, "period": 4}),
			status: 400, code: "FAILED_PRECONDITION", reason: "LESSON_FROZEN",
		},
		invalid("to where it is", "date", change(week.Free, "move", stand.Object{"date": friday, "period": 1})),
		invalid("to a Sunday", "date", change(week.Free, "move", stand.Object{"date": "2026-11-29", "period": 1})),
		invalid("to a holiday", "date", change(week.Free, "move", stand.Object{"date": "2027-01-11", "period": 1})),
		invalid("to an exam of its class", "date", change(theirs, "move", stand.Object{"date": "2026-12-02", "period": 1})),
		invalid("to the same teacher", "staffId", change(week.Free, "replace", stand.Object{"staffId": w.TeacherStaff})),
		refusal{
			name: "to nobody", as: w.Office, ask: change(week.Free, "replace", stand.Object{"staffId": nowhere}),
			status: 404, code: "NOT_FOUND", reason: "STAFF_NOT_FOUND", fields: []string{"staffId"},
		},
		refusal{
			name: "to no room", as: w.Office, ask: change(week.Free, "replace", stand.Object{"room": "Salle 99"}),
			status: 404, code: "NOT_FOUND", reason: "ROOM_NOT_FOUND", fields: []string{"room"},
		},
		refusal{
			name: "an exam over an exam", as: w.Office,
			ask:    post("/v1/idara/events", stand.Object{"kind": "CLOSED", "titleFr": "Fermé", "titleAr": "مغلق", "from": "2026-12-01", "to": "2026-12-03"}),
			status: 409, code: "ALREADY_EXISTS", reason: "EVENT_EXISTS",
		},
		refusal{
			name: "an event that ends before it begins", as: w.Office,
			ask:    post("/v1/idara/events", stand.Object{"kind": "EVENT", "titleFr": "X", "titleAr": "س", "from": friday, "to": thursday}),
			status: 400, code: "INVALID_ARGUMENT", reason: "DATE_INVALID", fields: []string{"to"},
		},
		refusal{
			name: "hours that overlap", as: w.Office,
			ask: post("/v1/idara/bellSchedules", stand.Object{"name": "X", "from": "2027-01-04", "periods": []stand.Object{
				{"weekday": 1, "period": 1, "start": "08:00", "end": "09:00", "half": "AM"}, {"weekday": 1, "period": 2, "start": "08:50", "end": "09:50", "half": "AM"},
			}}),
			status: 400, code: "INVALID_ARGUMENT", reason: "BELL_SCHEDULE_INVALID", fields: []string{"periods[1]"},
		},
		refusal{
			name: "a room that lessons need", as: w.Office, ask: put("/v1/idara/rooms", stand.Object{"remove": []string{stand.Room}}),
			status: 400, code: "FAILED_PRECONDITION", reason: "ROOM_IN_USE",
		},
	)
}

// feeds: the address of a calendar cannot be guessed, and nobody makes one of another's child.
func (w *world) feeds(t *testing.T) {
	right := w.Week.Calendars["waliye"]
	w.D.Client(t).Get("/v1/waliye/calendars/" + right).OK()
	swapped := []byte(right)
	slices.Reverse(swapped)
	for _, app := range []string{"moutamadris", "waliye", "moudaris"} {
		path := "/v1/" + app + "/calendars/"
		for name, token := range map[string]string{
			"guessed": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "backwards": string(swapped), "cut": right[:len(right)-1], "with more behind it": right + "A",
			"SQL": "%27%20OR%20%271%27=%271%27%20--%20aaaa", "the id of an address": w.Week.Feeds["waliye"],
		} {
			w.refuses(t, refusal{name: app + ", a calendar that is " + name, ask: get(path + token), status: 404, code: "NOT_FOUND", reason: "FEED_NOT_FOUND"})
		}
		w.refuses(t, refusal{
			name: app + ", a calendar that is short", ask: get(path + "abc"), status: 400, code: "INVALID_ARGUMENT", reason: "INVALID_REQUEST", fields: []string{"token"},
		})
	}
	w.refuses(
		t,
		refusal{
			name: "an address of another's child", as: w.Father, ask: post("/v1/waliye/children/"+w.Pupils[1][0]+"/calendarFeeds", stand.Object{}),
			status: 404, code: "NOT_FOUND", reason: "STUDENT_NOT_FOUND",
		},
		refusal{
			name: "ending another's address", as: w.Mother, ask: func(c stand.Client) stand.Answer {
				return c.Delete("/v1/waliye/calendarFeeds/" + w.Week.Feeds["waliye"])
			},
			status: 404, code: "NOT_FOUND", reason: "FEED_NOT_FOUND",
		},
	)
}
