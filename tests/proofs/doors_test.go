package proofs

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/tests/stand"
)

// neighbours are what the other school has of its own.
type neighbours struct {
	teacher             stand.Person
	staff, slot, lesson string
}

// neighbour gives the other school a teacher with one lesson a week.
func neighbour(t *testing.T, s *stand.School) neighbours {
	t.Helper()
	office := s.D.As(t, s.OtherOffice)
	made := office.Post("/v1/idara/staff", stand.Object{
		"email": "other-teacher@stand.example", "kind": "TEACHER", "name": stand.Object{"ar": "الصقلي ليلى", "latin": "Sqalli Leila"},
	}).OK()
	n := neighbours{staff: made.Text("staff", "staffId"), teacher: s.D.Activate(t, "moudaris", made.Text("activationCode"), "oukaimeden-3268-neige")}
	require.Eventually(t, func() bool { // the timetable hears of the teacher a moment later
		a := office.Post("/v1/idara/slots", stand.Object{
			"classId": s.OtherClass, "subject": "MATH", "staffId": n.staff, "weekday": 5, "period": 1, "periods": 1, "from": stand.CancelDay,
		})
		if a.Status == http.StatusOK {
			n.slot = a.Text("slot", "slotId")
		}
		return a.Status == http.StatusOK
	}, stand.Patience, often)
	n.lesson = office.Get("/v1/idara/lessons?date="+stand.CancelDay).OK().Text("lessons", 0, "lesson", "lessonId")
	return n
}

// sideDoors: ids that come in a query or a body lead nowhere else than those in a path.
func sideDoors(t *testing.T, s *stand.School, other neighbours, own, absent map[string]string) {
	type door struct {
		as     stand.Person
		method string
		path   string
		body   any
	}
	get := func(path string) door { return door{s.OtherOffice, http.MethodGet, path, nil} }
	lesson := func(class, staff, room string) stand.Object {
		return stand.Object{"classId": class, "subject": "MATH", "staffId": staff, "room": room, "weekday": 2, "period": 2, "periods": 1, "from": stand.CancelDay}
	}
	doors := func(ids map[string]string, staff string) map[string]door {
		q := func(text string) string {
			for name, id := range ids {
				text = strings.ReplaceAll(text, "{"+name+"}", url.PathEscape(id))
			}
			return text
		}
		return map[string]door{
			"classes of a school":       {s.OtherOffice, http.MethodGet, q("/v1/idara/classes?schoolCode={school_code}"), nil},
			"students of a school":      {s.OtherOffice, http.MethodGet, q("/v1/idara/students?query=العلمي&schoolCode={school_code}"), nil},
			"staff of a school":         {s.OtherOffice, http.MethodGet, q("/v1/idara/staff?schoolCode={school_code}"), nil},
			"sheets of a school":        {s.OtherOffice, http.MethodGet, q("/v1/idara/markSheets?schoolCode={school_code}"), nil},
			"corrections of a school":   {s.OtherOffice, http.MethodGet, q("/v1/idara/corrections?schoolCode={school_code}"), nil},
			"nodes below a school":      {s.OtherOffice, http.MethodGet, q("/v1/idara/nodes?parent=" + stand.Directorate + "/{school_code}"), nil},
			"figures of a school":       {s.OtherOffice, http.MethodGet, q("/v1/idara/nodes:summary?node=" + stand.Directorate + "/{school_code}"), nil},
			"sheets of a class":         {s.OtherOffice, http.MethodGet, q("/v1/idara/markSheets?classId={class_id}"), nil},
			"assignments of a class":    {s.OtherOffice, http.MethodGet, q("/v1/idara/assignments?classId={class_id}"), nil},
			"a teacher's sheets":        {s.Colleague, http.MethodGet, q("/v1/moudaris/markSheets?classId={class_id}"), nil},
			"a new class of a school":   {s.OtherOffice, http.MethodPost, "/v1/idara/classes", stand.Object{"schoolCode": ids["school_code"], "label": "2APIC-9"}},
			"a new teacher of a school": {s.OtherOffice, http.MethodPost, "/v1/idara/staff", stand.Object{"schoolCode": ids["school_code"], "email": "x@stand.example", "kind": "TEACHER", "name": stand.Object{"ar": "اسم", "latin": "Nom"}}},
			"a class for own staff":     {s.OtherOffice, http.MethodPost, "/v1/idara/assignments", stand.Object{"classId": ids["class_id"], "subject": "MATH", "staffId": other.staff}},
			"own class for a teacher":   {s.OtherOffice, http.MethodPost, "/v1/idara/assignments", stand.Object{"classId": s.OtherClass, "subject": "MATH", "staffId": staff}},
			"transfers of a school":     {s.OtherOffice, http.MethodGet, q("/v1/idara/transfers?schoolCode={school_code}"), nil},
			"leavers of a school":       {s.OtherOffice, http.MethodGet, q("/v1/idara/students?status=LEFT&schoolCode={school_code}"), nil},
			"a pupil for a class":       {s.OtherOffice, http.MethodPost, "/v1/idara/transfers", stand.Object{"massarCode": s.Codes[0][0], "classId": ids["class_id"], "reason": "essai"}},
			"staff for a school":        {s.OtherOffice, http.MethodPost, q("/v1/idara/imports?kind=STAFF&schoolCode={school_code}"), nil},
			"a list for a school":       {s.OtherOffice, http.MethodPost, q("/v1/idara/imports?kind=CLASS_LIST&schoolCode={school_code}"), nil},

			"rooms of a school":              get(q("/v1/idara/rooms?schoolCode={school_code}")),
			"the week of a room of a school": get(q("/v1/idara/rooms/{room}/timetable?schoolCode={school_code}")),
			"what runs in a class":           get(q("/v1/idara/timetable:now?classId={class_id}")),
			"what runs by a teacher":         get(q("/v1/idara/timetable:now?staffId={staff_id}")),
			"what runs of a student":         get(q("/v1/idara/timetable:now?studentId={student_id}")),
			"what runs in a room":            get(q("/v1/idara/timetable:now?room={room}&schoolCode={school_code}")),
			"hours of a school":              get(q("/v1/idara/bellSchedules?schoolCode={school_code}")),
			"slots of a school":              get(q("/v1/idara/slots?schoolCode={school_code}")),
			"slots of a class":               get(q("/v1/idara/slots?classId={class_id}")),
			"slots of a teacher":             get(q("/v1/idara/slots?staffId={staff_id}")),
			"collisions of a school":         get(q("/v1/idara/timetable:check?schoolCode={school_code}")),
			"the timetable of a school":      get(q("/v1/idara/timetable:export?schoolCode={school_code}")),
			"lessons of a school":            get(q("/v1/idara/lessons?schoolCode={school_code}")),
			"lessons of a class":             get(q("/v1/idara/lessons?classId={class_id}&date=" + stand.RegisterDay)),
			"changed lessons of a school":    get(q("/v1/idara/lessonChanges?schoolCode={school_code}")),
			"events of a school":             get(q("/v1/idara/events?schoolCode={school_code}")),
			"justifications of a school":     get(q("/v1/idara/justifications?schoolCode={school_code}")),
			"justifications of a student":    get(q("/v1/idara/justifications?studentId={student_id}")),
			"alerts of a school":             get(q("/v1/idara/absenceAlerts?schoolCode={school_code}")),
			"a room for a school":            {s.OtherOffice, http.MethodPut, "/v1/idara/rooms", stand.Object{"schoolCode": ids["school_code"], "add": []stand.Object{{"name": "X"}}}},
			"hours for a school":             {s.OtherOffice, http.MethodPost, "/v1/idara/bellSchedules", stand.Object{"schoolCode": ids["school_code"], "name": "X", "from": "2027-01-04", "periods": []stand.Object{{"weekday": 1, "period": 1, "start": "08:00", "end": "09:00", "half": "AM"}}}},
			"an event for a school":          {s.OtherOffice, http.MethodPost, "/v1/idara/events", stand.Object{"schoolCode": ids["school_code"], "kind": "CLOSED", "titleFr": "X", "titleAr": "س", "from": stand.CancelDay}},
			"an event for a class":           {s.OtherOffice, http.MethodPost, "/v1/idara/events", stand.Object{"kind": "CLOSED", "titleFr": "X", "titleAr": "س", "from": stand.CancelDay, "classIds": []string{ids["class_id"]}}},
			"a lesson for a class":           {s.OtherOffice, http.MethodPost, "/v1/idara/slots", lesson(ids["class_id"], other.staff, "")},
			"a lesson by a teacher":          {s.OtherOffice, http.MethodPost, "/v1/idara/slots", lesson(s.OtherClass, ids["staff_id"], "")},
			"a lesson in a room":             {s.OtherOffice, http.MethodPost, "/v1/idara/slots", lesson(s.OtherClass, other.staff, ids["room"])},
			"own lessons to a teacher":       {s.OtherOffice, http.MethodPut, "/v1/idara/slots/" + other.slot, stand.Object{"subject": "MATH", "staffId": ids["staff_id"], "weekday": 5, "period": 1, "periods": 1}},
			"one own lesson to a teacher":    {s.OtherOffice, http.MethodPost, "/v1/idara/lessons/" + other.lesson + ":replace", stand.Object{"staffId": ids["staff_id"]}},
			"one own lesson in a room":       {s.OtherOffice, http.MethodPost, "/v1/idara/lessons/" + other.lesson + ":move", stand.Object{"period": 2, "room": ids["room"]}},
			"a timetable for a school":       {s.OtherOffice, http.MethodPost, q("/v1/idara/imports?kind=TIMETABLE&schoolCode={school_code}"), stand.FET(stand.Activities())},
			"absences for a school":          {s.OtherOffice, http.MethodPost, q("/v1/idara/imports?kind=ABSENCES&schoolCode={school_code}"), []byte("PK")},
			"absences for a class":           {s.OtherOffice, http.MethodPost, q("/v1/idara/imports?kind=ABSENCES&classId={class_id}"), []byte("PK")},
			"a paper beside one's own child": {s.Stranger, http.MethodPost, "/v1/waliye/children/" + s.Pupils[1][0] + "/justifications/" + ids["justification_id"] + ":attach", stand.Picture(t)},
			"a teacher's week by another":    {s.Colleague, http.MethodGet, "/v1/moudaris/lessons/" + ids["lesson_id"] + "/register", nil},
			"a pupil's entry by another":     {other.teacher, http.MethodPut, "/v1/moudaris/lessons/" + ids["lesson_id"] + "/register", stand.Object{"entries": []stand.Object{stand.Entry(s.Pupils[0][0], "PRESENT", 1)}, "lateReason": "X"}},
		}
	}
	here, nothing := doors(own, s.TeacherStaff), doors(absent, nowhere)
	for name, d := range here {
		t.Run(name, func(t *testing.T) {
			call := func(d door) stand.Answer { return s.D.As(t, d.as).Call(d.method, d.path, d.body) }
			foreign, none := call(d), call(nothing[name])
			require.Equalf(t, none.Status, foreign.Status, "%s", foreign.Raw)
			require.Equal(t, content(t, none, absent, own), content(t, foreign, nil, nil))
			if foreign.Status == http.StatusOK {
				require.Equal(t, http.MethodGet, d.method, "a write of another's row is answered: %s", foreign.Raw)
				require.NotContains(t, string(foreign.Raw), own["school_code"])
			}
		})
	}
}
