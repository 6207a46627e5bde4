package attendance_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	attendancev1 "github.com/massar-platform/massar/proto/gen/massar/attendance/v1"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	optionsv1 "github.com/massar-platform/massar/proto/gen/massar/options/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
)

// movedStaff is a member of staff who is another school's now.
func movedStaff(id, school string, version int64) *schoolv1.Change {
	change := staffRow(id, "سلمى", "Salma", version)
	change.GetStaff().SchoolCode = school
	return change
}

// A register follows the right to it: who has left the class or the school finds nothing of what he held there,
// taken or not, and writes nothing; who stands in for another has his lesson.
func TestATeacherWhoHasLeftFindsNoRegister(t *testing.T) {
	const ends = "2026-11-23" // today, the first day that no longer counts
	other := ids.InSchool(gresa)
	for name, c := range map[string]struct {
		// happens is what school tells once the register of salma is taken.
		happens func(w *world, assignment string) []*schoolv1.Change
		// kept and gives are the lesson that was taken and the one of today, which the timetable still has as hers.
		kept, gives bool
	}{
		"nothing": {func(*world, string) []*schoolv1.Change {
			return []*schoolv1.Change{classRow(other, "2BACSPF-2", 1)}
		}, true, true},
		"the assignment ended": {func(w *world, a string) []*schoolv1.Change {
			return []*schoolv1.Change{assignmentRow(a, w.class, "PC", w.salma.PersonID, "2026-09-08", ends, 2)}
		}, false, false},
		"it ends tomorrow": {func(w *world, a string) []*schoolv1.Change {
			return []*schoolv1.Change{assignmentRow(a, w.class, "PC", w.salma.PersonID, "2026-09-08", "2026-11-24", 2)}
		}, true, true},
		"it ended, and she stands in from another class": {func(w *world, a string) []*schoolv1.Change {
			return []*schoolv1.Change{
				assignmentRow(a, w.class, "PC", w.salma.PersonID, "2026-09-08", ends, 2),
				assignmentRow(ids.InSchool(gresa), other, "PC", w.salma.PersonID, "2026-09-08", "", 1),
			}
		}, false, true},
		"it ended and she has another subject there": {func(w *world, a string) []*schoolv1.Change {
			return []*schoolv1.Change{
				assignmentRow(a, w.class, "PC", w.salma.PersonID, "2026-09-08", ends, 2),
				assignmentRow(ids.InSchool(gresa), w.class, "MATH", w.salma.PersonID, "2026-10-08", "", 1),
			}
		}, true, true},
		"she is another school's": {func(w *world, _ string) []*schoolv1.Change {
			return []*schoolv1.Change{movedStaff(w.salma.PersonID, "23456B", 2)}
		}, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			each(t, func(w *world) {
				assignment := ""
				require.NoError(w, w.db.QueryRow(w.Context(), `SELECT assignment_id FROM proj_assignments WHERE staff_id = $1`, w.salma.PersonID).Scan(&assignment))
				taken, planned := w.plan(w.salma, "2026-11-20", "08:00", ""), w.plan(w.salma, today, "08:00", "")
				w.at("2026-11-20", "08:10")
				w.save(w.salma, taken, w.entry(0, absent, 0))
				w.at(today, "08:10")
				w.emit(c.happens(w, assignment)...)
				w.holds(w.salma, taken, c.kept)
				w.holds(w.salma, planned, c.gives)
				require.Equal(w, int32(1), w.register(w.office, taken).GetEntries()[0].GetVersion(), "the office has it as it was")
			})
		})
	}
}

func (w *world) frozen(lesson string) (frozen bool) {
	w.timetable.with(func() { frozen = w.timetable.lessons[lesson].GetFrozen() })
	return frozen
}

// holds checks every way to the register of a lesson.
func (w *world) holds(who auth.Principal, lesson string, kept bool) {
	w.Helper()
	taken := w.count(`SELECT COUNT(*) FROM registers WHERE lesson_id = $1`, lesson)
	frozen := w.frozen(lesson)
	listed, err := w.moudaris.ListRegisters(w.as(who), &attendancev1.ListRegistersRequest{LessonIds: []string{lesson}})
	require.NoError(w, err)
	if kept {
		require.Len(w, listed.GetRegisters(), taken)
		require.Equal(w, taken == 1, w.register(who, lesson).GetTaken())
		if taken == 0 {
			w.save(who, lesson, w.entry(0, absent, 0))
		}
		return
	}
	require.Empty(w, listed.GetRegisters())
	_, err = w.moudaris.GetRegister(w.as(who), &attendancev1.GetRegisterRequest{LessonId: lesson})
	require.Equal(w, errs.NotFound, errs.KindOf(err))
	require.Equal(w, errorsv1.Reason_LESSON_NOT_FOUND, errs.ReasonOf(err))
	_, err = w.trySave(who, lesson, "", w.entry(0, absent, 0))
	require.Equal(w, errs.NotFound, errs.KindOf(err))
	require.Equal(w, errorsv1.Reason_LESSON_NOT_FOUND, errs.ReasonOf(err))
	require.Equal(w, frozen, w.frozen(lesson), "the lesson stays as free to change as it was")
	require.Equal(w, taken, w.count(`SELECT COUNT(*) FROM registers WHERE lesson_id = $1`, lesson))
}

// Who stands in for a colleague has that lesson while he is of the school, whether he has classes of his own or not.
func TestWhoStandsInHasTheRegister(t *testing.T) {
	each(t, func(w *world) {
		stranger := person(optionsv1.Role_ROLE_TEACHER)
		w.holds(stranger, w.plan(stranger, today, "08:00", ""), false)

		rachid, own := person(optionsv1.Role_ROLE_TEACHER), ids.InSchool(gresa)
		w.emit(staffRow(rachid.PersonID, "رشيد", "Rachid", 1))
		take := func() string {
			lesson := w.plan(rachid, "2026-11-20", "08:00", "")
			w.at("2026-11-20", "08:10")
			w.save(rachid, lesson, w.entry(0, absent, 0))
			w.at(today, "08:10")
			return lesson
		}
		first := take()
		w.holds(rachid, first, true)
		w.holds(rachid, w.plan(rachid, today, "08:00", ""), true)
		class := ids.InSchool(gresa)
		w.emit(classRow(class, "2BACSPF-3", 1), assignmentRow(own, class, "PC", rachid.PersonID, "2026-09-08", "", 1))
		w.holds(rachid, first, true)
		second := take()
		w.holds(rachid, second, true)
		w.emit(assignmentRow(own, class, "PC", rachid.PersonID, "2026-09-08", today, 2))
		for _, lesson := range []string{first, second, w.plan(rachid, today, "10:00", "")} {
			w.holds(rachid, lesson, false)
		}
	})
}
