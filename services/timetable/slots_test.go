package timetable_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/rpc"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/services/timetable/internal/lessonid"
)

// rooms adds rooms to the school.
func (w *world) rooms(names ...string) {
	w.Helper()
	req := &timetablev1.SetRoomsRequest{}
	for _, name := range names {
		req.Add = append(req.Add, &typev1.Room{Name: name, Seats: 36})
	}
	_, err := w.main.idara.SetRooms(w.main.writing(w.office), req)
	require.NoError(w, err)
}

// mondays is a slot of class a on Mondays at 8, from a day on; edit changes it.
func (w *world) mondays(edit ...func(*timetablev1.CreateSlotRequest)) *timetablev1.CreateSlotRequest {
	req := &timetablev1.CreateSlotRequest{ClassId: w.a, Subject: "MATH", StaffId: w.omar.PersonID, Weekday: 1, Period: 1, Periods: 1}
	for _, e := range edit {
		e(req)
	}
	return req
}

func (w *world) plan(req *timetablev1.CreateSlotRequest) *typev1.Slot {
	w.Helper()
	answer, err := w.main.idara.CreateSlot(w.main.writing(w.office), req)
	require.NoError(w, err)
	return answer.GetSlot()
}

// conflict checks that an error names the other lesson.
func conflict(t testing.TB, err error, kind, slotID string, words ...string) {
	t.Helper()
	requireReason(t, errorsv1.Reason_TIMETABLE_CONFLICT, err)
	require.Equal(t, errs.FailedPrecondition, errs.KindOf(err))
	var e *errs.Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, kind, e.Meta["kind"])
	require.Equal(t, slotID, e.Meta["slotId"])
	for _, word := range words {
		require.Contains(t, e.UserMessage("fr"), word)
	}
}

func TestCreateSlot(t *testing.T) {
	each(t, func(w *world) {
		w.rooms("Salle 1")
		slot := w.plan(w.mondays(func(r *timetablev1.CreateSlotRequest) { r.Room, r.Group, r.Periods = "Salle 1", "G1", 2 }))
		require.True(t, lessonid.IsSlot(slot.GetSlotId()))
		require.Equal(t, gresa, lessonid.School(slot.GetSlotId()))
		require.Equal(t, "2BACSPF-1", slot.GetClass().GetLabel())
		require.Equal(t, "Mathématiques", slot.GetSubject().GetName())
		require.Equal(t, "Omar", slot.GetTeacher().GetName().GetLatin())
		require.Equal(t, []any{"G1", "Salle 1", today, ""}, []any{slot.GetGroup(), slot.GetRoom(), slot.GetFrom(), slot.GetTo()})
		require.Equal(t, 1, w.count(`SELECT COUNT(*) FROM slots WHERE school = $1 AND to_date = '' AND school_year = $2`, gresa, year))
		require.Equal(t, 1, w.count(`SELECT COUNT(*) FROM audit_log WHERE rpc = 'timetable.CreateSlot' AND resource = $1`, w.a))

		answer, err := w.main.moutamadris.GetStudentWeek(w.main.as(w.sara.Principal), &timetablev1.GetStudentWeekRequest{StudentId: w.sara.PersonID, Week: week})
		require.NoError(t, err)
		require.Equal(t, []string{"Mon 08:00 MATH G1 Salle 1"}, lines(answer.GetLessons()))
	})
}

func TestCreateSlotRefusesWhatIsNotThere(t *testing.T) {
	each(t, func(w *world) {
		for name, c := range map[string]struct {
			edit   func(*timetablev1.CreateSlotRequest)
			kind   errs.Kind
			reason errorsv1.Reason
		}{
			"class of another school":  {func(r *timetablev1.CreateSlotRequest) { r.ClassId = w.c }, errs.NotFound, errorsv1.Reason_CLASS_NOT_FOUND},
			"class that is none":       {func(r *timetablev1.CreateSlotRequest) { r.ClassId = ids.InSchool(gresa) }, errs.NotFound, errorsv1.Reason_CLASS_NOT_FOUND},
			"teacher of another":       {func(r *timetablev1.CreateSlotRequest) { r.StaffId = w.nadia.PersonID }, errs.NotFound, errorsv1.Reason_STAFF_NOT_FOUND},
			"room":                     {func(r *timetablev1.CreateSlotRequest) { r.Room = "Labo" }, errs.NotFound, errorsv1.Reason_ROOM_NOT_FOUND},
			"group":                    {func(r *timetablev1.CreateSlotRequest) { r.Group = "G3" }, errs.NotFound, errorsv1.Reason_GROUP_NOT_FOUND},
			"subject of another level": {func(r *timetablev1.CreateSlotRequest) { r.Subject = "ECOGEN" }, errs.Invalid, errorsv1.Reason_SUBJECT_UNKNOWN},
			"hour":                     {func(r *timetablev1.CreateSlotRequest) { r.Period = 9 }, errs.Invalid, errorsv1.Reason_PERIOD_UNKNOWN},
			"hours beyond the day":     {func(r *timetablev1.CreateSlotRequest) { r.Period, r.Periods = 8, 2 }, errs.Invalid, errorsv1.Reason_PERIOD_UNKNOWN},
			"Saturday afternoon":       {func(r *timetablev1.CreateSlotRequest) { r.Weekday, r.Period = 6, 5 }, errs.Invalid, errorsv1.Reason_PERIOD_UNKNOWN},
			"before the lessons":       {func(r *timetablev1.CreateSlotRequest) { r.From = "2026-08-31" }, errs.Invalid, errorsv1.Reason_DATE_INVALID},
			"another year":             {func(r *timetablev1.CreateSlotRequest) { r.From = "2027-09-06" }, errs.Invalid, errorsv1.Reason_DATE_INVALID},
			"no date":                  {func(r *timetablev1.CreateSlotRequest) { r.From = "2026-02-30" }, errs.Invalid, errorsv1.Reason_DATE_INVALID},
			"end before the start":     {func(r *timetablev1.CreateSlotRequest) { r.To = today }, errs.Invalid, errorsv1.Reason_DATE_INVALID},
			"no lesson ever": {func(r *timetablev1.CreateSlotRequest) {
				r.From, r.To = "2026-11-24", "2026-11-25"
			}, errs.Invalid, errorsv1.Reason_DATE_INVALID},
			"single lesson in a break": {func(r *timetablev1.CreateSlotRequest) {
				r.From, r.To = "2026-12-07", "2026-12-08"
			}, errs.Invalid, errorsv1.Reason_DATE_INVALID},
		} {
			_, err := w.main.idara.CreateSlot(w.main.writing(w.office), w.mondays(c.edit))
			require.Equal(t, c.reason.String(), errs.ReasonOf(err).String(), "%s: %v", name, err)
			require.Equal(t, c.kind, errs.KindOf(err), name)
		}
		_, err := w.main.idara.CreateSlot(w.main.writing(w.otherOffice), w.mondays())
		requireReason(t, errorsv1.Reason_CLASS_NOT_FOUND, err)
		require.Zero(t, w.count(`SELECT COUNT(*) FROM slots`))
		require.Zero(t, w.count(`SELECT COUNT(*) FROM audit_log`))
		require.Zero(t, w.count(`SELECT COUNT(*) FROM versions`), "a refused write raises nothing")
	})
}

func TestConflictsNameTheOtherLesson(t *testing.T) {
	each(t, func(w *world) {
		w.rooms("Salle 1", "Salle 2")
		g1 := w.plan(w.mondays(func(r *timetablev1.CreateSlotRequest) { r.Group, r.Room, r.Periods = "G1", "Salle 1", 2 }))
		fresh := func(edit ...func(*timetablev1.CreateSlotRequest)) *timetablev1.CreateSlotRequest {
			return w.mondays(append([]func(*timetablev1.CreateSlotRequest){func(r *timetablev1.CreateSlotRequest) {
				r.Subject, r.StaffId, r.Period = "PC", w.salma.PersonID, 2
			}}, edit...)...)
		}
		for name, c := range map[string]struct {
			req  *timetablev1.CreateSlotRequest
			kind string
		}{
			"the class over its group": {fresh(), "CLASS"},
			"the same group":           {fresh(func(r *timetablev1.CreateSlotRequest) { r.Group = "G1" }), "CLASS"},
			"the teacher elsewhere": {fresh(func(r *timetablev1.CreateSlotRequest) {
				r.ClassId, r.Subject, r.StaffId = w.b, "MATH", w.omar.PersonID
			}), "TEACHER"},
			"the room elsewhere": {fresh(func(r *timetablev1.CreateSlotRequest) { r.ClassId, r.Room = w.b, "Salle 1" }), "ROOM"},
		} {
			_, err := w.main.idara.CreateSlot(w.main.writing(w.office), c.req)
			require.Error(t, err, name)
			conflict(t, err, c.kind, g1.GetSlotId(), "Mathématiques", "2BACSPF-1 G1", "Omar", "lundi", "08:00", "Salle 1")

			c.req.DryRun = true
			answer, err := w.main.idara.CreateSlot(w.main.writing(w.office), c.req)
			require.NoError(t, err, name)
			require.Len(t, answer.GetConflicts(), 1, name)
			require.Equal(t, c.kind, answer.GetConflicts()[0].GetKind())
			require.Equal(t, g1.GetSlotId(), answer.GetConflicts()[0].GetSecond().GetSlotId())
			require.Equal(t, "2026-11-23", answer.GetConflicts()[0].GetDate())
			require.Contains(t, answer.GetConflicts()[0].GetMessage(), "Omar")
			require.Nil(t, answer.GetSlot())
		}
		_, err := w.main.idara.CreateSlot(rpc.WithCall(w.main.writing(w.office), &rpc.Call{AcceptLanguage: "ar"}), fresh())
		var e *errs.Error
		require.ErrorAs(t, err, &e)
		require.Contains(t, e.UserMessage("ar"), "الرياضيات")
		require.Contains(t, e.UserMessage("ar"), "عمر")
		require.Contains(t, e.UserMessage("ar"), "الاثنين")

		w.plan(fresh(func(r *timetablev1.CreateSlotRequest) { r.Group = "G2" }))                                  // the other half group
		w.plan(fresh(func(r *timetablev1.CreateSlotRequest) { r.ClassId, r.Room, r.Period = w.b, "Salle 1", 3 })) // behind it
		check, err := w.main.idara.CheckTimetable(w.main.as(w.office), &timetablev1.CheckTimetableRequest{})
		require.NoError(t, err)
		require.Empty(t, check.GetConflicts())
		require.Equal(t, 3, w.count(`SELECT COUNT(*) FROM slots`))
	})
}

func TestSingleLessonTakesThePlaceOfACancelledOne(t *testing.T) {
	each(t, func(w *world) {
		maths := w.plan(w.mondays())
		single := w.mondays(func(r *timetablev1.CreateSlotRequest) {
			r.Subject, r.StaffId, r.From, r.To = "PC", w.salma.PersonID, "2026-11-30", "2026-12-01"
		})
		_, err := w.main.idara.CreateSlot(w.main.writing(w.office), single)
		conflict(t, err, "CLASS", maths.GetSlotId(), "2026-11-30")
		cancelled := &timetablev1.ChangeLessonRequest{LessonId: w.lesson(maths.GetSlotId(), "2026-11-30"), Status: typev1.Lesson_Status_CANCELLED}
		_, err = w.main.idara.ChangeLesson(w.main.writing(w.office), cancelled)
		require.NoError(t, err)
		physics := w.plan(single)
		require.Equal(t, "2026-12-01", physics.GetTo())

		_, err = w.main.idara.RestoreLesson(w.main.writing(w.office), &timetablev1.RestoreLessonRequest{LessonId: cancelled.GetLessonId()})
		conflict(t, err, "CLASS", physics.GetSlotId(), "Salma")
		// The weekly lesson may still be edited: that day it is not held.
		_, err = w.main.idara.UpdateSlot(w.main.writing(w.office), &timetablev1.UpdateSlotRequest{
			SlotId: maths.GetSlotId(), Subject: "SVT", StaffId: w.omar.PersonID, Weekday: 1, Period: 1, Periods: 1, From: "2026-11-24",
		})
		require.NoError(t, err)
		require.Equal(t, 1, w.count(`SELECT COUNT(*) FROM lesson_changes`), "the cancelled day stays cancelled")
	})
}

func TestUpdateSlotFromADay(t *testing.T) {
	each(t, func(w *world) {
		old := w.plan(w.mondays(func(r *timetablev1.CreateSlotRequest) { r.From = "2026-09-07" }))
		_, err := w.main.idara.ChangeLesson(w.main.writing(w.office), &timetablev1.ChangeLessonRequest{
			LessonId: w.lesson(old.GetSlotId(), "2026-12-14"), Status: typev1.Lesson_Status_CANCELLED,
		})
		require.NoError(t, err)
		update := &timetablev1.UpdateSlotRequest{
			SlotId: old.GetSlotId(), Subject: "MATH", StaffId: w.salma.PersonID, Weekday: 1, Period: 3, Periods: 2, From: "2026-11-30",
		}
		answer, err := w.main.idara.UpdateSlot(w.main.writing(w.office), update)
		require.NoError(t, err)
		next := answer.GetSlot()
		require.NotEqual(t, old.GetSlotId(), next.GetSlotId())
		require.Equal(t, []string{"2026-11-30", ""}, []string{next.GetFrom(), next.GetTo()})
		require.Equal(t, []string{"Mon 08:00 MATH"}, w.weekOf(w.a, "2026-W48"))
		require.Equal(t, []string{"Mon 10:00 MATH"}, w.weekOf(w.a, "2026-W49"))
		require.Equal(t, []string{"Mon 10:00 MATH CANCELLED"}, w.weekOf(w.a, "2026-W51"), "a change to come follows the slot")

		// From its own first day it is changed in place.
		update.SlotId, update.Period, update.From = next.GetSlotId(), 5, ""
		answer, err = w.main.idara.UpdateSlot(w.main.writing(w.office), update)
		require.NoError(t, err)
		require.Equal(t, next.GetSlotId(), answer.GetSlot().GetSlotId())
		require.Equal(t, "2026-11-30", answer.GetSlot().GetFrom())
		require.Equal(t, []string{"Mon 14:00 MATH"}, w.weekOf(w.a, "2026-W49"))

		// On another weekday there is no lesson that could stay cancelled.
		update.Weekday = 2
		_, err = w.main.idara.UpdateSlot(w.main.writing(w.office), update)
		require.NoError(t, err)
		require.Equal(t, []string{"Tue 14:00 MATH"}, w.weekOf(w.a, "2026-W51"))
		require.Zero(t, w.count(`SELECT COUNT(*) FROM lesson_changes`))
		require.Equal(t, 2, w.count(`SELECT COUNT(*) FROM slots`))

		for from, slot := range map[string]string{"2026-12-01": old.GetSlotId(), "2028-01-01": next.GetSlotId(), "x": next.GetSlotId()} {
			update.SlotId, update.From = slot, from
			_, err = w.main.idara.UpdateSlot(w.main.writing(w.office), update)
			require.Equal(t, errorsv1.Reason_DATE_INVALID.String(), errs.ReasonOf(err).String(), from)
		}
	})
}

// weekOf shows a week of a class as the office reads it.
func (w *world) weekOf(class, week string) []string {
	w.Helper()
	answer, err := w.main.idara.GetClassWeek(w.main.as(w.office), &timetablev1.GetClassWeekRequest{ClassId: class, Week: week})
	require.NoError(w, err)
	return lines(answer.GetLessons())
}

// freeze keeps a lesson as if its register were taken.
func (w *world) freeze(lesson string) {
	w.Helper()
	_, err := w.main.attendance.FreezeLesson(w.main.writing(w.office), &timetablev1.FreezeLessonRequest{LessonId: lesson})
	require.NoError(w, err)
}

func TestEditsBeginBehindFrozenLessons(t *testing.T) {
	each(t, func(w *world) {
		old := w.plan(w.mondays())
		w.freeze(w.lesson(old.GetSlotId(), today))
		update := &timetablev1.UpdateSlotRequest{
			SlotId: old.GetSlotId(), Subject: "MATH", StaffId: w.salma.PersonID, Weekday: 1, Period: 2, Periods: 1,
		}
		answer, err := w.main.idara.UpdateSlot(w.main.writing(w.office), update)
		require.NoError(t, err)
		require.Equal(t, "2026-11-24", answer.GetSlot().GetFrom())
		require.Equal(t, []string{"Mon 08:00 MATH"}, w.weekOf(w.a, "2026-W48"), "the lesson of the register, once")
		require.Equal(t, []string{"Mon 09:00 MATH"}, w.weekOf(w.a, "2026-W49"))

		ended, err := w.main.idara.EndSlot(w.main.writing(w.office), &timetablev1.EndSlotRequest{SlotId: answer.GetSlot().GetSlotId(), To: "2026-12-14"})
		require.NoError(t, err)
		require.Equal(t, "2026-12-14", ended.GetTo())
		require.Empty(t, w.weekOf(w.a, "2026-W51"))

		// A new slot may not be put over a lesson whose register is taken.
		_, err = w.main.idara.CreateSlot(w.main.writing(w.office), w.mondays(func(r *timetablev1.CreateSlotRequest) {
			r.Subject, r.StaffId, r.To = "PC", w.salma.PersonID, "2026-11-25"
		}))
		conflict(t, err, "CLASS", old.GetSlotId(), "Omar", today)
		single := w.plan(w.mondays(func(r *timetablev1.CreateSlotRequest) { r.Period, r.To = 4, "2026-11-24" }))
		w.freeze(w.lesson(single.GetSlotId(), today))
		update.SlotId, update.Period = single.GetSlotId(), 6
		_, err = w.main.idara.UpdateSlot(w.main.writing(w.office), update)
		requireReason(t, errorsv1.Reason_LESSON_FROZEN, err)
	})
}

// Two officers read the same lesson: the second one is told what the first one made of it, and overwrites nothing.
func TestStaleSlotsAndLessons(t *testing.T) {
	each(t, func(w *world) {
		slot := w.plan(w.mondays(func(r *timetablev1.CreateSlotRequest) { r.From = "2026-09-07" }))
		list, err := w.main.idara.ListSlots(w.main.as(w.office), &timetablev1.ListSlotsRequest{})
		require.NoError(t, err)
		seen := list.GetSlots()[0].GetVersion()
		require.Equal(t, slot.GetVersion(), seen)
		stale := func(err error, words ...string) {
			t.Helper()
			requireReason(t, errorsv1.Reason_LESSON_STALE, err)
			require.Equal(t, errs.Aborted, errs.KindOf(err))
			var e *errs.Error
			require.ErrorAs(t, err, &e)
			for _, word := range words {
				require.Contains(t, e.UserMessage("fr"), word)
			}
		}
		update := func(period int32, version string, dryRun bool) (*typev1.Slot, error) {
			answer, err := w.main.idara.UpdateSlot(w.main.writing(w.office), &timetablev1.UpdateSlotRequest{
				SlotId: slot.GetSlotId(), Subject: "MATH", StaffId: w.omar.PersonID, Weekday: 1, Period: period, Periods: 1,
				From: "2026-09-07", Version: version, DryRun: dryRun,
			})
			return answer.GetSlot(), err
		}
		now, err := update(3, seen, false)
		require.NoError(t, err)
		require.NotEqual(t, seen, now.GetVersion())
		_, err = update(4, seen, false)
		stale(err, "2BACSPF-1", "Omar", "lundi 10:00")
		_, err = update(4, seen, true)
		stale(err)
		_, err = w.main.idara.EndSlot(w.main.writing(w.office), &timetablev1.EndSlotRequest{SlotId: slot.GetSlotId(), Version: seen})
		stale(err, "lundi 10:00")
		require.Equal(t, []string{"Mon 10:00 MATH"}, w.weekOf(w.a, week))
		_, err = update(4, "", false)
		require.NoError(t, err, "who sends none overwrites")

		id := w.lesson(slot.GetSlotId(), "2026-11-30")
		lessons, err := w.main.idara.ListLessons(w.main.as(w.office), &timetablev1.ListLessonsRequest{Date: "2026-11-30"})
		require.NoError(t, err)
		seen = lessons.GetLessons()[0].GetVersion()
		require.NotEmpty(t, seen)
		require.Empty(t, w.main.classWeek(w.a, "", week).GetLessons()[0].GetVersion(), "weeks are everybody's")
		lesson, err := w.become(&timetablev1.ChangeLessonRequest{LessonId: id, Status: moved, Date: "2026-12-02", Period: 5, Version: seen})
		require.NoError(t, err)
		_, err = w.become(&timetablev1.ChangeLessonRequest{LessonId: id, Status: cancelled, Version: seen})
		stale(err, "mercredi", "14:00")
		_, err = w.main.idara.RestoreLesson(w.main.writing(w.office), &timetablev1.RestoreLessonRequest{LessonId: id, Version: seen})
		stale(err)
		require.Equal(t, []string{"Wed 14:00 MATH MOVED"}, w.weekOf(w.a, "2026-W49"))
		changes, err := w.main.idara.ListLessonChanges(w.main.as(w.office), &timetablev1.ListLessonChangesRequest{})
		require.NoError(t, err)
		require.Equal(t, lesson.GetVersion(), changes.GetLessons()[0].GetVersion(), "however it is read")
		restored, err := w.main.idara.RestoreLesson(w.main.writing(w.office), &timetablev1.RestoreLessonRequest{LessonId: id, Version: lesson.GetVersion()})
		require.NoError(t, err)
		require.Equal(t, seen, restored.GetVersion(), "as it was")
	})
}

func TestEndSlot(t *testing.T) {
	each(t, func(w *world) {
		old := w.plan(w.mondays(func(r *timetablev1.CreateSlotRequest) { r.From = "2026-09-07" }))
		for _, missing := range []string{"", "x", w.a, ids.InSchool(gresa), other + "." + lessonid.New()} {
			_, err := w.main.idara.EndSlot(w.main.writing(w.office), &timetablev1.EndSlotRequest{SlotId: missing + "x"})
			requireReason(t, errorsv1.Reason_SLOT_NOT_FOUND, err)
		}
		_, err := w.main.idara.EndSlot(w.main.writing(w.otherOffice), &timetablev1.EndSlotRequest{SlotId: old.GetSlotId()})
		requireReason(t, errorsv1.Reason_SLOT_NOT_FOUND, err)
		ended, err := w.main.idara.EndSlot(w.main.writing(w.office), &timetablev1.EndSlotRequest{SlotId: old.GetSlotId()})
		require.NoError(t, err)
		require.Equal(t, today, ended.GetTo())
		_, err = w.main.idara.EndSlot(w.main.writing(w.office), &timetablev1.EndSlotRequest{SlotId: old.GetSlotId(), To: "2026-12-14"})
		requireReason(t, errorsv1.Reason_DATE_INVALID, err)
		require.Equal(t, []string{"Mon 08:00 MATH"}, w.weekOf(w.a, "2026-W47"))
		require.Empty(t, w.weekOf(w.a, "2026-W48"))

		future := w.plan(w.mondays(func(r *timetablev1.CreateSlotRequest) { r.From = "2026-12-14" }))
		_, err = w.main.idara.EndSlot(w.main.writing(w.office), &timetablev1.EndSlotRequest{SlotId: future.GetSlotId()})
		require.NoError(t, err)
		require.Zero(t, w.count(`SELECT COUNT(*) FROM slots WHERE slot_id = $1`, future.GetSlotId()), "what never began is gone")
	})
}

func TestListSlotsByPages(t *testing.T) {
	each(t, func(w *world) {
		w.rooms("Salle 1")
		var all []string
		for weekday := int32(1); weekday <= 3; weekday++ {
			for period := int32(4); period >= 1; period-- {
				slot := w.plan(w.mondays(func(r *timetablev1.CreateSlotRequest) {
					r.Weekday, r.Period = weekday, period
					if period == 2 {
						r.Room = "Salle 1"
					}
				}))
				all = append(all, slot.GetSlotId())
			}
		}
		list := func(who auth.Principal, req *timetablev1.ListSlotsRequest) (slots []*typev1.Slot, pages int) {
			for {
				answer, err := w.main.idara.ListSlots(w.main.as(who), req)
				require.NoError(t, err)
				slots, pages = append(slots, answer.GetSlots()...), pages+1
				if req.PageToken = answer.GetNextPageToken(); req.PageToken == "" {
					return slots, pages
				}
			}
		}
		slots, pages := list(w.office, &timetablev1.ListSlotsRequest{PageSize: 5})
		require.Equal(t, 3, pages)
		var got []string
		for _, slot := range slots {
			got = append(got, slot.GetSlotId())
		}
		require.ElementsMatch(t, all, got)
		require.True(t, slices.IsSortedFunc(slots, func(a, b *typev1.Slot) int {
			return int(a.GetWeekday()*10 + a.GetPeriod() - b.GetWeekday()*10 - b.GetPeriod())
		}))
		for n, req := range map[int]*timetablev1.ListSlotsRequest{
			3:  {Room: "Salle 1"},
			12: {ClassId: w.a, StaffId: w.omar.PersonID},
			0:  {ClassId: w.b},
		} {
			slots, _ := list(w.office, req)
			require.Len(t, slots, n)
		}
		slots, _ = list(w.office, &timetablev1.ListSlotsRequest{Date: "2026-11-22"})
		require.Empty(t, slots, "none before they begin")
		slots, _ = list(w.office, &timetablev1.ListSlotsRequest{Date: "2027-09-13"})
		require.Empty(t, slots, "none after their school year")
		slots, _ = list(w.otherOffice, &timetablev1.ListSlotsRequest{ClassId: w.a})
		require.Empty(t, slots)
		_, err := w.main.idara.ListSlots(w.main.as(w.otherOffice), &timetablev1.ListSlotsRequest{SchoolCode: gresa})
		requireReason(t, errorsv1.Reason_SCHOOL_NOT_FOUND, err)
	})
}

func TestTwoWritersOfOneHour(t *testing.T) {
	each(t, func(w *world) {
		const writers = 6
		outcomes := make([]error, writers)
		var wait sync.WaitGroup
		for i := range writers {
			ctx := w.main.writing(w.office)
			wait.Go(func() {
				_, outcomes[i] = w.main.idara.CreateSlot(ctx, w.mondays(func(r *timetablev1.CreateSlotRequest) {
					if i%2 == 0 {
						r.ClassId = w.b // the same teacher
					}
				}))
			})
		}
		wait.Wait()
		won := 0
		for _, err := range outcomes {
			if err == nil {
				won++
				continue
			}
			requireReason(t, errorsv1.Reason_TIMETABLE_CONFLICT, err)
		}
		require.Equal(t, 1, won)
		require.Equal(t, 1, w.count(`SELECT COUNT(*) FROM slots`))
	})
}

func TestWritesAreRepeatedUnderTheirKey(t *testing.T) {
	each(t, func(w *world) {
		key := ids.New()
		twice := func(req *timetablev1.CreateSlotRequest, key string) *timetablev1.SlotResult {
			var answers []*timetablev1.SlotResult
			for range 2 {
				answer, err := w.main.idara.CreateSlot(write.WithKey(w.main.as(w.office), key), req)
				require.NoError(t, err)
				answers = append(answers, answer)
			}
			requireProto(t, answers[0], answers[1])
			return answers[0]
		}
		slot := twice(w.mondays(), key).GetSlot()
		require.NotEmpty(t, slot.GetSlotId())
		version := w.count(`SELECT version FROM versions WHERE school = $1`, gresa)
		dry := w.mondays(func(r *timetablev1.CreateSlotRequest) { r.DryRun = true })
		require.Len(t, twice(dry, ids.New()).GetConflicts(), 2, "class and teacher")
		_, err := w.main.idara.CreateSlot(write.WithKey(w.main.as(w.office), key), dry)
		requireReason(t, errorsv1.Reason_IDEMPOTENCY_KEY_REUSED, err)
		_, err = w.main.idara.CreateSlot(w.main.as(w.office), dry)
		requireReason(t, errorsv1.Reason_IDEMPOTENCY_KEY_REQUIRED, err)
		require.Equal(t, 1, w.count(`SELECT COUNT(*) FROM slots`))
		require.Equal(t, version, w.count(`SELECT version FROM versions WHERE school = $1`, gresa), "a dry run raises nothing")

		change := &timetablev1.ChangeLessonRequest{LessonId: w.lesson(slot.GetSlotId(), "2026-11-30"), Status: typev1.Lesson_Status_CANCELLED, DryRun: true}
		var ctx context.Context
		for range 2 {
			if ctx == nil {
				ctx = w.main.writing(w.office)
			}
			answer, err := w.main.idara.ChangeLesson(ctx, change)
			require.NoError(t, err)
			require.Empty(t, answer.GetConflicts())
		}
		require.Zero(t, w.count(`SELECT COUNT(*) FROM lesson_changes`))
	})
}

func requireProto(t testing.TB, want, got proto.Message) {
	t.Helper()
	require.True(t, proto.Equal(want, got), "%v\n%v", want, got)
}
