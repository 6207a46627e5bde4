package school_test

import (
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"github.com/massar-platform/massar/platform/auth"
	"github.com/massar-platform/massar/platform/errs"
	"github.com/massar-platform/massar/platform/ids"
	"github.com/massar-platform/massar/platform/write"
	errorsv1 "github.com/massar-platform/massar/proto/gen/massar/errors/v1"
	schoolv1 "github.com/massar-platform/massar/proto/gen/massar/school/v1"
	typev1 "github.com/massar-platform/massar/proto/gen/massar/type/v1"
	"github.com/massar-platform/massar/tests/fixtures"
)

func (w *world) move(studentID, classID, date string) (*typev1.Student, error) {
	w.Helper()
	return w.idara.MoveStudent(w.writing(w.office), &schoolv1.MoveStudentRequest{StudentId: studentID, ClassId: classID, Date: date})
}

func (w *world) leave(studentID, date string) (*typev1.Student, error) {
	w.Helper()
	return w.idara.EndEnrolment(w.writing(w.office), &schoolv1.EndEnrolmentRequest{StudentId: studentID, Date: date, Reason: "déménagement"})
}

// place is an enrolment as readers of the outbox know it.
type place struct {
	class    string
	number   int32
	from, to string
}

// places are a student's enrolments in their newest version, from the outbox, in the order in which they were made.
func (w *world) places(studentID string) []place {
	w.Helper()
	newest, order := map[string]*schoolv1.EnrolmentRow{}, []string{}
	for _, c := range w.changes() {
		row := c.GetEnrolment()
		if row.GetStudentId() != studentID {
			continue
		}
		old := newest[row.GetEnrolmentId()]
		if old == nil {
			order = append(order, row.GetEnrolmentId())
		} else {
			require.Greater(w, row.GetVersion(), old.GetVersion())
		}
		newest[row.GetEnrolmentId()] = row
	}
	var all []place
	for _, id := range order {
		all = append(all, place{newest[id].GetClassId(), newest[id].GetNumber(), newest[id].GetFrom(), newest[id].GetTo()})
	}
	return all
}

// listed are the students of a class as an office reads it: number and status by id.
func (w *world) listed(classID string) map[string]string {
	w.Helper()
	found := map[string]string{}
	for _, student := range w.students(w.office, classID) {
		require.NotContains(w, found, student.GetStudentId(), "listed twice")
		found[student.GetStudentId()] = student.GetStatus()
	}
	return found
}

func (w *world) newClass(label string) string {
	w.Helper()
	return w.class(w.office, label).GetClassId()
}

func TestMoveStudent(t *testing.T) {
	each(t, func(w *world) {
		p := populate(w)
		second := w.newClass("2APIC-2")
		first, _, _ := w.ref.Lessons(year)
		moved, err := w.move(p.students[0], second, "")
		require.NoError(w, err)
		require.Equal(w, "2APIC-2", moved.GetClass().GetLabel())
		require.Equal(w, "ENROLLED", moved.GetStatus())
		require.EqualValues(w, 1, moved.GetNumber())
		require.Equal(w, []place{{p.class, 1, first, today}, {second, 1, today, ""}}, w.places(p.students[0]))
		require.Equal(w, map[string]string{p.students[0]: "LEFT", p.students[1]: "ENROLLED", p.students[2]: "ENROLLED"}, w.listed(p.class))
		require.Equal(w, map[string]string{p.students[0]: "ENROLLED"}, w.listed(second))
		require.EqualValues(w, 2, w.findClass(w.office, "2APIC-1").GetStudentCount())
		require.EqualValues(w, 1, w.findClass(w.office, "2APIC-2").GetStudentCount())
		// The teacher of the old class no longer reaches him, and the number that he had is not given again.
		w.missing(getStudent(p.students[0])(w.as(p.teacher), w.moudaris), errorsv1.Reason_STUDENT_NOT_FOUND)
		require.NoError(w, getStudent(p.students[1])(w.as(p.teacher), w.moudaris))
		moved, err = w.move(p.students[1], second, "")
		require.NoError(w, err)
		require.EqualValues(w, 2, moved.GetNumber())
		_, err = w.move(p.students[1], p.class, "2026-11-22")
		w.badField(err, "date", errorsv1.Reason_DATE_INVALID)
		back, err := w.move(p.students[0], p.class, "")
		require.NoError(w, err)
		require.EqualValues(w, 4, back.GetNumber())
		require.Equal(w, "ENROLLED", w.listed(p.class)[p.students[0]])
		require.NotContains(w, w.listed(second), p.students[0], "he was not there for a day")
		path, err := w.moutamadris.ListPath(w.as(p.student), &schoolv1.ListPathRequest{StudentId: p.students[0]})
		require.NoError(w, err)
		require.Len(w, path.GetSteps(), 2)
		found, err := w.idara.SearchStudents(w.as(w.office), &schoolv1.SearchStudentsRequest{Query: back.GetMassarCode()})
		require.NoError(w, err)
		require.Len(w, found.GetStudents(), 1)
		require.Equal(w, 3, w.count(`SELECT COUNT(*) FROM audit_log WHERE rpc = 'school.MoveStudent'`))
	})
}

func TestMovesThatAreRefused(t *testing.T) {
	each(t, func(w *world) {
		p := populate(w)
		second := w.newClass("2APIC-2")
		var old, next *typev1.ClassInfo
		w.on("2026-03-02", func() { old = w.class(w.office, "2APIC-1") })
		w.on("2027-11-02", func() { next = w.class(w.office, "2APIC-1") })
		elsewhere := w.class(w.cedarsOffice, "1BACSE-1").GetClassId()
		before := w.rows()
		for _, c := range []struct {
			student, class, date string
			kind                 errs.Kind
			reason               errorsv1.Reason
		}{
			{p.students[0], p.class, "", errs.FailedPrecondition, errorsv1.Reason_STUDENT_IN_CLASS},
			{p.students[0], old.GetClassId(), "", errs.FailedPrecondition, errorsv1.Reason_SCHOOL_YEAR_CLOSED},
			{p.students[0], old.GetClassId(), "2026-03-01", errs.FailedPrecondition, errorsv1.Reason_SCHOOL_YEAR_CLOSED},
			{p.students[0], next.GetClassId(), "", errs.FailedPrecondition, errorsv1.Reason_STUDENT_NOT_ENROLLED},
			{p.students[0], elsewhere, "", errs.FailedPrecondition, errorsv1.Reason_CLASS_OF_OTHER_SCHOOL},
			// The answer does not tell whether there is such a class.
			{p.students[0], ids.InSchool(cedars), "", errs.FailedPrecondition, errorsv1.Reason_CLASS_OF_OTHER_SCHOOL},
			// The annex is the office's too, and another school all the same.
			{p.students[0], p.classInAnnex, "", errs.FailedPrecondition, errorsv1.Reason_CLASS_OF_OTHER_SCHOOL},
			{p.students[0], ids.InSchool(palms), "", errs.NotFound, errorsv1.Reason_CLASS_NOT_FOUND},
			{p.students[0], "x", "", errs.NotFound, errorsv1.Reason_CLASS_NOT_FOUND},
			{ids.New(), second, "", errs.NotFound, errorsv1.Reason_STUDENT_NOT_FOUND},
		} {
			_, err := w.move(c.student, c.class, c.date)
			w.refused(err, c.kind, c.reason)
		}
		for _, date := range []string{"2026-02-30", "23/11/2026", "x", "2026-08-31", "2025-11-23", "2027-09-01"} {
			_, err := w.move(p.students[0], second, date)
			w.badField(err, "date", errorsv1.Reason_DATE_INVALID)
		}
		require.Equal(w, before, w.rows())
	})
}

// A move that is planned changes nothing before its day, and everything on it.
func TestAPlannedMove(t *testing.T) {
	each(t, func(w *world) {
		p := populate(w)
		second, third := w.newClass("2APIC-2"), w.newClass("2APIC-3")
		first, _, _ := w.ref.Lessons(year)
		const soon, sooner = "2026-11-25", "2026-11-24"
		moved, err := w.move(p.students[0], second, soon)
		require.NoError(w, err)
		require.Equal(w, p.class, moved.GetClass().GetClassId(), "where he is today")
		where := func() (class string) {
			one, err := w.idara.GetStudent(w.as(w.office), &schoolv1.GetStudentRequest{StudentId: p.students[0]})
			require.NoError(w, err)
			checked, err := w.identity.CheckStudents(w.as(w.office), &schoolv1.CheckStudentsRequest{StudentIds: p.students[:1]})
			require.NoError(w, err)
			found, err := w.idara.SearchStudents(w.as(w.office), &schoolv1.SearchStudentsRequest{Query: one.GetMassarCode()})
			require.NoError(w, err)
			require.Len(w, found.GetStudents(), 1)
			for _, same := range []*typev1.Student{checked.GetStudents()[0], found.GetStudents()[0]} {
				require.Equal(w, one.GetClass().GetClassId(), same.GetClass().GetClassId())
			}
			return one.GetClass().GetClassId()
		}
		require.Equal(w, p.class, where())
		require.Empty(w, w.listed(second))
		require.Equal(w, "ENROLLED", w.listed(p.class)[p.students[0]])
		require.NoError(w, getStudent(p.students[0])(w.as(p.teacher), w.moudaris))
		// Another plan takes its place.
		_, err = w.move(p.students[0], third, sooner)
		require.NoError(w, err)
		require.Equal(w, []place{{p.class, 1, first, sooner}, {second, 1, soon, soon}, {third, 1, sooner, ""}}, w.places(p.students[0]))
		w.real.Advance(24 * time.Hour)
		require.Equal(w, third, where())
		require.Equal(w, "LEFT", w.listed(p.class)[p.students[0]])
		w.real.Advance(24 * time.Hour)
		require.Equal(w, third, where())
		require.Empty(w, w.listed(second))
	})
}

func TestAStudentLeaves(t *testing.T) {
	each(t, func(w *world) {
		p := populate(w)
		second := w.newClass("2APIC-2")
		first, _, _ := w.ref.Lessons(year)
		left, err := w.leave(p.students[0], "")
		require.NoError(w, err)
		require.Equal(w, "LEFT", left.GetStatus())
		require.Equal(w, p.class, left.GetClass().GetClassId())
		require.Equal(w, []place{{p.class, 1, first, today}}, w.places(p.students[0]))
		require.Equal(w, 1, w.count(`SELECT COUNT(*) FROM audit_log WHERE rpc = 'school.EndEnrolment' AND detail LIKE '%déménagement%'`))
		_, err = w.leave(p.students[0], "")
		w.refused(err, errs.FailedPrecondition, errorsv1.Reason_STUDENT_NOT_ENROLLED)
		_, err = w.move(p.students[0], second, "")
		w.refused(err, errs.FailedPrecondition, errorsv1.Reason_STUDENT_NOT_ENROLLED)
		for _, date := range []string{"2026-08-31", "2026-02-30", "2027-09-01"} {
			_, err := w.leave(p.students[1], date)
			w.badField(err, "date", errorsv1.Reason_DATE_INVALID)
		}
		_, err = w.leave(p.inAnnex, "")
		require.NoError(w, err, "the annex is the office's too")
		// A day to come may be brought forward, not put off; a move in between keeps it.
		planned, err := w.leave(p.students[1], "2026-12-20")
		require.NoError(w, err)
		require.Equal(w, "ENROLLED", planned.GetStatus())
		_, err = w.leave(p.students[1], "2026-12-21")
		w.badField(err, "date", errorsv1.Reason_DATE_INVALID)
		_, err = w.move(p.students[1], second, "2026-12-20")
		w.refused(err, errs.FailedPrecondition, errorsv1.Reason_STUDENT_NOT_ENROLLED)
		_, err = w.move(p.students[1], second, "")
		require.NoError(w, err)
		_, err = w.leave(p.students[1], "2026-11-22")
		w.badField(err, "date", errorsv1.Reason_DATE_INVALID)
		_, err = w.leave(p.students[1], "2026-12-19")
		require.NoError(w, err)
		require.Equal(w, []place{{p.class, 2, first, today}, {second, 1, today, "2026-12-19"}}, w.places(p.students[1]))
		found, err := w.idara.SearchStudents(w.as(w.office), &schoolv1.SearchStudentsRequest{Query: planned.GetMassarCode()})
		require.NoError(w, err)
		require.Len(w, found.GetStudents(), 1, "he is here until then")
		// Who left may be enrolled again by a list.
		w.accepted(w.office, list(3))
		again, err := w.idara.GetStudent(w.as(w.office), &schoolv1.GetStudentRequest{StudentId: p.students[0]})
		require.NoError(w, err)
		require.Equal(w, "ENROLLED", again.GetStatus())
		require.EqualValues(w, 4, again.GetNumber())
	})
}

// Whatever offices do at the same time, he is in one class at any date.
func TestConcurrentMoves(t *testing.T) {
	each(t, func(w *world) {
		p := populate(w)
		classes := []string{w.newClass("2APIC-2"), w.newClass("2APIC-3"), w.newClass("2APIC-4"), w.newClass("2APIC-5")}
		var group sync.WaitGroup
		failures := make([]error, len(classes)*2)
		for i := range failures {
			group.Go(func() {
				_, failures[i] = w.move(p.students[i%2], classes[i/2], "")
			})
		}
		group.Go(func() {
			_, err := w.load(w.office, list(3, func(c *fixtures.ListClass) { c.Label = "2APIC-2" }))
			if err != nil {
				require.Equal(w, errs.Aborted, errs.KindOf(err), "%v", err)
			}
		})
		group.Wait()
		done := 0
		for _, err := range failures {
			if err == nil {
				done++
				continue
			}
			require.Contains(w, []errorsv1.Reason{errorsv1.Reason_CONFLICT, errorsv1.Reason_STUDENT_IN_CLASS}, errs.ReasonOf(err), "%v", err)
		}
		require.Positive(w, done)
		require.Equal(w, 2, w.count(`SELECT COUNT(*) FROM enrolments WHERE to_date IS NULL AND student_id IN ($1, $2)`, p.students[0], p.students[1]))
		require.Zero(w, w.count(`SELECT COUNT(*) FROM enrolments a JOIN enrolments b ON a.student_id = b.student_id AND a.enrolment_id < b.enrolment_id
			WHERE a.from_date < COALESCE(b.to_date, '9') AND b.from_date < COALESCE(a.to_date, '9') AND a.from_date < COALESCE(a.to_date, '9') AND b.from_date < COALESCE(b.to_date, '9')`))
		require.Zero(w, w.count(`SELECT COUNT(*) FROM enrolments a JOIN enrolments b ON a.class_id = b.class_id AND a.number = b.number AND a.enrolment_id < b.enrolment_id`))
	})
}

func TestAMoveIsMadeOnceForAKey(t *testing.T) {
	each(t, func(w *world) {
		p := populate(w)
		ctx := write.WithKey(w.as(w.office), uuid.NewString())
		req := &schoolv1.MoveStudentRequest{StudentId: p.students[0], ClassId: w.newClass("2APIC-2")}
		first, err := w.idara.MoveStudent(ctx, req)
		require.NoError(w, err)
		before := w.rows()
		again, err := w.idara.MoveStudent(ctx, req)
		require.NoError(w, err)
		require.True(w, proto.Equal(first, again))
		require.Equal(w, before, w.rows())
	})
}

// A guardian's children in one call, however many: what is not his is left out.
func TestListStudents(t *testing.T) {
	each(t, func(w *world) {
		p := populate(w)
		ask := append([]string{p.inAnnex, ids.New()}, p.students...)
		read := func(who auth.Principal) map[string]string {
			got, err := w.waliye.ListStudents(w.as(who), &schoolv1.ListStudentsRequest{StudentIds: ask})
			require.NoError(w, err)
			found := map[string]string{}
			for _, one := range got.GetStudents() {
				require.NotEmpty(w, one.GetStudent().GetName().GetAr())
				found[one.GetStudent().GetStudentId()] = one.GetSchool().GetName()
			}
			return found
		}
		before := w.counted.queries.Load()
		require.Equal(w, map[string]string{p.students[0]: "Collège Annakhil", p.inAnnex: "Annexe Annakhil"}, read(p.guardian))
		require.EqualValues(w, 2, w.counted.queries.Load()-before)
		require.Empty(w, read(p.denied))
		require.Empty(w, read(w.guardian(ids.New())))
		_, err := w.waliye.ListStudents(w.as(w.office), &schoolv1.ListStudentsRequest{StudentIds: ask})
		w.refused(err, errs.Denied, errorsv1.Reason_ACCESS_DENIED)
	})
}
