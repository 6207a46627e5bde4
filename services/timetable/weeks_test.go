package timetable_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

func (p *process) classWeek(class, group, week string) *typev1.Week {
	p.Helper()
	answer, err := p.idara.GetClassWeek(p.as(p.office), &timetablev1.GetClassWeekRequest{ClassId: class, Group: group, Week: week})
	require.NoError(p, err)
	return answer
}

func (p *process) studentWeek(s student, week string) *typev1.Week {
	p.Helper()
	answer, err := p.moutamadris.GetStudentWeek(p.as(s.Principal), &timetablev1.GetStudentWeekRequest{StudentId: s.PersonID, Week: week})
	require.NoError(p, err)
	return answer
}

func (p *process) teacherWeek(who auth.Principal, week string) *typev1.Week {
	p.Helper()
	answer, err := p.moudaris.GetTeacherWeek(p.as(who), &timetablev1.GetTeacherWeekRequest{Week: week})
	require.NoError(p, err)
	return answer
}

func TestWeekOfEveryView(t *testing.T) {
	each(t, func(w *world) {
		require.Empty(w, w.main.classWeek(w.a, "", week).GetLessons(), "nobody has written this timetable yet")
		math := w.slot(w.a, "", "MATH", w.omar, "R1", 1, 1, 2)
		w.slot(w.a, "G1", "PC", w.salma, "LAB", 2, 1, 2)
		w.slot(w.a, "G2", "PC", w.salma, "LAB", 2, 3, 2)
		w.slot(w.b, "", "MATH", w.omar, "R1", 4, 1, 1)
		w.main = w.start(w.redisOff())

		whole := w.main.classWeek(w.a, "", week)
		require.Equal(w, []string{"Mon 08:00 MATH R1", "Tue 08:00 PC G1 LAB", "Tue 10:00 PC G2 LAB"}, lines(whole.GetLessons()))
		first := whole.GetLessons()[0]
		require.Equal(w, w.lesson(math, today), first.GetLessonId())
		require.Equal(w, "10:00", first.GetEnd())
		require.Equal(w, "2BACSPF-1", first.GetClass().GetLabel())
		require.Equal(w, "Omar", first.GetTeacher().GetName().GetLatin())
		require.Equal(w, "عمر", first.GetTeacher().GetName().GetAr())
		require.Equal(w, "Mathématiques", first.GetSubject().GetName())
		require.Equal(w, week, whole.GetWeek())

		require.Equal(w, []string{"Mon 08:00 MATH R1", "Tue 10:00 PC G2 LAB"}, lines(w.main.classWeek(w.a, "G2", week).GetLessons()))
		require.Equal(w, []string{"Mon 08:00 MATH R1", "Tue 08:00 PC G1 LAB"}, lines(w.main.studentWeek(w.sara, week).GetLessons()))
		require.Equal(w, []string{"Mon 08:00 MATH R1", "Tue 10:00 PC G2 LAB"}, lines(w.main.studentWeek(w.amin, "").GetLessons()))
		require.Equal(w, []string{"Mon 08:00 MATH R1"}, lines(w.main.studentWeek(w.lina, week).GetLessons()))
		require.Equal(w, []string{"Mon 08:00 MATH R1", "Thu 08:00 MATH R1"}, lines(w.main.teacherWeek(w.omar, week).GetLessons()))

		_, err := w.main.idara.GetRoomWeek(w.main.as(w.office), &timetablev1.GetRoomWeekRequest{Room: "R1", Week: week})
		requireReason(w, errorsv1.Reason_ROOM_NOT_FOUND, err)
		w.write(func(ctx context.Context, tx sqldb.Tx) error {
			return store.PutRooms(ctx, tx, gresa, []store.Room{{Name: "R1"}})
		})
		room, err := w.main.idara.GetRoomWeek(w.main.as(w.office), &timetablev1.GetRoomWeekRequest{Room: "R1", Week: week})
		require.NoError(w, err)
		require.Equal(w, []string{"Mon 08:00 MATH R1", "Thu 08:00 MATH R1"}, lines(room.GetLessons()))

		arabic := rpc.WithCall(w.main.stack.As(w, w.Context(), w.office), &rpc.Call{AcceptLanguage: "ar", RequestID: ids.New()})
		answer, err := w.main.idara.GetClassWeek(arabic, &timetablev1.GetClassWeekRequest{ClassId: w.a, Week: week})
		require.NoError(w, err)
		require.Equal(w, "الرياضيات", answer.GetLessons()[0].GetSubject().GetName())
	})
}

func TestWeeksThatDoNotExist(t *testing.T) {
	each(t, func(w *world) {
		for _, bad := range []string{"2027-W53", "2026-W00", "2026-48", "2031-W10", "1999-W10", "W48"} {
			_, err := w.main.idara.GetClassWeek(w.main.as(w.office), &timetablev1.GetClassWeekRequest{ClassId: w.a, Week: bad})
			requireReason(w, errorsv1.Reason_WEEK_INVALID, err)
		}
		require.Equal(w, "2026-W53", w.main.classWeek(w.a, "", "2026-W53").GetWeek())
		require.Equal(w, week, w.main.classWeek(w.a, "", "").GetWeek())
		_, err := w.main.idara.GetClassWeek(w.main.as(w.office), &timetablev1.GetClassWeekRequest{ClassId: ids.InSchool(gresa), Week: week})
		requireReason(w, errorsv1.Reason_CLASS_NOT_FOUND, err)
		_, err = w.main.idara.GetClassWeek(w.main.as(w.office), &timetablev1.GetClassWeekRequest{ClassId: "nothing", Week: week})
		requireReason(w, errorsv1.Reason_CLASS_NOT_FOUND, err)
	})
}

func TestWhoReadsWhat(t *testing.T) {
	each(t, func(w *world) {
		w.slot(w.a, "", "MATH", w.omar, "R1", 1, 1, 1)
		p := w.main
		class := func(client timetablev1.TimetableServiceClient, who auth.Principal, id string) error {
			_, err := client.GetClassWeek(p.as(who), &timetablev1.GetClassWeekRequest{ClassId: id})
			return err
		}
		require.NoError(w, class(p.moudaris, w.omar, w.b))
		require.NoError(w, class(p.idara, w.province, w.a))
		requireReason(w, errorsv1.Reason_CLASS_NOT_FOUND, class(p.idara, w.province, w.c))
		requireReason(w, errorsv1.Reason_CLASS_NOT_FOUND, class(p.idara, w.otherOffice, w.a))
		requireReason(w, errorsv1.Reason_CLASS_NOT_FOUND, class(p.moudaris, w.nadia, w.a))
		requireReason(w, errorsv1.Reason_CLASS_NOT_FOUND, class(p.moudaris, person(optionsv1.Role_ROLE_TEACHER), w.a))

		read := func(client timetablev1.TimetableServiceClient, who auth.Principal, s student) error {
			_, err := client.GetStudentWeek(p.as(who), &timetablev1.GetStudentWeekRequest{StudentId: s.PersonID})
			return err
		}
		require.NoError(w, read(p.waliye, w.guardian, w.sara))
		require.NoError(w, read(p.idara, w.office, w.amin))
		requireReason(w, errorsv1.Reason_STUDENT_NOT_FOUND, read(p.waliye, w.guardian, w.amin))
		requireReason(w, errorsv1.Reason_STUDENT_NOT_FOUND, read(p.moutamadris, w.sara.Principal, w.amin))
		requireReason(w, errorsv1.Reason_STUDENT_NOT_FOUND, read(p.idara, w.otherOffice, w.sara))
		require.NoError(w, p.service.Stop(context.Background()))
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM read_log WHERE rpc = $1 AND ref = $2 AND account_id = $3`,
			"timetable.GetStudentWeek", w.amin.PersonID, w.office.AccountID))

		teacher := func(who auth.Principal, client timetablev1.TimetableServiceClient, staff string) error {
			_, err := client.GetTeacherWeek(p.as(who), &timetablev1.GetTeacherWeekRequest{StaffId: staff})
			return err
		}
		require.NoError(w, teacher(w.office, p.idara, w.omar.PersonID))
		requireReason(w, errorsv1.Reason_STAFF_NOT_FOUND, teacher(w.salma, p.moudaris, w.omar.PersonID))
		requireReason(w, errorsv1.Reason_STAFF_NOT_FOUND, teacher(w.otherOffice, p.idara, w.omar.PersonID))
		requireReason(w, errorsv1.Reason_STAFF_NOT_FOUND, teacher(w.office, p.idara, ""))
	})
}

// TestMoveInTheMiddleOfAWeek has a student change class and group on the Wednesday, and leave on the Friday.
func TestMoveInTheMiddleOfAWeek(t *testing.T) {
	each(t, func(w *world) {
		for weekday := 1; weekday <= 6; weekday++ {
			w.slot(w.a, "", "MATH", w.omar, "", weekday, 1, 1)
			w.slot(w.a, "G1", "PC", w.salma, "", weekday, 2, 1)
			w.slot(w.b, "", "SVT", w.salma, "", weekday, 3, 1)
		}
		w.event("CLOSED", "2026-11-26", "2026-11-26", w.b)
		there := ids.New()
		w.emit(enrolmentRow(w.sara.enrolment, w.sara.PersonID, w.a, 1, "2026-09-08", "2026-11-25", 2),
			enrolmentRow(there, w.sara.PersonID, w.b, 9, "2026-11-25", "2026-11-28", 1))
		w.main = w.start(w.redisOff())
		moved := w.main.studentWeek(w.sara, week)
		require.Equal(w, []string{
			"Mon 08:00 MATH", "Mon 09:00 PC G1", "Tue 08:00 MATH", "Tue 09:00 PC G1", "Wed 10:00 SVT", "Fri 10:00 SVT",
		}, lines(moved.GetLessons()))
		kinds := kindsOf(moved)
		require.Equal(w, []string{"SCHOOL", "SCHOOL", "SCHOOL", "CLOSED", "SCHOOL", "SCHOOL", "REST"}, kinds)
		require.Len(w, moved.GetEvents(), 1)

		before, after := w.main.studentWeek(w.sara, "2026-W47"), w.main.studentWeek(w.sara, "2026-W49")
		require.Len(w, before.GetLessons(), 10, "18 November is a holiday")
		require.Empty(w, after.GetLessons())
		require.Len(w, after.GetDays(), 7)
		require.NotEqual(w, before.GetVersion(), moved.GetVersion())
	})
}

func kindsOf(week *typev1.Week) []string {
	var kinds []string
	for _, day := range week.GetDays() {
		kinds = append(kinds, day.GetKind().String())
	}
	return kinds
}

func TestDaysSayWhyThereAreNoLessons(t *testing.T) {
	each(t, func(w *world) {
		for weekday := 1; weekday <= 6; weekday++ {
			w.slot(w.a, "", "MATH", w.omar, "", weekday, 1, 1)
		}
		exam, fete := w.event("EXAM", "2026-11-24", "2026-11-25", w.a), w.event("EVENT", "2026-11-27", "2026-11-27")
		closed := w.event("CLOSED", "2026-11-28", "2026-11-28")
		w.event("CLOSED", "2026-11-23", "2026-11-23", w.b)
		w.main = w.start(w.redisOff())
		now := w.main.classWeek(w.a, "", week)
		require.Equal(w, []string{"SCHOOL", "EXAM", "EXAM", "SCHOOL", "SCHOOL", "CLOSED", "REST"}, kindsOf(now))
		require.Equal(w, []string{"Mon 08:00 MATH", "Thu 08:00 MATH", "Fri 08:00 MATH"}, lines(now.GetLessons()))
		require.Equal(w, "titre", now.GetDays()[1].GetLabel())
		require.Empty(w, now.GetDays()[6].GetLabel())
		var shown []string
		for _, e := range now.GetEvents() {
			shown = append(shown, e.GetEventId())
		}
		require.ElementsMatch(w, []string{exam, fete, closed}, shown)

		unity := w.main.classWeek(w.a, "", "2026-W47")
		require.Equal(w, "HOLIDAY", unity.GetDays()[2].GetKind().String())
		require.NotEmpty(w, unity.GetDays()[2].GetLabel())
		pause := w.main.classWeek(w.a, "", "2026-W44")
		require.Equal(w, []string{"BREAK", "BREAK", "BREAK", "BREAK", "BREAK", "HOLIDAY", "BREAK"}, kindsOf(pause), "Unity Day lies in the break")
		require.Equal(w, "1re période de vacances", pause.GetDays()[0].GetLabel())
		require.Empty(w, pause.GetLessons())
		summer := w.main.classWeek(w.a, "", "2027-W32")
		require.Equal(w, "BREAK", summer.GetDays()[0].GetKind().String())
		require.Empty(w, summer.GetLessons())
	})
}

// TestChangedLessons shows each kind of change in the weeks of those whom it touches.
func TestChangedLessons(t *testing.T) {
	each(t, func(w *world) {
		math := w.slot(w.a, "", "MATH", w.omar, "R1", 1, 1, 1)
		pc := w.slot(w.a, "", "PC", w.salma, "LAB", 2, 1, 1)
		svt := w.slot(w.b, "", "SVT", w.salma, "", 3, 1, 1)
		w.change(pattern.Exception{SlotID: math, Date: today, Kind: pattern.Cancelled, Note: "malade"})
		w.change(pattern.Exception{SlotID: pc, Date: "2026-11-24", Kind: pattern.Replaced, Staff: w.omar.PersonID})
		w.change(pattern.Exception{SlotID: svt, Date: "2026-11-25", Kind: pattern.Moved, ToDate: "2026-12-01", ToPeriod: 2, Room: "R9"})
		w.main = w.start(w.redisOff())
		now := w.main.classWeek(w.a, "", week)
		require.Equal(w, []string{"Mon 08:00 MATH R1 CANCELLED", "Tue 08:00 PC LAB REPLACED"}, lines(now.GetLessons()))
		require.Equal(w, "malade", now.GetLessons()[0].GetNote())
		require.Equal(w, []string{"Mon 08:00 MATH R1 CANCELLED", "Tue 08:00 PC LAB REPLACED"}, lines(w.main.teacherWeek(w.omar, week).GetLessons()))
		require.Empty(w, w.main.teacherWeek(w.salma, week).GetLessons())
		require.Empty(w, w.main.classWeek(w.b, "", week).GetLessons())
		next := w.main.classWeek(w.b, "", "2026-W49")
		require.Equal(w, []string{"Tue 09:00 SVT R9 MOVED", "Wed 08:00 SVT"}, lines(next.GetLessons()))
		require.Equal(w, w.lesson(svt, "2026-11-25"), next.GetLessons()[0].GetLessonId())
	})
}

// TestSlotsEndWithTheirSchoolYear: a slot without an end gives no lesson in the next year.
func TestSlotsEndWithTheirSchoolYear(t *testing.T) {
	each(t, func(w *world) {
		w.write(func(ctx context.Context, tx sqldb.Tx) error {
			return store.PutSlots(ctx, tx, gresa, "2025-2026", []pattern.Slot{{ID: gresa + ".0193d5c0-7f3e-8000-8000-00000a000000", From: "2025-09-08",
				Content: pattern.Content{Class: w.a, Subject: "MATH", Staff: w.omar.PersonID, Weekday: 1, Period: 1, Count: 1}}})
		})
		w.main = w.start(w.redisOff())
		require.Empty(w, w.main.classWeek(w.a, "", week).GetLessons())
		require.Len(w, w.main.classWeek(w.a, "", "2025-W48").GetLessons(), 1)
	})
}

// TestVersionOfAWeekInTwoClasses says that a move on another day is another version: clients keep a week by it.
func TestVersionOfAWeekInTwoClasses(t *testing.T) {
	each(t, func(w *world) {
		w.slot(w.a, "", "MATH", w.omar, "R1", 3, 1, 1)
		w.slot(w.b, "", "PC", w.salma, "", 3, 1, 1)
		second := ids.New()
		moved := func(day string, version int64) *typev1.Week {
			w.emit(enrolmentRow(w.lina.enrolment, w.lina.PersonID, w.a, 3, "2026-09-08", day, version),
				enrolmentRow(second, w.lina.PersonID, w.b, 3, day, "", version))
			return w.start(w.redisOff()).studentWeek(w.lina, week)
		}
		first, later := moved("2026-11-25", 2), moved("2026-11-26", 3)
		require.Equal(w, []string{"Wed 08:00 PC"}, lines(first.GetLessons()))
		require.Equal(w, []string{"Wed 08:00 MATH R1"}, lines(later.GetLessons()))
		require.NotEqual(w, first.GetVersion(), later.GetVersion())
		require.Equal(w, later.GetVersion(), w.start(w.redisOff()).studentWeek(w.lina, week).GetVersion())
	})
}
