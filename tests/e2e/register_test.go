package e2e

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/massar-platform/massar/tests/stand"
)

// Days of lessons before today whose registers nobody has taken yet: they are late, and need a reason.
const (
	friday   = "2026-11-20"
	saturday = "2026-11-21"
)

// devices: a teacher's telephone and tablet, the other half of the class, another teacher, and the office.
func (w *week) devices(t *testing.T) {
	phone, tablet := w.D.As(t, w.Teacher), w.D.As(t, w.D.SignIn(t, w.Teacher))
	pupils := w.Pupils[0]
	lesson := w.Lesson(t, w.Classes[0], friday, "08:00")
	path := "/v1/moudaris/lessons/" + lesson + "/register"
	register := phone.Get(path).OK()
	require.Equal(t, []any{false, "LATE"}, []any{register.At("register", "taken"), register.At("register", "window")})
	require.Len(t, register.List("register", "entries"), 8)
	for _, entry := range register.List("register", "entries") {
		require.Equal(t, []any{"PRESENT", 0.0}, []any{entry["state"], entry["version"]})
	}

	late := stand.Object{"studentId": pupils[3], "state": "LATE", "minutesLate": 10}
	phone.Put(path, stand.Object{"entries": []stand.Object{late}}).Fails(400, "FAILED_PRECONDITION", "LATE_REASON_REQUIRED")
	key := stand.Key("0b8ef6a0-5d0c-4a7e-9b43-6f6c3d1f2a11")
	body := stand.Object{"entries": []stand.Object{stand.Entry(pupils[0], "ABSENT", 0), stand.Entry(pupils[2], "ABSENT", 0), late}, "lateReason": "Panne de réseau"}
	first := phone.Put(path, body, key).OK()
	require.Len(t, first.List("saved"), 3)
	require.Equal(t, string(first.Raw), string(phone.Put(path, body, key).OK().Raw), "the telephone did not hear the answer")

	// The tablet has the register as it was: what agrees is saved, what does not is not overwritten.
	second := w.Take(t, stand.Person{Token: tablet.Token}, lesson,
		stand.Entry(pupils[2], "ABSENT", 0), stand.Entry(pupils[3], "ABSENT", 0), stand.Entry(pupils[5], "ABSENT", 0)).OK()
	require.Len(t, second.List("saved"), 2)
	require.Empty(t, second.List("refused"))
	conflicts := second.List("conflicts")
	require.Len(t, conflicts, 1)
	require.Equal(t, []any{pupils[3], "LATE", 10.0, 1.0, "Idrissi Fatima"},
		[]any{conflicts[0]["studentId"], conflicts[0]["state"], conflicts[0]["minutesLate"], conflicts[0]["version"], conflicts[0]["by"]})
	listed := stand.Find(t, phone.Get("/v1/moudaris/lessons?date="+friday).OK().List("lessons"), lesson, "lesson", "lessonId")
	require.Equal(t, []any{true, 3.0, 1.0}, []any{listed["taken"], listed["absent"], listed["late"]})

	office := w.D.As(t, w.Office)
	office.Post("/v1/idara/lessons/"+lesson+":cancel", stand.Object{}).Fails(400, "FAILED_PRECONDITION", "LESSON_FROZEN")
	w.Take(t, w.Colleague, lesson).Fails(404, "NOT_FOUND", "LESSON_NOT_FOUND")
	w.Take(t, w.Teacher, w.Week.Cancelled).Fails(400, "FAILED_PRECONDITION", "LESSON_CANCELLED")

	half := w.Lesson(t, w.Classes[0], stand.RegisterDay, "14:00")
	require.Len(t, phone.Get("/v1/moudaris/lessons/"+half+"/register").OK().List("register", "entries"), 4)
	other := w.Take(t, w.Teacher, half, stand.Entry(pupils[6], "ABSENT", 0)).OK()
	require.Equal(t, "STUDENT_NOT_IN_LESSON", other.List("refused")[0]["reason"])

	// That one was a mistake: the office discards it, and it is taken once more.
	discard := "/v1/idara/lessons/" + half + "/register:discard"
	office.Post(discard, stand.Object{}).Fails(400, "INVALID_ARGUMENT", "REASON_REQUIRED")
	w.D.As(t, w.OtherOffice).Post(discard, stand.Object{"reason": "essai"}).Fails(404, "NOT_FOUND", "LESSON_NOT_FOUND")
	office.Post(discard, stand.Object{"reason": "Mauvais groupe"}).OK()
	require.NotEqual(t, true, phone.Get("/v1/moudaris/lessons/"+half+"/register").OK().At("register", "taken"))
	w.Take(t, w.Teacher, half).OK()

	// The office puts one right; the teacher's telephone still has the old version.
	saved := office.Put("/v1/idara/lessons/"+lesson+"/register", stand.Object{
		"entries": []stand.Object{stand.Entry(pupils[3], "EXCUSED", 1)}, "lateReason": "Convoqué par la direction",
	}).OK()
	require.Equal(t, 2.0, saved.List("saved")[0]["version"])
	require.Len(t, w.Take(t, w.Teacher, lesson, stand.Entry(pupils[3], "PRESENT", 1)).OK().List("conflicts"), 1)
}

// absences are what a child missed, as his parent reads it.
func (w *week) absences(t *testing.T, parent stand.Person, child string) stand.Answer {
	t.Helper()
	return w.D.As(t, parent).Get("/v1/waliye/children/" + child + "/absences").OK()
}

func (w *week) standing(t *testing.T, list stand.Answer, date string) [2]any {
	t.Helper()
	one := stand.Find(t, list.List("absences"), date, "date")
	return [2]any{one["justification"], one["standing"]}
}

// parents: one list for both parents, the child and the office, and it says the same everywhere at once.
func (w *week) parents(t *testing.T) {
	child, office, father := w.Pupils[0][0], w.D.As(t, w.Office), w.D.As(t, w.Father)
	changes := father.Get("/v1/waliye/changes").OK().Text("cursor")
	require.Equal(t, [2]any{"PENDING", "UNDECIDED"}, w.standing(t, w.absences(t, w.Father, child), stand.RegisterDay))
	require.Equal(t, [2]any{"NONE", "UNDECIDED"}, w.standing(t, w.absences(t, w.Father, child), friday))

	lesson := w.Lesson(t, w.Classes[0], saturday, "08:00")
	require.Len(t, w.Take(t, w.Teacher, lesson, stand.Entry(child, "ABSENT", 0)).OK().List("saved"), 1)
	list := w.absences(t, w.Father, child)
	require.Len(t, list.List("absences"), 3)
	require.Equal(t, []any{"0", "0", "3"}, []any{list.At("totals", "hoursJustified"), list.At("totals", "hoursUnjustified"), list.At("totals", "hoursUndecided")})
	own := w.D.As(t, w.Students[0]).Get("/v1/moutamadris/absences").OK()
	require.Equal(t, list.At("absences"), own.At("absences"))
	require.Equal(t, list.At("absences"), office.Get("/v1/idara/students/"+child+"/absences").OK().At("absences"))

	path := "/v1/waliye/children/" + child + "/justifications"
	w.D.As(t, w.Stranger).Post(path, stand.Object{"from": saturday, "reason": "FAMILY"}).Fails(404, "NOT_FOUND", "STUDENT_NOT_FOUND")
	brought := father.Post(path, stand.Object{"from": saturday, "reason": "FAMILY", "text": "Mariage"}).OK().Text("justification", "justificationId")
	require.Equal(t, [2]any{"PENDING", "UNDECIDED"}, w.standing(t, w.absences(t, w.Mother, child), saturday))
	decide := "/v1/idara/justifications/" + brought
	office.Post(decide+":refuse", stand.Object{}).Fails(400, "INVALID_ARGUMENT", "INVALID_REQUEST")
	office.Post(decide+":refuse", stand.Object{"reason": "Pas un motif"}).OK()
	require.Equal(t, [2]any{"REFUSED", "UNJUSTIFIED"}, w.standing(t, w.absences(t, w.Father, child), saturday))
	w.D.As(t, w.OtherOffice).Post("/v1/idara/justifications/"+w.Week.Justification+":accept", stand.Object{}).Fails(404, "NOT_FOUND", "JUSTIFICATION_NOT_FOUND")
	office.Post("/v1/idara/justifications/"+w.Week.Justification+":accept", stand.Object{}).OK()
	list = w.absences(t, w.Father, child)
	require.Equal(t, [2]any{"ACCEPTED", "JUSTIFIED"}, w.standing(t, list, stand.RegisterDay))
	require.Equal(t, []any{"1", "1", "1"}, []any{list.At("totals", "hoursJustified"), list.At("totals", "hoursUnjustified"), list.At("totals", "hoursUndecided")})
	month := office.Get("/v1/idara/classes/" + w.Classes[0] + "/attendance?month=2026-11").OK()
	row := stand.Find(t, month.List("monthSheet", "rows"), child, "studentId")
	require.Equal(t, []any{"1", "1", "1"}, []any{row["hoursJustified"], row["hoursUnjustified"], row["hoursUndecided"]})

	kinds := map[any]bool{}
	until(t, func() bool {
		for _, c := range father.Get("/v1/waliye/changes?cursor=" + changes).OK().List("changes") {
			kinds[c["kind"]] = true
		}
		return kinds["ABSENCES"] && kinds["JUSTIFICATION"]
	}, right, "the father's application is told")
}

// cell is a student's C1 in the teacher's sheet of mathematics.
func (w *week) cell(t *testing.T, student string) stand.Object {
	t.Helper()
	rows := w.D.As(t, w.Teacher).Get("/v1/moudaris/markSheets/"+w.Sheets["MATH"]).OK().List("markSheet", "rows")
	return stand.Dig(t, stand.Find(t, rows, student, "studentId"), "cells", 0).(stand.Object)
}

// control: who was absent at a control waits for a decision, in the sheet and at home; the office's decision about
// the absence is that about the mark, and who was there after all has no absence.
func (w *week) control(t *testing.T) {
	teacher, office, pupils := w.D.As(t, w.Teacher), w.D.As(t, w.Office), w.Pupils[0]
	sheet := "/v1/moudaris/markSheets/" + w.Sheets["MATH"]
	teacher.Put(sheet+"/columns/C1", stand.Object{"label": "Fractions", "date": friday}).OK()
	for _, absent := range []string{pupils[0], pupils[2], pupils[5]} {
		until(t, func() bool { return w.cell(t, absent)["state"] == "PENDING" }, right, "the sheet knows the absence")
		require.NotContains(t, w.cell(t, absent), "mark")
	}
	until(t, func() bool { return w.cell(t, pupils[3])["state"] == "ABSENT" }, right, "and that one was excused")
	require.Equal(t, "MISSING", w.cell(t, pupils[1])["state"])

	lesson := w.Lesson(t, w.Classes[0], friday, "08:00")
	fixed := office.Put("/v1/idara/lessons/"+lesson+"/register", stand.Object{
		"entries": []stand.Object{stand.Entry(pupils[5], "PRESENT", 1)}, "lateReason": "Il était là",
	}).OK()
	require.Len(t, fixed.List("saved"), 1)
	until(t, func() bool { return w.cell(t, pupils[5])["state"] == "MISSING" }, right, "a register put right takes its absence back")
	saved(w.Save(t, w.Teacher, w.Sheets["MATH"], stand.Cell(pupils[1], "C1", "12", 0)), 1)

	teacher.Post(sheet+":release", stand.Object{"column": "C1"}).OK()
	home := func() stand.Object {
		marks := w.D.As(t, w.Students[0]).Get("/v1/moutamadris/marks?semester=1").OK()
		return objects(t, stand.Find(t, marks.List("subjects"), "MATH", "subject", "code")["controls"])[0]
	}
	until(t, func() bool { return home()["state"] == "PENDING" }, right, "the student reads that it waits")
	require.NotContains(t, home(), "mark")
	excuse := w.D.As(t, w.Mother).Post("/v1/waliye/children/"+pupils[0]+"/justifications", stand.Object{"from": friday, "reason": "ILLNESS"}).OK()
	office.Post("/v1/idara/justifications/"+excuse.Text("justification", "justificationId")+":accept", stand.Object{}).OK()
	require.Equal(t, [2]any{"ACCEPTED", "JUSTIFIED"}, w.standing(t, w.absences(t, w.Father, pupils[0]), friday))
	until(t, func() bool { c := home(); return c["state"] == "ABSENT" && c["justified"] == true }, right, "the mark follows the decision")
}

// killed: a register whose answer was lost with the process is answered again, byte for byte. While timetable is
// away, registers that were taken are read and put right, and absences are read; weeks wait.
func (w *week) killed(t *testing.T) {
	pupil, lesson := w.Pupils[0][7], w.Lesson(t, w.Classes[0], saturday, "08:00")
	path, key := "/v1/moudaris/lessons/"+lesson+"/register", stand.Key(uuid.NewString())
	body := stand.Object{"entries": []stand.Object{stand.Entry(pupil, "ABSENT", 0)}, "lateReason": "Panne de réseau"}
	teacher := w.D.As(t, w.Teacher)
	first := teacher.Put(path, body, key).OK()
	require.Len(t, first.List("saved"), 1)
	attendance := w.D.Process("attendance")
	attendance.Kill()
	if w.split {
		teacher.Put(path, body, key).Fails(503, "UNAVAILABLE", "UNAVAILABLE")
		require.NotEmpty(t, lessons(w.reads(t, w.Students[0], stand.CancelWeek)), "weeks do not need attendance")
	}
	attendance.Again()
	var again stand.Answer
	until(t, func() bool {
		again = teacher.Put(path, body, key)
		return again.Status == 200
	}, stand.Patience, "the killed process answers again")
	require.Equal(t, string(first.Raw), string(again.Raw))
	if !w.split {
		return
	}
	timetable := w.D.Process("timetable")
	timetable.Kill()
	w.reads(t, w.Students[0], stand.CancelWeek).Fails(503, "UNAVAILABLE", "UNAVAILABLE")
	require.Len(t, teacher.Get(path).OK().List("register", "entries"), 8)
	require.Len(t, w.Take(t, w.Teacher, lesson, stand.Entry(pupil, "PRESENT", 1)).OK().List("saved"), 1)
	require.NotEmpty(t, w.absences(t, w.Father, w.Pupils[0][0]).List("absences"))
	timetable.Again()
	until(t, func() bool { return w.reads(t, w.Students[0], stand.CancelWeek).Status == 200 }, stand.Patience, "weeks are read again")
}
