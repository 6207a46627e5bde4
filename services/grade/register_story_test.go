package grade_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	gradev1 "github.com/massar-platform/massar/proto/gen/massar/grade/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

const (
	absent, present, late, excused = typev1.Attendance_ABSENT, typev1.Attendance_PRESENT, typev1.Attendance_LATE, typev1.Attendance_EXCUSED

	undecided, justified, unjustified = typev1.Absence_Standing_UNDECIDED, typev1.Absence_Standing_JUSTIFIED, typev1.Absence_Standing_UNJUSTIFIED

	missing, pending, away = typev1.MarkState_MISSING, typev1.MarkState_PENDING, typev1.MarkState_ABSENT
)

func TestAnAbsenceAtAControlWaits(t *testing.T) {
	takeRegisters(t, func(r *registers) {
		other := r.event(3, "l1", absent, undecided)
		other.Date = "2026-11-19"
		physics := r.event(3, "p1", absent, undecided)
		physics.Subject = "PC"
		r.say(r.event(0, "l1", absent, undecided), r.event(1, "l1", excused, justified), r.event(2, "l1", absent, unjustified),
			r.event(4, "l1", late, undecided), other, physics)
		require.Nil(r, r.shows(0, pending, 1).Mark)
		require.True(r, r.shows(1, away, 1).GetJustified())
		require.False(r, r.shows(2, away, 1).GetJustified())
		require.False(r, r.shows(3, missing, 0).GetAbsentInRegister())
		require.False(r, r.shows(4, missing, 0).GetAbsentInRegister())
		for _, head := range r.heads(r.class) {
			if head.GetMarkSheetId() == r.math {
				require.EqualValues(r, 3, head.GetEntered())
			}
		}
		require.Equal(r, []string{"REGISTER >PENDING "}, r.told(0))
		events, err := r.idara.ListMarkEvents(r.inArabic(r.office), &gradev1.ListMarkEventsRequest{MarkSheetId: r.math, StudentId: r.students[0]})
		require.NoError(r, err)
		require.Equal(r, "سجل الحضور", events.GetEvents()[0].GetBy())
		require.Equal(r, "system", events.GetEvents()[0].GetRole())
		r.audited()

		// Nobody justified it: after three days it counts 0, and not before; and the
		// office can still accept, in the register.
		r.publishNow(r.class)
		require.Equal(r, pending, subjectIn(r, r.own(0), "MATH").GetState())
		r.time.Advance(4 * 24 * time.Hour)
		require.Equal(r, "0.00", subjectIn(r, r.own(0), "MATH").GetMark())
		before := r.count(`SELECT COUNT(*) FROM changes WHERE topic = $1 AND kind = 'MARKS'`, r.students[0])
		r.say(r.event(0, "l1", absent, justified))
		require.True(r, r.shows(0, away, 3).GetJustified())
		require.Equal(r, []string{"REGISTER >PENDING ", "DECIDE_ABSENCE PENDING>ABSENT_UNJUSTIFIED ",
			"DECIDE_ABSENCE ABSENT_UNJUSTIFIED>ABSENT_JUSTIFIED justification"}, r.told(0))
		require.True(r, subjectIn(r, r.own(0), "MATH").GetControls()[0].GetJustified())
		require.Greater(r, r.count(`SELECT COUNT(*) FROM changes WHERE topic = $1 AND kind = 'MARKS'`, r.students[0]), before)
		r.audited()
		r.say(r.event(0, "l1", absent, unjustified))
		require.Equal(r, "0.00", subjectIn(r, r.own(0), "MATH").GetMark())
		// Published is published: a register that is corrected now changes nothing.
		r.say(r.event(0, "l1", present, 0), r.event(3, "l1", absent, undecided))
		require.False(r, r.shows(0, away, 4).GetJustified())
		require.True(r, r.shows(3, missing, 0).GetAbsentInRegister())
		r.audited()
	})
}

// What a person says is never overwritten, and a contradiction can be seen.
func TestTheRegisterLeavesWhatPeopleWrote(t *testing.T) {
	takeRegisters(t, func(r *registers) {
		r.fillIn(r.math, r.cell(0, "C1", "12", 0), r.state(1, "C1", typev1.MarkState_EXEMPT, 0), r.cell(2, "C1", "9", 0), r.state(3, "C1", away, 0))
		r.fillIn(r.math, r.state(2, "C1", missing, 1))
		_, err := r.idara.DecideAbsence(r.writing(r.office), &gradev1.DecideAbsenceRequest{
			MarkSheetId: r.math, StudentId: r.students[3], Column: "C1", Justified: true,
		})
		require.NoError(r, err)
		for _, standing := range []typev1.Absence_Standing_Value{undecided, unjustified, justified} {
			var events []*attendancev1.AbsenceEvent
			for i := range 4 {
				events = append(events, r.event(i, "l1", absent, standing))
			}
			r.say(events...)
			r.shows(0, typev1.MarkState_GRADED, 1)
			r.shows(1, typev1.MarkState_EXEMPT, 1)
			r.shows(2, missing, 2)
			require.True(r, r.shows(3, away, 2).GetJustified())
		}
		require.True(r, r.shows(0, typev1.MarkState_GRADED, 1).GetAbsentInRegister())
		require.Zero(r, r.count(`SELECT COUNT(*) FROM mark_events WHERE account_id = 'register'`))
		r.audited()
	})
}

// A teacher who writes over what the register brought has to have seen it, and then
// has the last word.
func TestAMarkReplacesTheRegister(t *testing.T) {
	takeRegisters(t, func(r *registers) {
		r.say(r.event(0, "l1", absent, undecided), r.event(1, "l1", absent, undecided))
		result, err := r.save(r.salma, r.math, r.cell(0, "C1", "12", 0))
		require.NoError(r, err)
		require.Len(r, result.GetConflicts(), 1)
		require.Equal(r, "Registre d'appel", result.GetConflicts()[0].GetBy())
		require.Equal(r, pending, result.GetConflicts()[0].GetCurrent().GetState())
		r.fillIn(r.math, r.cell(0, "C1", "12", 1), r.state(1, "C1", missing, 1))
		r.say(r.event(0, "l1", absent, unjustified), r.event(1, "l1", absent, undecided))
		r.shows(0, typev1.MarkState_GRADED, 2)
		r.shows(1, missing, 2)
		r.audited()
	})
}

func TestACorrectedRegisterTakesItsAbsenceBack(t *testing.T) {
	takeRegisters(t, func(r *registers) {
		for i := range 5 {
			r.say(r.event(i, "l1", absent, undecided))
		}
		r.fillIn(r.math, r.state(3, "C1", away, 1)) // a teacher says so, too
		r.say(r.event(1, "l1", absent, justified))
		r.say(r.event(0, "l1", present, 0), r.event(1, "l1", late, 0), r.event(3, "l1", present, 0))
		r.shows(0, missing, 2)
		r.shows(1, missing, 3)
		r.shows(3, pending, 2)
		require.Equal(r, []string{"REGISTER >PENDING ", "REGISTER PENDING>MISSING "}, r.told(0))
		r.audited()
		r.say(r.event(0, "l1", absent, undecided))
		r.shows(0, pending, 3)

		// Time has decided: one who was there after all has no 0.
		r.time.Advance(4 * 24 * time.Hour)
		require.NoError(r, r.service.SettleAbsences(r.Context()))
		r.shows(2, away, 2)
		r.say(r.event(2, "l1", present, 0), r.event(3, "l1", late, 0))
		r.shows(2, missing, 3)
		require.False(r, r.shows(3, away, 3).GetJustified(), "the teacher has said that he was not there")
		r.audited()

		// Handed in, it stays; and a sheet that was handed in takes no new absence until
		// it comes back.
		_, err := r.submit(r.salma, r.math)
		require.NoError(r, err)
		r.say(r.event(4, "l1", present, 0), r.event(2, "l1", absent, undecided))
		r.shows(4, away, 2)
		r.shows(2, missing, 3)
		_, err = r.reopen(r.math, "erreur")
		require.NoError(r, err)
		r.shows(4, missing, 3)
		r.shows(2, pending, 4)
		r.audited()
	})
}

// The register follows the date of the control, whichever was known first.
func TestADateBringsTheAbsencesOfItsDay(t *testing.T) {
	takeRegisters(t, func(r *registers) {
		r.say(r.event(0, "l1", absent, undecided), r.event(1, "l1", absent, justified), r.event(2, "l1", absent, undecided))
		r.fillIn(r.math, r.state(2, "C1", away, 1))
		r.date("C2", r.day)
		require.Equal(r, pending, r.at(r.read(r.salma.Principal, r.math), 0, "C2").GetState())
		r.day = "2026-11-18"
		r.say(r.event(1, "l0", absent, undecided), r.event(3, "l0", absent, undecided))
		r.date("C1", r.day)
		r.shows(0, missing, 2)
		r.shows(1, pending, 2) // another day, and another absence
		r.shows(2, pending, 2) // a teacher has said so
		r.shows(3, pending, 1)
		r.date("C1", "")
		r.shows(1, missing, 3)
		r.shows(3, missing, 2)
		require.Equal(r, pending, r.at(r.read(r.salma.Principal, r.math), 0, "C2").GetState())
		r.followed()
		r.audited()
		// Activities are no control.
		pc := r.sheet("PC")
		physics := r.event(0, "p0", absent, undecided)
		physics.Subject = "PC"
		r.say(physics)
		_, err := r.moudaris.SetColumn(r.writing(r.salma.Principal), &gradev1.SetColumnRequest{MarkSheetId: pc, Column: "ACT", Date: r.day})
		require.NoError(r, err)
		require.Equal(r, missing, r.at(r.read(r.salma.Principal, pc), 0, "ACT").GetState())
		r.audited()
	})
}

// What the office decided about the absence holds for an absence that a teacher
// enters, before and after.
func TestAnEnteredAbsenceStandsAsInTheRegister(t *testing.T) {
	takeRegisters(t, func(r *registers) {
		r.fillIn(r.math, r.state(0, "C1", away, 0))
		r.say(r.event(0, "l1", absent, justified))
		require.True(r, r.shows(0, away, 2).GetJustified())
		r.fillIn(r.math, r.cell(1, "C1", "7", 0), r.cell(2, "C1", "8", 0))
		r.say(r.event(1, "l1", absent, unjustified))
		result, err := r.save(r.salma, r.math, r.state(1, "C1", away, 1), r.state(2, "C1", away, 1))
		require.NoError(r, err)
		require.EqualValues(r, 3, result.GetSaved()[0].GetVersion())
		require.EqualValues(r, 2, result.GetSaved()[1].GetVersion())
		require.False(r, r.shows(1, away, 3).GetJustified())
		r.shows(2, pending, 2)
		require.Equal(r, "DECIDE_ABSENCE PENDING>ABSENT_UNJUSTIFIED justification", r.told(1)[2])
		r.audited()
	})
}

// Absent in any lesson of the subject that day; where lessons stand differently, it waits.
func TestSeveralLessonsOfADay(t *testing.T) {
	takeRegisters(t, func(r *registers) {
		r.say(r.event(0, "l1", absent, undecided), r.event(0, "l2", late, 0), r.event(1, "l1", excused, justified), r.event(1, "l2", absent, unjustified))
		r.shows(0, pending, 1)
		r.shows(1, pending, 1)
		r.say(r.event(1, "l2", absent, justified), r.event(0, "l2", absent, justified))
		require.True(r, r.shows(1, away, 2).GetJustified())
		r.shows(0, pending, 1)
		r.say(r.event(0, "l1", present, 0))
		r.shows(0, away, 2)
		r.say(r.event(0, "l2", present, 0))
		r.shows(0, missing, 3)
		r.audited()
	})
}

// Whatever the order of versions, the newest stands, and what is told again is
// written once.
func TestVersionsOfAbsencesOutOfOrder(t *testing.T) {
	takeRegisters(t, func(r *registers) {
		version := func(v int64, e *attendancev1.AbsenceEvent) *attendancev1.AbsenceEvent {
			e.Version = v
			return e
		}
		r.say(version(9, r.event(0, "l1", present, 0)), version(8, r.event(1, "l1", absent, justified)), version(3, r.event(1, "l1", absent, undecided)))
		r.say(version(5, r.event(0, "l1", absent, undecided)), version(7, r.event(1, "l1", present, 0)))
		r.shows(0, missing, 0)
		r.shows(1, away, 1)
		events := r.count(`SELECT COUNT(*) FROM mark_events`)
		for range 3 {
			r.say(version(8, r.event(1, "l1", absent, justified)), version(9, r.event(0, "l1", present, 0)))
		}
		require.Equal(r, events, r.count(`SELECT COUNT(*) FROM mark_events`))

		// The feed is read from its beginning, by two processes at once.
		r.tamper(`UPDATE projection_cursor SET pos = 0 WHERE source = 'attendance'`)
		second := *r.world
		second.serve(today)
		r.say(version(10, r.event(0, "l1", absent, unjustified)))
		require.Eventually(r, func() bool { return r.count(`SELECT COUNT(*) FROM mark_events`) == events+1 }, 10*time.Second, 2*time.Millisecond)
		require.False(r, r.shows(0, away, 1).GetJustified())
		r.audited()
	})
}

// A teacher and the register want the same cells at the same time: a mark that was
// first stays, one that was second is a conflict, and nothing is lost or written twice.
func TestATeacherAndTheRegisterAtOnce(t *testing.T) {
	takeRegisters(t, func(r *registers) {
		for _, column := range []string{"C1", "C2", "C3"} {
			r.date(column, r.day)
		}
		var wg sync.WaitGroup
		results := make([]*typev1.SaveResult, students)
		for i := range students {
			wg.Go(func() {
				var err error
				results[i], err = r.moudaris.SaveMarkSheet(r.writing(r.salma.Principal), &gradev1.SaveMarkSheetRequest{
					MarkSheetId: r.math, Cells: []*typev1.CellInput{r.cell(i, "C1", "12", 0), r.cell(i, "C2", "12", 0), r.cell(i, "C3", "12", 0)},
				})
				if err != nil {
					r.Errorf("saving: %v", err)
				}
			})
			r.say(r.event(i, "l1", absent, undecided))
		}
		wg.Wait()
		r.followed()
		sheet := r.read(r.salma.Principal, r.math)
		for i, result := range results {
			saved := len(result.GetSaved()) == 3
			require.True(r, saved || len(result.GetConflicts()) == 3, "one sheet, one lock")
			for _, column := range []string{"C1", "C2", "C3"} {
				cell := r.at(sheet, i, column)
				require.EqualValues(r, 1, cell.GetVersion())
				require.Equal(r, saved, cell.GetState() == typev1.MarkState_GRADED)
			}
		}
		r.audited()
	})
}

// One who left takes no new absence with him; an absence that comes before the class
// list is not lost.
func TestAbsencesOfThoseWhoCameAndWent(t *testing.T) {
	takeRegisters(t, func(r *registers) {
		r.emit(enrolmentRow(r.enrolments[0], r.students[0], r.class, 1, "2026-09-08", "2026-11-21", 2))
		r.say(r.event(0, "l1", absent, undecided), r.event(1, "l1", absent, undecided))
		r.shows(0, missing, 0)
		r.shows(1, pending, 1)
		r.emit(enrolmentRow(r.enrolments[1], r.students[1], r.class, 2, "2026-09-08", "2026-11-21", 2))
		r.say(r.event(1, "l1", absent, justified))
		require.True(r, r.shows(1, away, 2).GetJustified(), "what he has stays, and is decided")

		class := ids.InSchool(gresa)
		r.students = append(r.students, ids.New())
		early := r.event(len(r.students)-1, "n1", absent, undecided)
		early.ClassId = class
		r.say(early)
		r.emit(classRow(class, "2BACSPF-9", "2BACSPF", 1))
		r.teachAll(class)
		r.math = r.sheetOf(class, "MATH")
		r.date("C1", r.day)
		r.emit(enrolmentRow(ids.New(), r.students[len(r.students)-1], class, 1, "2026-09-08", "", 1))
		r.shows(len(r.students)-1, pending, 1)
		r.audited()
	})
}

// A released control is seen with its absence, and the next views follow the office.
func TestAReleasedControlFollowsTheRegister(t *testing.T) {
	takeRegisters(t, func(r *registers) {
		_, err := r.moudaris.ReleaseColumn(r.writing(r.salma.Principal), &gradev1.ReleaseColumnRequest{MarkSheetId: r.math, Column: "C1"})
		require.NoError(r, err)
		r.say(r.event(0, "l1", absent, undecided))
		control := func() *typev1.ControlMark { return subjectIn(r, r.own(0), "MATH").GetControls()[0] }
		require.Equal(r, pending, control().GetState())
		r.audited()
		r.say(r.event(0, "l1", absent, justified))
		require.True(r, control().GetJustified())
		r.say(r.event(0, "l1", present, 0))
		require.Equal(r, missing, control().GetState())
		r.audited()
	})
}

// The office's word about the mark itself is the last one.
func TestADecisionAboutTheMarkStays(t *testing.T) {
	takeRegisters(t, func(r *registers) {
		r.say(r.event(0, "l1", absent, unjustified), r.event(1, "l1", absent, undecided))
		decide := func(student int, reason string) error {
			_, err := r.idara.DecideAbsence(r.writing(r.office), &gradev1.DecideAbsenceRequest{
				MarkSheetId: r.math, StudentId: r.students[student], Column: "C1", Justified: true, Reason: reason,
			})
			return err
		}
		require.True(r, errs.Is(decide(0, ""), errorsv1.Reason_REASON_REQUIRED), "a person has decided, if elsewhere")
		require.NoError(r, decide(0, "certificat"))
		require.NoError(r, decide(1, ""))
		r.say(r.event(0, "l1", absent, unjustified), r.event(1, "l1", absent, unjustified))
		r.say(r.event(0, "l1", present, 0))
		require.True(r, r.shows(0, away, 2).GetJustified())
		require.True(r, r.shows(1, away, 2).GetJustified())
		r.audited()
	})
}

// Without attendance marks are entered, and what it tells later is not too late.
func TestAttendanceIsAway(t *testing.T) {
	takeRegisters(t, func(r *registers) {
		r.lessons.setDown(true)
		later := *r.world
		later.serve(today)
		require.Eventually(r, func() bool { return later.service.Health(r.Context()) == nil }, 10*time.Second, 2*time.Millisecond)
		_, err := later.save(r.salma, r.math, r.cell(0, "C1", "10", 0))
		require.NoError(r, err)
		r.lessons.setDown(false)
		// More than a page, and positions that several events share.
		var events []*attendancev1.AbsenceEvent
		for i := range 40 {
			events = append(events, r.event(1+i%3, fmt.Sprint("x", i), absent, undecided))
		}
		r.say(events...)
		r.shows(0, typev1.MarkState_GRADED, 1)
		for i := range 3 {
			r.shows(1+i, pending, 1)
		}
		require.Equal(r, 40, r.count(`SELECT COUNT(*) FROM proj_absences`))
		r.audited()
	})
}

// A sheet that cannot be written keeps no other waiting, and follows once it can.
func TestABrokenSheetStopsNobody(t *testing.T) {
	takeRegisters(t, func(r *registers) {
		pc := r.sheet("PC")
		_, err := r.moudaris.SetColumn(r.writing(r.salma.Principal), &gradev1.SetColumnRequest{MarkSheetId: pc, Column: "C1", Date: r.day})
		require.NoError(r, err)
		r.followed()
		r.tamper(`INSERT INTO mark_events (school, sheet_id, seq, at, account_id, person_id, role, session_id, kind, student_id, col,
 before_value, after_value, reason, request_id, prev_hash, hash)
 SELECT school, sheet_id, head_seq + 1, 1, '', '', '', '', '', '', '', '', '', '', '', head_hash, head_hash FROM mark_sheets WHERE sheet_id = $1`, r.math)
		physics := r.event(0, "p1", absent, undecided)
		physics.Subject = "PC"
		r.tell(r.event(0, "l1", absent, undecided), physics)
		require.Eventually(r, func() bool { return r.count(`SELECT COUNT(*) FROM absence_checks`) == 1 }, 10*time.Second, 2*time.Millisecond)
		require.Equal(r, pending, r.at(r.read(r.salma.Principal, pc), 0, "C1").GetState())
		r.shows(0, missing, 0)
		r.tamper(`DELETE FROM mark_events WHERE sheet_id = $1 AND kind = ''`, r.math)
		again := *r.world
		again.serve(today) // the first one lets the sheet rest for a minute
		r.followed()
		r.shows(0, pending, 1)
		r.audited()
	})
}

// An absence counts 0 from the day on which attendance counts it unjustified, not a day
// before: neither while a justification waits, nor because the register was taken late.
func TestAMarkStandsAsTheAbsence(t *testing.T) {
	takeRegisters(t, func(r *registers) {
		waiting := func(student int, until string) *attendancev1.AbsenceEvent {
			e := r.event(student, "l1", absent, undecided)
			e.UndecidedUntil = until
			return e
		}
		days := []string{"2026-11-25", "2026-12-08", "2026-11-24", "2026-12-08", "2026-12-08"}
		for i, until := range days {
			r.say(waiting(i, until))
		}
		r.fillIn(r.math, r.state(4, "C1", away, 1)) // a teacher says so, too
		r.publishNow(r.class)
		read := func(student int) string {
			seen := r.at(r.read(r.salma.Principal, r.math), student, "C1")
			view := subjectIn(r, r.own(student), "MATH").GetControls()[0]
			require.Equal(r, seen.GetState(), view.GetState(), "student %d", student)
			return seen.GetState().String()
		}
		for _, c := range []struct {
			day  string
			want [5]string
		}{
			{"2026-11-24", [5]string{"PENDING", "PENDING", "PENDING", "PENDING", "PENDING"}},
			{"2026-11-25", [5]string{"PENDING", "PENDING", "ABSENT", "PENDING", "PENDING"}},
			{"2026-11-26", [5]string{"ABSENT", "PENDING", "ABSENT", "PENDING", "PENDING"}},
			{"2026-12-04", [5]string{"ABSENT", "PENDING", "ABSENT", "PENDING", "PENDING"}},
			{"2026-12-08", [5]string{"ABSENT", "PENDING", "ABSENT", "ABSENT", "PENDING"}},
			{"2026-12-09", [5]string{"ABSENT", "ABSENT", "ABSENT", "ABSENT", "ABSENT"}},
		} {
			at, err := clock.ParseDate(c.day)
			require.NoError(r, err)
			r.time.Set(at.Add(time.Hour))
			if c.day == "2026-12-04" {
				// Withdrawn: nothing waits any more, and the delay is long over.
				r.say(waiting(3, "2026-11-25"))
				require.Equal(r, 1, r.count(`SELECT COUNT(*) FROM cells WHERE student_id = $1 AND by_account = 'system'`, r.students[3]))
				c.want[3] = "ABSENT"
			}
			require.NoError(r, r.service.SettleAbsences(r.Context()))
			for i, want := range c.want {
				require.Equal(r, want, read(i), "%s, student %d", c.day, i)
			}
			r.audited()
		}
		// It was brought in time and only told now: the 0 goes, also from what is published.
		r.say(waiting(1, "2026-12-20"))
		require.Equal(r, "PENDING", read(1))
		r.say(r.event(1, "l1", absent, justified))
		require.Equal(r, "ABSENT", read(1))
		require.True(r, subjectIn(r, r.own(1), "MATH").GetControls()[0].GetJustified())
		r.audited()
	})
}
