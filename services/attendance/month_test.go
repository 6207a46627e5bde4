package attendance_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/attendance"
)

// took takes the register of a new lesson with some students absent.
func (w *world) took(day, start string, absentees ...int) string {
	w.Helper()
	lesson := w.plan(w.salma, day, start, "")
	w.at(day, start)
	var entries []*typev1.EntryInput
	for _, student := range absentees {
		entries = append(entries, w.entry(student, absent, 0))
	}
	w.save(w.salma, lesson, entries...)
	return lesson
}

// weekdays are the first n days of a month that are neither Saturday nor Sunday.
func weekdays(t testing.TB, month string, n int) []string {
	t.Helper()
	day, err := time.Parse("2006-01", month)
	require.NoError(t, err)
	var days []string
	for ; len(days) < n; day = day.AddDate(0, 0, 1) {
		if day.Weekday() != time.Saturday && day.Weekday() != time.Sunday {
			days = append(days, day.Format("2006-01-02"))
		}
	}
	return days
}

// The vector attendance-1: 30 pupils, 40 half days, 54 of them missed: 95.50 %.
func TestMonthRateVector(t *testing.T) {
	sqldbtest.Each(t, "attendance", attendance.Migrations(), func(t *testing.T, db sqldb.DB) {
		w := newWorld(t, db, 30)
		missed := 0
		for i, day := range weekdays(t, "2026-10", 20) {
			for _, start := range []string{"08:00", "14:00"} {
				var absentees []int
				if missed < 54 {
					absentees = []int{i, (i + 7) % 30}
				}
				w.took(day, start, absentees...)
				missed += len(absentees)
			}
		}
		require.Equal(t, 54, missed)
		w.at("2026-11-02", "08:00")
		sheet := w.month(w.salma, "2026-10")
		require.Equal(t, int32(40), sheet.GetStudyHalfDays())
		require.Len(t, sheet.GetRows(), 30)
		require.Equal(t, "95.50", sheet.GetRate())
		require.Zero(t, sheet.GetRegistersMissing())
		require.Equal(t, "2BACSPF-1", sheet.GetClass().GetLabel())
		// The second student was away twice on one day.
		require.Equal(t, []string{"2", "95.00"}, []string{sheet.GetRows()[1].GetHalfDays(), sheet.GetRows()[1].GetRate()})
	})
}

func TestTheMonthOfAClass(t *testing.T) {
	each(t, func(w *world) {
		const monday, tuesday, saturday = "2026-11-16", "2026-11-17", "2026-11-21"
		w.took(monday, "08:00", 0, 1)
		w.took(monday, "14:00", 0)
		w.plan(w.omar, tuesday, "08:00", "") // nobody took it
		w.took(saturday, "08:00", 1)
		w.took(saturday, "14:00")
		w.plan(w.omar, today, "16:00", "") // is still to come
		w.at("2026-11-20", "08:00")
		_, err := w.decide(w.office, w.mustExcuse(w.office, 0, monday, "").GetJustificationId(), true, "")
		require.NoError(w, err)
		lesson := w.plan(w.salma, today, "08:00", "")
		w.at(today, "08:05")
		w.save(w.salma, lesson, w.entry(0, absent, 0), &typev1.EntryInput{StudentId: w.students[2], State: late, MinutesLate: 5})
		// The fourth was in the class until Tuesday only, the fifth comes next month.
		w.emit(enrolmentRow(w.enrolments[3], w.students[3], w.class, 4, "2026-09-08", tuesday, 2),
			enrolmentRow(w.enrolments[4], w.students[4], w.class, 5, "2026-12-01", "", 2))

		sheet := w.month(w.office, "")
		require.Equal(w, "2026-11", sheet.GetMonth())
		// Monday twice, Tuesday, Saturday as one, and this morning.
		require.Equal(w, int32(5), sheet.GetStudyHalfDays())
		require.Equal(w, int32(1), sheet.GetRegistersMissing())
		require.Len(w, sheet.GetRows(), 4)
		type row struct{ halves, dj, hj, du, hu, undecided, rate, alert string }
		var rows []row
		for _, r := range sheet.GetRows() {
			rows = append(rows, row{
				r.GetHalfDays(), r.GetDaysJustified(), r.GetHoursJustified(), r.GetDaysUnjustified(), r.GetHoursUnjustified(),
				r.GetHoursUndecided(), r.GetRate(), r.GetAlert(),
			})
		}
		require.Equal(w, []row{
			{"3", "1", "4", "0", "0", "2", "40.00", "NORMAL"},
			// Half of the Saturday, and a Monday that nobody excused: the delay of both ran out or not by their days.
			{"2", "0", "0", "0.5", "2", "2", "60.00", "CRITICAL"},
			{"0", "0", "0", "0", "0", "0", "100.00", "NORMAL"},
			{"0", "0", "0", "0", "0", "0", "100.00", "NORMAL"},
		}, rows)
		require.Equal(w, int32(1), sheet.GetRows()[2].GetLate())
		// 17 half days of four students, 5 of them missed.
		require.Equal(w, "70.59", sheet.GetRate())
	})
}

func TestTheMonthOfOthersIsNotFound(t *testing.T) {
	each(t, func(w *world) {
		for name, p := range map[string]auth.Principal{
			"a teacher of no class": person(optionsv1.Role_ROLE_TEACHER), "another school": w.otherOffice(),
		} {
			_, err := w.client(p).GetMonthSheet(w.as(p), &attendancev1.GetMonthSheetRequest{ClassId: w.class})
			require.Error(w, err, name)
			w.fails(err, errorsv1.Reason_CLASS_NOT_FOUND)
		}
		for _, month := range []string{"2026-13", "2026", "11-2026"} {
			_, err := w.idara.GetMonthSheet(w.as(w.office), &attendancev1.GetMonthSheetRequest{ClassId: w.class, Month: month})
			w.fails(err, errorsv1.Reason_MONTH_INVALID)
		}
		empty := w.month(w.salma, "2026-10")
		require.Empty(w, empty.GetRate())
		require.Zero(w, empty.GetStudyHalfDays())
	})
}

func TestAlertsAreTheWorstFirst(t *testing.T) {
	each(t, func(w *world) {
		days := weekdays(w, "2026-10", 20)
		for i, day := range days {
			var absentees []int
			for student, n := range []int{1, 4, 2, 0, 3} { // 5 %, 20 %, 10 %, 0 %, 15 %
				if i < n {
					absentees = append(absentees, student)
				}
			}
			w.took(day, "08:00", absentees...)
		}
		w.at("2026-11-05", "08:00")
		alerts := func(size int32, token string) *attendancev1.ListAlertsResponse {
			w.Helper()
			answer, err := w.idara.ListAlerts(w.as(w.office), &attendancev1.ListAlertsRequest{Month: "2026-10", PageSize: size, PageToken: token})
			require.NoError(w, err)
			return answer
		}
		all := alerts(0, "")
		require.Empty(w, all.GetNextPageToken())
		var got [][]string
		for _, a := range all.GetAlerts() {
			got = append(got, []string{a.GetStudentId(), a.GetLevel(), a.GetHalfDays(), a.GetUnjustifiedRate(), a.GetLetterAt()})
		}
		require.Equal(w, [][]string{
			{w.students[1], "CRITICAL", "4", "20.00", ""},
			{w.students[4], "RISK", "3", "15.00", ""},
			{w.students[2], "RISK", "2", "10.00", ""},
			{w.students[0], "RISK", "1", "5.00", ""},
		}, got)
		var paged []*typev1.AbsenceAlert
		token := ""
		for {
			answer := alerts(1, token)
			paged = append(paged, answer.GetAlerts()...)
			if token = answer.GetNextPageToken(); token == "" {
				break
			}
		}
		require.Len(w, paged, 4)
		for i, a := range paged {
			require.Equal(w, all.GetAlerts()[i].GetStudentId(), a.GetStudentId())
		}
		// What the sheet calls an alert is one here.
		for _, row := range w.month(w.office, "2026-10").GetRows() {
			if row.GetStudentId() == w.students[1] {
				require.Equal(w, "CRITICAL", row.GetAlert())
			}
		}

		// An accepted paper takes the worst off the list.
		_, err := w.decide(w.office, w.mustExcuse(w.office, 1, days[0], days[3]).GetJustificationId(), true, "")
		require.NoError(w, err)
		require.Equal(w, w.students[4], alerts(0, "").GetAlerts()[0].GetStudentId())

		_, err = w.idara.ListAlerts(w.as(w.otherOffice()), &attendancev1.ListAlertsRequest{SchoolCode: gresa})
		w.fails(err, errorsv1.Reason_SCHOOL_NOT_FOUND)
		province := person(optionsv1.Role_ROLE_PROVINCE)
		w.scopes[province.AccountID] = &typev1.Scope{Nodes: []string{"ma/07/351"}}
		_, err = w.idara.ListAlerts(w.as(province), &attendancev1.ListAlertsRequest{})
		w.fails(err, errorsv1.Reason_INVALID_REQUEST)
		seen, err := w.idara.ListAlerts(w.as(province), &attendancev1.ListAlertsRequest{SchoolCode: gresa, Month: "2026-10"})
		require.NoError(w, err)
		require.Len(w, seen.GetAlerts(), 3)
	})
}

// Who was on the list by mistake belongs to the lessons in which something was written about him, and to no other.
func TestAMonthWithWhoIsNoLongerOnTheList(t *testing.T) {
	each(t, func(w *world) {
		w.took("2026-11-16", "08:00", 0, 1)
		w.took("2026-11-17", "08:00")
		w.took("2026-11-18", "08:00", 0, 1)
		w.at(today, "08:00")
		before := w.month(w.office, "").GetRows()
		require.Len(w, before, students)
		w.emit(enrolmentRow(w.enrolments[1], w.students[1], w.class, 2, "2026-09-08", "2026-09-08", 2))

		sheet := w.month(w.office, "")
		rows := sheet.GetRows()
		require.Len(w, rows, students)
		last := rows[students-1]
		require.Equal(w, []string{w.students[1], before[1].GetMassarCode(), "Eleve"},
			[]string{last.GetStudentId(), last.GetMassarCode(), last.GetName().GetLatin()})
		require.Equal(w, []string{"2", "4", "0.00"}, []string{last.GetHalfDays(), last.GetHoursUnjustified(), last.GetRate()})
		require.Equal(w, []string{"2", "33.33"}, []string{rows[0].GetHalfDays(), rows[0].GetRate()})
		require.Equal(w, int32(3), sheet.GetStudyHalfDays())
		// Four half days were missed of fourteen: three for each of four on the list, and two of his.
		require.Equal(w, "71.43", sheet.GetRate())

		answer, err := w.idara.ListAlerts(w.as(w.office), &attendancev1.ListAlertsRequest{})
		require.NoError(w, err)
		var alerted []string
		for _, a := range answer.GetAlerts() {
			alerted = append(alerted, a.GetStudentId())
		}
		require.Contains(w, alerted, w.students[1])
	})
}

// A school is read at once, however many classes it has, and every class has its own.
func TestAlertsOfAllClassesAtOnce(t *testing.T) {
	each(t, func(w *world) {
		others := map[string]string{} // student by class
		for i := range 3 {
			class, student := ids.InSchool(gresa), ids.New()
			others[class] = student
			w.emit(classRow(class, fmt.Sprintf("2BACSPF-%d", i+2), 1),
				studentRow(student, fmt.Sprintf("K%09d", i), "تلميذ", "Eleve", 1),
				enrolmentRow(ids.New(), student, class, 1, "2026-09-08", "", 1))
		}
		days := weekdays(w, "2026-10", 10)
		w.took(days[0], "08:00", 0)
		for class, student := range others {
			lesson := w.plan(w.salma, days[0], "08:00", "")
			w.timetable.with(func() { w.timetable.lessons[lesson].Lesson.Class = &typev1.ClassRef{ClassId: class} })
			w.at(days[0], "08:30")
			w.save(w.office, lesson, &typev1.EntryInput{StudentId: student, State: absent})
		}
		w.at("2026-11-05", "08:00")
		asked := 0
		w.timetable.with(func() { asked = w.timetable.asked })
		answer, err := w.idara.ListAlerts(w.as(w.office), &attendancev1.ListAlertsRequest{Month: "2026-10"})
		require.NoError(w, err)
		got := map[string]string{}
		for _, a := range answer.GetAlerts() {
			got[a.GetClass().GetClassId()] = a.GetStudentId()
			require.Equal(w, "100.00", a.GetUnjustifiedRate())
		}
		others[w.class] = w.students[0]
		require.Equal(w, others, got)
		w.timetable.with(func() { require.Equal(w, asked+1, w.timetable.asked, "the timetable is asked once") })
	})
}
