package timetable_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

const (
	cancelled = typev1.Lesson_Status_CANCELLED
	moved     = typev1.Lesson_Status_MOVED
	replaced  = typev1.Lesson_Status_REPLACED
)

// become changes a lesson as the office.
func (w *world) become(req *timetablev1.ChangeLessonRequest) (*typev1.Lesson, error) {
	answer, err := w.main.idara.ChangeLesson(w.main.writing(w.office), req)
	return answer.GetLesson(), err
}

func TestChangeLesson(t *testing.T) {
	each(t, func(w *world) {
		w.rooms("Salle 1", "Salle 2")
		slot := w.plan(w.mondays(func(r *timetablev1.CreateSlotRequest) { r.Room = "Salle 1" }))
		id := w.lesson(slot.GetSlotId(), "2026-11-30")

		lesson, err := w.become(&timetablev1.ChangeLessonRequest{LessonId: id, Status: cancelled, Note: "  Enseignant absent "})
		require.NoError(t, err)
		require.Equal(t, id, lesson.GetLessonId())
		require.Equal(t, []any{cancelled, "2026-11-30", "08:00", "Enseignant absent"}, []any{lesson.GetStatus(), lesson.GetDate(), lesson.GetStart(), lesson.GetNote()})
		require.Equal(t, []string{"Mon 08:00 MATH Salle 1 CANCELLED"}, w.weekOf(w.a, "2026-W49"))
		require.Equal(t, []string{"Mon 08:00 MATH Salle 1"}, w.weekOf(w.a, "2026-W48"), "other weeks stay")

		// A second change takes the place of the first.
		lesson, err = w.become(&timetablev1.ChangeLessonRequest{LessonId: id, Status: moved, Date: "2026-12-02", Period: 5, Room: "Salle 2", StaffId: w.salma.PersonID})
		require.NoError(t, err)
		require.Equal(t, id, lesson.GetLessonId(), "it keeps its id")
		require.Equal(t, []any{moved, "2026-12-02", "14:00", "Salle 2", "Salma"},
			[]any{lesson.GetStatus(), lesson.GetDate(), lesson.GetStart(), lesson.GetRoom(), lesson.GetTeacher().GetName().GetLatin()})
		require.Equal(t, []string{"Wed 14:00 MATH Salle 2 MOVED"}, w.weekOf(w.a, "2026-W49"))

		lesson, err = w.become(&timetablev1.ChangeLessonRequest{LessonId: id, Status: replaced, StaffId: w.salma.PersonID})
		require.NoError(t, err)
		require.Equal(t, []any{replaced, "2026-11-30", "Salle 1", "Salma"},
			[]any{lesson.GetStatus(), lesson.GetDate(), lesson.GetRoom(), lesson.GetTeacher().GetName().GetLatin()})
		require.Equal(t, 1, w.count(`SELECT COUNT(*) FROM lesson_changes`))

		list, err := w.main.idara.ListLessonChanges(w.main.as(w.office), &timetablev1.ListLessonChangesRequest{})
		require.NoError(t, err)
		require.Equal(t, []string{"Mon 08:00 MATH Salle 1 REPLACED"}, lines(list.GetLessons()))
		list, err = w.main.idara.ListLessonChanges(w.main.as(w.office), &timetablev1.ListLessonChangesRequest{From: "2026-12-01"})
		require.NoError(t, err)
		require.Empty(t, list.GetLessons())
		for _, to := range []string{"2026-11-30", "2027-03-12", "x"} {
			_, err = w.main.idara.ListLessonChanges(w.main.as(w.office), &timetablev1.ListLessonChangesRequest{From: "2026-12-01", To: to})
			requireReason(t, errorsv1.Reason_DATE_INVALID, err)
		}

		lesson, err = w.main.idara.RestoreLesson(w.main.writing(w.office), &timetablev1.RestoreLessonRequest{LessonId: id})
		require.NoError(t, err)
		require.Equal(t, []any{typev1.Lesson_Status_PLANNED, "Omar"}, []any{lesson.GetStatus(), lesson.GetTeacher().GetName().GetLatin()})
		_, err = w.main.idara.RestoreLesson(w.main.writing(w.office), &timetablev1.RestoreLessonRequest{LessonId: id})
		require.NoError(t, err, "there is nothing to take back, and nothing wrong")
		require.Zero(t, w.count(`SELECT COUNT(*) FROM lesson_changes`))
		require.Equal(t, 3, w.count(`SELECT COUNT(*) FROM audit_log WHERE rpc = 'timetable.ChangeLesson' AND resource = $1`, id))
		require.Equal(t, 2, w.count(`SELECT COUNT(*) FROM audit_log WHERE rpc = 'timetable.RestoreLesson' AND resource = $1`, id))
	})
}

func TestChangeLessonRefuses(t *testing.T) {
	each(t, func(w *world) {
		w.rooms("Salle 1")
		slot := w.plan(w.mondays(func(r *timetablev1.CreateSlotRequest) { r.Room = "Salle 1" }))
		_, err := w.main.idara.CreateEvent(w.main.writing(w.office), &timetablev1.CreateEventRequest{
			Kind: typev1.SchoolEvent_Kind_EXAM, TitleFr: "Examen local", From: "2026-12-02", ClassIds: []string{w.a},
		})
		require.NoError(t, err)
		id := w.lesson(slot.GetSlotId(), "2026-11-30")
		for name, c := range map[string]struct {
			req    *timetablev1.ChangeLessonRequest
			kind   errs.Kind
			reason errorsv1.Reason
		}{
			"cancelled with a day":       {&timetablev1.ChangeLessonRequest{Status: cancelled, Date: "2026-12-01"}, errs.Invalid, errorsv1.Reason_LESSON_CHANGE_INVALID},
			"cancelled with a teacher":   {&timetablev1.ChangeLessonRequest{Status: cancelled, StaffId: w.salma.PersonID}, errs.Invalid, errorsv1.Reason_LESSON_CHANGE_INVALID},
			"moved nowhere":              {&timetablev1.ChangeLessonRequest{Status: moved}, errs.Invalid, errorsv1.Reason_LESSON_CHANGE_INVALID},
			"moved to where it is":       {&timetablev1.ChangeLessonRequest{Status: moved, Date: "2026-11-30", Period: 1}, errs.Invalid, errorsv1.Reason_LESSON_CHANGE_INVALID},
			"moved to a Sunday":          {&timetablev1.ChangeLessonRequest{Status: moved, Date: "2026-11-29"}, errs.Invalid, errorsv1.Reason_LESSON_CHANGE_INVALID},
			"moved into a break":         {&timetablev1.ChangeLessonRequest{Status: moved, Date: "2026-12-08"}, errs.Invalid, errorsv1.Reason_LESSON_CHANGE_INVALID},
			"moved to a holiday":         {&timetablev1.ChangeLessonRequest{Status: moved, Date: "2027-01-14"}, errs.Invalid, errorsv1.Reason_LESSON_CHANGE_INVALID},
			"moved into an exam":         {&timetablev1.ChangeLessonRequest{Status: moved, Date: "2026-12-02"}, errs.Invalid, errorsv1.Reason_LESSON_CHANGE_INVALID},
			"moved to another year":      {&timetablev1.ChangeLessonRequest{Status: moved, Date: "2027-09-20"}, errs.Invalid, errorsv1.Reason_LESSON_CHANGE_INVALID},
			"moved to the year before":   {&timetablev1.ChangeLessonRequest{Status: moved, Date: "2026-06-01"}, errs.Invalid, errorsv1.Reason_LESSON_CHANGE_INVALID},
			"moved to no hour":           {&timetablev1.ChangeLessonRequest{Status: moved, Date: "2026-12-01", Period: 9}, errs.Invalid, errorsv1.Reason_PERIOD_UNKNOWN},
			"moved to no date":           {&timetablev1.ChangeLessonRequest{Status: moved, Date: "2026-13-01"}, errs.Invalid, errorsv1.Reason_DATE_INVALID},
			"replaced by nothing":        {&timetablev1.ChangeLessonRequest{Status: replaced}, errs.Invalid, errorsv1.Reason_LESSON_CHANGE_INVALID},
			"replaced by himself":        {&timetablev1.ChangeLessonRequest{Status: replaced, StaffId: w.omar.PersonID, Room: "Salle 1"}, errs.Invalid, errorsv1.Reason_LESSON_CHANGE_INVALID},
			"replaced on another day":    {&timetablev1.ChangeLessonRequest{Status: replaced, StaffId: w.salma.PersonID, Date: "2026-12-01"}, errs.Invalid, errorsv1.Reason_LESSON_CHANGE_INVALID},
			"replaced from elsewhere":    {&timetablev1.ChangeLessonRequest{Status: replaced, StaffId: w.nadia.PersonID}, errs.NotFound, errorsv1.Reason_STAFF_NOT_FOUND},
			"replaced in no room":        {&timetablev1.ChangeLessonRequest{Status: replaced, Room: "Labo"}, errs.NotFound, errorsv1.Reason_ROOM_NOT_FOUND},
			"a note that turns around":   {&timetablev1.ChangeLessonRequest{Status: cancelled, Note: "a\u202eb"}, errs.Invalid, errorsv1.Reason_TEXT_NOT_ALLOWED},
			"a day without that lesson":  {&timetablev1.ChangeLessonRequest{LessonId: w.lesson(slot.GetSlotId(), "2026-12-01"), Status: cancelled}, errs.NotFound, errorsv1.Reason_LESSON_NOT_FOUND},
			"a lesson of a break":        {&timetablev1.ChangeLessonRequest{LessonId: w.lesson(slot.GetSlotId(), "2026-12-07"), Status: cancelled}, errs.NotFound, errorsv1.Reason_LESSON_NOT_FOUND},
			"a lesson before the slot":   {&timetablev1.ChangeLessonRequest{LessonId: w.lesson(slot.GetSlotId(), "2026-11-16"), Status: cancelled}, errs.NotFound, errorsv1.Reason_LESSON_NOT_FOUND},
			"a lesson of the next year":  {&timetablev1.ChangeLessonRequest{LessonId: w.lesson(slot.GetSlotId(), "2027-09-20"), Status: cancelled}, errs.NotFound, errorsv1.Reason_LESSON_NOT_FOUND},
			"a slot":                     {&timetablev1.ChangeLessonRequest{LessonId: slot.GetSlotId(), Status: cancelled}, errs.NotFound, errorsv1.Reason_LESSON_NOT_FOUND},
			"a class":                    {&timetablev1.ChangeLessonRequest{LessonId: w.a, Status: cancelled}, errs.NotFound, errorsv1.Reason_LESSON_NOT_FOUND},
			"a lesson that is not there": {&timetablev1.ChangeLessonRequest{LessonId: ids.InSchool(gresa), Status: cancelled}, errs.NotFound, errorsv1.Reason_LESSON_NOT_FOUND},
		} {
			if c.req.LessonId == "" {
				c.req.LessonId = id
			}
			_, err := w.become(c.req)
			require.Equal(t, c.reason.String(), errs.ReasonOf(err).String(), "%s: %v", name, err)
			require.Equal(t, c.kind, errs.KindOf(err), name)
		}
		_, err = w.main.idara.ChangeLesson(w.main.writing(w.otherOffice), &timetablev1.ChangeLessonRequest{LessonId: id, Status: cancelled})
		requireReason(t, errorsv1.Reason_LESSON_NOT_FOUND, err)
		require.Zero(t, w.count(`SELECT COUNT(*) FROM lesson_changes`))

		w.freeze(w.lesson(slot.GetSlotId(), today))
		_, err = w.become(&timetablev1.ChangeLessonRequest{LessonId: w.lesson(slot.GetSlotId(), today), Status: cancelled})
		requireReason(t, errorsv1.Reason_LESSON_FROZEN, err)
		_, err = w.main.idara.RestoreLesson(w.main.writing(w.office), &timetablev1.RestoreLessonRequest{LessonId: w.lesson(slot.GetSlotId(), today)})
		requireReason(t, errorsv1.Reason_LESSON_FROZEN, err)
	})
}

func TestMovedAndReplacedLessonsCollideByHour(t *testing.T) {
	each(t, func(w *world) {
		w.rooms("Salle 1", "Salle 2")
		maths := w.plan(w.mondays(func(r *timetablev1.CreateSlotRequest) { r.Room = "Salle 1" }))
		physics := w.plan(w.mondays(func(r *timetablev1.CreateSlotRequest) {
			r.ClassId, r.Subject, r.StaffId, r.Weekday, r.Period, r.Periods, r.Room = w.b, "PC", w.salma.PersonID, 2, 3, 2, "Salle 2"
		}))
		id := w.lesson(maths.GetSlotId(), "2026-11-30")
		move := func(edit func(*timetablev1.ChangeLessonRequest)) *timetablev1.ChangeLessonRequest {
			req := &timetablev1.ChangeLessonRequest{LessonId: id, Status: moved, Date: "2026-12-01", Period: 4}
			edit(req)
			return req
		}
		for kind, req := range map[string]*timetablev1.ChangeLessonRequest{
			"TEACHER": move(func(r *timetablev1.ChangeLessonRequest) { r.StaffId = w.salma.PersonID }),
			"ROOM":    move(func(r *timetablev1.ChangeLessonRequest) { r.Room = "Salle 2" }),
		} {
			_, err := w.become(req)
			conflict(t, err, kind, physics.GetSlotId(), "Physique", "2BACSPF-2", "Salma", "mardi 2026-12-01 10:00")
			req.DryRun = true
			answer, err := w.main.idara.ChangeLesson(w.main.writing(w.office), req)
			require.NoError(t, err)
			require.Len(t, answer.GetConflicts(), 1)
			require.Equal(t, kind, answer.GetConflicts()[0].GetKind())
			require.Nil(t, answer.GetLesson())
		}
		_, err := w.become(move(func(*timetablev1.ChangeLessonRequest) {}))
		require.NoError(t, err, "another class, teacher and room at the same hour")

		// What has been moved there stands in the way of what comes after.
		_, err = w.main.idara.CreateSlot(w.main.writing(w.office), w.mondays(func(r *timetablev1.CreateSlotRequest) {
			r.ClassId, r.Weekday, r.Period = w.b, 2, 4
			r.From = "2026-11-24"
		}))
		conflict(t, err, "CLASS", physics.GetSlotId())
		_, err = w.main.idara.CreateSlot(w.main.writing(w.office), w.mondays(func(r *timetablev1.CreateSlotRequest) {
			r.Subject, r.StaffId, r.Weekday, r.Period = "SVT", w.salma.PersonID, 2, 4
		}))
		conflict(t, err, "TEACHER", physics.GetSlotId())
		nobody := w.mondays(func(r *timetablev1.CreateSlotRequest) { r.Group, r.Weekday, r.Period = "G2", 2, 4 })
		_, err = w.main.idara.CreateSlot(w.main.writing(w.office), nobody)
		conflict(t, err, "CLASS", maths.GetSlotId(), "mardi 2026-12-01 11:00")
		check, err := w.main.idara.CheckTimetable(w.main.as(w.office), &timetablev1.CheckTimetableRequest{})
		require.NoError(t, err)
		require.Empty(t, check.GetConflicts())

		// Who stands in for another on one day cannot be planned for that hour of every week.
		substituted := w.plan(w.mondays(func(r *timetablev1.CreateSlotRequest) { r.Weekday, r.Period = 3, 1 }))
		_, err = w.become(&timetablev1.ChangeLessonRequest{LessonId: w.lesson(substituted.GetSlotId(), "2026-12-02"), Status: replaced, StaffId: w.salma.PersonID})
		require.NoError(t, err)
		_, err = w.main.idara.CreateSlot(w.main.writing(w.office), w.mondays(func(r *timetablev1.CreateSlotRequest) {
			r.ClassId, r.Subject, r.StaffId, r.Weekday = w.b, "PC", w.salma.PersonID, 3
		}))
		conflict(t, err, "TEACHER", substituted.GetSlotId(), "mercredi 2026-12-02 08:00")

		// Its old hour is free that day, and taken by a lesson of another day it cannot come back to.
		_, err = w.become(&timetablev1.ChangeLessonRequest{LessonId: w.lesson(physics.GetSlotId(), "2026-12-01"), Status: moved, Date: "2026-11-30", Period: 1, Room: "Salle 1"})
		require.NoError(t, err)
		_, err = w.main.idara.RestoreLesson(w.main.writing(w.office), &timetablev1.RestoreLessonRequest{LessonId: id})
		conflict(t, err, "ROOM", physics.GetSlotId(), "lundi 2026-11-30 08:00")
	})
}

func TestEvents(t *testing.T) {
	each(t, func(w *world) {
		maths := w.plan(w.mondays())
		w.plan(w.mondays(func(r *timetablev1.CreateSlotRequest) { r.ClassId, r.Period = w.b, 2 }))
		create := func(edit func(*timetablev1.CreateEventRequest)) (*typev1.SchoolEvent, error) {
			req := &timetablev1.CreateEventRequest{Kind: typev1.SchoolEvent_Kind_EXAM, TitleAr: "امتحان", TitleFr: "Examen", From: "2026-11-30", To: "2026-12-01", ClassIds: []string{w.a}}
			edit(req)
			return w.main.idara.CreateEvent(w.main.writing(w.office), req)
		}
		w.freeze(w.lesson(maths.GetSlotId(), today))
		exam, err := create(func(r *timetablev1.CreateEventRequest) { r.From = today })
		require.NoError(t, err)
		require.Equal(t, []any{"Examen", today, "2026-12-01", []string{w.a}}, []any{exam.GetTitle(), exam.GetFrom(), exam.GetTo(), exam.GetClassIds()})
		require.Equal(t, []string{"Mon 08:00 MATH"}, w.weekOf(w.a, "2026-W48"), "the lesson of the register stays")
		require.Empty(t, w.weekOf(w.a, "2026-W49"))
		require.Equal(t, []string{"Mon 09:00 MATH"}, w.weekOf(w.b, "2026-W49"))

		for name, c := range map[string]struct {
			edit   func(*timetablev1.CreateEventRequest)
			kind   errs.Kind
			reason errorsv1.Reason
		}{
			"the same class again":    {func(r *timetablev1.CreateEventRequest) { r.ClassIds = []string{w.b, w.a} }, errs.AlreadyExists, errorsv1.Reason_EVENT_EXISTS},
			"the whole school":        {func(r *timetablev1.CreateEventRequest) { r.ClassIds, r.Kind = nil, typev1.SchoolEvent_Kind_CLOSED }, errs.AlreadyExists, errorsv1.Reason_EVENT_EXISTS},
			"a class of another":      {func(r *timetablev1.CreateEventRequest) { r.ClassIds = []string{w.c} }, errs.NotFound, errorsv1.Reason_CLASS_NOT_FOUND},
			"no title":                {func(r *timetablev1.CreateEventRequest) { r.TitleAr, r.TitleFr = " ", "" }, errs.Invalid, errorsv1.Reason_INVALID_REQUEST},
			"a title that turns":      {func(r *timetablev1.CreateEventRequest) { r.TitleAr = "\u202e" }, errs.Invalid, errorsv1.Reason_TEXT_NOT_ALLOWED},
			"an end before the start": {func(r *timetablev1.CreateEventRequest) { r.To = "2026-11-29" }, errs.Invalid, errorsv1.Reason_DATE_INVALID},
			"two months":              {func(r *timetablev1.CreateEventRequest) { r.To = "2027-01-30" }, errs.Invalid, errorsv1.Reason_DATE_INVALID},
			"no date":                 {func(r *timetablev1.CreateEventRequest) { r.From = "2026-11-31" }, errs.Invalid, errorsv1.Reason_DATE_INVALID},
		} {
			_, err := create(c.edit)
			require.Equal(t, c.reason.String(), errs.ReasonOf(err).String(), "%s: %v", name, err)
			require.Equal(t, c.kind, errs.KindOf(err), name)
		}
		_, err = create(func(r *timetablev1.CreateEventRequest) { r.Kind = typev1.SchoolEvent_Kind_EVENT })
		require.NoError(t, err, "what suspends nothing stands beside")
		_, err = create(func(r *timetablev1.CreateEventRequest) { r.ClassIds = []string{w.b} })
		require.NoError(t, err)
		list, err := w.main.idara.ListEvents(w.main.as(w.office), &timetablev1.ListEventsRequest{})
		require.NoError(t, err)
		require.Len(t, list.GetEvents(), 3)
		require.Equal(t, exam.GetEventId(), list.GetEvents()[0].GetEventId())

		// During the exam of a class its teacher may be elsewhere; then the exam cannot be taken back.
		other := w.plan(w.mondays(func(r *timetablev1.CreateSlotRequest) { r.ClassId, r.Weekday, r.From = w.b, 3, "2026-11-25" }))
		_, err = w.become(&timetablev1.ChangeLessonRequest{LessonId: w.lesson(other.GetSlotId(), "2026-12-02"), Status: moved, Date: "2026-11-30", Period: 1})
		requireReason(t, errorsv1.Reason_LESSON_CHANGE_INVALID, err) // b has an exam too
		free := list.GetEvents()[1]
		for _, e := range list.GetEvents()[1:] {
			if e.GetKind() == typev1.SchoolEvent_Kind_EXAM {
				free = e
			}
		}
		_, err = w.main.idara.DeleteEvent(w.main.writing(w.office), &timetablev1.DeleteEventRequest{EventId: free.GetEventId()})
		require.NoError(t, err)
		_, err = w.become(&timetablev1.ChangeLessonRequest{LessonId: w.lesson(other.GetSlotId(), "2026-12-02"), Status: moved, Date: "2026-11-30", Period: 1})
		require.NoError(t, err)
		_, err = w.main.idara.DeleteEvent(w.main.writing(w.office), &timetablev1.DeleteEventRequest{EventId: exam.GetEventId()})
		requireReason(t, errorsv1.Reason_TIMETABLE_CONFLICT, err)
		_, err = w.main.idara.RestoreLesson(w.main.writing(w.office), &timetablev1.RestoreLessonRequest{LessonId: w.lesson(other.GetSlotId(), "2026-12-02")})
		require.NoError(t, err)
		_, err = w.main.idara.DeleteEvent(w.main.writing(w.office), &timetablev1.DeleteEventRequest{EventId: exam.GetEventId()})
		require.NoError(t, err)
		require.Equal(t, []string{"Mon 08:00 MATH"}, w.weekOf(w.a, "2026-W49"), "its lessons are held again")
		for who, id := range map[string]string{w.office.AccountID: exam.GetEventId(), w.otherOffice.AccountID: list.GetEvents()[0].GetEventId()} {
			caller := w.office
			if who == w.otherOffice.AccountID {
				caller = w.otherOffice
			}
			_, err = w.main.idara.DeleteEvent(w.main.writing(caller), &timetablev1.DeleteEventRequest{EventId: id})
			requireReason(t, errorsv1.Reason_EVENT_NOT_FOUND, err)
		}
		require.Zero(t, w.count(`SELECT COUNT(*) FROM event_classes WHERE event_id = $1`, exam.GetEventId()))
	})
}

// A lesson that was moved to a day is not lost when the day is closed: the event names it and waits.
func TestEventOnTheDayOfAMovedLesson(t *testing.T) {
	each(t, func(w *world) {
		slot := w.plan(w.mondays())
		id := w.lesson(slot.GetSlotId(), "2026-11-30")
		_, err := w.become(&timetablev1.ChangeLessonRequest{LessonId: id, Status: moved, Date: "2026-12-02", Period: 3})
		require.NoError(t, err)
		announce := func(kind typev1.SchoolEvent_Kind_Value, from string, classes ...string) error {
			_, err := w.main.idara.CreateEvent(w.main.writing(w.office), &timetablev1.CreateEventRequest{
				Kind: kind, TitleFr: "Journée", From: from, ClassIds: classes,
			})
			return err
		}
		for _, classes := range [][]string{nil, {w.b, w.a}} {
			err := announce(typev1.SchoolEvent_Kind_CLOSED, "2026-12-02", classes...)
			conflict(t, err, "CLASS", slot.GetSlotId(), "2BACSPF-1", "mercredi", "10:00")
		}
		require.Equal(t, []string{"Wed 10:00 MATH MOVED"}, w.weekOf(w.a, "2026-W49"))
		require.NoError(t, announce(typev1.SchoolEvent_Kind_EVENT, "2026-12-02"), "what suspends nothing")
		require.NoError(t, announce(typev1.SchoolEvent_Kind_EXAM, "2026-12-02", w.b), "another class")
		require.NoError(t, announce(typev1.SchoolEvent_Kind_EXAM, "2026-11-30", w.a), "the day that it has left")
		require.Equal(t, []string{"Wed 10:00 MATH MOVED"}, w.weekOf(w.a, "2026-W49"))

		_, err = w.become(&timetablev1.ChangeLessonRequest{LessonId: id, Status: moved, Date: "2026-12-03", Period: 3})
		require.NoError(t, err)
		require.NoError(t, announce(typev1.SchoolEvent_Kind_CLOSED, "2026-12-02", w.a))
		require.Equal(t, []string{"Thu 10:00 MATH MOVED"}, w.weekOf(w.a, "2026-W49"))
	})
}
