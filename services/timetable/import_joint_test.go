package timetable_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/ids"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	timetablev1 "github.com/massar-platform/massar/proto/gen/massar/timetable/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
)

// jointFile is maths of two classes together, on Mondays for two hours.
const jointFile = `<Teachers_Timetable><Teacher name="OMAR"><Day name="lundi_m">
<Hour name="8h-9h"><Activity id="7"/><Subject name="MATH"/><Students name="2BACSPF-1+2BACSPF-2"/><Room name="Salle 1"/></Hour>
<Hour name="9h-10h"><Activity id="7"/><Subject name="MATH"/><Students name="2BACSPF-2"/><Students name="2BACSPF-1"/><Room name="Salle 1"/></Hour>
</Day></Teacher></Teachers_Timetable>`

// joined imports the joint lesson and gives its slots by class.
func (w *world) joined() (a, b string) {
	w.Helper()
	w.rooms("Salle 1", "Salle 2")
	answer := w.bring(&header{}, jointFile)
	require.Empty(w, answer.GetRefused())
	require.Equal(w, int32(2), answer.GetAccepted())
	slots := w.slotIDs(today)
	a, b = slots["2BACSPF-1 1.1 MATH"], slots["2BACSPF-2 1.1 MATH"]
	require.NotEmpty(w, a)
	require.NotEmpty(w, b)
	return a, b
}

func (w *world) undisputed() {
	w.Helper()
	check, err := w.main.idara.CheckTimetable(w.main.as(w.office), &timetablev1.CheckTimetableRequest{})
	require.NoError(w, err)
	require.Empty(w, check.GetConflicts())
}

func TestImportOfALessonOfTwoClasses(t *testing.T) {
	each(t, func(w *world) {
		w.emit(classRow(ids.InSchool(gresa), "2BACSPF-3", 1))
		w.joined()
		for _, class := range []string{w.a, w.b} {
			require.Equal(t, []string{"Mon 08:00 MATH Salle 1"}, w.weekOf(class, week))
		}
		own, err := w.main.moudaris.GetTeacherWeek(w.main.as(w.omar), &timetablev1.GetTeacherWeekRequest{StaffId: w.omar.PersonID, Week: week})
		require.NoError(t, err)
		require.Equal(t, []string{"Mon 08:00 MATH Salle 1", "Mon 08:00 MATH Salle 1"}, lines(own.GetLessons()))
		w.undisputed()

		// The same again, in other words, changes nothing.
		before := w.slotIDs(today)
		for _, file := range []string{
			jointFile, csv("2BACSPF-2+2bacspf-1,,lundi,1,2,MATHEMATIQUES,عمر,SALLE 1"),
		} {
			again := w.bring(&header{}, file)
			require.Empty(t, again.GetRefused())
			require.Equal(t, before, w.slotIDs(today))
			require.Equal(t, 2, w.count(`SELECT COUNT(*) FROM slots`))
		}

		// Who is not of the activity is in the way of it.
		third := w.bring(&header{}, csv("2BACSPF-3,,lundi,2,1,MATH,Omar,"))
		require.Equal(t, []string{"2 TIMETABLE_CONFLICT", "2 TIMETABLE_CONFLICT"}, issues(third.GetRefused()))
		apart := w.bring(&header{}, csv("2BACSPF-1,,lundi,1,2,MATH,Omar,Salle 1", "2BACSPF-2,,lundi,1,2,MATH,Omar,Salle 1"))
		require.Equal(t, typev1.Import_State_REFUSED, apart.GetState(), "two lessons at one hour are no activity")
		_, err = w.main.idara.CreateSlot(w.main.writing(w.office), w.mondays(func(r *timetablev1.CreateSlotRequest) {
			r.Subject, r.StaffId, r.Room = "PC", w.salma.PersonID, "Salle 2"
		}))
		requireReason(t, errorsv1.Reason_TIMETABLE_CONFLICT, err)
		twice := w.bring(&header{}, csv("2BACSPF-1+2BACSPF-2,,lundi,1,2,MATH,Omar,", "2BACSPF-1,,lundi,1,1,PC,Salma,"))
		require.Equal(t, []string{"3 TIMETABLE_CONFLICT"}, issues(twice.GetRefused()), "a class is in one place")

		// A third class joins: it is another activity.
		all := w.bring(&header{From: "2026-11-30"}, csv("2BACSPF-1+2BACSPF-2+2BACSPF-3,,lundi,1,2,MATH,Omar,Salle 1"))
		require.Empty(t, all.GetRefused())
		require.Equal(t, []string{"Mon 08:00 MATH Salle 1"}, w.weekOf(w.a, "2026-W49"))
		require.Equal(t, before, w.slotIDs(today))
		require.Len(t, w.slotIDs("2026-11-30"), 3)
		w.undisputed()
	})
}

func TestExportOfALessonOfTwoClasses(t *testing.T) {
	each(t, func(w *world) {
		a, _ := w.joined()
		export := func(format string) string {
			answer, err := w.main.idara.ExportTimetable(w.main.as(w.office), &timetablev1.ExportTimetableRequest{Format: format, Date: today})
			require.NoError(t, err)
			return string(answer.GetData())
		}
		before := w.slotIDs(today)
		table, tree := export("CSV"), export("FET")
		require.Contains(t, table, "\r\n2BACSPF-1+2BACSPF-2,,1,1,2,MATHEMATIQUES,Omar,Salle 1\r\n")
		require.Equal(t, 2, strings.Count(tree, `<Students name="2BACSPF-1+2BACSPF-2"></Students>`))
		marks := w.count(`SELECT COUNT(DISTINCT joint) FROM slots WHERE joint <> ''`)
		require.Equal(t, 1, marks)
		for _, file := range []string{table, tree} {
			answer := w.bring(&header{}, file)
			require.Empty(t, answer.GetRefused())
			require.Equal(t, before, w.slotIDs(today))
			require.Equal(t, 2, w.count(`SELECT COUNT(*) FROM slots WHERE to_date = ''`))
		}

		// Whoever is left alone is written alone, and stays when that comes back.
		_, err := w.main.idara.EndSlot(w.main.writing(w.office), &timetablev1.EndSlotRequest{SlotId: a, To: today})
		require.NoError(t, err)
		before = w.slotIDs(today)
		require.Len(t, before, 1)
		for _, file := range []string{export("CSV"), export("FET")} {
			require.NotContains(t, file, "+")
			require.Empty(t, w.bring(&header{}, file).GetRefused())
			require.Equal(t, before, w.slotIDs(today))
		}
	})
}

func TestEachClassOfALessonHasItsOwnRegister(t *testing.T) {
	each(t, func(w *world) {
		a, b := w.joined()
		w.freeze(w.lesson(a, today))
		w.undisputed()
		for slot, frozen := range map[string]bool{a: true, b: false} {
			record, err := w.main.getLesson(w.omar, w.lesson(slot, today))
			require.NoError(t, err)
			require.Equal(t, frozen, record.GetFrozen())
		}
		require.Empty(t, w.bring(&header{}, jointFile).GetRefused(), "a register is in nobody's way")
		w.freeze(w.lesson(b, today))
		w.undisputed()
		require.ElementsMatch(t, []string{a, b}, slices.Collect(maps.Values(w.slotIDs(today))))
	})
}

func TestALessonOfTwoClassesThatIsChangedIsOnItsOwn(t *testing.T) {
	each(t, func(w *world) {
		a, b := w.joined()
		// One class alone moves to another hour, and comes back.
		id := w.lesson(a, "2026-11-30")
		_, err := w.become(&timetablev1.ChangeLessonRequest{LessonId: id, Status: replaced, Room: "Salle 2"})
		conflict(t, err, "TEACHER", b)
		_, err = w.become(&timetablev1.ChangeLessonRequest{LessonId: id, Status: moved, Period: 3})
		require.NoError(t, err)
		_, err = w.become(&timetablev1.ChangeLessonRequest{LessonId: w.lesson(b, "2026-11-30"), Status: moved, Period: 3})
		requireReason(t, errorsv1.Reason_TIMETABLE_CONFLICT, err)
		w.undisputed()
		_, err = w.main.idara.RestoreLesson(w.main.writing(w.office), &timetablev1.RestoreLessonRequest{LessonId: id})
		require.NoError(t, err)
		w.undisputed()

		update := &timetablev1.UpdateSlotRequest{
			SlotId: a, Subject: "MATH", StaffId: w.omar.PersonID, Room: "Salle 1", Weekday: 1, Period: 1, Periods: 2, From: "2026-12-14",
		}
		same, err := w.main.idara.UpdateSlot(w.main.writing(w.office), update)
		require.NoError(t, err)
		require.Equal(t, a, same.GetSlot().GetSlotId(), "nothing is other")
		update.Room = "Salle 2"
		_, err = w.main.idara.UpdateSlot(w.main.writing(w.office), update)
		conflict(t, err, "TEACHER", b)
		update.Subject, update.StaffId = "PC", w.salma.PersonID
		changed, err := w.main.idara.UpdateSlot(w.main.writing(w.office), update)
		require.NoError(t, err)
		require.Equal(t, []string{"Mon 08:00 MATH Salle 1"}, w.weekOf(w.a, "2026-W49"))
		require.Equal(t, []string{"Mon 08:00 PC Salle 2"}, w.weekOf(w.a, "2026-W51"))
		require.Equal(t, 2, w.count(`SELECT COUNT(*) FROM slots WHERE joint <> ''`))

		// As it was before, but on its own: now it is in the way.
		update.SlotId, update.Subject, update.StaffId, update.Room = changed.GetSlot().GetSlotId(), "MATH", w.omar.PersonID, "Salle 1"
		_, err = w.main.idara.UpdateSlot(w.main.writing(w.office), update)
		requireReason(t, errorsv1.Reason_TIMETABLE_CONFLICT, err)
		w.undisputed()
	})
}
