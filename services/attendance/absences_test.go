package attendance_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/sqldb"
	"github.com/massar-platform/massar/platform/sqldb/sqldbtest"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/attendance"
)

func (w *world) tryAbsences(p auth.Principal, student, from, to string) (*typev1.StudentAbsences, error) {
	return w.client(p).ListStudentAbsences(w.as(p), &attendancev1.ListStudentAbsencesRequest{StudentId: student, From: from, To: to})
}

func (w *world) absences(p auth.Principal, student int) *typev1.StudentAbsences {
	w.Helper()
	got, err := w.tryAbsences(p, w.students[student], "", "")
	require.NoError(w, err)
	return got
}

func totals(a *typev1.StudentAbsences) []string {
	t := a.GetTotals()
	return []string{t.GetHalfDays(), t.GetHoursJustified(), t.GetHoursUnjustified(), t.GetHoursUndecided()}
}

func TestTheAbsencesOfAStudent(t *testing.T) {
	each(t, func(w *world) {
		morning, second, afternoon := w.plan(w.salma, today, "08:00", ""), w.plan(w.omar, today, "10:00", ""), w.plan(w.salma, today, "14:00", "")
		w.at(today, "14:10")
		w.save(w.salma, morning, w.entry(0, absent, 0), w.entry(1, absent, 0))
		w.save(w.omar, second, w.entry(0, sent, 0))
		w.save(w.salma, afternoon, &typev1.EntryInput{StudentId: w.students[0], State: late, MinutesLate: 15})

		got := w.absences(w.guardian, 0)
		require.Len(w, got.GetAbsences(), 2, "who was sent to the office was there")
		require.Equal(w, "2026-09-01", got.GetFrom())
		require.Equal(w, today, got.GetTo())
		lateOne, missed := got.GetAbsences()[0], got.GetAbsences()[1]
		require.Equal(w, afternoon, lateOne.GetLessonId(), "newest first")
		require.Equal(w, late, lateOne.GetState())
		require.Equal(w, int32(15), lateOne.GetMinutesLate())
		require.Equal(w, typev1.Absence_Standing_VALUE_UNSPECIFIED, lateOne.GetStanding())
		require.Empty(w, lateOne.GetJustifyBy())
		require.Equal(w, morning, missed.GetLessonId())
		require.Equal(w, []string{today, "08:00", "10:00", "PC", "Physique-chimie"},
			[]string{missed.GetDate(), missed.GetStart(), missed.GetEnd(), missed.GetSubject().GetCode(), missed.GetSubject().GetName()})
		require.Equal(w, typev1.Absence_Justification_NONE, missed.GetJustification())
		require.Equal(w, typev1.Absence_Standing_UNDECIDED, missed.GetStanding())
		require.Equal(w, "2026-11-26", missed.GetJustifyBy())
		// Half of the morning was missed: by the rule of a share that is a half day.
		require.Equal(w, []string{"1", "0", "0", "2"}, totals(got))

		// The school counts otherwise.
		w.emit(schoolRow(gresa, node, 2, &schoolv1.SchoolSettings{HalfDayRule: "ALL"}))
		require.Equal(w, []string{"0", "0", "0", "2"}, totals(w.absences(w.guardian, 0)))
		w.emit(schoolRow(gresa, node, 3, &schoolv1.SchoolSettings{HalfDayRule: "ANY"}))
		require.Equal(w, []string{"1", "0", "0", "2"}, totals(w.absences(w.guardian, 0)))
	})
}

// One absence stands alike for the student, the guardian, the office, the month, the
// register and grade, whatever happens to it.
func TestOneStateEverywhereAtOnce(t *testing.T) {
	each(t, func(w *world) {
		lesson := w.plan(w.salma, today, "08:00", "")
		w.save(w.salma, lesson, w.entry(0, absent, 0))
		stands := func(justification typev1.Absence_Justification_Value, standing, told typev1.Absence_Standing_Value, hours ...string) {
			w.Helper()
			for _, p := range []auth.Principal{w.guardian, w.pupil, w.office} {
				got := w.absences(p, 0)
				require.Equal(w, justification, got.GetAbsences()[0].GetJustification())
				require.Equal(w, standing, got.GetAbsences()[0].GetStanding())
				require.Equal(w, hours, totals(got)[1:])
			}
			row := w.month(w.office, "2026-11").GetRows()[0]
			require.Equal(w, hours, []string{row.GetHoursJustified(), row.GetHoursUnjustified(), row.GetHoursUndecided()})
			require.Equal(w, standing == typev1.Absence_Standing_JUSTIFIED, w.register(w.salma, lesson).GetEntries()[0].GetJustified())
			events := w.events(0)
			last := events[len(events)-1]
			require.Equal(w, told, last.GetStanding())
			// Grade is told nothing when time decides: what it was told says it.
			if last.GetStanding() == typev1.Absence_Standing_UNDECIDED {
				day := clock.DateOf(w.clock.Now())
				require.Equal(w, standing == typev1.Absence_Standing_UNDECIDED, day <= last.GetUndecidedUntil(), "%s, until %s", day, last.GetUndecidedUntil())
			} else {
				require.Empty(w, last.GetUndecidedUntil())
			}
		}
		const none, pending, accepted, refused = typev1.Absence_Justification_NONE, typev1.Absence_Justification_PENDING,
			typev1.Absence_Justification_ACCEPTED, typev1.Absence_Justification_REFUSED
		const undecided, justified, unjustified = typev1.Absence_Standing_UNDECIDED, typev1.Absence_Standing_JUSTIFIED, typev1.Absence_Standing_UNJUSTIFIED
		stands(none, undecided, undecided, "0", "0", "2")
		w.at("2026-11-26", "23:59")
		stands(none, undecided, undecided, "0", "0", "2")
		w.at("2026-11-27", "00:00")
		stands(none, unjustified, undecided, "0", "2", "0")
		w.at("2026-11-26", "10:00")
		j := w.mustExcuse(w.guardian, 0, today, "")
		stands(pending, undecided, undecided, "0", "0", "2")
		w.at("2026-11-30", "10:00")
		stands(pending, undecided, undecided, "0", "0", "2")
		// The office does not answer: it holds for fifteen days.
		w.at("2026-12-11", "23:59")
		stands(pending, undecided, undecided, "0", "0", "2")
		w.at("2026-12-12", "00:00")
		stands(pending, unjustified, undecided, "0", "2", "0")
		j, err := w.decide(w.office, j.GetJustificationId(), true, "")
		require.NoError(w, err)
		stands(accepted, justified, justified, "2", "0", "0")
		_, err = w.change(w.office, j, false, "faux certificat")
		require.NoError(w, err)
		stands(refused, unjustified, unjustified, "0", "2", "0")
	})
}

func TestWhoMayReadAbsences(t *testing.T) {
	each(t, func(w *world) {
		office := w.otherOffice()
		for name, c := range map[string]struct {
			who     auth.Principal
			student string
		}{
			"another's child": {w.guardian, w.students[1]}, "another student": {w.pupil, w.students[1]},
			"another school": {office, w.students[0]}, "nobody": {w.office, ids.New()},
		} {
			_, err := w.tryAbsences(c.who, c.student, "", "")
			require.Error(w, err, name)
			w.fails(err, errorsv1.Reason_STUDENT_NOT_FOUND)
		}
		for name, c := range map[string][2]string{
			"no day": {"2026-02-30", ""}, "backwards": {"2026-11-23", "2026-11-22"}, "too long": {"2025-09-01", "2026-11-22"}, "no text": {"", "yesterday"},
		} {
			_, err := w.tryAbsences(w.guardian, w.students[0], c[0], c[1])
			require.Error(w, err, name)
			w.fails(err, errorsv1.Reason_DATE_INVALID)
		}
		w.absences(w.office, 0)
		w.absences(w.guardian, 0)
		require.Eventually(w, func() bool {
			return w.count(`SELECT COUNT(*) FROM read_log WHERE rpc = 'attendance.ListStudentAbsences'`) == 1
		}, waitFor, tick, "the office's reading is logged, the family's is its own")
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM read_log WHERE account_id = $1 AND ref = $2 AND school = $3`, w.office.AccountID, w.students[0], gresa))
	})
}

// A student who moves keeps his absences; the office of his new school reads them and
// the one that he left no longer does.
func TestAbsencesGoWithTheStudent(t *testing.T) {
	each(t, func(w *world) {
		const other = "23456B"
		lesson := w.plan(w.salma, today, "08:00", "")
		w.save(w.salma, lesson, w.entry(0, absent, 0))
		office, class := w.otherOffice(), ids.InSchool(other)
		_, err := w.tryAbsences(office, w.students[0], "", "")
		w.fails(err, errorsv1.Reason_STUDENT_NOT_FOUND)
		w.emit(classRow(class, "2BACSPF-4", 1),
			enrolmentRow(w.enrolments[0], w.students[0], w.class, 1, "2026-09-08", "2026-11-24", 2),
			enrolmentRow(ids.New(), w.students[0], class, 9, "2026-11-24", "", 1))
		w.at("2026-11-24", "08:00")
		require.Equal(w, []string{"1", "0", "0", "2"}, totals(w.absences(office, 0)))
		require.Equal(w, []string{"1", "0", "0", "2"}, totals(w.absences(w.guardian, 0)))
		_, err = w.tryAbsences(w.office, w.students[0], "", "")
		w.fails(err, errorsv1.Reason_STUDENT_NOT_FOUND)
	})
}

// Half days count the lessons of the student's own groups only.
func TestGroupsCountForTheirMembers(t *testing.T) {
	each(t, func(w *world) {
		w.emit(groupRow(w.class, "G1", 1, w.enrolments[0]), groupRow(w.class, "G2", 1, w.enrolments[1]))
		first, second, third := w.plan(w.salma, today, "08:00", "G1"), w.plan(w.salma, today, "08:00", "G2"), w.plan(w.omar, today, "10:00", "")
		w.emit(schoolRow(gresa, node, 2, &schoolv1.SchoolSettings{HalfDayRule: "ALL"}))
		w.at(today, "10:10")
		w.save(w.salma, first, w.entry(0, absent, 0))
		w.save(w.salma, second)
		w.save(w.omar, third, w.entry(0, absent, 0), w.entry(1, absent, 0))
		require.Equal(w, "1", w.absences(w.guardian, 0).GetTotals().GetHalfDays(), "both lessons that were his")
		require.Equal(w, "0", w.absences(w.office, 1).GetTotals().GetHalfDays())
	})
}

func TestEventsTellGrade(t *testing.T) {
	each(t, func(w *world) {
		lesson := w.plan(w.salma, today, "08:00", "")
		w.save(w.salma, lesson, w.entry(0, absent, 0), w.entry(1, excused, 0), w.entry(2, sent, 0), w.entry(3, present, 0))
		events := w.events(2)
		require.Len(w, events, 2, "only absences")
		byStudent := map[string]*attendancev1.AbsenceEvent{}
		for _, e := range events {
			byStudent[e.GetStudentId()] = e
			require.Equal(w, []string{lesson, w.class, "PC", today}, []string{e.GetLessonId(), e.GetClassId(), e.GetSubject(), e.GetDate()})
			require.Equal(w, e.GetPos(), e.GetVersion())
		}
		require.Equal(w, typev1.Absence_Standing_UNDECIDED, byStudent[w.students[0]].GetStanding())
		require.Equal(w, typev1.Absence_Standing_JUSTIFIED, byStudent[w.students[1]].GetStanding())

		// The absence was a mistake: it is told, and a value saved again is not.
		w.save(w.salma, lesson, w.entry(0, present, 1), w.entry(1, excused, 1), w.entry(2, present, 1))
		events = w.events(3)
		require.Len(w, events, 3)
		last := events[2]
		require.Equal(w, w.students[0], last.GetStudentId())
		require.Equal(w, present, last.GetState())
		require.Equal(w, typev1.Absence_Standing_VALUE_UNSPECIFIED, last.GetStanding())
		require.Greater(w, last.GetVersion(), events[0].GetVersion())

		// A decision tells every lesson of its days.
		other := w.plan(w.omar, today, "10:00", "")
		w.at(today, "10:10")
		w.save(w.omar, other, w.entry(3, absent, 0))
		w.save(w.salma, lesson, w.entry(3, absent, 1))
		j := w.mustExcuse(w.office, 3, "2026-11-22", "2026-11-24")
		_, err := w.decide(w.office, j.GetJustificationId(), true, "")
		require.NoError(w, err)
		told := w.events(9)
		end := told[len(told)-2:]
		require.NotEqual(w, end[0].GetLessonId(), end[1].GetLessonId())
		require.Equal(w, end[0].GetPos(), end[1].GetPos(), "one decision")
		require.Equal(w, end[1].GetPos(), w.through())
		for _, e := range end {
			require.Equal(w, w.students[3], e.GetStudentId())
			require.Equal(w, typev1.Absence_Standing_JUSTIFIED, e.GetStanding())
		}

		// A justification of days without lessons moves the position on and tells nothing.
		through := w.through()
		w.mustExcuse(w.office, 4, today, "")
		require.Eventually(w, func() bool { return w.through() > through }, waitFor, tick)
	})
}

func TestWhatChangedIsToldToWhomItConcerns(t *testing.T) {
	sqldbtest.Each(t, "attendance", attendance.Migrations(), func(t *testing.T, db sqldb.DB) {
		// Changes are dated by real time, so the clock below the schools' is the machine's.
		w := newWorld(t, db, students, func(w *world) {
			w.clock.Set(time.Now())
			var err error
			w.offset, err = clock.OffsetTo(w.clock, today)
			require.NoError(w, err)
		})
		teacherElsewhere := person(optionsv1.Role_ROLE_TEACHER)
		other := person(optionsv1.Role_ROLE_GUARDIAN)
		w.scopes[other.AccountID] = &typev1.Scope{StudentIds: []string{w.students[1]}}
		readers := map[string]auth.Principal{
			"pupil": w.pupil, "guardian": w.guardian, "other guardian": other, "salma": w.salma, "omar": w.omar, "elsewhere": teacherElsewhere,
			"office": w.office, "other office": w.otherOffice(),
		}
		cursors := map[string]string{}
		told := func() map[string][]string {
			w.Helper()
			w.clock.Set(time.Now())
			all := map[string][]string{}
			for name, p := range readers {
				answer, err := w.client(p).ListChanges(w.as(p), &attendancev1.ListChangesRequest{Cursor: cursors[name]})
				require.NoError(w, err)
				cursors[name] = answer.GetCursor()
				for _, c := range answer.GetChanges() {
					all[name] = append(all[name], c.GetKind()+" "+c.GetId())
				}
			}
			return all
		}
		lesson := w.plan(w.salma, today, "00:00", "")
		require.Empty(w, told())
		w.save(w.salma, lesson, w.entry(0, absent, 0), w.entry(1, present, 0))
		staff := []string{"ABSENCES " + lesson}
		require.Equal(w, map[string][]string{
			"pupil": {"ABSENCES " + w.students[0]}, "guardian": {"ABSENCES " + w.students[0]}, "salma": staff, "omar": staff, "office": staff,
		}, told())
		require.Empty(w, told(), "each once")

		j := w.mustExcuse(w.guardian, 0, today, "")
		family := []string{"JUSTIFICATION " + j.GetJustificationId(), "ABSENCES " + w.students[0]}
		changed := told()
		require.ElementsMatch(w, family, changed["guardian"])
		require.ElementsMatch(w, family, changed["office"])
		require.Equal(w, []string{"ABSENCES " + w.students[0]}, changed["salma"])
		require.Empty(w, changed["other guardian"])
		require.Empty(w, changed["other office"])

		_, err := w.waliye.ListChanges(w.as(w.guardian), &attendancev1.ListChangesRequest{Cursor: "x"})
		w.fails(err, errorsv1.Reason_PAGE_TOKEN_INVALID)
	})
}

// A guardian of two children of one class is told of both, each once, wherever the
// pages end.
func TestTwoChildrenOfOneClass(t *testing.T) {
	sqldbtest.Each(t, "attendance", attendance.Migrations(), func(t *testing.T, db sqldb.DB) {
		w := newWorld(t, db, students, func(w *world) {
			w.clock.Set(time.Now())
			var err error
			w.offset, err = clock.OffsetTo(w.clock, today)
			require.NoError(w, err)
		})
		w.scopes[w.guardian.AccountID] = &typev1.Scope{StudentIds: []string{w.students[0], w.students[1]}}
		lesson := w.plan(w.salma, today, "00:00", "")
		ask := func(cursor string) *attendancev1.ListChangesResponse {
			w.clock.Set(time.Now())
			answer, err := w.waliye.ListChanges(w.as(w.guardian), &attendancev1.ListChangesRequest{Cursor: cursor})
			require.NoError(w, err)
			return answer
		}
		cursor := ask("").GetCursor()
		const saves = 110
		for version := range int32(saves) {
			state := []typev1.Attendance_Value{absent, excused}[version%2]
			w.save(w.salma, lesson, w.entry(0, state, version), w.entry(1, state, version))
		}
		told, pages := map[string]int{}, 0
		for more := true; more; pages++ {
			answer := ask(cursor)
			for _, c := range answer.GetChanges() {
				told[c.GetId()]++
			}
			cursor, more = answer.GetCursor(), answer.GetMore()
		}
		require.Equal(w, map[string]int{w.students[0]: saves, w.students[1]: saves}, told)
		require.Equal(w, 2, pages)
		require.Empty(w, ask(cursor).GetChanges())
	})
}
