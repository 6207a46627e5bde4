package timetable_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/clock"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc/rpctest"
	"github.com/massar-platform/massar/platform/sqldb"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/timetable/internal/pattern"
	"github.com/massar-platform/massar/services/timetable/internal/store"
)

func (p *process) getLesson(who auth.Principal, id string) (*timetablev1.LessonRecord, error) {
	client := p.moudaris
	if who.Role != optionsv1.Role_ROLE_TEACHER {
		client = p.idara
	}
	return client.GetLesson(p.as(who), &timetablev1.GetLessonRequest{LessonId: id})
}

func (p *process) freeze(ctx context.Context, id string) (*timetablev1.LessonRecord, error) {
	return p.attendance.FreezeLesson(ctx, &timetablev1.FreezeLessonRequest{LessonId: id})
}

func TestLessonOfWhoeverHoldsIt(t *testing.T) {
	each(t, func(w *world) {
		math := w.slot(w.a, "", "MATH", w.omar, "R1", 1, 1, 2)
		id := w.lesson(math, today)
		record, err := w.main.getLesson(w.omar, id)
		require.NoError(w, err)
		require.Equal(w, int32(120), record.GetMinutes())
		require.Equal(w, "AM", record.GetHalf())
		require.False(w, record.GetFrozen())
		require.Equal(w, typev1.Lesson_Status_PLANNED, record.GetLesson().GetStatus())

		w.change(pattern.Exception{SlotID: math, Date: today, Kind: pattern.Replaced, Staff: w.salma.PersonID})
		_, err = w.main.getLesson(w.omar, id)
		requireReason(w, errorsv1.Reason_LESSON_NOT_FOUND, err)
		record, err = w.main.getLesson(w.salma, id)
		require.NoError(w, err)
		require.Equal(w, "Salma", record.GetLesson().GetTeacher().GetName().GetLatin())

		for _, who := range []auth.Principal{w.nadia, w.otherOffice} {
			_, err = w.main.getLesson(who, id)
			requireReason(w, errorsv1.Reason_LESSON_NOT_FOUND, err)
		}
		for _, bad := range []string{"nothing", math, w.lesson(math, "2026-11-24"), w.lesson(math, "2026-08-31"), ids.InSchool("99999Z"), id[7:]} {
			_, err = w.main.getLesson(w.office, bad)
			requireReason(w, errorsv1.Reason_LESSON_NOT_FOUND, err)
		}
	})
}

// TestMovedLessonIsFoundByItsOldDay also when an event suspends its new day.
// Who went to another school leaves his lessons behind, also those whose slot still names him.
func TestLessonOfATeacherWhoLeft(t *testing.T) {
	each(t, func(w *world) {
		id := w.lesson(w.slot(w.a, "", "MATH", w.omar, "R1", 1, 1, 2), today)
		_, err := w.main.getLesson(w.omar, id)
		require.NoError(w, err)
		w.emit(staffRow(w.omar.PersonID, other, "عمر", "Omar", 2))
		_, err = w.main.getLesson(w.omar, id)
		requireReason(w, errorsv1.Reason_LESSON_NOT_FOUND, err)
		_, err = w.main.freeze(w.main.writing(w.omar), id)
		requireReason(w, errorsv1.Reason_LESSON_NOT_FOUND, err)
		_, err = w.main.getLesson(w.office, id)
		require.NoError(w, err, "the office sees it")
	})
}

func TestMovedLessonIsFoundByItsOldDay(t *testing.T) {
	each(t, func(w *world) {
		math := w.slot(w.a, "", "MATH", w.omar, "R1", 1, 1, 1)
		w.change(pattern.Exception{SlotID: math, Date: today, Kind: pattern.Moved, ToDate: "2026-12-15", ToPeriod: 6})
		record, err := w.main.getLesson(w.omar, w.lesson(math, today))
		require.NoError(w, err)
		require.Equal(w, "2026-12-15", record.GetLesson().GetDate())
		require.Equal(w, "PM", record.GetHalf())
		w.event("CLOSED", "2026-12-15", "2026-12-15")
		_, err = w.main.getLesson(w.omar, w.lesson(math, today))
		requireReason(w, errorsv1.Reason_LESSON_NOT_FOUND, err)
	})
}

func TestFreezeLesson(t *testing.T) {
	each(t, func(w *world) {
		math := w.slot(w.a, "", "MATH", w.omar, "R1", 1, 1, 1)
		w.slot(w.b, "", "MATH", w.omar, "R1", 1, 2, 1)
		id, p := w.lesson(math, today), w.main
		_, err := p.freeze(p.writing(w.salma), id)
		requireReason(w, errorsv1.Reason_LESSON_NOT_FOUND, err)
		before, version := p.classWeek(w.a, "", week), w.count(`SELECT version FROM versions WHERE school = $1`, gresa)

		ctx := p.writing(w.omar)
		first, err := p.freeze(ctx, id)
		require.NoError(w, err)
		require.True(w, first.GetFrozen())
		again, err := p.freeze(ctx, id)
		require.NoError(w, err)
		require.Equal(w, first.String(), again.String())
		other, err := p.freeze(p.writing(w.office), id)
		require.NoError(w, err)
		require.Equal(w, first.String(), other.String())
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM frozen_lessons`))
		require.Equal(w, version, w.count(`SELECT version FROM versions WHERE school = $1`, gresa), "nobody reads anything else than before")

		// Whatever becomes of the slot, the lesson stays as its register knows it.
		w.change(pattern.Exception{SlotID: math, Date: today, Kind: pattern.Cancelled})
		w.write(func(ctx context.Context, tx sqldb.Tx) error { return store.DeleteSlots(ctx, tx, gresa, []string{math}) })
		w.event("CLOSED", today, today)
		record, err := p.getLesson(w.omar, id)
		require.NoError(w, err)
		require.Equal(w, first.String(), record.String())
		second := w.start(w.redisOff())
		require.Equal(w, lines(before.GetLessons()), lines(second.classWeek(w.a, "", week).GetLessons()))
		require.Equal(w, []string{"Mon 08:00 MATH R1"}, lines(second.teacherWeek(w.omar, week).GetLessons()), "the other class is closed")
	})
}

// A lesson whose register is discarded is free to change again; only its office says so.
func TestThawLesson(t *testing.T) {
	each(t, func(w *world) {
		slot := w.slot(w.a, "", "MATH", w.omar, "", 1, 1, 1)
		id := w.lesson(slot, today)
		w.freeze(id)
		thaw := func(who auth.Principal, id string) error {
			_, err := w.main.attendance.ThawLesson(w.main.writing(who), &timetablev1.ThawLessonRequest{LessonId: id, Reason: "Erreur"})
			return err
		}
		_, err := w.become(&timetablev1.ChangeLessonRequest{LessonId: id, Status: cancelled})
		requireReason(t, errorsv1.Reason_LESSON_FROZEN, err)
		for _, missing := range []string{"x", slot, w.lesson(slot, "2026-11-24"), ids.InSchool(other)} {
			requireReason(t, errorsv1.Reason_LESSON_NOT_FOUND, thaw(w.office, missing))
		}
		requireReason(t, errorsv1.Reason_LESSON_NOT_FOUND, thaw(w.otherOffice, id))
		require.Error(t, thaw(w.omar, id), "no teacher thaws")
		w.event("CLOSED", today, today)
		require.Equal(t, []string{"Mon 08:00 MATH"}, w.weekOf(w.a, week))
		require.NoError(t, thaw(w.office, id))
		require.Empty(t, w.weekOf(w.a, week), "the day is closed since")
		requireReason(t, errorsv1.Reason_LESSON_NOT_FOUND, thaw(w.office, id))

		id = w.lesson(slot, "2026-11-30")
		w.freeze(id)
		require.NoError(t, thaw(w.office, id))
		require.NoError(t, thaw(w.office, id), "twice is once")
		record, err := w.main.getLesson(w.office, id)
		require.NoError(t, err)
		require.False(t, record.GetFrozen())
		_, err = w.become(&timetablev1.ChangeLessonRequest{LessonId: id, Status: cancelled})
		require.NoError(t, err)
		require.Equal(t, []string{"Mon 08:00 MATH CANCELLED"}, w.weekOf(w.a, "2026-W49"))
		require.Equal(t, 3, w.count(`SELECT COUNT(*) FROM audit_log WHERE rpc = 'timetable.ThawLesson' AND detail LIKE '%Erreur%'`))
	})
}

func TestCancelledLessonHasNoRegister(t *testing.T) {
	each(t, func(w *world) {
		math := w.slot(w.a, "", "MATH", w.omar, "R1", 1, 1, 1)
		w.change(pattern.Exception{SlotID: math, Date: today, Kind: pattern.Cancelled})
		_, err := w.main.freeze(w.main.writing(w.omar), w.lesson(math, today))
		requireReason(w, errorsv1.Reason_LESSON_CANCELLED, err)
		require.Zero(w, w.count(`SELECT COUNT(*) FROM frozen_lessons`))
	})
}

// TestFreezeByManyAtOnce: two devices and the office open one register at the same time.
func TestFreezeByManyAtOnce(t *testing.T) {
	each(t, func(w *world) {
		id := w.lesson(w.slot(w.a, "", "MATH", w.omar, "R1", 1, 1, 1), today)
		var wg sync.WaitGroup
		errors := make([]error, 12)
		for i := range errors {
			who := w.omar
			if i%3 == 0 {
				who = w.office
			}
			ctx := w.main.writing(who)
			wg.Go(func() { _, errors[i] = w.main.freeze(ctx, id) })
		}
		wg.Wait()
		for _, err := range errors {
			require.NoError(w, err)
		}
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM frozen_lessons`))
	})
}

func TestListLessons(t *testing.T) {
	each(t, func(w *world) {
		w.slot(w.a, "", "MATH", w.omar, "R1", 1, 1, 1)
		w.slot(w.b, "", "MATH", w.omar, "R1", 1, 2, 1)
		w.slot(w.b, "", "PC", w.salma, "", 1, 1, 1)
		p := w.start(w.redisOff())
		list := func(client timetablev1.TimetableServiceClient, who auth.Principal, req *timetablev1.ListLessonsRequest) []string {
			w.Helper()
			answer, err := client.ListLessons(p.as(who), req)
			require.NoError(w, err)
			return lines(answer.GetLessons())
		}
		require.Equal(w, []string{"Mon 08:00 MATH R1", "Mon 09:00 MATH R1"}, list(p.moudaris, w.omar, &timetablev1.ListLessonsRequest{}))
		require.Empty(w, list(p.moudaris, w.omar, &timetablev1.ListLessonsRequest{Date: "2026-11-24"}))
		require.Equal(w, []string{"Mon 08:00 MATH R1", "Mon 08:00 PC", "Mon 09:00 MATH R1"}, sorted(list(p.idara, w.office, &timetablev1.ListLessonsRequest{})))
		require.Equal(w, []string{"Mon 08:00 PC", "Mon 09:00 MATH R1"},
			list(p.idara, w.office, &timetablev1.ListLessonsRequest{ClassId: w.b, Date: "2026-11-30"}))
		_, err := p.idara.ListLessons(p.as(w.otherOffice), &timetablev1.ListLessonsRequest{ClassId: w.b})
		requireReason(w, errorsv1.Reason_CLASS_NOT_FOUND, err)
		_, err = p.idara.ListLessons(p.as(w.otherOffice), &timetablev1.ListLessonsRequest{SchoolCode: gresa})
		requireReason(w, errorsv1.Reason_SCHOOL_NOT_FOUND, err)
		_, err = p.moudaris.ListLessons(p.as(w.omar), &timetablev1.ListLessonsRequest{Date: "2026-02-30"})
		requireReason(w, errorsv1.Reason_DATE_INVALID, err)
	})
}

func TestStudyHalfDays(t *testing.T) {
	each(t, func(w *world) {
		w.slot(w.a, "", "MATH", w.omar, "", 1, 1, 2)
		w.slot(w.a, "G1", "PC", w.salma, "", 1, 6, 1)
		held := w.slot(w.a, "", "FR", w.salma, "", 2, 1, 1)
		cancelled := w.slot(w.a, "", "FR", w.salma, "", 3, 1, 1)
		w.change(pattern.Exception{SlotID: cancelled, Date: "2026-11-25", Kind: pattern.Cancelled})
		w.event("EXAM", "2026-11-30", "2026-12-01", w.a)
		p := w.main
		ask := func(class, from, to string) (*timetablev1.ListStudyHalfDaysResponse, error) {
			return p.attendance.ListStudyHalfDays(p.as(w.omar), &timetablev1.ListStudyHalfDaysRequest{ClassId: class, From: from, To: to})
		}
		answer, err := ask(w.a, today, "2026-12-02")
		require.NoError(w, err)
		var halves []string
		for _, h := range answer.GetHalfDays() {
			halves = append(halves, h.GetDate()+" "+h.GetHalf())
		}
		require.Equal(w, []string{"2026-11-23 AM", "2026-11-23 PM", "2026-11-24 AM", "2026-12-02 AM"}, halves)
		require.Equal(w, int32(120), answer.GetHalfDays()[0].GetLessons()[0].GetMinutes())
		require.Equal(w, "G1", answer.GetHalfDays()[1].GetLessons()[0].GetGroup())
		require.Equal(w, w.lesson(held, "2026-11-24"), answer.GetHalfDays()[2].GetLessons()[0].GetLessonId())

		// The school at once says of each class what was said of it alone.
		w.slot(w.b, "", "FR", w.salma, "", 4, 1, 1)
		school, err := p.attendance.ListStudyHalfDays(p.as(w.office), &timetablev1.ListStudyHalfDaysRequest{SchoolCode: gresa, From: today, To: "2026-12-02"})
		require.NoError(w, err)
		byClass := map[string]*timetablev1.ListStudyHalfDaysResponse{}
		for _, h := range school.GetHalfDays() {
			if byClass[h.GetClassId()] == nil {
				byClass[h.GetClassId()] = &timetablev1.ListStudyHalfDaysResponse{}
			}
			byClass[h.GetClassId()].HalfDays = append(byClass[h.GetClassId()].HalfDays, h)
		}
		require.Len(w, byClass, 2)
		for class, all := range byClass {
			alone, err := ask(class, today, "2026-12-02")
			require.NoError(w, err)
			require.True(w, proto.Equal(alone, all), "%v", all)
		}
		alone, err := p.attendance.ListSchoolStudy(w.Context(), &timetablev1.ListSchoolStudyRequest{SchoolCode: gresa, From: today, To: "2026-12-02"})
		require.NoError(w, err)
		require.True(w, proto.Equal(school, &timetablev1.ListStudyHalfDaysResponse{HalfDays: alone.GetHalfDays()}), "attendance itself is told the same")
		_, err = p.attendance.ListSchoolStudy(w.Context(), &timetablev1.ListSchoolStudyRequest{SchoolCode: "99999Z", From: today, To: today})
		requireReason(w, errorsv1.Reason_SCHOOL_NOT_FOUND, err)
		_, err = p.attendance.ListSchoolStudy(w.Context(), &timetablev1.ListSchoolStudyRequest{SchoolCode: gresa, From: "2026-09-01", To: "2026-12-01"})
		requireReason(w, errorsv1.Reason_DATE_INVALID, err)
		for _, who := range []auth.Principal{w.omar, w.otherOffice} {
			_, err = p.attendance.ListStudyHalfDays(p.as(who), &timetablev1.ListStudyHalfDaysRequest{SchoolCode: gresa, From: today, To: today})
			requireReason(w, errorsv1.Reason_SCHOOL_NOT_FOUND, err)
		}

		_, err = ask(w.a, "2026-09-01", "2026-12-01")
		requireReason(w, errorsv1.Reason_DATE_INVALID, err)
		_, err = ask(w.a, "2026-12-01", "2026-11-01")
		requireReason(w, errorsv1.Reason_DATE_INVALID, err)
		_, err = ask(w.a, "2026-12-xx", "2026-11-01")
		requireReason(w, errorsv1.Reason_DATE_INVALID, err)
		for _, class := range []string{w.c, ids.InSchool(gresa)} {
			_, err = ask(class, today, today)
			requireReason(w, errorsv1.Reason_CLASS_NOT_FOUND, err)
		}
	})
}

func TestNowAndNext(t *testing.T) {
	each(t, func(w *world) {
		w.slot(w.a, "", "MATH", w.omar, "", 1, 1, 1)
		pc := w.slot(w.a, "G1", "PC", w.salma, "", 1, 2, 1)
		w.slot(w.a, "", "FR", w.salma, "", 1, 3, 1)
		w.change(pattern.Exception{SlotID: pc, Date: today, Kind: pattern.Cancelled})
		fake := clock.NewFake(time.Date(2026, 11, 23, 8, 30, 0, 0, clock.Zone()))
		w.real = fake
		p := w.start(w.redisOff())
		now := func(client timetablev1.TimetableServiceClient, who auth.Principal, student string) *typev1.NowNext {
			w.Helper()
			answer, err := client.GetNow(p.as(who), &timetablev1.GetNowRequest{StudentId: student})
			require.NoError(w, err)
			return answer
		}
		at := now(p.moutamadris, w.sara.Principal, "")
		require.Equal(w, "2026-11-23T08:30", at.GetAt())
		require.Equal(w, "MATH", at.GetNow().GetSubject().GetCode())
		require.Equal(w, "FR", at.GetNext().GetSubject().GetCode(), "the cancelled one is not next")
		require.Equal(w, "MATH", now(p.waliye, w.guardian, w.sara.PersonID).GetNow().GetSubject().GetCode())
		require.Nil(w, now(p.moudaris, w.salma, "").GetNow())

		fake.Set(time.Date(2026, 11, 23, 9, 0, 0, 0, clock.Zone()))
		at = now(p.moutamadris, w.sara.Principal, "")
		require.Nil(w, at.GetNow(), "a lesson is over at its end")
		fake.Set(time.Date(2026, 11, 23, 20, 0, 0, 0, clock.Zone()))
		at = now(p.moutamadris, w.sara.Principal, "")
		require.Equal(w, "2026-11-30", at.GetNext().GetDate())
		fake.Set(time.Date(2027, 8, 30, 9, 0, 0, 0, clock.Zone()))
		at = now(p.moutamadris, w.sara.Principal, "")
		require.Nil(w, at.GetNow())
		require.Nil(w, at.GetNext())
		_, err := p.waliye.GetNow(p.as(w.guardian), &timetablev1.GetNowRequest{StudentId: w.amin.PersonID})
		requireReason(w, errorsv1.Reason_STUDENT_NOT_FOUND, err)
		_, err = p.moudaris.GetNow(rpctest.WithLang(p.as(w.salma), "ar"), &timetablev1.GetNowRequest{StudentId: w.sara.PersonID})
		requireReason(w, errorsv1.Reason_STUDENT_NOT_FOUND, err)
	})
}
