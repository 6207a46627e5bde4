package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/encoding/protojson"

	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/refdata"
)

func plannedCampus(t *testing.T) *campus {
	t.Helper()
	ref, err := refdata.Load()
	require.NoError(t, err)
	c := &campus{year: "2026-2027", today: "2026-11-23"}
	c.begins, _, _ = ref.Lessons(c.year)
	c.week, err = newWeekPlan(ref, c.year)
	require.NoError(t, err)
	for n := range campusClasses {
		c.classes = append(c.classes, &campusClass{id: fmt.Sprint("class", n), label: fmt.Sprintf("%s-%d", campusLevel, n+1)})
	}
	for i := range campusTeachers {
		c.teachers = append(c.teachers, &campusTeacher{name: teacherName(i)["latin"]})
	}
	return c
}

func TestTimetableHasNoConflict(t *testing.T) {
	c := plannedCampus(t)
	names := map[string]bool{}
	for _, teacher := range c.teachers {
		require.False(t, names[teacher.name], teacher.name)
		names[teacher.name] = true
	}
	for turn := range 9 {
		slots := 0
		for p := range c.week.hours {
			rooms, teachers := map[string]bool{}, map[int]bool{}
			for n := range campusClasses {
				for _, l := range c.week.lessons(n, p, turn) {
					slots++
					teacher := n/blockClasses*weekSubjects + l.subject
					require.False(t, rooms[l.room], "two lessons in %s", l.room)
					require.False(t, teachers[teacher], "two lessons of teacher %d", teacher)
					rooms[l.room], teachers[teacher] = true, true
					require.Contains(t, c.week.of(teacher, p, turn), l)
				}
			}
		}
		require.Equal(t, c.week.slots(), slots)
		require.Equal(t, slots, bytes.Count(c.week.xml(turn, c.teachers), []byte("<Activity ")))
	}
	for n := range campusClasses {
		require.NotEqual(t, c.week.lessons(n, 9, 0), c.week.lessons(n, 9, 1), "each file changes every lesson")
	}
}

// plannedWeek is the week of a reader as the product must answer it.
func plannedWeek(c *campus, r weekReader) *typev1.Week {
	week := &typev1.Week{Week: "2026-W47"}
	for i := range 7 {
		day := time.Date(2026, time.November, 16+i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		kind := typev1.SchoolDay_Kind_SCHOOL
		if i == 2 || i == 6 {
			kind = typev1.SchoolDay_Kind_HOLIDAY
		}
		week.Days = append(week.Days, &typev1.SchoolDay{Date: day, Kind: kind})
		for p, hour := range c.week.hours {
			if hour.weekday != i+1 || i == 2 {
				continue
			}
			for _, l := range c.week.lessons(r.class, p, c.turnOn(day)) {
				if l.group == "" || l.group == groupsOf(r.number)[0] {
					week.Lessons = append(week.Lessons, &typev1.Lesson{
						Date: day, Subject: &typev1.Subject{Code: c.week.subjects[l.subject].code}, Room: l.room,
						Class: &typev1.ClassRef{ClassId: c.class(r.class).id},
					})
				}
			}
		}
	}
	return week
}

func TestWeekIsHeldAgainstThePlan(t *testing.T) {
	c := plannedCampus(t)
	reader := weekReader{class: 7, number: 3}
	a := asked{reader: reader, week: "2026-W47"}
	good := plannedWeek(c, reader)
	check := func(change func(*typev1.Week)) error {
		week := plannedWeek(c, reader)
		change(week)
		body, err := protojson.Marshal(week)
		require.NoError(t, err)
		return c.checkWeek(a, body)
	}
	require.Len(t, good.GetLessons(), weekHours-6)
	require.NoError(t, check(func(*typev1.Week) {}))
	for name, change := range map[string]func(*typev1.Week){
		"another week":            func(w *typev1.Week) { w.Week = "2026-W48" },
		"a lesson is missing":     func(w *typev1.Week) { w.Lessons = w.GetLessons()[1:] },
		"a lesson twice":          func(w *typev1.Week) { w.Lessons = append(w.GetLessons(), w.GetLessons()[0]) },
		"another room":            func(w *typev1.Week) { w.GetLessons()[4].Room = "Labo 1" },
		"another class":           func(w *typev1.Week) { w.GetLessons()[4].Class.ClassId = "class8" },
		"lessons on a holiday":    func(w *typev1.Week) { w.GetDays()[0].Kind = typev1.SchoolDay_Kind_HOLIDAY },
		"the other half's lesson": func(w *typev1.Week) { w.Lessons = plannedWeek(c, weekReader{class: 7, number: 0}).GetLessons() },
		"the other timetable":     func(*typev1.Week) { c.today, c.turn = "2026-11-01", 1 },
		"six days":                func(w *typev1.Week) { w.Days = w.GetDays()[:6] },
	} {
		require.Error(t, check(change), name)
		c.today, c.turn = "2026-11-23", 0
	}
	require.Error(t, c.checkWeek(a, []byte("<html>")))
}

func TestSchoolWeeksHaveLessons(t *testing.T) {
	weeks, err := plannedCampus(t).schoolWeeks()
	require.NoError(t, err)
	require.Greater(t, len(weeks), 2*(localWeeks/(campusClasses*weekKinds*2)+1), "enough for the measurement")
	require.Contains(t, weeks, "2026-W48")
	require.NotContains(t, weeks, "2026-W44", "a break")
}

func TestPathLimitServesEachReaderHisWeeks(t *testing.T) {
	ask := func(token, week, language, want string) httpRequest {
		a := asked{week: week}
		return httpRequest{raw: getRequest(a.path(), token, language), want: []byte(want)}
	}
	requests := []httpRequest{
		ask("a", "", "ar", "now"), ask("a", "", "fr", "maintenant"), ask("a", "2026-W48", "fr", "48"), ask("b", "2026-W48", "fr", "other 48"),
	}
	requests = append(requests, httpRequest{raw: getRequest(weekPath, "b", "fr"), want: requests[1].want})
	served := new(bench).bodiesOf(requests)
	require.Len(t, served.Bodies, 4, "the same body is sent once")
	raw, err := json.Marshal(served)
	require.NoError(t, err)
	address := childOf(t, "paths", raw)
	s, err := loadHTTP(t.Context(), address, requests, 100*time.Millisecond)
	require.NoError(t, err)
	require.Zero(t, s.errors, s.fault)
	require.Positive(t, s.done)
	s, err = loadHTTP(t.Context(), address, []httpRequest{ask("b", "2026-W49", "fr", "")}, 20*time.Millisecond)
	require.NoError(t, err)
	require.Zero(t, s.done, "what was not asked before is not served")
}

func TestRegisterHoldsAnAnswerAgainstWhatItSent(t *testing.T) {
	r := &register{lesson: "x", token: "t", students: []string{"a", "b"}, version: []int{0, 4}}
	head, body, ok := strings.Cut(string(r.request(nil)), "\r\n\r\n")
	require.True(t, ok)
	require.Contains(t, head, fmt.Sprintf("Content-Length: %d\r\n", len(body))[:len("Content-Length: ")+len(fmt.Sprint(len(body)))])
	var first, second struct {
		IdempotencyKey string `json:"idempotencyKey"`
		Entries        []struct {
			StudentID, State string
			Version          int
		} `json:"entries"`
	}
	require.NoError(t, json.Unmarshal([]byte(body), &first))
	require.Equal(t, []int{0, 4}, []int{first.Entries[0].Version, first.Entries[1].Version})

	good := `{"saved":[{"studentId":"a","version":1},{"studentId":"b","version":5}],"conflicts":[],"refused":[]}`
	require.NoError(t, r.took(http.StatusOK, []byte(good)))
	require.Equal(t, []int{1, 5}, r.version)
	_, body, _ = strings.Cut(string(r.request(nil)), "\r\n\r\n")
	require.NoError(t, json.Unmarshal([]byte(body), &second))
	require.NotEqual(t, first.IdempotencyKey, second.IdempotencyKey)
	for i := range first.Entries {
		require.NotEqual(t, first.Entries[i].State, second.Entries[i].State, "every entry changes")
		require.Equal(t, stateOf(i, 2), second.Entries[i].State)
	}
	require.Error(t, r.took(http.StatusOK, []byte(good)), "the versions of the save before")
	require.Error(t, (&register{students: r.students, version: []int{0, 4}}).took(http.StatusOK, []byte(`{"saved":[],"conflicts":[{"studentId":"a"}],"refused":[]}`)))
	require.Error(t, r.took(http.StatusServiceUnavailable, []byte(good)))
}

func TestBareRegisterWritesEveryRow(t *testing.T) {
	dir := t.TempDir()
	save, done, err := openBareSQLite(t.Context(), dir, bareRegisters())
	require.NoError(t, err)
	r := newBareRegister()
	for range 2 {
		require.NoError(t, save(t.Context(), r))
	}
	done()
	db, err := openBareDB(dir)
	require.NoError(t, err)
	for query, want := range map[string]int{
		"SELECT count(*) FROM bare_registers WHERE version = 2 AND class_id = '" + r.class + "' AND date = '2026-11-23'": 1,
		"SELECT count(*) FROM bare_entries WHERE version = 2":                                                            cells,
		"SELECT count(*) FROM bare_entries WHERE state = 'ABSENT' AND entered = '2026-11-23'":                            absentOf / 2,
		"SELECT count(*) FROM bare_entries WHERE state = 'SENT_TO_OFFICE' AND entered = ''":                              (cells+1)/2 - absentOf/2,
		"SELECT count(*) FROM bare_entries WHERE state = 'PRESENT' AND entered = '' AND minutes_late = 0":                cells / 2,
		"SELECT count(*) FROM bare_changes WHERE topic = '" + r.class + "' AND length(students) = 147":                   2,
		"SELECT count(*) FROM bare_outbox WHERE pos IS NULL AND length(payload) > 100":                                   2,
		"SELECT count(*) FROM bare_idempotency":                                                                          2,
	} {
		n := 0
		require.NoError(t, db.QueryRowContext(t.Context(), query).Scan(&n))
		require.Equal(t, want, n, query)
	}
	require.NoError(t, db.Close())
	out, err := saveJob{Engine: engineSQLite, Of: savedRegisters, Dir: dir, Clients: 2, Sheets: 4, For: 50 * time.Millisecond}.run(t.Context())
	require.NoError(t, err)
	require.Positive(t, out.done)
}

func TestRedisKeepsWhatItHoldsWhenItIsStopped(t *testing.T) {
	r, err := newRedis(t.Context(), t.TempDir())
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, r.stop()) })
	answer, err := r.command("SET week 48")
	require.NoError(t, err)
	require.Equal(t, "+OK", answer)
	require.NoError(t, r.stop())
	_, err = r.command("PING")
	require.Error(t, err, "nobody listens")
	require.NoError(t, r.start(t.Context()))
	answer, err = r.command("GET week")
	require.NoError(t, err)
	require.Equal(t, "$2\r\n48", answer)
}

func TestOutcomesAreShares(t *testing.T) {
	o := outcomes{local: 1}.plus(outcomes{shared: 8, loaded: 1}).plus(outcomes{local: 5}).minus(outcomes{local: 5})
	require.Equal(t, "80.0 % of the reads came from Redis, 10.0 % from the process, 10.0 % from the database", o.String())
}
