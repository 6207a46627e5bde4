package attendance_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/ids"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

func (w *world) discard(ctx context.Context, lesson, reason string) error {
	_, err := w.idara.DiscardRegister(ctx, &attendancev1.DiscardRegisterRequest{LessonId: lesson, Reason: reason})
	return err
}

// A register that was taken in the wrong class is gone from every list, grade hears that everybody was there, and the
// lesson is free; then it is taken anew, from nothing.
func TestADiscardedRegister(t *testing.T) {
	each(t, func(w *world) {
		lesson, stays := w.plan(w.salma, today, "08:00", ""), w.plan(w.omar, today, "08:00", "")
		w.save(w.salma, lesson, w.entry(0, absent, 0), w.entry(1, excused, 0), w.entry(2, late, 0), w.entry(3, present, 0))
		w.save(w.omar, stays, w.entry(0, absent, 0))
		require.Len(w, w.absences(w.guardian, 0).GetAbsences(), 2)
		before := w.events(3)

		discarding := w.writing(w.office)
		for range 2 { // the answer was lost, and it is asked again
			require.NoError(w, w.discard(discarding, lesson, " Mauvaise classe "))
		}
		require.False(w, w.timetable.lessons[lesson].GetFrozen())
		require.True(w, w.timetable.lessons[stays].GetFrozen())
		require.Equal(w, w.office.AccountID, w.timetable.owner, "the timetable is asked with the officer's own token")
		after := w.register(w.salma, lesson)
		require.False(w, after.GetTaken())
		for _, e := range after.GetEntries() {
			require.Equal(w, present, e.GetState())
			require.Zero(w, e.GetVersion())
		}
		require.Len(w, w.absences(w.guardian, 0).GetAbsences(), 1)
		require.Empty(w, w.absences(w.office, 2).GetAbsences())
		heads, err := w.idara.ListRegisters(w.as(w.office), &attendancev1.ListRegistersRequest{LessonIds: []string{lesson, stays}})
		require.NoError(w, err)
		require.Len(w, heads.GetRegisters(), 1)
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM audit_log WHERE rpc = 'attendance.DiscardRegister' AND detail LIKE '%"entries":"3"%' AND detail LIKE '%"Mauvaise classe"%'`))

		told := map[string]*attendancev1.AbsenceEvent{}
		for _, e := range w.events(3) {
			if e.GetPos() > before[len(before)-1].GetPos() {
				told[e.GetStudentId()] = e
			}
		}
		require.Len(w, told, 2, "of whom was absent")
		for _, student := range w.students[:2] {
			e := told[student]
			require.Equal(w, []string{lesson, w.class, "PC", today}, []string{e.GetLessonId(), e.GetClassId(), e.GetSubject(), e.GetDate()})
			require.Equal(w, present, e.GetState())
			require.Equal(w, typev1.Absence_Standing_VALUE_UNSPECIFIED, e.GetStanding())
		}

		w.save(w.salma, lesson, w.entry(4, absent, 0))
		require.True(w, w.timetable.lessons[lesson].GetFrozen())
		require.NoError(w, w.discard(discarding, lesson, " Mauvaise classe "), "the old request, once more")
		require.True(w, w.timetable.lessons[lesson].GetFrozen(), "keeps what was taken since")
		require.Len(w, w.absences(w.office, 4).GetAbsences(), 1)
	})
}

func TestDiscardingWhereThereIsLittle(t *testing.T) {
	each(t, func(w *world) {
		lesson := w.plan(w.salma, today, "08:00", "")
		w.save(w.salma, lesson, w.entry(0, absent, 0))
		elsewhere := w.otherOffice()
		for _, who := range []auth.Principal{elsewhere, w.salma} {
			require.Error(w, w.discard(w.writing(who), lesson, "essai"))
		}
		w.fails(w.discard(w.writing(elsewhere), lesson, "essai"), errorsv1.Reason_LESSON_NOT_FOUND)
		for _, reason := range []string{"", "  "} {
			w.fails(w.discard(w.writing(w.office), lesson, reason), errorsv1.Reason_REASON_REQUIRED)
		}
		for _, missing := range []string{"x", ids.InSchool(gresa)} {
			w.fails(w.discard(w.writing(w.office), missing, "essai"), errorsv1.Reason_LESSON_NOT_FOUND)
		}
		require.True(w, w.register(w.salma, lesson).GetTaken())

		// A first save that ended halfway: the lesson is kept, and nothing else is.
		halfway := w.plan(w.omar, today, "08:00", "")
		w.timetable.with(func() { w.timetable.lessons[halfway].Frozen = true })
		require.NoError(w, w.discard(w.writing(w.office), halfway, "essai"))
		require.False(w, w.timetable.lessons[halfway].GetFrozen())

		// The timetable is away: the register is gone, and the same request frees the lesson later.
		w.timetable.with(func() { w.timetable.down = true })
		again := w.writing(w.office)
		w.fails(w.discard(again, lesson, "essai"), errorsv1.Reason_UNAVAILABLE)
		w.timetable.with(func() { w.timetable.down = false })
		require.NoError(w, w.discard(again, lesson, "essai"))
		require.False(w, w.timetable.lessons[lesson].GetFrozen())

		// A lesson that the timetable does not give any more is not missed.
		gone := w.plan(w.salma, today, "08:00", "")
		w.save(w.salma, gone)
		w.timetable.with(func() { delete(w.timetable.lessons, gone) })
		require.NoError(w, w.discard(w.writing(w.office), gone, "essai"))
	})
}
